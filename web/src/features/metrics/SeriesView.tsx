import { IconChartArea, IconChartColumn, IconChartLine } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import { colorsOf, ofPalette, type SeriesColor } from '@/lib/charts/colors'
import { timeOption } from '@/lib/charts/time-option'
import type { ChartTokens } from '@/lib/charts/tokens'
import { count, plural } from '@/lib/format'
import type { Zone } from '@/lib/time'
import type { ReadRange } from '@/lib/time-expression'
import { METRIC_CHARTS, type MetricChart } from '@/lib/url-state'
import { Button } from '@/ui/Button'
import { Chart } from '@/ui/Chart'
import { Segmented } from '@/ui/Segmented'
import { chartSeries, drawnSeries, type NamedSeries } from './metric-series'
import { SeriesTable } from './SeriesTable'
import styles from './metrics.module.css'

interface Props {
  series: NamedSeries[]
  range: ReadRange
  zone: Zone
  chart: MetricChart
  onChart: (chart: MetricChart) => void
  onStretch: (from: number, to: number) => void
}

const LOOK = {
  line: { label: 'Lines', icon: IconChartLine },
  area: { label: 'Areas', icon: IconChartArea },
  column: { label: 'Columns', icon: IconChartColumn },
}
const CHOICES = METRIC_CHARTS.map((value) => {
  const { label, icon: Icon } = LOOK[value]
  return { value, label, icon: <Icon size={15} stroke={1.5} aria-hidden /> }
})

/** The series as a chart, and as a table that is its legend. */
export function SeriesView({ series, range, zone, chart, onChart, onStretch }: Props) {
  const [only, setOnly] = useState<string | null>(null)
  const drawn = useMemo(() => drawnSeries(series), [series])
  const colors = useMemo(() => colorsByName(drawn), [drawn])
  // The one that was chosen may be gone from a later answer.
  const chosen = only !== null && colors.has(only) ? only : null
  const draw = useDraw(drawn, colors, chosen, chart, range, zone)
  return (
    <>
      <div className={styles['chartHead']}>
        <Segmented label="Kind of chart" value={chart} choices={CHOICES} onChange={onChart} />
        <span className={styles['note']}>
          {drawn.length < series.length &&
            `Drawing ${drawn.length} of ${count(series.length)} series. `}
          Drag over the chart to zoom in, t - widens the range again.
        </span>
        {chosen !== null && (
          <Button small onClick={() => setOnly(null)}>
            Show all {plural(drawn.length, 'series', 'series')}
          </Button>
        )}
      </div>
      <section className={styles['chart']} aria-label="Chart">
        <Chart
          draw={draw}
          label={`${LOOK[chart].label} of ${plural(drawn.length, 'series', 'series')}; the table has the same data`}
          onStretch={onStretch}
        />
      </section>
      <section className={styles['table']} aria-label="Series">
        <SeriesTable
          series={series}
          colors={colors}
          only={chosen}
          onOnly={(name) => setOnly(name === chosen ? null : name)}
        />
      </section>
    </>
  )
}

function colorsByName(drawn: readonly NamedSeries[]): ReadonlyMap<string, SeriesColor> {
  const names = drawn.map((one) => one.name)
  const colors = colorsOf(names)
  return new Map(names.map((name, index) => [name, colors[index] ?? ofPalette(0)]))
}

function useDraw(
  drawn: NamedSeries[],
  colors: ReadonlyMap<string, SeriesColor>,
  only: string | null,
  chart: MetricChart,
  { fromMs, toMs }: ReadRange,
  zone: Zone,
) {
  return useCallback(
    (tokens: ChartTokens) => {
      const shown = only === null ? drawn : drawn.filter((one) => one.name === only)
      const look = {
        chart,
        units: shown.map((one) => one.unit),
        colors: shown.map((one) => colors.get(one.name) ?? ofPalette(0)),
        from: fromMs,
        to: toMs,
      }
      return timeOption(shown.map(chartSeries), look, { tokens, zone })
    },
    [drawn, colors, only, chart, fromMs, toMs, zone],
  )
}
