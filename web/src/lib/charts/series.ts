/** Records turned into named series of points. */
import type { Cell, Row } from '@/api/schema'
import type { Shape, Table } from './shape'

export const MOST_SERIES = 100

export interface Series {
  name: string
  points: [x: number | string, y: number | null][]
  /** Whether its points stand by themselves, so that no line goes from one to the next. */
  apart?: boolean
}

export interface SeriesSet {
  /** Categories in their order of appearance; empty where x is a time. */
  categories: string[]
  series: Series[]
  /** How many series there were before the cut to MOST_SERIES. */
  found: number
}

export function numberOf(cell: Cell | undefined): number | null {
  if (cell === null || cell === undefined || cell === '') return null
  const n = Number(cell)
  return Number.isFinite(n) ? n : null
}

export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '(null)'
  return cell === '' ? '(blank)' : String(cell)
}

/**
 * One series for each combination of the key columns and each column of numbers. Without a time
 * column the first key is the x axis and the others name the series.
 */
export function seriesOf({ columns, rows }: Table, shape: Shape): SeriesSet {
  const timed = shape.time >= 0
  const x = timed ? shape.time : shape.keys[0]
  const naming = timed ? shape.keys : shape.keys.slice(1)
  const byName = new Map<string, Series>()
  const categories = new Set<string>()
  for (const row of rows) {
    const at = timed ? numberOf(row[shape.time]) : x === undefined ? '' : textOf(row[x])
    if (at === null) continue
    if (!timed) categories.add(String(at))
    for (const value of shape.values) {
      const name = seriesName(row, naming, columns[value]?.name ?? '', shape.values.length)
      const series = byName.get(name) ?? { name, points: [] }
      byName.set(name, series)
      series.points.push([at, numberOf(row[value])])
    }
  }
  const all = [...byName.values()]
  if (timed) for (const one of all) one.points.sort((a, b) => Number(a[0]) - Number(b[0]))
  return {
    categories: [...categories],
    series: largest(all),
    found: all.length,
  }
}

function seriesName(row: Row, naming: number[], measure: string, measures: number): string {
  const keys = naming.map((index) => textOf(row[index])).join(' · ')
  if (keys === '') return measure
  return measures > 1 ? `${keys} · ${measure}` : keys
}

function largest(series: Series[]): Series[] {
  if (series.length <= MOST_SERIES) return series
  const weight = (one: Series) => one.points.reduce((sum, [, y]) => sum + Math.abs(y ?? 0), 0)
  return [...series].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_SERIES)
}

export interface Stats {
  min: number
  max: number
  avg: number
  sum: number
  latest: number
  count: number
}

/** Minimum, maximum, mean, sum and last value of the points that have one; null where none has. */
export function statsOf(values: readonly (number | null)[]): Stats | null {
  const present = values.filter((value): value is number => value !== null)
  const latest = present.at(-1)
  if (latest === undefined) return null
  let [min, max, sum] = [Infinity, -Infinity, 0]
  for (const value of present) {
    min = Math.min(min, value)
    max = Math.max(max, value)
    sum += value
  }
  return { min, max, sum, avg: sum / present.length, latest, count: present.length }
}
