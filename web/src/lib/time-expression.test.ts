import { describe, expect, it } from 'vitest'
import { rangeLabel, readingText, readRange, resolveRange, shiftRange } from './time-expression'
import { cellStamp, DAY, HOUR, MINUTE } from './time'

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0)

function read(text: string, zone = 'UTC') {
  const reading = readRange(text, NOW, zone)
  if (!reading.ok) throw new Error(reading.problem)
  const { fromMs, toMs } = reading.range
  return [cellStamp(fromMs, 'UTC'), cellStamp(toMs, 'UTC')]
}

describe('readRange', () => {
  it.each([
    ['-15m', '2026-11-23 11:45:00', '2026-11-23 12:00:00'],
    ['-1d -12h', '2026-11-22 12:00:00', '2026-11-23 00:00:00'],
    ['-60m -600s', '2026-11-23 11:00:00', '2026-11-23 11:50:00'],
    ['-2h to now', '2026-11-23 10:00:00', '2026-11-23 12:00:00'],
    ['now +15m', '2026-11-23 12:00:00', '2026-11-23 12:15:00'],
    ['yesterday 9:00 to 10:30', '2026-11-22 09:00:00', '2026-11-22 10:30:00'],
    ['yesterday', '2026-11-22 00:00:00', '2026-11-23 00:00:00'],
    ['today', '2026-11-23 00:00:00', '2026-11-23 12:00:00'],
    ['today 8:00 to 5pm', '2026-11-23 08:00:00', '2026-11-23 17:00:00'],
    ['04/01/2017 to 04/02/2017', '2017-04-01 00:00:00', '2017-04-02 00:00:00'],
    ['01/31/2026 09:30 01/31/2026 5:32pm', '2026-01-31 09:30:00', '2026-01-31 17:32:00'],
    ['2026-01-31T09:30:00Z', '2026-01-31 09:30:00', '2026-11-23 12:00:00'],
    ['2026-01-31', '2026-01-31 00:00:00', '2026-11-23 12:00:00'],
    ['yesterday to today', '2026-11-22 00:00:00', '2026-11-23 00:00:00'],
    [
      '2026-01-31T09:30:00+02:00 to 2026-01-31T10:00:00.250+02:00',
      '2026-01-31 07:30:00',
      '2026-01-31 08:00:00.250',
    ],
    ['2026-01-31 09:30 - 2026-01-31 10:30', '2026-01-31 09:30:00', '2026-01-31 10:30:00'],
    ['1769851800 1769855400', '2026-01-31 09:30:00', '2026-01-31 10:30:00'],
    ['1769851800000, 1769855400000', '2026-01-31 09:30:00', '2026-01-31 10:30:00'],
    ['1769851800000000 to 1769855400000000', '2026-01-31 09:30:00', '2026-01-31 10:30:00'],
  ])('reads %s', (text, from, to) => {
    expect(read(text)).toEqual([from, to])
  })

  it('takes times without a zone as times of the zone of the page', () => {
    expect(read('07/01/2026 09:00 to 07/01/2026 10:00', 'America/New_York')).toEqual([
      '2026-07-01 13:00:00',
      '2026-07-01 14:00:00',
    ])
  })

  it('starts days where the zone starts them, also when the clock changes', () => {
    expect(read('2026-10-25 to 2026-10-26', 'Europe/Berlin')).toEqual([
      '2026-10-24 22:00:00',
      '2026-10-25 23:00:00',
    ])
  })

  it.each(['', 'soon', '-15', '13/45/2026', '25:99', '2026-02-31', 'now', '-1h -2h'])(
    'refuses %j',
    (text) => {
      expect(readRange(text, NOW, 'UTC').ok).toBe(false)
    },
  )

  it('keeps relative ends relative for the address', () => {
    const reading = readRange('- 1D  -12H', NOW, 'UTC')
    expect(reading.ok && [reading.range.from, reading.range.to]).toEqual(['-1d', '-12h'])
  })
})

describe('labels', () => {
  it('says what a range is', () => {
    expect(rangeLabel({ from: '-15m', to: 'now' }, NOW, 'UTC')).toBe('Last 15 min')
    expect(rangeLabel({ from: '-1h', to: 'now' }, NOW, 'UTC')).toBe('Last 1 hour')
    expect(rangeLabel({ from: '-1d', to: '-12h' }, NOW, 'UTC')).toBe('-1d to -12h')
    const fixed = { from: String(NOW - 90 * MINUTE), to: String(NOW) }
    expect(rangeLabel(fixed, NOW, 'UTC')).toBe('23 Nov 10:30:00 → 12:00:00')
  })

  it('reads a range back', () => {
    const reading = readRange('09:00 to 10:30', NOW, 'UTC')
    expect(reading.ok && readingText(reading.range, 'UTC')).toBe(
      '23 Nov 09:00:00 → 10:30:00 UTC, 1 h 30 m',
    )
  })

  it('names the second day and year only where they differ', () => {
    const reading = readRange('2025-12-31 23:00 to 2026-01-02 01:00', NOW, 'UTC')
    expect(reading.ok && readingText(reading.range, 'UTC')).toBe(
      '31 Dec 2025 23:00:00 → 2 Jan 2026 01:00:00 UTC, 1 d 2 h',
    )
  })
})

it('moves a range by half of itself', () => {
  const reading = resolveRange({ from: '-2h', to: 'now' }, NOW, 'UTC')
  if (!reading.ok) throw new Error(reading.problem)
  expect(shiftRange(reading.range, -1)).toEqual({
    from: String(NOW - 3 * HOUR),
    to: String(NOW - HOUR),
  })
  expect(DAY).toBe(24 * HOUR)
})
