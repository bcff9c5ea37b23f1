/** The charts to choose from, and how documents write each. */
import {
  IconChartArea,
  IconChartBar,
  IconChartColumn,
  IconChartDonut,
  IconChartDots,
  IconChartLine,
  IconChartPie,
  IconHexagons,
  IconMap,
  IconNumber,
  IconTable,
  IconTableColumn,
} from '@tabler/icons-react'
import { withSetting } from '../model/edits'
import type { Look } from '../model/look'

export interface ChartType {
  id: string
  label: string
  icon: typeof IconTable
  mode: string
  type: string
}

export const CHART_TYPES: readonly ChartType[] = [
  { id: 'line', label: 'Lines', icon: IconChartLine, mode: 'timeSeries', type: 'line' },
  { id: 'area', label: 'Areas', icon: IconChartArea, mode: 'timeSeries', type: 'area' },
  {
    id: 'columns',
    label: 'Columns over time',
    icon: IconChartColumn,
    mode: 'timeSeries',
    type: 'column',
  },
  {
    id: 'timeTable',
    label: 'Table by time',
    icon: IconTableColumn,
    mode: 'timeSeries',
    type: 'table',
  },
  {
    id: 'single',
    label: 'Single value',
    icon: IconNumber,
    mode: 'singleValueMetrics',
    type: 'svp',
  },
  { id: 'table', label: 'Table', icon: IconTable, mode: 'distribution', type: 'table' },
  { id: 'bar', label: 'Bars by group', icon: IconChartBar, mode: 'distribution', type: 'bar' },
  {
    id: 'column',
    label: 'Columns by group',
    icon: IconChartColumn,
    mode: 'distribution',
    type: 'column',
  },
  { id: 'pie', label: 'Pie', icon: IconChartPie, mode: 'distribution', type: 'pie' },
  { id: 'donut', label: 'Ring', icon: IconChartDonut, mode: 'distribution', type: 'pie' },
  { id: 'scatter', label: 'Points', icon: IconChartDots, mode: 'timeSeries', type: 'scatter' },
  { id: 'honeycomb', label: 'Honeycomb', icon: IconHexagons, mode: 'honeyComb', type: 'honeyComb' },
  { id: 'map', label: 'Map', icon: IconMap, mode: 'map', type: 'map' },
]

/** Which of them a panel is; null for one that is not offered. */
export function chartTypeOf(look: Look): ChartType | null {
  const type = look.type || (look.mode === 'timeSeries' ? 'line' : '')
  const found = CHART_TYPES.filter(
    (one) => one.type === type && (one.mode === look.mode || look.mode === ''),
  )
  if (type !== 'pie') return found[0] ?? null
  return found.find((one) => (one.id === 'donut') === look.innerRadius > 0) ?? null
}

/** The settings with another chart; all others stay, and count again when it is changed back. */
export function withChartType(settings: string | null | undefined, chart: ChartType): string {
  let next = withSetting(settings, ['general', 'mode'], chart.mode)
  next = withSetting(next, ['general', 'type'], chart.type)
  if (chart.id === 'pie') next = withSetting(next, ['general', 'innerRadius'], '0%')
  if (chart.id === 'donut') next = withSetting(next, ['general', 'innerRadius'], '55%')
  return next
}
