import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useZone } from '@/app/preferences'
import { useShortcuts } from '@/app/shortcuts'
import { useSetTimeRange, useTimeRange } from '@/app/time-range'
import { Notice } from '@/ui/Notice'
import { addressOf, type MetricRow, rowsOf, withRow } from './metric-rows'
import { MetricRows } from './MetricRows'
import { namedSeries } from './metric-series'
import { FirstMetrics, NoSeries } from './NoSeries'
import { SeriesView } from './SeriesView'
import { faultsByRow, useMetrics } from './use-metrics'
import styles from './metrics.module.css'

const route = getRouteApi('/metrics-search')

/** Metrics: rows of queries, their series as a chart, and a table of what each did. */
export function MetricsPage() {
  const state = route.useSearch()
  const navigate = route.useNavigate()
  const range = useTimeRange()
  const setRange = useSetTimeRange()
  const zone = useZone()
  const rows = useMemo(() => rowsOf(state.m ?? [], state.hide ?? ''), [state.m, state.hide])
  const [drafts, setDrafts] = useDrafts(rows)
  const { data, error, isFetching, refetch } = useMetrics(rows, range, zone)
  const faults = useMemo(() => faultsByRow(rows, error, data?.result), [rows, error, data])
  const run = (next: readonly MetricRow[]) => {
    setDrafts([...next])
    const { m, hide } = addressOf(next)
    if (keyOf(rowsOf(m, hide)) === keyOf(rows)) void refetch()
    else void navigate({ search: (now) => ({ ...now, m, hide: hide || undefined }) })
  }
  useShortcuts({ r: () => void refetch(), a: () => setDrafts(withRow(drafts)) })
  return (
    <div className={styles['page']}>
      <MetricRows
        drafts={drafts}
        ran={rows}
        result={data?.result}
        faults={faults}
        running={isFetching}
        onDraft={setDrafts}
        onRun={run}
      />
      {(faults.get('') ?? []).map((fault) => (
        <div key={fault.code + fault.message} className={styles['fault']}>
          <Notice tone="danger" title={fault.message} hint={fault.hint} more={fault.code} />
        </div>
      ))}
      <div className={styles['body']} data-old={isFetching}>
        <Body
          rows={rows}
          answer={data}
          failed={faults.size > 0}
          range={range}
          onRange={setRange}
          onRun={(query) => run([{ id: 'A', query, hidden: false }])}
          view={{
            zone,
            chart: state.chart ?? 'line',
            onChart: (chart) => void navigate({ search: (now) => ({ ...now, chart }) }),
            onStretch: (from, to) => setRange({ from: String(from), to: String(to) }),
          }}
        />
      </div>
    </div>
  )
}

interface BodyProps {
  rows: readonly MetricRow[]
  answer: ReturnType<typeof useMetrics>['data']
  failed: boolean
  range: ReturnType<typeof useTimeRange>
  onRange: ReturnType<typeof useSetTimeRange>
  onRun: (query: string) => void
  view: Omit<Parameters<typeof SeriesView>[0], 'series' | 'range'>
}

function Body({ rows, answer, failed, range, onRange, onRun, view }: BodyProps) {
  const result = answer?.result
  const series = useMemo(() => (result ? namedSeries(result) : []), [result])
  if (rows.length === 0) return <FirstMetrics onRun={onRun} />
  if (rows.every((row) => row.hidden)) {
    return <p className={styles['allHidden']}>All rows are hidden. Show one to see its series.</p>
  }
  if (!answer) return null
  if (series.length > 0) return <SeriesView series={series} range={answer.range} {...view} />
  return failed ? null : <NoSeries result={answer.result} range={range} onRange={onRange} />
}

const keyOf = (rows: readonly MetricRow[]) =>
  rows.map(({ id, query, hidden }) => `${id}${hidden ? '-' : '+'}${query}`).join('\n')

/** What stands in the rows; rows that arrive by the address take its place. */
function useDrafts(rows: readonly MetricRow[]) {
  const started = () => (rows.length > 0 ? [...rows] : withRow([]))
  const [drafts, setDrafts] = useState<MetricRow[]>(started)
  const [of, setOf] = useState(keyOf(rows))
  const key = keyOf(rows)
  if (of !== key) {
    setOf(key)
    const { m, hide } = addressOf(drafts)
    // What ran from here is there already, and rows without text beside it stay.
    if (keyOf(rowsOf(m, hide)) !== key) setDrafts(started())
  }
  return [drafts, setDrafts] as const
}
