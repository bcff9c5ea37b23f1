/** What the server answers to rows of metrics, as named series with their numbers. */
import type { MetricsResult } from '@/api/schema'
import { MOST_SERIES, type Series, type Stats, statsOf } from '@/lib/charts/series'

export interface NamedSeries {
  row: string
  /** Tells it from every other series of the answer. */
  name: string
  metric: string
  dimensions: string
  unit: string
  stats: Stats | null
  points: [number, number | null][]
  /** Whether these are the points that `outlier` found, which are drawn one by one. */
  apart?: boolean
}

type Dimensions = Record<string, string>

/** All series of an answer with their names and numbers. */
export function namedSeries({ queryResult }: MetricsResult): NamedSeries[] {
  return queryResult.flatMap(({ rowId: row, timeSeriesList }) => {
    const list = timeSeriesList.timeSeries
    const held = list.map(({ metricDefinition }) => metricDefinition.dimensions ?? {})
    const telling = tellingNames(held)
    return distinct(
      list.map(({ metricDefinition, points }, index) => {
        const metric = metricDefinition.metric ?? ''
        const dimensions = held[index] ?? {}
        const short = textOf(dimensions, telling)
        return {
          row,
          name: `#${row} ${[metric, short].filter(Boolean).join(' ') || 'all'}`,
          metric,
          dimensions: textOf(dimensions),
          unit: unitOf(dimensions) ?? timeSeriesList.unit ?? '',
          stats: statsOf(points.values),
          points: points.timestamps.map((at, point): [number, number | null] => [
            at,
            points.values[point] ?? null,
          ]),
          ...(dimensions['_outlier'] === 'violation' ? { apart: true } : {}),
        }
      }),
    )
  })
}

const NARROWEST = 240
const WIDEST = 660

/** The width in pixels of a column that shows names with a swatch before them: what tells them apart comes last. */
export function nameWidth(series: readonly Pick<NamedSeries, 'name'>[]): number {
  const longest = Math.max(0, ...series.map(({ name }) => name.length))
  return Math.min(WIDEST, Math.max(NARROWEST, 48 + longest * 7))
}

/** CloudWatch's word for a metric without a unit is none. */
const unitOf = ({ unit }: Dimensions) => (unit === 'None' ? '' : unit)

const FEW = 2

/**
 * The dimensions that tell series of a row apart; all of them where they are few. One that says nothing new beside
 * those before it is left out, and what the server sets comes last.
 */
function tellingNames(held: Dimensions[]): (name: string) => boolean {
  const names = new Set(held.flatMap(Object.keys))
  names.delete('metric')
  if (names.size <= FEW) return () => true
  const chosen = new Set<string>()
  let keys = held.map((one) => one['metric'] ?? '')
  let apart = new Set(keys).size
  for (const name of [...names].sort((a, b) => rank(a) - rank(b))) {
    const longer = keys.map((key, at) => `${key}\0${held[at]?.[name] ?? ''}`)
    const told = new Set(longer).size
    if (told === apart) continue
    chosen.add(name)
    keys = longer
    apart = told
  }
  return (name) => chosen.has(name)
}

const rank = (name: string) => (name.startsWith('_') ? 1 : 0)

function textOf(dimensions: Dimensions, wanted: (name: string) => boolean = () => true): string {
  return Object.entries(dimensions)
    .filter(([name]) => name !== 'metric' && wanted(name))
    .map(([name, value]) => `${name}=${value === '' ? '(blank)' : value}`)
    .join(' ')
}

/** Series that would have one name are numbered. */
function distinct(series: NamedSeries[]): NamedSeries[] {
  const seen = new Map<string, number>()
  return series.map((one) => {
    const before = seen.get(one.name) ?? 0
    seen.set(one.name, before + 1)
    return before === 0 ? one : { ...one, name: `${one.name} (${before + 1})` }
  })
}

/** What a chart has room for: the first series of each row in turn, so that none is left out for another. */
export function drawnSeries(series: readonly NamedSeries[], most = MOST_SERIES): NamedSeries[] {
  if (series.length <= most) return [...series]
  const rows = [...new Set(series.map((one) => one.row))]
  const each = Math.max(1, Math.floor(most / rows.length))
  return rows
    .flatMap((row) => series.filter((one) => one.row === row).slice(0, each))
    .slice(0, most)
}

export const chartSeries = ({ name, points, apart }: NamedSeries): Series => ({
  name,
  points,
  ...(apart ? { apart } : {}),
})
