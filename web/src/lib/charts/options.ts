/** Records and tokens as an ECharts option; nothing here touches the page. */
import type { EChartsCoreOption } from 'echarts/core'
import { compact, numeric } from '../format'
import { cellStamp, DAY, HOUR, tick, type Zone } from '../time'
import type { ChartType } from '../url-state'
import { numberOf, seriesOf, type SeriesSet, textOf } from './series'
import type { Shape, Table } from './shape'
import { drawnColors } from './colors'
import type { ChartTokens } from './tokens'

export interface Drawing {
  tokens: ChartTokens
  zone: Zone
}

export type DrawnChart = Exclude<ChartType, 'table' | 'single'>

/** How many groups a chart has room for: bars on their sides need the height of a line each. */
export function mostGroups(chart: DrawnChart): number {
  return chart === 'bar' ? 25 : 60
}

/** The option of a chart of records. */
export function chartOption(
  chart: DrawnChart,
  table: Table,
  shape: Shape,
  drawing: Drawing,
): EChartsCoreOption {
  switch (chart) {
    case 'pie':
      return pieOption(table, shape, drawing)
    case 'scatter':
      return scatterOption(table, shape, drawing)
    case 'map':
      return mapOption(table, shape, drawing)
    default:
      return axisOption(chart, seriesOf(table, shape), shape.time >= 0, drawing)
  }
}

/** What every chart has. */
export function frame({ tokens }: Drawing): EChartsCoreOption {
  return {
    animation: false,
    aria: { enabled: true },
    textStyle: { fontFamily: tokens.font, fontSize: 11, color: tokens.text2 },
    backgroundColor: 'transparent',
  }
}

export function tooltip({ tokens }: Drawing) {
  return {
    confine: true,
    backgroundColor: tokens.overlay,
    borderColor: tokens.line,
    borderWidth: 1,
    padding: [6, 10],
    extraCssText: 'box-shadow: var(--shadow); border-radius: 6px;',
    textStyle: { color: tokens.text, fontSize: 12, fontFamily: tokens.font },
  }
}

function legend({ tokens }: Drawing, names: string[]) {
  return {
    show: names.length > 1,
    type: 'scroll',
    bottom: 0,
    left: 8,
    right: 8,
    itemWidth: 10,
    itemHeight: 10,
    icon: 'roundRect',
    textStyle: { color: tokens.text2, fontSize: 11 },
    pageTextStyle: { color: tokens.text2 },
    pageIconColor: tokens.text2,
    pageIconInactiveColor: tokens.line,
    data: names,
  }
}

/** Series along an axis of categories or of time. */
export function axisOption(
  chart: DrawnChart,
  set: SeriesSet,
  timed: boolean,
  drawing: Drawing,
): EChartsCoreOption {
  const names = set.series.map((one) => one.name)
  const sideways = chart === 'bar' && !timed
  const bars = chart === 'bar' || chart === 'column'
  const category = timed ? timeAxis(set, drawing) : categoryAxis(set, sideways, drawing)
  const value = valueAxis(drawing)
  return {
    ...frame(drawing),
    color: drawnColors(names, drawing.tokens),
    legend: legend(drawing, names),
    grid: { left: 8, right: 20, top: 16, bottom: names.length > 1 ? 34 : 8, containLabel: true },
    tooltip: {
      ...tooltip(drawing),
      trigger: 'axis',
      axisPointer: {
        type: bars ? 'shadow' : 'line',
        lineStyle: { color: drawing.tokens.text3, width: 1, type: 'solid' },
      },
      order: 'valueDesc',
      valueFormatter: (v: unknown) => (typeof v === 'number' ? numeric(v) : '–'),
    },
    xAxis: sideways ? value : category,
    yAxis: sideways ? category : value,
    series: set.series.map((_, index) => axisSeries(chart, set, index, sideways)),
  }
}

function axisSeries(chart: DrawnChart, set: SeriesSet, index: number, sideways: boolean) {
  const one = set.series[index]
  const points = one?.points ?? []
  const common = {
    name: one?.name,
    data: sideways ? points.map(([x, y]) => [y, x]) : points,
  }
  if (chart === 'bar' || chart === 'column') {
    return {
      ...common,
      type: 'bar',
      stack: set.series.length > 1 ? 'all' : undefined,
      barMaxWidth: 28,
      itemStyle: { borderRadius: 1 },
    }
  }
  return {
    ...common,
    type: 'line',
    symbol: 'circle',
    symbolSize: 5,
    showSymbol: points.length < 3,
    sampling: 'lttb',
    lineStyle: { width: 1.5, type: index < 8 ? 'solid' : 'dashed' },
    emphasis: { focus: 'series', lineStyle: { width: 2 } },
    ...(chart === 'area' ? { areaStyle: { opacity: 0.28 }, stack: 'all' } : {}),
  }
}

function timeAxis(set: SeriesSet, drawing: Drawing) {
  const xs = set.series.flatMap((one) => [one.points[0]?.[0], one.points.at(-1)?.[0]])
  const times = xs.map(Number).filter(Number.isFinite)
  return timeAxisOver(Math.max(...times) - Math.min(...times), drawing)
}

/** An axis over a length of time, in milliseconds. */
export function timeAxisOver(length: number, { tokens, zone }: Drawing) {
  const step = length > 4 * DAY ? DAY : length > HOUR / 4 ? HOUR / 60 : 1000
  return {
    type: 'time',
    axisLine: { lineStyle: { color: tokens.line } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      color: tokens.text3,
      fontSize: 11,
      hideOverlap: true,
      formatter: (ms: number) => tick(ms, zone, step),
    },
    axisPointer: { label: { formatter: (p: { value: number }) => cellStamp(p.value, zone) } },
  }
}

function categoryAxis(set: SeriesSet, sideways: boolean, { tokens }: Drawing) {
  return {
    type: 'category',
    data: set.categories.slice(0, mostGroups(sideways ? 'bar' : 'column')),
    inverse: sideways,
    axisLine: { lineStyle: { color: tokens.line } },
    axisTick: { show: false },
    axisLabel: {
      color: tokens.text2,
      fontSize: 11,
      width: sideways ? 220 : 120,
      overflow: 'truncate',
      hideOverlap: true,
    },
  }
}

export function valueAxis({ tokens }: Drawing) {
  return {
    type: 'value',
    axisLine: { show: false },
    axisTick: { show: false },
    splitNumber: 4,
    splitLine: { lineStyle: { color: tokens.line, width: 1 } },
    axisLabel: { color: tokens.text3, fontSize: 11, formatter: (v: number) => compact(v) },
  }
}

function pieOption(table: Table, shape: Shape, drawing: Drawing): EChartsCoreOption {
  const [measure] = shape.values
  const slices = table.rows
    .map((row) => ({
      name: shape.keys.map((index) => textOf(row[index])).join(' · '),
      value: measure === undefined ? 0 : Math.max(0, numberOf(row[measure]) ?? 0),
    }))
    .sort((a, b) => b.value - a.value)
  const shown = withRest(slices, 8)
  return {
    ...frame(drawing),
    color: drawnColors(
      shown.map((slice) => slice.name),
      drawing.tokens,
    ),
    tooltip: { ...tooltip(drawing), trigger: 'item', formatter: pieText(shown) },
    series: [
      {
        type: 'pie',
        radius: ['48%', '76%'],
        data: shown,
        itemStyle: { borderColor: drawing.tokens.surface, borderWidth: 2 },
        label: { color: drawing.tokens.text2, fontSize: 11, width: 180, overflow: 'truncate' },
        labelLine: { lineStyle: { color: drawing.tokens.line } },
      },
    ],
  }
}

interface Slice {
  name: string
  value: number
}

function withRest(slices: Slice[], most: number): Slice[] {
  if (slices.length <= most) return slices
  const rest = slices.slice(most - 1)
  const value = rest.reduce((sum, slice) => sum + slice.value, 0)
  return [...slices.slice(0, most - 1), { name: `${rest.length} others`, value }]
}

// Names come from the log and a tooltip is HTML, so they are escaped here.
function pieText(slices: Slice[]) {
  return ({ dataIndex, percent }: { dataIndex: number; percent: number }) => {
    const slice = slices[dataIndex]
    return slice ? `${escapeHtml(slice.name)}<br><b>${numeric(slice.value)}</b> (${percent} %)` : ''
  }
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function scatterOption(table: Table, shape: Shape, drawing: Drawing): EChartsCoreOption {
  const [x = 0, y = 0] = shape.values
  const names = [x, y].map((index) => table.columns[index]?.name ?? '')
  const points = table.rows.map((row) => ({
    value: [numberOf(row[x]), numberOf(row[y])],
    name: shape.keys.map((index) => textOf(row[index])).join(' · '),
  }))
  const axis = (index: number) => ({
    ...valueAxis(drawing),
    name: names[index],
    nameLocation: 'middle',
    nameGap: 28,
    nameTextStyle: { color: drawing.tokens.text2 },
  })
  return {
    ...frame(drawing),
    color: drawing.tokens.series.slice(0, 1),
    grid: { left: 40, right: 20, top: 16, bottom: 40, containLabel: true },
    tooltip: {
      ...tooltip(drawing),
      formatter: ({ data }: { data: { name: string; value: (number | null)[] } }) =>
        `${escapeHtml(data.name)}<br>${data.value
          .map((v, i) => `${escapeHtml(names[i] ?? '')} <b>${numeric(v ?? NaN)}</b>`)
          .join('<br>')}`,
    },
    xAxis: axis(0),
    yAxis: axis(1),
    series: [{ type: 'scatter', symbolSize: 8, data: points, itemStyle: { opacity: 0.75 } }],
  }
}

const mapOption = (table: Table, shape: Shape, drawing: Drawing) =>
  placesOption(mapPoints(table, shape), drawing)

/** Points on the map of the world, larger where their value is. */
export function placesOption(points: MapPoint[], drawing: Drawing): EChartsCoreOption {
  const { tokens } = drawing
  const most = Math.max(1, ...points.map((point) => point.value[2]))
  return {
    ...frame(drawing),
    tooltip: {
      ...tooltip(drawing),
      formatter: ({ data }: { data?: MapPoint }) =>
        data ? `${escapeHtml(data.name)}<br><b>${numeric(data.value[2])}</b>` : '',
    },
    geo: {
      map: 'world',
      roam: true,
      scaleLimit: { min: 1, max: 12 },
      boundingCoords: [
        [-170, 82],
        [190, -57],
      ],
      top: 8,
      bottom: 8,
      left: 8,
      right: 8,
      preserveAspect: 'contain',
      itemStyle: { areaColor: tokens.line, borderColor: tokens.surface, borderWidth: 0.8 },
      emphasis: { disabled: true },
      silent: true,
    },
    series: [
      {
        type: 'scatter',
        coordinateSystem: 'geo',
        data: points,
        symbolSize: (value: number[]) => 7 + 21 * Math.sqrt((value[2] ?? 0) / most),
        itemStyle: {
          color: tokens.series[0] ?? tokens.accent,
          opacity: 0.72,
          borderColor: tokens.surface,
          borderWidth: 1,
        },
      },
    ],
  }
}

export interface MapPoint {
  name: string
  value: [longitude: number, latitude: number, size: number]
}

/** The points of a map, largest first so that small ones stay on top of none. */
export function mapPoints({ rows }: Table, shape: Shape): MapPoint[] {
  const [measure] = shape.values
  return rows
    .flatMap((row): MapPoint[] => {
      const [lat, long] = [numberOf(row[shape.latitude]), numberOf(row[shape.longitude])]
      if (lat === null || long === null) return []
      const size = measure === undefined ? 1 : Math.max(0, numberOf(row[measure]) ?? 0)
      const name = shape.keys.map((index) => textOf(row[index])).join(', ')
      return [{ name: name || `${lat}, ${long}`, value: [long, lat, size] }]
    })
    .sort((a, b) => b.value[2] - a.value[2])
}
