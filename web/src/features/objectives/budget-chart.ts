/** What is left of an error budget over a period, and the bad ones beside it, as ECharts options. */
import type { EChartsCoreOption } from 'echarts/core'
import type { ObjectiveReport } from '@/api/objectives-schema'
import type { Drawing } from '@/lib/charts/options'
import { colorPlaces, timeOption, type TimeLook } from '@/lib/charts/time-option'

type Point = [number, number | null]

const look = (report: ObjectiveReport, part: Pick<TimeLook, 'chart' | 'units'>): TimeLook => ({
  ...part,
  colors: colorPlaces(part.units.map((_, index) => String(index))),
  from: report.from,
  to: report.to,
})

/** Percent of the budget that were left, with a line where there is none. */
export function budgetOption(report: ObjectiveReport, drawing: Drawing): EChartsCoreOption {
  const points = report.points.map(({ at, left }): Point => [at, left])
  const base = timeOption(
    [{ name: 'budget left', points }],
    look(report, { chart: 'area', units: ['percent'] }),
    drawing,
  )
  const { danger } = drawing.tokens
  const lowest = Math.min(0, ...report.points.map((one) => one.left ?? 0))
  return {
    ...base,
    yAxis: (base['yAxis'] as object[]).map((axis) => ({
      ...axis,
      min: Math.floor(lowest),
      max: 100,
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
  const base = timeOption(
    [
      { name: 'bad', points: bad },
      { name: 'good', points: good },
    ],
    look(report, { chart: 'column', units: ['', ''] }),
    drawing,
  )
  const { danger, series } = drawing.tokens
  return { ...base, color: [danger, series[0] ?? danger] }
}
