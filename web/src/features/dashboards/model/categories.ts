/** Results of a panel as values along categories: what bars, columns and slices are drawn from. */
import type { PanelResult } from '@/api/library-schema'
import { numberOf, textOf } from '@/lib/charts/series'
import { cellStamp, type Zone } from '@/lib/time'
import { foldNamed, folded } from './fold'
import type { Look } from './look'
import { orderedCategories } from './order'
import { type Records, recordsOf } from './records'
import {
  measuredName,
  type PanelSeries,
  PLAIN,
  type SeriesStyle,
  styled,
  timeSeriesOf,
} from './series'

export interface CategorySeries {
  name: string
  unit: string
  values: (number | null)[]
  style: SeriesStyle
}

export interface Categories {
  names: string[]
  series: CategorySeries[]
  /** What is said of each category by name, where there is one series alone. */
  styles: (SeriesStyle | null)[]
}

/** The categories of a panel; each series of metrics is one, folded over time. */
export function categoriesOf(results: readonly PanelResult[], look: Look, zone: Zone): Categories {
  const shown = results.filter((result) => !look.hiddenQueries.includes(result.key))
  const records = shown.flatMap((result) => (result.kind === 'series' ? [] : [recordsOf(result)]))
  const [first] = records.filter(({ rows }) => rows.length > 0)
  const found = first ? ofRecords(first, look, zone) : ofSeries(timeSeriesOf(results, look), look)
  return orderedCategories(found, look)
}

function ofSeries(series: readonly PanelSeries[], look: Look): Categories {
  const fold = foldNamed(look.aggregation, 'Average')
  const drawn = series.filter((one) => one.style.visible)
  const values = drawn.map((one) =>
    folded(
      one.points.map(([, value]) => value),
      fold,
    ),
  )
  return {
    names: drawn.map((one) => one.name),
    series: [{ name: fold, unit: drawn[0]?.unit ?? '', values, style: PLAIN }],
    styles: drawn.map((one) => one.style),
  }
}

function ofRecords(records: Records, look: Look, zone: Zone): Categories {
  const { rows, shape } = records
  const showing = shape.time >= 0 ? [shape.time, ...shape.keys] : shape.keys
  const label = (index: number, cell: Parameters<typeof textOf>[0]) =>
    index === shape.time ? cellStamp(Number(cell), zone) : textOf(cell)
  if (showing.length === 0) return ofOneRow(records, look)
  const [axis = 0, ...others] = showing
  const distinct = new Set(rows.map((row) => row[axis])).size === rows.length
  // Where the first column alone tells rows apart, the others only say more about each.
  const naming = distinct ? [] : others
  const labelled = distinct ? showing : [axis]
  const names: string[] = []
  const places = new Map<string, number>()
  const byName = new Map<string, Map<number, number | null>>()
  for (const row of rows) {
    const category = labelled.map((index) => label(index, row[index])).join(' · ')
    const place = places.get(category) ?? names.push(category) - 1
    places.set(category, place)
    const keys = naming.map((index) => label(index, row[index]))
    for (const value of shape.values) {
      const name = measuredName(keys, records, value)
      const values = byName.get(name) ?? new Map<number, number | null>()
      byName.set(name, values)
      values.set(place, numberOf(row[value]))
    }
  }
  const unnamed = [...byName.keys()].map((name) => ({
    name,
    query: records.query,
    unit: '',
    dimensions: {},
    points: [],
  }))
  const made = styled(unnamed, look).map((one, index) => ({
    name: one.name,
    unit: '',
    values: names.map((_, place) => byName.get(unnamed[index]?.name ?? '')?.get(place) ?? null),
    style: one.style,
  }))
  return withStyles(names, made, look, records.query)
}

/** A row without keys: each of its measures is a category. */
function ofOneRow({ columns, rows, shape, query }: Records, look: Look): Categories {
  const names = shape.values.map((index) => columns[index]?.name ?? '')
  const values = shape.values.map((index) => numberOf(rows[0]?.[index]))
  return withStyles(names, [{ name: 'Value', unit: '', values, style: PLAIN }], look, query)
}

function withStyles(
  names: string[],
  series: CategorySeries[],
  look: Look,
  query: string,
): Categories {
  if (series.length !== 1) return { names, series, styles: names.map(() => null) }
  const ofNames = { ...look, overrides: look.overrides.filter((one) => one.series.length > 0) }
  const named = names.map((name) => ({ name, query, unit: '', dimensions: {}, points: [] }))
  const styles = styled(named, ofNames)
  return {
    names: styles.map((one) => one.name),
    series,
    styles: styles.map((one) => one.style),
  }
}
