/** Marks of moments on a chart over time: what was changed and when. */
import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTokens } from './tokens'

export interface Marker {
  at: number
  label: string
}

/** More would hide what they stand over; the newest are kept. */
export const MOST_MARKERS = 30

/** The option of a chart over time with a line for each moment; without series there is nothing to mark. */
export function withMarkers(
  option: EChartsCoreOption,
  markers: readonly Marker[],
  tokens: ChartTokens,
): EChartsCoreOption {
  const series = option['series'] as Record<string, unknown>[] | undefined
  const [first, ...others] = series ?? []
  if (!first || markers.length === 0) return option
  const newest = [...markers].sort((a, b) => b.at - a.at).slice(0, MOST_MARKERS)
  const markLine = {
    silent: false,
    animation: false,
    symbol: 'none',
    lineStyle: { color: tokens.text3, width: 1, type: 'dashed' },
    label: { show: true, formatter: '▼', color: tokens.text2, fontSize: 9, distance: 0 },
    emphasis: {
      lineStyle: { color: tokens.text, width: 1 },
      label: { formatter: '{b}', color: tokens.text, fontSize: 11 },
    },
    data: newest.map(({ at, label }) => ({ name: label, xAxis: at })),
  }
  return { ...option, series: [{ ...first, markLine }, ...others] }
}
