/** Categories of a panel as slices of a pie or a ring. */
import type { EChartsCoreOption } from 'echarts/core'
import { escapeHtml, type Drawing, frame, tooltip } from '@/lib/charts/options'
import { grouped, percent } from '@/lib/format'
import { documentUnit, valueText } from '@/lib/units'
import type { Colored } from './axis-option'
import type { Categories } from './categories'
import type { Look } from './look'

export interface Slice {
  name: string
  value: number
  color: string | null
}

/** The largest slices, and what is left as one. */
export function slicesOf({ names, series, styles }: Categories, look: Look): Slice[] {
  const slices = names
    .map((name, place) => ({
      name,
      value: series.reduce((sum, { values }) => sum + Math.max(0, values[place] ?? 0), 0),
      color: styles[place]?.color ?? null,
    }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value)
  if (slices.length <= look.mostSlices) return slices
  const rest = slices.slice(look.mostSlices - 1)
  const value = rest.reduce((sum, slice) => sum + slice.value, 0)
  return [
    ...slices.slice(0, look.mostSlices - 1),
    { name: `${rest.length} others`, value, color: null },
  ]
}

export function pieOption(
  slices: readonly Slice[],
  look: Look,
  { colorOf, ...drawing }: Drawing & Colored,
  labelled: boolean,
): EChartsCoreOption {
  const { tokens } = drawing
  const total = slices.reduce((sum, { value }) => sum + value, 0)
  const unit = look.axisY.unit === '' ? '' : documentUnit(look.axisY.unit)
  const textOf = (value: number) => valueText(value, unit, (n) => grouped(n, look.decimals ?? 2))
  return {
    ...frame(drawing),
    tooltip: {
      ...tooltip(drawing),
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const slice = slices[dataIndex]
        if (!slice) return ''
        return `${escapeHtml(slice.name)}<br><b>${textOf(slice.value)}</b> (${percent(slice.value, total)})`
      },
    },
    series: [
      {
        type: 'pie',
        radius: [`${(labelled ? 0.7 : 0.88) * look.innerRadius}%`, labelled ? '70%' : '88%'],
        data: slices.map(({ name, value, color }) => ({
          name,
          value,
          itemStyle: { color: color ?? colorOf(name) },
        })),
        itemStyle: { borderColor: tokens.surface, borderWidth: 2 },
        label: {
          show: labelled,
          color: tokens.text2,
          fontSize: 11,
          width: 130,
          overflow: 'truncate',
          formatter: ({ name, percent: share }: { name: string; percent: number }) =>
            `${name} ${Math.round(share)} %`,
        },
        labelLine: { show: labelled, length: 6, length2: 6, lineStyle: { color: tokens.line } },
      },
    ],
  }
}
