import { expect, it } from 'vitest'
import { ofPalette } from './colors'
import { aligned, axisUnits, timeOption } from './time-option'
import type { ChartTokens } from './tokens'

const tokens = {
  text: 't',
  text2: 't2',
  text3: 't3',
  line: 'l',
  surface: 's',
  raised: 'r',
  overlay: 'o',
  accent: 'a',
  ok: 'k',
  info: 'i',
  fatal: 'p',
  danger: 'd',
  warn: 'w',
  font: 'f',
  series: ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'],
} satisfies ChartTokens
const series = ['a', 'b', 'c'].map((name) => ({ name, points: [[5, 1]] as [number, number][] }))
const draw = (chart: 'line' | 'area' | 'column', units: string[], colors = [0, 1, 8]) =>
  timeOption(
    series,
    { chart, units, colors: colors.map(ofPalette), from: 0, to: 10 },
    { tokens, zone: 'UTC' },
  ) as {
    color: string[]
    xAxis: object
    yAxis: { axisLabel: { formatter: (v: number) => string } }[]
    series: Record<string, unknown>[]
  }

it('gives each of two units an axis', () => {
  const option = draw('line', ['Percent', 'Bytes', 'Percent'])
  expect(option.yAxis.map((axis) => axis.axisLabel.formatter(1000))).toEqual(['1,000 %', '1 kB'])
  expect(option.series.map((one) => one['yAxisIndex'])).toEqual([0, 1, 0])
})

it('writes no unit at an axis of several', () => {
  const option = draw('line', ['Percent', 'Bytes', 'Seconds'])
  expect(axisUnits(['Percent', 'Bytes', 'Seconds'])).toHaveLength(2)
  expect(option.yAxis[1]?.axisLabel.formatter(1000)).toBe('1,000')
  expect(option.series.map((one) => one['yAxisIndex'])).toEqual([0, 1, 1])
})

it('shows the whole range, and colours that repeat as dashes', () => {
  const option = draw('line', ['', '', ''])
  expect(option.xAxis).toMatchObject({ type: 'time', min: 0, max: 10 })
  expect(option.color).toEqual(['c1', 'c2', 'c1'])
  expect(option.series.map((one) => one['lineStyle'])).toMatchObject([
    { type: 'solid' },
    { type: 'solid' },
    { type: 'dashed' },
  ])
})

it('stacks columns and nothing else', () => {
  expect(draw('column', ['', '', '']).series).toMatchObject([
    { type: 'bar', stack: 'axis-0' },
    {},
    {},
  ])
  const [area] = draw('area', ['', '', '']).series
  expect(area).toMatchObject({ type: 'line', areaStyle: { opacity: 0.16 } })
  expect(area?.['stack']).toBeUndefined()
})

it('puts columns at the same times', () => {
  const [a, b] = aligned([
    { name: 'a', points: [[2, 1]] },
    {
      name: 'b',
      points: [
        [1, 5],
        [2, 6],
      ],
    },
  ])
  expect(a?.points).toEqual([
    [1, null],
    [2, 1],
  ])
  expect(b?.points).toEqual([
    [1, 5],
    [2, 6],
  ])
})
