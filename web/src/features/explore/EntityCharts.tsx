import { Link } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { faultsOf } from '@/api/faults'
import type { EntityChart } from '@/api/explore-schema'
import { useSetTimeRange } from '@/app/time-range'
import { rowsOf } from '@/features/metrics/metric-rows'
import { drawnSeries, type NamedSeries, namedSeries } from '@/features/metrics/metric-series'
import { useMetrics } from '@/features/metrics/use-metrics'
import { timeOption } from '@/lib/charts/time-option'
import { colorsOf } from '@/lib/charts/colors'
import { type Marker, withMarkers } from '@/lib/charts/markers'
import type { ChartTokens } from '@/lib/charts/tokens'
import type { Zone } from '@/lib/time'
import type { ReadRange, TimeRange } from '@/lib/time-expression'
import { Chart } from '@/ui/Chart'
import { chartNames } from './chart-rows'
import { toggled } from './tree-rows'
import styles from './entity.module.css'

interface Props {
  charts: readonly EntityChart[]
  range: TimeRange
  zone: Zone
  markers: readonly Marker[]
}

/** The key metrics of an entity, with a mark where somebody changed it. */
export function EntityCharts({ charts, range, zone, markers }: Props) {
  const [empty, setEmpty] = useState<ReadonlySet<string>>(new Set())
  const tell = useCallback(
    (title: string, isEmpty: boolean) =>
      setEmpty((now) => (now.has(title) === isEmpty ? now : toggled(now, title))),
    [],
  )
  if (charts.length === 0) return null
  return (
    <section aria-label="Metrics">
      <div className={styles['charts']}>
        {charts.map((chart) => (
          <OneChart
            key={chart.title}
            chart={chart}
            range={range}
            zone={zone}
            markers={markers}
            onEmpty={tell}
          />
        ))}
      </div>
      {empty.size > 0 && (
        <p className={styles['quiet']}>
          No points in this range:{' '}
          {charts
            .filter((one) => empty.has(one.title))
            .map((one) => one.title)
            .join(', ')}
          .
        </p>
      )}
    </section>
  )
}

interface OneProps extends Omit<Props, 'charts'> {
  chart: EntityChart
  /** Whether it has turned out to have no points. */
  onEmpty: (title: string, empty: boolean) => void
}

function OneChart({ chart, range, zone, markers, onEmpty }: OneProps) {
  const usual = useMetrics(rowsOf(chart.rows, ''), range, zone)
  const none = usual.data !== undefined && namedSeries(usual.data.result).length === 0
  const other = useMetrics(none ? rowsOf(chart.otherwise, '') : [], range, zone)
  const instead = none && chart.otherwise.length > 0
  const asked = instead ? other : usual
  const rows = instead ? chart.otherwise : chart.rows
  const series = useMemo(
    () => (asked.data ? chartNames(drawnSeries(namedSeries(asked.data.result)), rows) : []),
    [asked.data, rows],
  )
  const [fault] = asked.error ? faultsOf(asked.error) : []
  const isEmpty = asked.data !== undefined && !fault && series.length === 0
  useEffect(() => onEmpty(chart.title, isEmpty), [chart.title, isEmpty, onEmpty])
  if (isEmpty) return null
  return (
    <figure className={styles['chart']} aria-label={chart.title}>
      <figcaption>
        <span>{chart.title}</span>
        <Link to="/metrics-search" search={{ ...range, m: rows }} className={styles['chartLink']}>
          Open in Metrics
        </Link>
      </figcaption>
      {series.length > 0 && asked.data ? (
        <Drawn
          title={chart.title}
          series={series}
          range={asked.data.range}
          zone={zone}
          markers={markers}
        />
      ) : (
        <p className={styles['noChart']}>{fault?.message}</p>
      )}
    </figure>
  )
}

interface DrawnProps {
  title: string
  series: NamedSeries[]
  range: ReadRange
  zone: Zone
  markers: readonly Marker[]
}

function Drawn({ title, series, range, zone, markers }: DrawnProps) {
  const setRange = useSetTimeRange()
  const { fromMs, toMs } = range
  const draw = useCallback(
    (tokens: ChartTokens) => {
      const look = {
        chart: 'line' as const,
        units: series.map((one) => one.unit),
        colors: colorsOf(series.map((one) => one.name)),
        from: fromMs,
        to: toMs,
      }
      const shown = series.map(({ name, points }) => ({ name, points }))
      const option = timeOption(shown, look, { tokens, zone })
      return withMarkers(
        {
          ...option,
          legend: {
            show: series.length > 1,
            bottom: 0,
            itemWidth: 10,
            itemHeight: 10,
            icon: 'roundRect',
            textStyle: { color: tokens.text2, fontSize: 11 },
          },
          grid: {
            left: 8,
            right: 20,
            top: 20,
            bottom: series.length > 1 ? 30 : 8,
            containLabel: true,
          },
        },
        markers.filter(({ at }) => at >= fromMs && at <= toMs),
        tokens,
      )
    },
    [series, fromMs, toMs, zone, markers],
  )
  return (
    <div className={styles['drawn']}>
      <Chart
        draw={draw}
        label={`${title}: ${series.map((one) => one.name).join(', ')}`}
        onStretch={(from, to) => setRange({ from: String(from), to: String(to) })}
      />
    </div>
  )
}
