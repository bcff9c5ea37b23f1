/** Series over time as an ECharts option, with up to two units; what the metrics page draws. */
import type { EChartsCoreOption } from 'echarts/core'
import { axisText, valueText } from '../units'
import type { MetricChart } from '../url-state'
import { drawnColor, type SeriesColor } from './colors'
import { axisOption, type Drawing, valueAxis } from './options'
import type { Series } from './series'

export interface TimeLook {
  chart: MetricChart
  /** The unit of each series. */
  units: readonly string[]
  /** The colour of each series. */
  colors: readonly SeriesColor[]
  from: number
  to: number
}

/** The units that have an axis: the first on the left, all others on the right. */
export function axisUnits(units: readonly string[]): string[] {
  return [...new Set(units)].slice(0, 2)
}

/** The series at the same times each, since columns are stacked by their place and not by their time. */
export function aligned(series: readonly Series[]): Series[] {
  const times = [...new Set(series.flatMap((one) => one.points.map(([at]) => Number(at))))]
  times.sort((a, b) => a - b)
  return series.map((one) => {
    const held = new Map(one.points.map(([at, value]) => [Number(at), value]))
    return { ...one, points: times.map((at) => [at, held.get(at) ?? null]) }
  })
}

const POINTS_ALONE = {
  showSymbol: true,
  symbolSize: 7,
  sampling: undefined,
  areaStyle: undefined,
  lineStyle: { width: 0 },
}

export function timeOption(series: Series[], look: TimeLook, drawing: Drawing): EChartsCoreOption {
  const { tokens } = drawing
  const placed = look.chart === 'column' ? aligned(series) : series
  const set = { categories: [], series: placed, found: series.length }
  const base = axisOption(look.chart, set, true, drawing)
  const axes = axisUnits(look.units)
  const several = new Set(look.units).size > 2
  const drawn = base['series'] as Record<string, unknown>[]
  return {
    ...base,
    color: look.colors.map((color) => drawnColor(color, tokens)),
    legend: { show: false },
    grid: { left: 8, right: axes.length > 1 ? 8 : 20, top: 16, bottom: 8, containLabel: true },
    xAxis: { ...(base['xAxis'] as object), min: look.from, max: look.to },
    yAxis: (axes.length > 0 ? axes : ['']).map((unit, index) => ({
      ...valueAxis(drawing),
      scale: false,
      alignTicks: index > 0,
      splitLine: { show: index === 0, lineStyle: { color: tokens.line, width: 1 } },
      axisLabel: {
        color: tokens.text3,
        fontSize: 11,
        // The right axis of several units belongs to none of them.
        formatter: (v: number) => axisText(v, index > 0 && several ? '' : unit),
      },
    })),
    series: drawn.map((one, index) => {
      const unit = look.units[index] ?? ''
      const axis = unit === (axes[0] ?? '') ? 0 : 1
      return {
        ...one,
        yAxisIndex: axis,
        stack: look.chart === 'column' ? `axis-${axis}` : undefined,
        ...(look.chart === 'area' ? { areaStyle: { opacity: 0.16 } } : {}),
        ...(look.chart === 'column'
          ? {}
          : {
              lineStyle: { width: 1.5, type: look.colors[index]?.dashed ? 'dashed' : 'solid' },
            }),
        ...(look.chart !== 'column' && placed[index]?.apart ? POINTS_ALONE : {}),
        tooltip: {
          valueFormatter: (v: unknown) => (typeof v === 'number' ? valueText(v, unit) : '–'),
        },
      }
    }),
  }
}
