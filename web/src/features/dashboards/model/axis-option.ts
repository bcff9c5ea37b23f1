/** Series and categories of a panel as an ECharts option, with axes, limits and styles of the settings. */
import type { EChartsCoreOption } from 'echarts/core'
import {
  escapeHtml,
  type Drawing,
  frame,
  timeAxisOver,
  tooltip,
  valueAxis,
} from '@/lib/charts/options'
import { drawnColors, toneOf } from '@/lib/charts/colors'
import { aligned } from '@/lib/charts/time-option'
import { compact, grouped } from '@/lib/format'
import { cellStamp } from '@/lib/time'
import { documentUnit, valueText } from '@/lib/units'
import type { Categories, CategorySeries } from './categories'
import type { Axis } from './kinds'
import type { AxisLook, Look } from './look'
import type { PanelSeries, SeriesStyle } from './series'

/** A series as it is drawn, whatever its axis. */
interface DrawnSeries {
  name: string
  unit: string
  color: string
  style: SeriesStyle
  data: ([number, number | null] | BarItem)[]
}

interface BarItem {
  value: number | null
  itemStyle?: { color: string }
}

export interface Colored {
  /** The colour of each series, or of each category, by its name. */
  colorOf: (name: string) => string
}

interface Chart extends Drawing, Colored {
  chart: Axis
  look: Look
}

/** Series over a range of time, in milliseconds. */
export function timeSeriesOption(
  series: readonly PanelSeries[],
  range: { from: number; to: number },
  chart: Chart,
): EChartsCoreOption {
  const stacked = chart.look.display.startsWith('stacked') || chart.chart === 'column'
  const plain = series.map(({ name, points }) => ({ name, points }))
  const placed = stacked ? aligned(plain) : plain
  const drawn = series.map((one, index): DrawnSeries => ({
    name: one.name,
    unit: one.unit,
    color: one.style.color ?? chart.colorOf(one.name),
    style: one.style,
    data: (placed[index]?.points ?? []) as [number, number | null][],
  }))
  const category = {
    ...timeAxisOver(range.to - range.from, chart),
    min: range.from,
    max: range.to,
    ...named(chart.look.axisX, chart),
  }
  const head = (at: unknown) => cellStamp(Number(at), chart.zone)
  return option(shares(drawn, chart.look), category, head, false, chart)
}

/** Values along categories; bars lie on their sides. */
export function categoryOption(
  { names, series, styles }: Categories,
  chart: Chart,
): EChartsCoreOption {
  const sideways = chart.chart === 'bar'
  const one = series.length === 1
  const drawn = series.map((own): DrawnSeries => ({
    name: own.name,
    unit: own.unit,
    style: own.style,
    color: own.style.color ?? chart.colorOf(own.name),
    data: items(own, one ? groupColors(names, styles, chart) : []),
  }))
  const { tokens, look } = chart
  const category = {
    type: 'category',
    data: names,
    inverse: sideways,
    axisLine: { lineStyle: { color: tokens.line } },
    axisTick: { show: false },
    axisLabel: {
      show: !look.axisX.hideLabels,
      color: tokens.text2,
      fontSize: 11,
      width: sideways ? 160 : 90,
      // Few names have room for a second line; of many the middle goes, since ARNs differ at their ends.
      ...(sideways && names.length <= 8 ? { overflow: 'break' } : { overflow: 'truncate' }),
      ...(sideways && names.length > 8 ? { formatter: shortened } : {}),
      hideOverlap: true,
      ...(sideways ? {} : { rotate: names.length > 8 ? 30 : 0 }),
    },
    ...named(look.axisX, chart, sideways),
  }
  const head = (at: unknown) => names[Number(at)] ?? String(at)
  return option(shares(drawn, look), category, head, sideways, chart)
}

const MOST_LETTERS = 26

/** A name that is short enough to stand beside a bar. */
function shortened(name: string): string {
  if (name.length <= MOST_LETTERS) return name
  return `${name.slice(0, 9)}…${name.slice(name.length - MOST_LETTERS + 10)}`
}

/** Where there is one series, groups have the colours that were given to them; or, all being states, those of states. */
function groupColors(names: string[], styles: (SeriesStyle | null)[], { tokens }: Drawing) {
  const states = names.every(toneOf) ? drawnColors(names, tokens) : []
  return names.map((_, place) => styles[place]?.color ?? states[place])
}

function items(own: CategorySeries, colors: readonly (string | undefined)[]): BarItem[] {
  return own.values.map((value, place) => {
    const color = colors[place]
    return color ? { value, itemStyle: { color } } : { value }
  })
}

/** For shares of a hundred the values of each place are divided by their sum. */
function shares(series: DrawnSeries[], look: Look): DrawnSeries[] {
  if (look.display !== 'stackedPercent') return series
  const valueOf = (one: DrawnSeries['data'][number] | undefined) =>
    (Array.isArray(one) ? one[1] : one?.value) ?? 0
  const length = Math.max(0, ...series.map(({ data }) => data.length))
  const sums = Array.from({ length }, (_, place) =>
    series.reduce((sum, { data }) => sum + Math.abs(valueOf(data[place])), 0),
  )
  return series.map((one) => ({
    ...one,
    unit: 'percent',
    data: one.data.map((item, place): DrawnSeries['data'][number] => {
      const share = sums[place] ? (100 * valueOf(item)) / sums[place] : 0
      return Array.isArray(item) ? [item[0], share] : { ...item, value: share }
    }),
  }))
}

function option(
  series: DrawnSeries[],
  category: Record<string, unknown>,
  head: (at: unknown) => string,
  sideways: boolean,
  chart: Chart,
): EChartsCoreOption {
  const { tokens, look } = chart
  const axes = axesOf(series, look)
  const values = axes.units.map((unit, index) => ({
    ...yAxis(index === 0 ? look.axisY : look.axisY2, unit, index, sideways, chart),
  }))
  const bars = series.some((one) => typeOf(one, chart.chart) === 'bar')
  return {
    ...frame(chart),
    color: series.map((one) => one.color),
    legend: { show: false },
    grid: {
      left: look.axisY.title && !sideways ? 26 : 8,
      right: axes.units.length > 1 ? (look.axisY2.title ? 26 : 8) : 16,
      top: 10,
      bottom: (sideways ? look.axisY.title : look.axisX.title) ? 24 : 4,
      containLabel: true,
    },
    tooltip: {
      ...tooltip(chart),
      trigger: chart.chart === 'scatter' ? 'item' : 'axis',
      axisPointer: { type: bars ? 'shadow' : 'line', lineStyle: { color: tokens.text3, width: 1 } },
      formatter: tooltipText(series, axes, look, head),
    },
    xAxis: sideways ? values : category,
    yAxis: sideways ? category : values,
    series: series.map((one, index) => ({
      ...drawnAs(one, index, axes.place(one), sideways, chart),
      ...(index === 0 ? limitLines(chart, sideways) : {}),
    })),
  }
}

interface Axes {
  units: string[]
  place: (series: Pick<DrawnSeries, 'style' | 'unit'>) => 0 | 1
}

/** One axis, or two where series are put on the second or where there are several units. */
function axesOf(series: readonly DrawnSeries[], look: Look): Axes {
  const own = (axis: AxisLook) => (axis.unit === '' ? '' : documentUnit(axis.unit))
  const percent = look.display === 'stackedPercent'
  const [first, second] = percent ? ['percent', 'percent'] : [own(look.axisY), own(look.axisY2)]
  if (series.some((one) => one.style.secondary)) {
    const unitOf = (secondary: boolean) =>
      series.find((one) => one.style.secondary === secondary)?.unit ?? ''
    return {
      units: [first || unitOf(false), second || unitOf(true)],
      place: (one) => (one.style.secondary ? 1 : 0),
    }
  }
  const units = [...new Set(series.map((one) => one.unit))]
  if (first || units.length < 2) return { units: [first || (units[0] ?? '')], place: () => 0 }
  return {
    units: [units[0] ?? '', units.length === 2 ? (units[1] ?? '') : ''],
    place: (one) => (one.unit === units[0] ? 0 : 1),
  }
}

function yAxis(axis: AxisLook, unit: string, index: number, sideways: boolean, chart: Chart) {
  const { tokens } = chart
  const digits = axis.unitDecimals
  const number = digits === null ? compact : (n: number) => grouped(n, digits)
  return {
    ...valueAxis(chart),
    type: axis.logarithmic ? 'log' : 'value',
    min: axis.minimum ?? (axis.logarithmic ? undefined : null),
    max: axis.maximum ?? null,
    alignTicks: index > 0 && !axis.logarithmic,
    splitLine: { show: index === 0, lineStyle: { color: tokens.line, width: 1 } },
    axisLabel: {
      show: !axis.hideLabels,
      color: tokens.text3,
      fontSize: 11,
      hideOverlap: true,
      formatter: (value: number) => valueText(value, unit, number),
    },
    ...named(axis, chart, !sideways, index),
  }
}

function named(axis: AxisLook, { tokens }: Drawing, upright = false, index = 0) {
  if (axis.title === '') return {}
  return {
    name: axis.title,
    nameLocation: 'middle',
    nameGap: upright ? 8 : 24,
    ...(upright ? { nameRotate: index === 0 ? 90 : -90 } : {}),
    nameMoveOverlap: true,
    nameTextStyle: { color: tokens.text2, fontSize: 11 },
  }
}

function typeOf({ style }: DrawnSeries, chart: Axis): 'line' | 'bar' | 'scatter' {
  const type = style.type ?? chart
  if (type === 'column' || type === 'bar') return 'bar'
  return type === 'scatter' ? 'scatter' : 'line'
}

function drawnAs(one: DrawnSeries, index: number, axis: 0 | 1, sideways: boolean, chart: Chart) {
  const { look } = chart
  const type = typeOf(one, chart.chart)
  const display = one.style.display ?? look.display
  const placed = sideways ? { xAxisIndex: axis } : { yAxisIndex: axis }
  const common = {
    name: one.name,
    type,
    data: one.data,
    stack: display.startsWith('stacked') ? `${type} ${axis}` : undefined,
    ...placed,
  }
  if (type === 'scatter')
    return { ...common, symbolSize: look.markerSize + 2, itemStyle: { opacity: 0.75 } }
  if (type === 'bar') {
    return {
      ...common,
      barMaxWidth: sideways ? 22 : 40,
      barMinHeight: 1,
      itemStyle: {
        color: one.color,
        borderRadius: 1,
        opacity: one.style.opacity ?? look.fillOpacity ?? 1,
      },
    }
  }
  const area = (one.style.type ?? chart.chart) === 'area'
  const dashed = one.style.dash ?? look.lineDash
  return {
    ...common,
    symbol: 'circle',
    symbolSize: look.markerSize,
    showSymbol: look.marker || pointsOf(one) < 3,
    smooth: display === 'smooth' ? 0.35 : false,
    sampling: common.stack ? undefined : 'lttb',
    // Gaps are bridged, as those who made the panels expect.
    connectNulls: true,
    lineStyle: {
      color: one.color,
      width: Math.max(1.5, one.style.thickness ?? look.lineThickness),
      type: dashOf(dashed, index),
    },
    itemStyle: { color: one.color },
    ...(area
      ? {
          areaStyle: {
            color: one.color,
            opacity: one.style.opacity ?? Math.min(0.5, look.fillOpacity ?? 0.25),
          },
        }
      : {}),
  }
}

const pointsOf = ({ data }: DrawnSeries) => data.length

function dashOf(word: string, index: number): 'solid' | 'dashed' | 'dotted' {
  const dash = word.toLowerCase()
  if (dash.includes('dash')) return 'dashed'
  if (dash.includes('dot')) return 'dotted'
  // More series than colours: the second round of them is dashed.
  return index < 8 ? 'solid' : 'dashed'
}

function limitLines({ tokens, look }: Chart, sideways: boolean) {
  if (look.limits.length === 0) return {}
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      data: look.limits.map(({ value, critical }) => ({
        [sideways ? 'xAxis' : 'yAxis']: value,
        lineStyle: { color: critical ? tokens.danger : tokens.warn, type: 'dashed', width: 1.5 },
        label: {
          formatter: `${critical ? '◆' : '▲'} ${grouped(value, 3)}`,
          position: 'insideEndTop',
          color: critical ? tokens.danger : tokens.warn,
          fontSize: 10,
        },
      })),
    },
  }
}

const MOST_LINES = 12

interface Hovered {
  axisValue?: unknown
  dataIndex: number
  seriesIndex: number
  value: unknown
  marker: string
}

// Names come from the data and a tooltip is HTML, so they are escaped here.
function tooltipText(
  series: readonly DrawnSeries[],
  axes: Axes,
  look: Look,
  head: (at: unknown) => string,
) {
  return (given: Hovered | Hovered[]) => {
    const hovered = Array.isArray(given) ? given : [given]
    const [first] = hovered
    if (!first) return ''
    const lines = hovered.flatMap(({ seriesIndex, value, marker }) => {
      const one = series[seriesIndex]
      const number = Array.isArray(value) ? Number(value[1] ?? NaN) : Number(value ?? NaN)
      return one && Number.isFinite(number) ? [{ one, number, marker }] : []
    })
    lines.sort((a, b) => b.number - a.number)
    const axisLook = (one: DrawnSeries) => (axes.place(one) === 0 ? look.axisY : look.axisY2)
    const written = lines.slice(0, MOST_LINES).map(({ one, number, marker }) => {
      const digits = axisLook(one).unitDecimals ?? look.decimals
      const unit = axes.units[axes.place(one)] || one.unit
      const text = valueText(number, unit, (n) => grouped(n, digits ?? 3))
      return `${marker}${escapeHtml(one.name)} <b>${escapeHtml(text)}</b>`
    })
    const rest = lines.length - written.length
    const [place] = Array.isArray(first.value) ? first.value : [first.dataIndex]
    return [escapeHtml(head(place)), ...written, ...(rest > 0 ? [`and ${rest} more`] : [])].join(
      '<br>',
    )
  }
}
