/** Results of a panel as named series, with what the visual settings say of each. */
import type { MetricSeries, PanelResult, SeriesResult } from '@/api/library-schema'
import { numberOf, textOf } from '@/lib/charts/series'
import type { Look, Override } from './look'
import { type Records, recordsOf } from './records'

export interface PanelSeries {
  /** Tells it from every other series of the panel. */
  name: string
  query: string
  unit: string
  dimensions: Record<string, string>
  points: [number, number | null][]
  style: SeriesStyle
}

export interface SeriesStyle {
  type: string | null
  color: string | null
  secondary: boolean
  dash: string | null
  display: string | null
  thickness: number | null
  opacity: number | null
  visible: boolean
}

/** The style of a series of which nothing is said. */
export const PLAIN: SeriesStyle = {
  type: null,
  color: null,
  secondary: false,
  dash: null,
  display: null,
  thickness: null,
  opacity: null,
  visible: true,
}

type Unnamed = Omit<PanelSeries, 'style'>

/** The series over time of all results, those of hidden queries left out. */
export function timeSeriesOf(results: readonly PanelResult[], look: Look): PanelSeries[] {
  const shown = results.filter((result) => !look.hiddenQueries.includes(result.key))
  const several = shown.length > 1
  const found = shown.flatMap((result) =>
    result.kind === 'series' ? metricSeries(result) : recordSeries(recordsOf(result)),
  )
  return styled(several ? told(found) : found, look)
}

function metricSeries({ key: query, series, unit, timeShift }: SeriesResult): Unnamed[] {
  const names = namesOf(series)
  return series.map((one, index) => ({
    name: [names[index] ?? '', timeShift].filter(Boolean).join(' '),
    query,
    unit: one.unit ?? unit ?? '',
    dimensions: one.dimensions,
    points: one.points,
  }))
}

const FEW = 2

/**
 * Names from the dimensions that tell series apart. One alone is called by its dimensions where they are few, else by
 * its metric, or by what the server calls it.
 */
export function namesOf(series: readonly MetricSeries[]): string[] {
  const keys = [...new Set(series.flatMap((one) => Object.keys(one.dimensions)))]
  const alone = keys.filter((key) => key !== 'metric')
  const telling =
    series.length > 1
      ? keys.filter((key) => new Set(series.map((one) => one.dimensions[key])).size > 1)
      : alone.length <= FEW
        ? alone
        : []
  return series.map((one) => {
    const words = telling
      .filter((key) => key !== 'unit')
      .map((key) => one.dimensions[key])
      .filter((value): value is string => value !== undefined && value !== '')
    return words.join(' · ') || one.dimensions['metric'] || one.name || 'all'
  })
}

/** The name of a measure beside keys; of one measure alone, the keys say enough. */
export function measuredName(
  keys: readonly string[],
  { columns, shape }: Records,
  measure: number,
) {
  const needed = keys.length === 0 || shape.values.length > 1
  return [...keys, ...(needed ? [columns[measure]?.name ?? ''] : [])].join(' · ')
}

/** One series for each combination of key columns and each measure. */
function recordSeries(records: Records): Unnamed[] {
  const { query, columns, rows, shape } = records
  if (shape.time < 0) return []
  const byName = new Map<string, Unnamed>()
  for (const row of rows) {
    const at = numberOf(row[shape.time])
    if (at === null) continue
    const keys = shape.keys.map((index) => textOf(row[index]))
    for (const value of shape.values) {
      const name = measuredName(keys, records, value)
      const found = byName.get(name) ?? {
        name,
        query,
        unit: '',
        dimensions: Object.fromEntries(
          shape.keys.map((index, place) => [columns[index]?.name ?? '', keys[place] ?? '']),
        ),
        points: [],
      }
      byName.set(name, found)
      found.points.push([at, numberOf(row[value])])
    }
  }
  const series = [...byName.values()]
  for (const one of series) one.points.sort(([a], [b]) => a - b)
  return series
}

/** Of several queries that give series of one name, the letter of each is put before it. */
function told(series: Unnamed[]): Unnamed[] {
  const queries = new Map<string, Set<string>>()
  for (const one of series) {
    queries.set(one.name, (queries.get(one.name) ?? new Set()).add(one.query))
  }
  return series.map((one) =>
    (queries.get(one.name)?.size ?? 0) > 1 ? { ...one, name: `#${one.query} ${one.name}` } : one,
  )
}

/** Series with their overrides: later ones win, and those that are switched off are not drawn. */
export function styled(series: readonly Unnamed[], look: Look): PanelSeries[] {
  const hidden = new Set(look.hiddenSeries.map((name) => name.toLowerCase()))
  const made = series.map((one): PanelSeries => {
    const style = { ...PLAIN, visible: !hidden.has(one.name.toLowerCase()) }
    let name = one.name
    for (const override of look.overrides) {
      if (!meant(override, one)) continue
      if (override.name !== null) name = aliased(override.name, one)
      apply(style, override)
    }
    if (hidden.has(name.toLowerCase())) style.visible = false
    return { ...one, name, style }
  })
  return numbered(made)
}

function apply(style: SeriesStyle, override: Override): void {
  style.type = override.type ?? style.type
  style.color = override.color ?? style.color
  style.secondary = override.secondary ?? style.secondary
  style.dash = override.dash ?? style.dash
  style.display = override.display ?? style.display
  style.thickness = override.thickness ?? style.thickness
  style.opacity = override.opacity ?? style.opacity
  style.visible = override.visible ?? style.visible
}

function meant(override: Override, one: Unnamed): boolean {
  if (override.queries.includes(one.query)) return true
  const name = one.name.toLowerCase()
  return override.series.some((wanted) => namesIt(wanted.toLowerCase(), name, one.dimensions))
}

// Columns that `transpose` made of two keys are written `a|b` in documents; and series without an aggregate are
// called by their dimensions, with an id of the account that they were in.
function namesIt(wanted: string, name: string, dimensions: Record<string, string>): boolean {
  if (wanted === name || wanted.replaceAll('|', ' · ') === name) return true
  const pairs = wanted.split(/\s+/).filter((pair) => !pair.startsWith('_metricid='))
  if (pairs.length === 0 || !pairs.every((pair) => pair.includes('='))) return false
  return pairs.every((pair) => {
    const [key = '', ...value] = pair.split('=')
    return dimensionOf(dimensions, key)?.toLowerCase() === value.join('=')
  })
}

function dimensionOf(dimensions: Record<string, string>, name: string): string | undefined {
  const wanted = name.trim().toLowerCase()
  return Object.entries(dimensions).find(([key]) => key.toLowerCase() === wanted)?.[1]
}

/**
 * An alias with its `{{dimension}}`s filled in. A dimension that the result does not have gives the name that the
 * series has without an alias.
 */
export function aliased(template: string, one: Pick<Unnamed, 'name' | 'dimensions'>): string {
  return template.replace(
    /\{\{\s*([^{}]+?)\s*\}\}/g,
    (_, name: string) => dimensionOf(one.dimensions, name) ?? one.name,
  )
}

function numbered(series: PanelSeries[]): PanelSeries[] {
  const seen = new Map<string, number>()
  return series.map((one) => {
    const before = seen.get(one.name) ?? 0
    seen.set(one.name, before + 1)
    return before === 0 ? one : { ...one, name: `${one.name} (${before + 1})` }
  })
}
