import { describe, expect, it } from 'vitest'
import { utf16Range } from './codepoints'
import { toCsv, toJson } from './export'
import { bytes, compact, elapsed, numeric, percent, statistic } from './format'
import { newId } from './ids'
import { pathText, valueAt } from './json-path'
import { cutAt, decodeEscapes, hasEscapes, jsonIn } from './message-text'
import { duration, instantOf, partsOf, roundTicks, stamp, tick } from './time'
import { formatAddress, metricsSchema, parseAddress, searchSchema } from './url-state'

describe('CSV', () => {
  it('quotes what needs quotes', () => {
    expect(
      toCsv(
        ['a', 'b'],
        [
          ['x,y', 'say "hi"\n'],
          [null, 5],
        ],
      ),
    ).toBe('a,b\r\n"x,y","say ""hi""\n"\r\n,5\r\n')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('keeps %j from being a formula', (text) => {
    expect(toCsv(['a'], [[text]]).split('\r\n')[1]).toBe(`'${text}`)
  })

  it('leaves negative numbers numbers', () => {
    expect(toCsv(['a'], [[-5]])).toBe('a\r\n-5\r\n')
  })
})

it('writes rows as objects', () => {
  expect(JSON.parse(toJson(['a', 'b'], [[1, null]]))).toEqual([{ a: 1, b: null }])
})

describe('addresses', () => {
  it('come back as they went', () => {
    const state = { q: 'a=b & c | count\n+1 #x', from: '-15m', to: 'now', cols: ['a', 'b c'] }
    expect(searchSchema.parse(parseAddress(formatAddress(state)))).toMatchObject(state)
  })

  it('leave bad parts out and keep the rest', () => {
    const state = searchSchema.parse(parseAddress('?q=x&tab=nope&limit=-4&chart=pie'))
    expect(state).toMatchObject({ q: 'x', chart: 'pie' })
    expect([state.tab, state.limit]).toEqual([undefined, undefined])
  })

  it('take one or many rows of metrics', () => {
    expect(metricsSchema.parse(parseAddress('?m=a')).m).toEqual(['a'])
    expect(metricsSchema.parse(parseAddress('?m=a&m=%23A%20*%202')).m).toEqual(['a', '#A * 2'])
  })

  it('have nothing for what is not set', () => {
    expect(formatAddress({ q: undefined, tab: '' })).toBe('')
  })
})

describe('messages', () => {
  it('decode octal escapes of control characters only', () => {
    expect(decodeEscapes('[76]#011train#012 issue #123 and #200')).toBe(
      '[76]\ttrain\n issue #123 and #200',
    )
    expect(decodeEscapes('\u001b[31mred\u001b[0m')).toBe('red')
    expect([hasEscapes('a#011b'), hasEscapes('issue #123')]).toEqual([true, false])
  })

  it('find the JSON document', () => {
    expect(jsonIn('{"a":1}')).toEqual({ before: '', value: { a: 1 } })
    expect(jsonIn('2026-01-01 [INFO] {"a":[1]}')).toEqual({
      before: '2026-01-01 [INFO]',
      value: { a: [1] },
    })
    expect([jsonIn('plain'), jsonIn('{broken}'), jsonIn('[]')]).toEqual([null, null, null])
  })

  it('are cut at the words', () => {
    expect(cutAt('an error here', /error/g)).toEqual([
      { text: 'an ', hit: false },
      { text: 'error', hit: true },
      { text: ' here', hit: false },
    ])
  })

  it('have paths', () => {
    expect(pathText(['a', 0, 'b c', 'd'])).toBe("a[0]['b c'].d")
    expect(valueAt({ a: [{ b: 5 }] }, ['a', 0, 'b'])).toBe(5)
    expect(valueAt({ a: 1 }, ['a', 'b'])).toBeUndefined()
  })
})

describe('times', () => {
  const ms = Date.UTC(2026, 2, 29, 0, 59, 59, 7)

  it('are written in the zone', () => {
    expect(stamp(ms, 'UTC')).toBe('2026-03-29 00:59:59.007')
    expect(stamp(ms, 'Asia/Kolkata')).toBe('2026-03-29 06:29:59.007')
  })

  it('come back from their parts, also around a change of the clock', () => {
    for (let hour = -4; hour < 8; hour += 1) {
      const at = Date.UTC(2026, 2, 29, hour, 30)
      expect(instantOf(partsOf(at, 'Europe/Berlin'), 'Europe/Berlin')).toBe(at)
    }
  })

  it('name the day at midnight', () => {
    expect(tick(Date.UTC(2026, 0, 2), 'UTC', 3_600_000)).toBe('2 Jan')
    expect(tick(Date.UTC(2026, 0, 2, 5), 'UTC', 3_600_000)).toBe('05:00')
  })

  it('have round ticks, in the zone and around a change of the clock', () => {
    const names = (from: number, to: number, most: number, zone: string) => {
      const { at, step } = roundTicks(from, to, most, zone)
      return at.map((one) => tick(one, zone, step))
    }
    const from = Date.UTC(2026, 0, 31, 20, 11)
    expect(names(from, from + 15 * 60_000, 8, 'UTC')).toEqual([
      ...['20:12', '20:14', '20:16', '20:18', '20:20', '20:22', '20:24'],
    ])
    const day = names(from, from + 86_400_000, 6, 'Asia/Kolkata')
    expect(day).toEqual(['04:00', '08:00', '12:00', '16:00', '20:00', '2 Feb'])
    const spring = Date.UTC(2026, 2, 28, 23)
    expect(names(spring, spring + 2 * 86_400_000, 8, 'Europe/Berlin')).toEqual([
      ...['29 Mar', '07:00', '13:00', '19:00', '30 Mar', '06:00', '12:00', '18:00', '31 Mar'],
    ])
  })

  it('have lengths', () => {
    expect([250, 61_000, 5_400_000, 86_400_000].map(duration)).toEqual([
      '250 ms',
      '1 m 1 s',
      '1 h 30 m',
      '1 d',
    ])
  })
})

describe('numbers', () => {
  it('are short but do not mislead', () => {
    expect([0.1 + 0.2, 1234567, 1e-9].map(numeric)).toEqual(['0.3', '1,234,567', '1.000e-9'])
    expect([1234567, 12.345, 0.001].map(compact)).toEqual(['1.2M', '12.35', '1.0e-3'])
    expect([123456.7, 12.3456].map(statistic)).toEqual(['123,457', '12.35'])
  })

  it('have units', () => {
    expect([999, 84_123_456].map(bytes)).toEqual(['999 B', '84.1 MB'])
    expect([12, 1234].map(elapsed)).toEqual(['12 ms', '1.2 s'])
    expect([percent(1, 1000), percent(1, 4), percent(0, 0)]).toEqual(['< 1 %', '25 %', '0 %'])
  })
})

it('counts code points', () => {
  expect(utf16Range('a😀b', { start: 1, end: 2 })).toEqual({ from: 1, to: 3 })
  expect(utf16Range('ab', { start: 5, end: 9 })).toEqual({ from: 2, to: 2 })
})

it('makes ids of version 4', () => {
  expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
