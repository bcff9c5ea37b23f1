import { expect, it } from 'vitest'
import { metricsSchema } from '@/api/schema'
import { chartSeries, drawnSeries, nameWidth, namedSeries, type NamedSeries } from './metric-series'

type Dimensions = Record<string, string>

function answer(series: Dimensions[], values: (number | null)[] = [4, null, 6], unit = 'Count') {
  const timeSeries = series.map(({ metric = '', ...dimensions }) => ({
    metricDefinition: { metric, dimensions },
    points: { timestamps: values.map((_, index) => index), values },
  }))
  return metricsSchema.parse({
    queryResult: [{ rowId: 'A', timeSeriesList: { timeSeries, unit }, resultContext: {} }],
    errors: null,
  })
}
const names = (series: Dimensions[]) => namedSeries(answer(series)).map((one) => one.name)

it('has minimum, maximum, mean and latest of the points that are there', () => {
  const [one] = namedSeries(answer([{ metric: 'Invocations', endpointname: 'churn' }]))
  expect(one?.stats).toEqual({ min: 4, max: 6, avg: 5, latest: 6, sum: 10, count: 2 })
  expect(one && chartSeries(one)).toEqual({
    name: '#A Invocations endpointname=churn',
    points: [
      [0, 4],
      [1, null],
      [2, 6],
    ],
  })
  const [empty] = namedSeries(answer([{ metric: 'x' }], [null]))
  expect(empty?.stats).toBeNull()
})

it('names series by the dimensions that tell them apart', () => {
  const common = { metric: 'CPU', account: 'prod', region: 'eu', namespace: 'x' }
  expect(names([{ ...common, host: 'a' }, { ...common, host: 'b' }, common])).toEqual([
    '#A CPU host=a',
    '#A CPU host=b',
    '#A CPU',
  ])
  expect(names([common])).toEqual(['#A CPU'])
})

it('leaves out what says nothing new, and what the server sets where the rest tells enough', () => {
  const of = (accountid: string, endpointname: string, _source: string) => ({
    metric: 'Invocations',
    account: accountid === '1' ? 'dev' : 'prod',
    accountid,
    endpointname,
    _source,
  })
  expect(names([of('1', 'a', 'x'), of('1', 'b', 'x'), of('2', 'a', 'y')])).toEqual([
    '#A Invocations account=dev endpointname=a',
    '#A Invocations account=dev endpointname=b',
    '#A Invocations account=prod endpointname=a',
  ])
  const bands = { ...of('1', 'a', 'x'), _outlier: 'upper' }
  expect(names([of('1', 'a', 'x'), bands])).toEqual([
    '#A Invocations',
    '#A Invocations _outlier=upper',
  ])
  expect(names([of('1', 'a', 'x'), { ...of('1', 'a', 'x'), metric: 'Errors' }])).toEqual([
    '#A Invocations',
    '#A Errors',
  ])
})

it('gives every series a name of its own', () => {
  const one = { metric: 'CPU', a: '1', b: '2', c: '3' }
  expect(names([one, one])).toEqual(['#A CPU', '#A CPU (2)'])
  expect(names([{}])).toEqual(['#A all'])
})

it('takes the unit of the series, else that of the row', () => {
  const units = (series: Dimensions[]) => namedSeries(answer(series)).map((one) => one.unit)
  expect(units([{ unit: 'Percent' }, { host: 'a' }])).toEqual(['Percent', 'Count'])
  expect(units([{ unit: 'None' }])).toEqual([''])
})

it('draws some series of each row where there are too many', () => {
  const of = (row: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({ row, name: `${row}${index}` }) as NamedSeries)
  const drawn = drawnSeries([...of('A', 9), ...of('B', 2)], 4)
  expect(drawn.map((one) => one.name)).toEqual(['A0', 'A1', 'B0', 'B1'])
  expect(drawnSeries(of('A', 3), 4)).toHaveLength(3)
})

it('gives names the room that the longest takes, within bounds', () => {
  const wide = (...lengths: number[]) =>
    nameWidth(lengths.map((length) => ({ name: 'x'.repeat(length) })))
  expect(wide()).toBe(wide(1))
  expect(wide(60, 40)).toBeGreaterThan(wide(40, 40))
  expect(wide(60)).toBe(wide(1, 60))
  expect(wide(200)).toBe(wide(2_000))
})
