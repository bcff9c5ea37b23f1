import { describe, expect, it } from 'vitest'
import type { Column, Row } from '@/api/schema'
import { chartOption, escapeHtml, mapPoints } from './options'
import { MOST_SERIES, seriesOf, statsOf } from './series'
import { shapeOf, suggestedChart, unsuited } from './shape'
import type { ChartTokens } from './tokens'
import { unwrapped } from './world'

const column = (name: string, type: Column['type'], key = false): Column => ({ name, type, key })
const table = (columns: Column[], rows: Row[]) => ({ columns, rows })

const byEvent = table(
  [column('event', 'string', true), column('error', 'string', true), column('_count', 'long')],
  [
    ['Invoke', 'Denied', 5],
    ['Invoke', 'Throttled', 2],
    ['Create', 'Denied', 1],
  ],
)
const overTime = table(
  [column('_timeslice', 'long', true), column('a', 'long'), column('b', 'long')],
  [
    [2000, 5, null],
    [1000, 3, 4],
  ],
)
const places = table(
  [
    column('latitude', 'string', true),
    column('longitude', 'string', true),
    column('_count', 'long'),
  ],
  [
    ['1.5', '103.8', 2],
    ['48.8', '2.3', 9],
    [null, '0', 1],
  ],
)
const tokens: ChartTokens = {
  text: '#111',
  text2: '#222',
  text3: '#333',
  line: '#444',
  surface: '#555',
  raised: '#666',
  overlay: '#777',
  accent: '#888',
  ok: '#0',
  info: '#0',
  fatal: '#0',
  danger: '#a00',
  warn: '#aa0',
  font: 'Inter',
  series: ['#a', '#b', '#c'],
}
const drawing = { tokens, zone: 'UTC' }

describe('shape', () => {
  it('suggests what suits', () => {
    expect(suggestedChart(shapeOf(byEvent))).toBe('bar')
    expect(suggestedChart(shapeOf(overTime))).toBe('line')
    expect(suggestedChart(shapeOf(places))).toBe('map')
    expect(suggestedChart(shapeOf(table([column('_count', 'long')], [[7]])))).toBe('single')
    expect(suggestedChart(shapeOf(table([column('a', 'string')], [['x']])))).toBe('table')
    expect(suggestedChart(shapeOf(table([column('_count', 'long')], [])))).toBe('table')
  })

  it('says why a chart does not suit', () => {
    expect(unsuited('line', shapeOf(byEvent))).toMatch(/time column/)
    expect(unsuited('pie', shapeOf(overTime))).toMatch(/not times/)
    expect(unsuited('map', shapeOf(byEvent))).toMatch(/latitude/)
    expect(unsuited('table', shapeOf(byEvent))).toBeNull()
  })

  it('takes numbers in text columns as numbers, unless they are what rows are grouped by', () => {
    const rows: Row[] = [['200', '1.5']]
    const shape = shapeOf(table([column('status', 'string', true), column('x', 'string')], rows))
    expect(shape).toMatchObject({ keys: [0], values: [1] })
  })
})

describe('series', () => {
  it('makes one of each second key', () => {
    const { categories, series } = seriesOf(byEvent, shapeOf(byEvent))
    expect(categories).toEqual(['Invoke', 'Create'])
    expect(series.map((one) => one.name)).toEqual(['Denied', 'Throttled'])
    expect(series[0]?.points).toEqual([
      ['Invoke', 5],
      ['Create', 1],
    ])
  })

  it('makes one of each column of numbers over time, in order of time', () => {
    const { series } = seriesOf(overTime, shapeOf(overTime))
    expect(series).toEqual([
      {
        name: 'a',
        points: [
          [1000, 3],
          [2000, 5],
        ],
      },
      {
        name: 'b',
        points: [
          [1000, 4],
          [2000, null],
        ],
      },
    ])
  })

  it('keeps the largest when there are too many', () => {
    const rows: Row[] = Array.from({ length: 300 }, (_, i) => [1000, `k${i}`, i])
    const many = table(
      [column('_timeslice', 'long', true), column('k', 'string', true), column('_count', 'long')],
      rows,
    )
    const set = seriesOf(many, shapeOf(many))
    expect([set.series.length, set.found]).toEqual([MOST_SERIES, 300])
    expect(set.series[0]?.name).toBe('k299')
  })

  it('has numbers that leave gaps out', () => {
    expect(statsOf([null, 2, 4, null])).toEqual({
      min: 2,
      max: 4,
      sum: 6,
      avg: 3,
      latest: 4,
      count: 2,
    })
    expect(statsOf([null])).toBeNull()
  })
})

describe('options', () => {
  it('lays bars on their side and stacks them', () => {
    const option = chartOption('bar', byEvent, shapeOf(byEvent), drawing)
    expect(option).toMatchObject({
      xAxis: { type: 'value' },
      yAxis: { type: 'category', data: ['Invoke', 'Create'] },
      series: [
        {
          type: 'bar',
          stack: 'all',
          data: [
            [5, 'Invoke'],
            [1, 'Create'],
          ],
        },
        {},
      ],
    })
  })

  it('puts columns over time on a time axis', () => {
    const option = chartOption('column', overTime, shapeOf(overTime), drawing)
    expect(option).toMatchObject({ xAxis: { type: 'time' }, series: [{ type: 'bar' }, {}] })
  })

  it('puts places on the map, largest first, and leaves out those without coordinates', () => {
    expect(mapPoints(places, shapeOf(places)).map((point) => point.value)).toEqual([
      [2.3, 48.8, 9],
      [103.8, 1.5, 2],
    ])
  })

  it('escapes names for tooltips', () => {
    expect(escapeHtml('<img src=x onerror="x">')).not.toMatch(/[<>"]/)
  })
})

it('carries land that crosses the 180th meridian on beyond it', () => {
  expect(
    unwrapped([
      [179, 1],
      [-179, 2],
      [178, 3],
    ]),
  ).toEqual([
    [179, 1],
    [181, 2],
    [178, 3],
  ])
})
