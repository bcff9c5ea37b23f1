import { expect, it } from 'vitest'
import type { ChartTokens } from '@/lib/charts/tokens'
import { categoryOption, timeSeriesOption } from './axis-option'
import type { CategorySeries } from './categories'
import { readLook } from './look'
import { type PanelSeries, styled } from './series'

const tokens = {
  danger: 'red',
  ok: 'green',
  text: 't',
  series: ['c1', 'c2'],
} as unknown as ChartTokens
const drawing = { tokens, zone: 'UTC', colorOf: (name: string) => `dealt to ${name}` }
const override = { series: ['Failed'], queries: [], properties: { color: '#00ff00' } }
const one = (name: string) => ({
  name,
  query: 'A',
  unit: '',
  dimensions: {},
  points: [[1, 2]] as PanelSeries['points'],
})

it('draws a state in the colour that somebody chose for it', () => {
  const look = readLook(JSON.stringify({ overrides: [override] }))
  const series = styled([one('Failed'), one('Completed')], look)
  const option = timeSeriesOption(series, { from: 0, to: 9 }, { ...drawing, chart: 'line', look })
  expect(option['color']).toEqual(['#00ff00', 'dealt to Completed'])
})

it('draws groups that are all states in the colours of states, and others in that of their series', () => {
  const look = readLook('{}')
  const [series] = styled([one('_count')], look)
  const drawn = (names: string[]) => {
    const values = names.map(() => 1)
    const own = { ...series, values } as unknown as CategorySeries
    const styles = names.map(() => null)
    const option = categoryOption(
      { names, series: [own], styles },
      { ...drawing, chart: 'column', look },
    ) as { series: { data: { itemStyle?: { color: string } }[] }[] }
    return option.series[0]?.data.map((item) => item.itemStyle?.color)
  }
  expect(drawn(['Failed', 'Completed'])).toEqual(['red', 'green'])
  expect(drawn(['Failed', 'a'])).toEqual([undefined, undefined])
})
