import { describe, expect, it } from 'vitest'
import { colorsOf, cssColor, drawnColor, drawnColors, toneOf } from './colors'
import type { ChartTokens } from './tokens'

const tokens = {
  text: 'rgb(0, 0, 0)',
  text2: '2',
  text3: 'grey',
  line: 'l',
  surface: 'rgb(255, 255, 255)',
  raised: 'r',
  overlay: 'o',
  accent: 'a',
  ok: 'green',
  info: 'blue',
  fatal: 'purple',
  danger: 'rgb(200, 0, 0)',
  warn: 'rgb(100, 100, 0)',
  font: 'f',
  series: ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'],
} satisfies ChartTokens

describe('what a name says of a state', () => {
  it.each([
    ['Completed', 'good'],
    ['InService', 'good'],
    ['SUCCEEDED', 'good'],
    ['Executions succeeded', 'good'],
    ['InProgress', 'busy'],
    ['Failed', 'bad'],
    ['ExecutionFailed', 'bad'],
    ['Failed jobs', 'bad'],
    ['Critical', 'bad'],
    ['Warning', 'warn'],
    ['Stopped', 'stopped'],
    ['Deleting', 'leaving'],
    ['2xx', 'good'],
    ['Invocation4XXErrors', 'warn'],
    ['4XX errors', 'warn'],
    ['Invocation5XXErrors', 'bad'],
    ['404', 'warn'],
    ['503', 'bad'],
    ['200', 'good'],
    ['failed, ChurnModelPipeline', 'bad'],
    ['us-east-1 · Stopped', 'stopped'],
  ])('knows %s', (name, tone) => {
    expect(toneOf(name)).toBe(tone)
  })

  it.each(['fraud-v3', 'Invocations', '1200', '600', '', 'failed-over-endpoint', 'us-east-1 · a'])(
    'says nothing of %s',
    (name) => {
      expect(toneOf(name)).toBeNull()
    },
  )
})

describe('colours of names', () => {
  it('are the same for a state in every chart, whatever stands beside it', () => {
    const [failed] = drawnColors(['Failed', 'Completed'], tokens)
    const again = drawnColors(['a', 'Stopped', 'Failed', 'b'], tokens)
    expect(again).toEqual(['c1', 'grey', failed, 'c2'])
    expect(failed).toBe(tokens.danger)
  })

  it('differ for states of one tone', () => {
    const drawn = drawnColors(['500', '502', '503'], tokens)
    expect(drawn).toEqual(['rgb(200, 0, 0)', 'rgb(221, 97, 97)', 'rgb(124, 0, 0)'])
    expect(cssColor(colorsOf(['500', '502'])[1]!)).toBe(
      'color-mix(in srgb, var(--danger) 62%, var(--surface))',
    )
  })

  it('are those of the palette where more have one tone than can be told apart', () => {
    expect(drawnColors(['500', '501', '502', '503'], tokens)).toEqual(['c1', 'c2', 'c3', 'c4'])
  })

  it('come by the order of the names, and repeat as dashes', () => {
    expect(drawnColors(['x', 'f', 'm'], tokens)).toEqual(['c3', 'c1', 'c2'])
    const many = colorsOf([...'abcdefghij'])
    expect(many[8]).toEqual({ token: 'series-1', mixed: null, dashed: true })
    expect(drawnColor(many[8]!, tokens)).toBe('c1')
    expect(cssColor(colorsOf(['Stopped'])[0]!)).toBe('var(--text-3)')
  })
})
