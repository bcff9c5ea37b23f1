import {
  IconChartArea,
  IconChartBar,
  IconChartColumn,
  IconChartDots,
  IconChartLine,
  IconChartPie,
  IconMap,
  IconNumber,
  IconTable,
} from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import type { RunResult } from '@/api/schema'
import { isTimeColumn, type Shape, shapeOf, suggestedChart, unsuited } from '@/lib/charts/shape'
import { chartOption, type DrawnChart, mostGroups } from '@/lib/charts/options'
import { seriesOf } from '@/lib/charts/series'
import type { ChartTokens } from '@/lib/charts/tokens'
import { compact, numeric, statistic } from '@/lib/format'
import { cellStamp, type Zone } from '@/lib/time'
import { CHARTS, type ChartType } from '@/lib/url-state'
import { Chart } from '@/ui/Chart'
import { type CellPlace, type DataColumn, DataTable } from '@/ui/DataTable'
import { GeoCredit } from '@/ui/GeoCredit'
import { Segmented } from '@/ui/Segmented'
import styles from './aggregates.module.css'

interface Props {
  result: RunResult
  chart: ChartType | undefined
  zone: Zone
  onCell: (place: CellPlace) => void
}

const LOOK: Record<ChartType, { label: string; icon: typeof IconTable }> = {
  table: { label: 'Table', icon: IconTable },
  single: { label: 'Single value', icon: IconNumber },
  bar: { label: 'Bars', icon: IconChartBar },
  column: { label: 'Columns', icon: IconChartColumn },
  line: { label: 'Lines', icon: IconChartLine },
  area: { label: 'Areas', icon: IconChartArea },
  pie: { label: 'Pie', icon: IconChartPie },
  map: { label: 'Map', icon: IconMap },
  scatter: { label: 'Scatter', icon: IconChartDots },
}

/** The chart that is shown: the chosen one where it suits, else the one that suits best. */
export function chartFor(shape: Shape, chosen: ChartType | undefined): ChartType {
  return chosen && unsuited(chosen, shape) === null ? chosen : suggestedChart(shape)
}

interface SwitchProps {
  shape: Shape
  chart: ChartType
  onChart: (chart: ChartType) => void
}

export function ChartSwitch({ shape, chart, onChart }: SwitchProps) {
  const choices = CHARTS.map((value) => {
    const { label, icon: Icon } = LOOK[value]
    return {
      value,
      label,
      icon: <Icon size={15} stroke={1.5} aria-hidden />,
      unavailable: unsuited(value, shape),
    }
  })
  return <Segmented label="Chart" value={chart} choices={choices} onChange={onChart} iconsOnly />
}

/** Records as a chart and a table. */
export function Aggregates({ result, chart: chosen, zone, onCell }: Props) {
  const shape = useMemo(() => shapeOf(result), [result])
  const chart = chartFor(shape, chosen)
  const columns = useMemo(() => tableColumns(result, shape, zone), [result, shape, zone])
  return (
    <div className={styles['aggregates']} data-beside={standsBeside(chart, shape)}>
      {chart === 'single' && <SingleValues result={result} shape={shape} />}
      {chart !== 'table' && chart !== 'single' && (
        <ChartArea result={result} shape={shape} chart={chart} zone={zone} />
      )}
      <div className={styles['aggTable']}>
        <DataTable label="Records" columns={columns} rows={result.rows} onCell={onCell} />
      </div>
    </div>
  )
}

/** Whether a chart wants height more than width: a map, a pie, bars that lie on their sides. */
function standsBeside(chart: ChartType, shape: Shape): boolean {
  return chart === 'map' || chart === 'pie' || (chart === 'bar' && shape.time < 0)
}

function tableColumns(result: RunResult, shape: Shape, zone: Zone): DataColumn[] {
  return result.columns.map((column, index) => {
    const number = column.type !== 'string' && column.type !== 'boolean'
    const right = number || shape.values.includes(index)
    if (isTimeColumn(column.name)) {
      return { name: column.name, width: 180, show: (value) => cellStamp(Number(value), zone) }
    }
    const show = number ? { show: showNumber } : {}
    return { name: column.name, number: right, width: widthOf(result, index, right), ...show }
  })
}

const single = (n: number) => (Math.abs(n) < 1e9 ? statistic(n) : compact(n))

const showNumber = (value: unknown) => numeric(Number(value))

// A guess from the first rows, so that a short column does not stand wide and a long one gets room.
function widthOf(result: RunResult, index: number, number: boolean): number {
  const lengths = result.rows.slice(0, 100).map((row) => String(row[index] ?? '').length)
  const longest = Math.max(result.columns[index]?.name.length ?? 0, ...lengths)
  return Math.min(420, Math.max(number ? 100 : 90, longest * 7.2 + 28))
}

interface AreaProps {
  result: RunResult
  shape: Shape
  chart: DrawnChart
  zone: Zone
}

function ChartArea({ result, shape, chart, zone }: AreaProps) {
  const draw = useCallback(
    (tokens: ChartTokens) => chartOption(chart, result, shape, { tokens, zone }),
    [chart, result, shape, zone],
  )
  const cut = useMemo(() => cutOf(chart, result, shape), [chart, result, shape])
  const label = `${LOOK[chart].label} of ${result.rows.length} records; the table has the same data`
  return (
    <div className={styles['aggChart']}>
      <Chart draw={draw} label={label} world={chart === 'map'} />
      {cut && <p className={styles['aggNote']}>{cut}</p>}
      {chart === 'map' && <GeoCredit />}
    </div>
  )
}

/** What of the records the chart leaves out, in words. */
function cutOf(chart: DrawnChart, result: RunResult, shape: Shape): string | null {
  if (chart === 'map' || chart === 'pie' || chart === 'scatter') return null
  const { series, found, categories } = seriesOf(result, shape)
  if (found > series.length) return `Showing the largest ${series.length} of ${found} series`
  const most = mostGroups(chart)
  return categories.length > most
    ? `Showing the first ${most} of ${categories.length} groups`
    : null
}

function SingleValues({ result, shape }: { result: RunResult; shape: Shape }) {
  const [row] = result.rows
  return (
    <div className={styles['singles']}>
      {shape.values.map((index) => (
        <div key={index} className={styles['single']}>
          <span className={styles['singleValue']} title={String(row?.[index])}>
            {single(Number(row?.[index] ?? NaN))}
          </span>
          <span className={styles['singleName']}>{result.columns[index]?.name}</span>
        </div>
      ))}
    </div>
  )
}
