/** The one value of a panel, its colour and its course. */
import type { Cell } from '@/api/schema'
import type { PanelResult, SeriesResult } from '@/api/library-schema'
import { numberOf } from '@/lib/charts/series'
import { grouped } from '@/lib/format'
import { documentUnit, valueText } from '@/lib/units'
import { type Fold, foldNamed, folded } from './fold'
import { bandOf, type Look, type SingleLook } from './look'
import { type Records, recordsOf } from './records'

export interface SingleValue {
  /** What is shown, without its unit's name where that is part of the label. */
  text: string
  value: number | null
  label: string
  /** The place of the threshold that the value lies in, or -1. */
  band: number
  color: string | null
  course: [number, number | null][]
  /** Whether there was nothing to show a value of. */
  empty: boolean
}

/** The value of a panel; where there is none, the text that the settings have for that. */
export function singleValueOf(results: readonly PanelResult[], look: Look): SingleValue {
  const shown = results.filter((result) => !look.hiddenQueries.includes(result.key))
  const metrics = shown.filter((result) => result.kind === 'series')
  const found =
    metrics.length > 0
      ? ofSeries(metrics, look)
      : ofRecords(
          shown.flatMap((result) => (result.kind === 'series' ? [] : [recordsOf(result)])),
          look,
        )
  return dressed(found, look.single, look.noData)
}

interface Found {
  cell: Cell
  unit: string
  course: [number, number | null][]
}

const NONE: Found = { cell: null, unit: '', course: [] }

function ofSeries(results: readonly SeriesResult[], look: Look): Found {
  // The first query that gave something counts; the others are there for it to refer to.
  const series = results.find((result) => result.series.length > 0)?.series ?? []
  const [first] = series
  if (!first) return NONE
  const fold = foldNamed(look.single.option, 'Latest')
  const values = series.map((one) =>
    folded(
      one.points.map(([, value]) => value),
      fold,
    ),
  )
  return {
    cell: folded(fold === 'Latest' ? values.slice(0, 1) : values, across(fold)),
    unit: first.unit ?? '',
    course: first.points,
  }
}

/** How the values of several series become one: what was counted is added up. */
const across = (fold: Fold): Fold => (fold === 'Count' ? 'Sum' : fold)

function ofRecords(tables: readonly Records[], look: Look): Found {
  const table = tables.find(({ rows }) => rows.length > 0)
  if (!table) return NONE
  const { rows, shape } = table
  const [measure] = shape.values
  if (measure === undefined) {
    const [key = 0] = shape.keys
    return { ...NONE, cell: rows[0]?.[key] ?? null }
  }
  const timed =
    shape.time < 0
      ? rows
      : [...rows].sort((a, b) => (numberOf(a[shape.time]) ?? 0) - (numberOf(b[shape.time]) ?? 0))
  const values = timed.map((row) => numberOf(row[measure]))
  const course =
    shape.time < 0
      ? []
      : timed.map((row, index): [number, number | null] => [
          numberOf(row[shape.time]) ?? 0,
          values[index] ?? null,
        ])
  const fold = foldNamed(look.single.option, 'Latest')
  // The rows of an aggregate without times have no latest one: the first is what the query put first.
  const cell =
    fold === 'Latest' && shape.time < 0 ? (rows[0]?.[measure] ?? null) : folded(values, fold)
  return { cell, unit: '', course }
}

function dressed({ cell, unit, course }: Found, single: SingleLook, noData: string): SingleValue {
  const value = typeof cell === 'boolean' ? null : numberOf(cell)
  const band = value === null ? -1 : bandOf(value, single.thresholds)
  const empty = cell === null || cell === ''
  const written = empty
    ? single.noData || noData || 'No data'
    : value === null
      ? String(cell)
      : singleText(value, single, unit)
  return {
    text: written,
    value,
    label: single.hideLabel ? '' : single.label,
    band,
    color: single.thresholds[band]?.color ?? (single.textColor || null),
    course,
    empty,
  }
}

// A label such as "% CPU" or "Avg (ms)" says the unit already, in the words of whoever made the panel.
function singleText(value: number, single: SingleLook, unit: string): string {
  const number = (n: number) => grouped(n, single.rounding ?? 2)
  const own = single.unit !== '' ? documentUnit(single.unit) : single.label === '' ? unit : ''
  return valueText(value, own, number)
}
