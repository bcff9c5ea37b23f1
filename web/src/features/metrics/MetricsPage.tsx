import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { api } from '@/api/client'
import { faultsOf } from '@/api/faults'
import type { MetricsResult } from '@/api/schema'
import { useZone } from '@/app/preferences'
import { useShortcuts } from '@/app/shortcuts'
import { resolveNow, useTimeRange } from '@/app/time-range'
import { timeOption } from '@/lib/charts/options'
import type { ChartTokens } from '@/lib/charts/tokens'
import { count, statistic } from '@/lib/format'
import type { Zone } from '@/lib/time'
import type { TimeRange } from '@/lib/time-expression'
import { Button } from '@/ui/Button'
import { Chart } from '@/ui/Chart'
import { type DataColumn, DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { Notice } from '@/ui/Notice'
import { MetricRows } from './MetricRows'
import { type MetricRow, namedSeries, rowsOf, seriesSet } from './metric-rows'
import styles from './metrics.module.css'

const route = getRouteApi('/metrics-search')

/** Metrics: rows of queries, their series as lines, and a table of what each did. */
export function MetricsPage() {
  const state = route.useSearch()
  const navigate = route.useNavigate()
  const range = useTimeRange()
  const zone = useZone()
  const rows = useMemo(() => rowsOf(state.m ?? [], state.hide ?? ''), [state.m, state.hide])
  const asked = rows.filter((row) => !row.hidden && row.query.trim() !== '')
  const answer = useMetrics(asked, range, zone)
  const change = (m: string[], hide: string) =>
    void navigate({ search: (now) => ({ ...now, m, hide: hide || undefined }) })
  useShortcuts({ r: () => void answer.refetch() })
  return (
    <div className={styles['page']}>
      <MetricRows
        // The rows are drafts until they run; a new address starts new drafts.
        key={`${(state.m ?? []).join('\n')}|${state.hide ?? ''}`}
        rows={rows}
        running={answer.isFetching}
        onRun={(m, hide) => {
          const same = m.join('\n') === (state.m ?? []).join('\n') && hide === (state.hide ?? '')
          if (same) void answer.refetch()
          else change(m, hide)
        }}
      />
      <Faults error={answer.error} errors={answer.data?.errors?.errors ?? []} />
      <div className={styles['body']} data-old={answer.isFetching}>
        {asked.length === 0 ? (
          <FirstMetrics onRun={(query) => change([query], '')} />
        ) : (
          answer.data && <SeriesView result={answer.data} zone={zone} />
        )}
      </div>
    </div>
  )
}

function useMetrics(rows: MetricRow[], range: TimeRange, zone: Zone) {
  const queries = rows.map((row) => ({ rowId: row.id, query: row.query }))
  return useQuery({
    queryKey: ['metrics', queries, range, zone],
    enabled: queries.length > 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const { fromMs, toMs } = resolveNow(range, zone)
      const at = (epochMillis: number) => ({
        type: 'EpochTimeRangeBoundary' as const,
        epochMillis,
      })
      const timeRange = { type: 'BeginBoundedTimeRange' as const, from: at(fromMs), to: at(toMs) }
      return api.metrics({ queries, timeRange }, signal)
    },
  })
}

interface FaultsProps {
  error: Error | null
  errors: { code: string; message: string }[]
}

function Faults({ error, errors }: FaultsProps) {
  const faults = error ? faultsOf(error) : errors
  if (faults.length === 0) return null
  return (
    <div className={styles['faults']}>
      {faults.map((fault) => (
        <Notice
          key={fault.code + fault.message}
          tone="danger"
          title={fault.message}
          hint={'hint' in fault ? (fault.hint as string) : null}
          more={fault.code}
        />
      ))}
    </div>
  )
}

const COLUMNS: DataColumn[] = [
  { name: 'Row', width: 60 },
  { name: 'Metric', width: 180 },
  { name: 'Dimensions', width: 420, mono: true },
  ...['Min', 'Max', 'Average', 'Latest', 'Sum'].map((name) => ({
    name,
    number: true,
    width: 110,
    show: (value: unknown) => statistic(Number(value)),
  })),
  { name: 'Points', number: true, width: 80 },
  { name: 'Unit', width: 100 },
]

function SeriesView({ result, zone }: { result: MetricsResult; zone: Zone }) {
  const series = useMemo(() => namedSeries(result), [result])
  const set = useMemo(() => seriesSet(series), [series])
  const rows = useMemo(
    () =>
      series.map((one) => {
        const { min, max, avg, latest, sum, count: points } = one.stats ?? {}
        const numbers = [min, max, avg, latest, sum, points].map((n) => n ?? null)
        return [`#${one.row}`, one.metric, one.dimensions, ...numbers, one.unit]
      }),
    [series],
  )
  const draw = useCallback((tokens: ChartTokens) => timeOption(set, { tokens, zone }), [set, zone])
  if (series.length === 0) {
    return (
      <EmptyState title="No series">
        <p>No series match in this range. Widen the range, or take a filter out of the row.</p>
      </EmptyState>
    )
  }
  return (
    <>
      <section className={styles['chart']} aria-label="Chart">
        <Chart
          draw={draw}
          label={`Lines of ${count(series.length)} series; the table has the same data`}
        />
      </section>
      {set.found > set.series.length && (
        <p className={styles['note']}>
          Showing {set.series.length} of {count(set.found)} series
        </p>
      )}
      <section className={styles['table']} aria-label="Series">
        <DataTable label="Series" columns={COLUMNS} rows={rows} />
      </section>
    </>
  )
}

const EXAMPLES = [
  {
    title: 'Invocations by endpoint',
    query: 'Namespace=AWS/SageMaker metric=Invocations statistic=Sum | sum by EndpointName',
  },
  {
    title: 'Model latency, 99th percentile',
    query: 'Namespace=AWS/SageMaker metric=ModelLatency statistic=p99 | max by EndpointName',
  },
  {
    title: 'Invocation errors',
    query:
      'Namespace=AWS/SageMaker metric=Invocation5XXErrors statistic=Sum | sum by EndpointName, VariantName',
  },
  {
    title: 'GPU memory of endpoints',
    query:
      'Namespace=/aws/sagemaker/Endpoints metric=GPUMemoryUtilization statistic=Average | avg by EndpointName',
  },
]

function FirstMetrics({ onRun }: { onRun: (query: string) => void }) {
  return (
    <EmptyState
      title="Start from a SageMaker metric"
      actions={EXAMPLES.map((example) => (
        <Button key={example.title} onClick={() => onRun(example.query)}>
          {example.title}
        </Button>
      ))}
    >
      <p>
        A row is a selector and, behind pipes, what to do with its series. Rows can use each other:
        #A / #B.
      </p>
    </EmptyState>
  )
}
