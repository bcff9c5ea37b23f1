/** What the series of an entity's chart are called. */
import type { NamedSeries } from '@/features/metrics/metric-series'

/** The metric that a row picks: `metric=Invocations`; empty where it does not say. */
export function metricOf(query: string): string {
  return /(?:^|\s)metric=([^\s|]+)/.exec(query)?.[1] ?? ''
}

/** Series by the metric of their row, and by what tells them apart where a row has several. */
export function chartNames(
  series: readonly NamedSeries[],
  queries: readonly string[],
): NamedSeries[] {
  return series.map((one) => {
    const metric = metricOf(queries[one.row.charCodeAt(0) - 65] ?? '')
    const several = series.filter((other) => other.row === one.row).length > 1
    const rest = one.name.replace(/^#\w+ /, '')
    const name = several ? `${metric} ${rest}`.trim() : metric || rest
    return { ...one, name }
  })
}
