/** The rows of the metrics page, `#A` and on, and what the server answers them with. */
import type { MetricsResult } from '@/api/schema'
import { type SeriesSet, type Stats, MOST_SERIES, statsOf } from '@/lib/charts/series'

export const MOST_ROWS = 6

export interface MetricRow {
  id: string
  query: string
  hidden: boolean
}

export const rowId = (index: number) => String.fromCharCode(65 + index)

/** The rows of an address: their texts, and the letters of the hidden ones. */
export function rowsOf(queries: readonly string[], hidden: string): MetricRow[] {
  return queries.slice(0, MOST_ROWS).map((query, index) => {
    const id = rowId(index)
    return { id, query, hidden: hidden.includes(id) }
  })
}

/** The address's letters after a row was hidden or shown again. */
export function toggledHidden(hidden: string, id: string): string {
  return hidden.includes(id) ? hidden.replace(id, '') : [...hidden, id].sort().join('')
}

/** The letters of hidden rows after row `index` was taken out and the ones behind it moved up. */
export function hiddenWithout(hidden: string, index: number): string {
  return [...hidden]
    .map((id) => id.charCodeAt(0) - 65)
    .filter((at) => at !== index)
    .map((at) => rowId(at > index ? at - 1 : at))
    .join('')
}

export interface NamedSeries {
  row: string
  metric: string
  dimensions: string
  unit: string
  stats: Stats | null
  points: [number, number | null][]
}

/** All series of an answer with their names and numbers. */
export function namedSeries(result: MetricsResult): NamedSeries[] {
  return result.queryResult.flatMap(({ rowId: row, timeSeriesList }) =>
    timeSeriesList.timeSeries.map(({ metricDefinition, points }) => ({
      row,
      metric: metricDefinition.metric ?? '',
      dimensions: dimensionText(metricDefinition.dimensions ?? {}),
      unit: timeSeriesList.unit ?? '',
      stats: statsOf(points.values),
      points: points.timestamps.map((at, index): [number, number | null] => [
        at,
        points.values[index] ?? null,
      ]),
    })),
  )
}

function dimensionText(dimensions: Record<string, string>): string {
  return Object.entries(dimensions)
    .filter(([name]) => name !== 'metric')
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
}

/** The series as a chart takes them; two of one name are told apart by their row. */
export function seriesSet(series: readonly NamedSeries[]): SeriesSet {
  const shown = series.slice(0, MOST_SERIES).map((one) => ({
    name: `#${one.row} ${[one.metric, one.dimensions].filter(Boolean).join(' ')}`,
    points: one.points,
  }))
  return { categories: [], series: shown, found: series.length }
}
