/** What is watched, with its thresholds and the times at which it fired, as an ECharts option. */
import type { EChartsCoreOption } from 'echarts/core'
import { colorsOf } from '@/lib/charts/colors'
import type { Drawing } from '@/lib/charts/options'
import type { Series } from '@/lib/charts/series'
import { timeOption } from '@/lib/charts/time-option'

export interface Threshold {
  value: number
  label: string
}

export interface Watched {
  series: Series[]
  thresholds: readonly Threshold[]
  /** From when to when it fired. */
  bands: readonly { from: number; to: number }[]
  from: number
  to: number
}

const ALARM = 2

export function watchOption(watched: Watched, drawing: Drawing): EChartsCoreOption {
  const { series, thresholds, bands, from, to } = watched
  const base = timeOption(
    series,
    {
      chart: 'line',
      units: series.map(() => ''),
      colors: colorsOf(series.map((one) => one.name)),
      from,
      to,
    },
    drawing,
  )
  const color = drawing.tokens.series[ALARM] ?? drawing.tokens.accent
  const axes = base['yAxis'] as unknown[]
  const quiet = { type: 'line', symbol: 'none', silent: true, color, animation: false }
  return {
    ...base,
    yAxis: [...axes, { type: 'value', show: false, min: 0, max: 1 }],
    series: [
      ...(base['series'] as unknown[]),
      ...thresholds.map(({ value, label }) => ({
        ...quiet,
        name: label,
        lineStyle: { width: 1.5, type: 'dashed' },
        data: [
          [from, value],
          [to, value],
        ],
      })),
      {
        ...quiet,
        name: 'fired',
        yAxisIndex: axes.length,
        lineStyle: { width: 0 },
        areaStyle: { opacity: 0.16 },
        tooltip: { show: false },
        data: bands.flatMap((band) => [
          [band.from, 1],
          [band.to, 1],
          [band.to, null],
        ]),
      },
    ],
  }
}
