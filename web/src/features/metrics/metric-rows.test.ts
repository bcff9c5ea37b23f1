import { expect, it } from 'vitest'
import { metricsSchema } from '@/api/schema'
import { hiddenWithout, namedSeries, rowsOf, seriesSet, toggledHidden } from './metric-rows'

it('letters the rows and knows the hidden ones', () => {
  expect(rowsOf(['x', '#A | avg'], 'B')).toEqual([
    { id: 'A', query: 'x', hidden: false },
    { id: 'B', query: '#A | avg', hidden: true },
  ])
  expect(toggledHidden('BC', 'A')).toBe('ABC')
  expect(toggledHidden('ABC', 'B')).toBe('AC')
})

it('moves hidden letters up when a row goes', () => {
  expect(hiddenWithout('AC', 1)).toBe('AB')
  expect(hiddenWithout('BC', 1)).toBe('B')
})

it('names series by row, metric and dimensions', () => {
  const answer = metricsSchema.parse({
    queryResult: [
      {
        rowId: 'A',
        timeSeriesList: {
          timeSeries: [
            {
              metricDefinition: { metric: 'Invocations', dimensions: { EndpointName: 'churn' } },
              points: { timestamps: [1, 2, 3], values: [4, null, 6] },
            },
          ],
          unit: 'Count',
        },
        resultContext: {},
      },
    ],
    errors: null,
  })
  const series = namedSeries(answer)
  expect(series[0]?.stats).toMatchObject({ min: 4, max: 6, avg: 5, latest: 6 })
  expect(seriesSet(series).series[0]).toEqual({
    name: '#A Invocations EndpointName=churn',
    points: [
      [1, 4],
      [2, null],
      [3, 6],
    ],
  })
})
