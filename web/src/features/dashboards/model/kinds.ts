/** What a panel is drawn as: what its settings say, and what its result allows. */
import type { Panel, PanelResult } from '@/api/library-schema'
import type { Look } from './look'
import { recordsOf } from './records'

export type Axis = 'line' | 'area' | 'column' | 'bar' | 'scatter'

export type Drawing =
  | { kind: 'axis'; chart: Axis; timed: boolean }
  | { kind: 'pie' }
  | { kind: 'table'; pivoted: boolean; instead?: string }
  | { kind: 'single' }
  | { kind: 'honeycomb' }
  | { kind: 'map' }
  | { kind: 'text' }
  | { kind: 'unknown'; what: string }

const AXES: readonly string[] = ['line', 'area', 'column', 'bar', 'scatter']
const isAxis = (type: string): type is Axis => AXES.includes(type)

/** Charts that documents may ask for and that are not drawn here: their data is shown as a table. */
const INSTEAD: Record<string, string> = {
  box: 'box plot',
  boxplot: 'box plot',
  boxandwhisker: 'box plot',
  bubble: 'bubble chart',
  funnel: 'funnel',
  heatmap: 'heat map',
  sankey: 'Sankey diagram',
  treemap: 'tree map',
  missile: 'missile map',
  connectionmap: 'connection map',
}

/** What a panel is drawn as; before its result is there, what it will most likely be. */
export function drawingOf(
  panel: Pick<Panel, 'panelType' | 'queries'>,
  look: Look,
  results: readonly PanelResult[] | null,
): Drawing {
  if (panel.panelType === 'TextPanel') return { kind: 'text' }
  if (panel.panelType !== 'SumoSearchPanel') return { kind: 'unknown', what: panel.panelType }
  const wanted = wantedOf(panel, look, results)
  return results ? fitting(wanted, results) : wanted
}

function wantedOf(
  panel: Pick<Panel, 'queries'>,
  look: Look,
  results: readonly PanelResult[] | null,
): Drawing {
  const type = look.type.toLowerCase().replace(/[\s_-]/g, '')
  const byType = ofType(type, look.mode)
  if (byType) return byType
  switch (look.mode) {
    case 'singleValueMetrics':
      return { kind: 'single' }
    case 'honeyComb':
      return { kind: 'honeycomb' }
    case 'map':
      return { kind: 'map' }
    case 'timeSeries':
      return { kind: 'axis', chart: 'line', timed: true }
    case 'table':
    case 'distribution':
      return { kind: 'table', pivoted: false }
  }
  const metrics = panel.queries?.some(({ queryType }) => queryType === 'Metrics') ?? false
  return metrics || results?.some(hasTime) || saysTimeslice(panel)
    ? { kind: 'axis', chart: 'line', timed: true }
    : { kind: 'table', pivoted: false }
}

function ofType(type: string, mode: Look['mode']): Drawing | null {
  if (isAxis(type)) return { kind: 'axis', chart: type, timed: mode !== 'distribution' }
  const instead = INSTEAD[type]
  if (instead) return { kind: 'table', pivoted: false, instead }
  switch (type) {
    case 'pie':
    case 'donut':
      return { kind: 'pie' }
    case 'svp':
    case 'singlevalue':
      return { kind: 'single' }
    case 'honeycomb':
      return { kind: 'honeycomb' }
    case 'map':
      return { kind: 'map' }
    case 'table':
      return { kind: 'table', pivoted: mode === 'timeSeries' }
    default:
      return null
  }
}

const hasTime = (result: PanelResult) =>
  result.kind === 'series' || recordsOf(result).shape.time >= 0
const saysTimeslice = ({ queries }: Pick<Panel, 'queries'>) =>
  queries?.some(({ queryString }) => /\|\s*timeslice\b/i.test(queryString)) ?? false

/** Without what a chart needs, the nearest that can be drawn: categories for times, a table for anything. */
function fitting(wanted: Drawing, results: readonly PanelResult[]): Drawing {
  const filled = results.filter(hasRows)
  if (filled.length === 0) return wanted
  const measured = filled.some(
    (result) => result.kind === 'series' || recordsOf(result).shape.values.length > 0,
  )
  switch (wanted.kind) {
    case 'axis': {
      if (!measured) return { kind: 'table', pivoted: false }
      const timed = filled.some(hasTime)
      return wanted.timed ? { ...wanted, timed } : wanted
    }
    case 'pie':
      return measured ? wanted : { kind: 'table', pivoted: false }
    case 'table':
      return { ...wanted, pivoted: wanted.pivoted && filled.every(({ kind }) => kind === 'series') }
    default:
      return wanted
  }
}

/** Whether a result has anything in it. */
export function hasRows(result: PanelResult): boolean {
  return result.kind === 'series' ? result.series.length > 0 : result.rows.length > 0
}
