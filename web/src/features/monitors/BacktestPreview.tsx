import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { monitors as api } from '@/api/monitors'
import type { Backtest, MonitorDocument } from '@/api/monitors-schema'
import { useZone } from '@/app/preferences'
import type { ChartTokens } from '@/lib/charts/tokens'
import { numeric, plural } from '@/lib/format'
import { cellStamp, duration, type Zone } from '@/lib/time'
import { Chart } from '@/ui/Chart'
import { type Draft, KIND_LABEL, KINDS } from './monitor-draft'
import { StatusMark } from './StatusMark'
import { type Threshold, watchOption } from './watch-chart'
import { PreviewFrame } from './PreviewFrame'
import styles from './monitors.module.css'

const RANGES = [
  { value: '-3h', label: '3 hours' },
  { value: '-24h', label: '24 hours' },
  { value: '-7d', label: '7 days' },
] as const
const LOOKS = 120

interface Props {
  document: MonitorDocument
  draft: Draft
  /** Whether there is a query to run. */
  ready: boolean
}

/** What the monitor would have done over stored data: its values, its thresholds, and its alerts. */
export function BacktestPreview({ document, draft, ready }: Props) {
  const zone = useZone()
  const [range, setRange] = useState<(typeof RANGES)[number]['value']>('-24h')
  // It runs when it is asked for: each look is a query.
  const [asked, setAsked] = useState<string | null>(() => (ready ? keyOf(document) : null))
  const [tested, setTested] = useState<MonitorDocument>(document)
  const { data, error, isFetching } = useQuery({
    queryKey: ['monitors', 'backtest', asked, range],
    queryFn: ({ signal }) => api.test(nameless(tested), range, LOOKS, signal),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const stale = asked !== keyOf(document)
  return (
    <PreviewFrame
      title="What it would have done"
      range={range}
      ranges={RANGES}
      onRange={setRange}
      stale={stale}
      ready={ready}
      fetching={isFetching}
      button={isFetching ? 'Looking' : stale ? 'Try it' : 'Try again'}
      onAsk={() => {
        setTested(document)
        setAsked(keyOf(document))
      }}
      error={error}
      instead={
        data
          ? null
          : isFetching
            ? 'Looking over stored data…'
            : ready
              ? 'Try it: it is looked at over stored data, and nobody is told.'
              : 'Write a query first.'
      }
    >
      {data && (
        <div data-old={isFetching} className={styles['previewBody']}>
          <PreviewChart data={data} draft={draft} zone={zone} />
          <Verdict data={data} zone={zone} />
        </div>
      )}
    </PreviewFrame>
  )
}

/** A document that can be tested before it has a name. */
const nameless = (document: MonitorDocument) => ({
  ...document,
  name: document.name || 'new monitor',
})

function keyOf({ queries, triggers, notificationGroupFields, ...rest }: MonitorDocument): string {
  const { monitorType, evaluationDelay, groupNotifications } = rest
  return JSON.stringify([
    queries,
    triggers,
    notificationGroupFields,
    monitorType,
    evaluationDelay,
    groupNotifications,
  ])
}

function PreviewChart({ data, draft, zone }: { data: Backtest; draft: Draft; zone: Zone }) {
  const series = useMemo(() => {
    const [first] = data.looks
    const looks = data.looks.filter((look) => look.kind === first?.kind)
    const points = looks.map((look): [number, number | null] => [look.at, look.value])
    return [{ name: 'value of each look', points }]
  }, [data])
  const thresholds = useMemo(() => thresholdsOf(draft), [draft])
  const draw = useCallback(
    (tokens: ChartTokens) =>
      watchOption(
        {
          series,
          thresholds,
          bands: data.alerts.map(({ since, until }) => ({ from: since, to: until ?? data.to })),
          from: data.from,
          to: data.to,
        },
        { tokens, zone },
      ),
    [data, series, thresholds, zone],
  )
  return (
    <div className={styles['chart']}>
      <Chart draw={draw} label="Values of the looks with thresholds and alerts" />
    </div>
  )
}

function thresholdsOf({ conditions }: Draft): Threshold[] {
  return KINDS.flatMap((kind) => {
    const { on, kept, threshold } = conditions[kind]
    const value = Number(threshold)
    const drawn = on && !kept && kind !== 'MissingData' && threshold !== '' && !Number.isNaN(value)
    return drawn ? [{ value, label: KIND_LABEL[kind] }] : []
  })
}

function Verdict({ data, zone }: { data: Backtest; zone: Zone }) {
  const failed = data.looks.filter((look) => look.outcome === 'error')
  const total = data.alerts.reduce((sum, one) => sum + ((one.until ?? data.to) - one.since), 0)
  return (
    <>
      <p role="status">
        {data.alerts.length === 0
          ? 'It would not have alerted.'
          : `It would have alerted ${plural(data.alerts.length, 'time')}, ${duration(total)} in all.`}{' '}
        <span className={styles['dim']}>
          {plural(data.looks.length, 'look')}
          {data.interval > data.usualInterval &&
            `, ${duration(data.interval)} apart; by the clock ${duration(data.usualInterval)}, so that there may be more`}
        </span>
      </p>
      {failed[0] && (
        <p className={styles['bad']}>
          {plural(failed.length, 'look')} failed: {failed[0].reason}
        </p>
      )}
      <ul className={styles['items']}>
        {data.alerts.slice(0, 30).map((one) => (
          <li key={one.since + one.kind + JSON.stringify(one.group)}>
            <span className={styles['time']}>{cellStamp(one.since, zone)}</span>
            <span className={styles['marks']}>
              <StatusMark state={one.kind} />
              <span className="mono">{Object.values(one.group).join(', ')}</span>
              {duration((one.until ?? data.to) - one.since)}
              {one.until === null && ', open'}
              {one.value !== null && <span className={styles['dim']}>{numeric(one.value)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
