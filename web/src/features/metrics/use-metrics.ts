import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api } from '@/api/client'
import { faultsOf, Refused } from '@/api/faults'
import { languageQuery, noLanguage } from '@/api/queries'
import type { Fault, MetricsResult } from '@/api/schema'
import { resolveNow } from '@/app/time-range'
import type { Questions } from '@/lib/query-lang/assistant'
import { metricVocabularyOf } from '@/lib/query-lang/tokens'
import type { Zone } from '@/lib/time'
import type { ReadRange, TimeRange } from '@/lib/time-expression'
import type { MetricRow } from './metric-rows'
import { noteOf } from './metric-words'

export interface MetricsAnswer {
  result: MetricsResult
  /** The instants that the range meant when it was asked. */
  range: ReadRange
}

/** Asks all rows over the range; hidden ones only for rows that use them. */
export function useMetrics(rows: readonly MetricRow[], range: TimeRange, zone: Zone) {
  const queries = rows.map((row) => ({ rowId: row.id, query: row.query, transient: row.hidden }))
  return useQuery({
    queryKey: ['metrics', queries, range, zone],
    enabled: rows.some((row) => !row.hidden),
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<MetricsAnswer> => {
      const read = resolveNow(range, zone)
      const at = (epochMillis: number) => ({
        type: 'EpochTimeRangeBoundary' as const,
        epochMillis,
      })
      const timeRange = {
        type: 'BeginBoundedTimeRange' as const,
        from: at(read.fromMs),
        to: at(read.toMs),
      }
      return { result: await api.metrics({ queries, timeRange }, signal), range: read }
    },
  })
}

/** The faults of each row by its letter; under `''` those of no row. */
export function faultsByRow(
  rows: readonly MetricRow[],
  error: Error | null,
  result: MetricsResult | undefined,
): Map<string, Fault[]> {
  const found = new Map<string, Fault[]>()
  const add = (id: string, fault: Fault) => found.set(id, [...(found.get(id) ?? []), fault])
  const [only, ...others] = rows
  // A single row that is at fault is refused as a whole.
  const its = error instanceof Refused && error.status === 400 && only && others.length === 0
  if (error) for (const fault of faultsOf(error)) add(its ? only.id : '', fault)
  else for (const { rowId, fault } of result?.errors?.errors ?? []) add(rowId, fault)
  return found
}

/** The words of rows that have a colour of their own. */
export function useMetricWords() {
  const { data: language = noLanguage } = useQuery(languageQuery)
  return useMemo(() => metricVocabularyOf(language), [language])
}

/** What the editor of a row asks; `others` are the letters of the other rows. */
export function useRowQuestions(others: string): Questions {
  const client = useQueryClient()
  return useMemo(
    () => ({
      complete: (query, position, signal) =>
        api.completeMetrics({ query, position, rows: [...others] }, signal),
      hover: async (query, position) => {
        const { metrics } = await client.fetchQuery(languageQuery)
        return { note: noteOf(metrics, query, position) }
      },
    }),
    [client, others],
  )
}

/** The namespaces that series have, the one of most series first. */
export function useNamespaces() {
  const ask = useCallback(async ({ signal }: { signal: AbortSignal }) => {
    const query = 'namespace='
    const { proposals } = await api.completeMetrics(
      { query, position: query.length, rows: [] },
      signal,
    )
    return proposals.filter((one) => one.kind === 'value')
  }, [])
  return useQuery({ queryKey: ['namespaces'], queryFn: ask, staleTime: 60_000 })
}
