/** What is left of an error budget over a period, and the bad ones beside it, as ECharts options. */
import type { EChartsCoreOption } from 'echarts/core'
import type { ObjectiveReport } from '@/api/objectives-schema'
import { colorsOf } from '@/lib/charts/colors'
import type { Drawing } from '@/lib/charts/options'
import { timeOption } from '@/lib/charts/time-option'

type Point = [number, number | null]

/** Percent of the budget that were left, with a line where there is none. */
export function budgetOption(report: ObjectiveReport, drawing: Drawing): EChartsCoreOption {
  const points = report.points.map(({ at, left }): Point => [at, left])
  const base = timeOption(
    [{ name: 'budget left', points }],
    {
      chart: 'area',
      units: ['percent'],
      colors: colorsOf(['budget left']),
      from: report.from,
      to: report.to,
    },
    drawing,
  )
  const { danger } = drawing.tokens
  const lowest = Math.min(0, ...report.points.map((one) => one.left ?? 0))
  return {
    ...base,
    yAxis: (base['yAxis'] as object[]).map((axis) => ({
      ...axis,
      min: Math.floor(lowest / 50) * 50,
      max: 100,
      ...(lowest === 0 ? { interval: 25 } : {}),
    })),
    series: [
      ...(base['series'] as unknown[]),
      {
        type: 'line',
        name: 'used up',
        symbol: 'none',
        silent: true,
        color: danger,
        animation: false,
        lineStyle: { width: 1.5, type: 'dashed' },
        tooltip: { show: false },
        data: [
          [report.from, 0],
          [report.to, 0],
        ],
      },
    ],
  }
}

/** Good and bad ones of each stretch of the period. */
export function partsOption(report: ObjectiveReport, drawing: Drawing): EChartsCoreOption {
  const good = report.points.map(({ at, good }): Point => [at, good])
  const bad = report.points.map(({ at, good, total }): Point => [at, total - good])
  return timeOption(
    [
      { name: 'bad', points: bad },
      { name: 'good', points: good },
    ],
    {
      chart: 'column',
      units: ['', ''],
      colors: colorsOf(['bad', 'good']),
      from: report.from,
      to: report.to,
    },
    drawing,
  )
}
