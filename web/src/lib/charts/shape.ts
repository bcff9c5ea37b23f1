/** What a table of records can be drawn as. */
import type { Column, Row } from '@/api/schema'
import type { ChartType } from '../url-state'

export interface Table {
  columns: readonly Column[]
  rows: readonly Row[]
}

export interface Shape {
  /** Index of the column that holds times, or -1. */
  time: number
  /** Indexes of the columns that say what a row is about. */
  keys: number[]
  /** Indexes of the columns that hold measurements. */
  values: number[]
  latitude: number
  longitude: number
  rows: number
}

const TIME_NAMES = new Set(['_timeslice', '_messagetime', '_receipttime', '_searchabletime'])
const NUMERIC = new Set(['int', 'long', 'double'])

export function isTimeColumn(name: string): boolean {
  return TIME_NAMES.has(name.toLowerCase())
}

export function shapeOf({ columns, rows }: Table): Shape {
  const named = (names: string[]) =>
    columns.findIndex((column) => names.includes(column.name.toLowerCase()))
  const time = columns.findIndex((column) => isTimeColumn(column.name))
  const latitude = named(['latitude', 'lat', '_latitude'])
  const longitude = named(['longitude', 'long', 'lon', 'lng', '_longitude'])
  const place = new Set([time, latitude, longitude])
  const indexes = columns.map((_, index) => index).filter((index) => !place.has(index))
  const isValue = (index: number) => isMeasure(columns[index], rows, index)
  return {
    time,
    keys: indexes.filter((index) => !isValue(index)),
    values: indexes.filter(isValue),
    latitude,
    longitude,
    rows: rows.length,
  }
}

// A parsed number is text until somebody casts it, so a text column full of numbers counts as one,
// unless it is what the rows were grouped by.
function isMeasure(column: Column | undefined, rows: readonly Row[], index: number): boolean {
  if (!column || column.key) return false
  if (NUMERIC.has(column.type)) return true
  if (column.type !== 'string') return false
  const filled = rows.slice(0, 50).filter((row) => row[index] !== null && row[index] !== '')
  return filled.length > 0 && filled.every((row) => Number.isFinite(Number(row[index])))
}

/** Why a chart does not suit a shape; null where it does. */
export function unsuited(chart: ChartType, shape: Shape): string | null {
  const hasTime = shape.time >= 0
  if (chart === 'table') return null
  if (shape.rows === 0) return 'There are no rows.'
  if (chart === 'map') {
    return shape.latitude >= 0 && shape.longitude >= 0
      ? null
      : 'Needs the columns latitude and longitude, as geoip gives them.'
  }
  if (shape.values.length === 0) return 'Needs a column of numbers.'
  switch (chart) {
    case 'single':
      return shape.rows === 1 ? null : 'Needs a result of one row.'
    case 'line':
    case 'area':
      return hasTime && shape.rows > 1 ? null : 'Needs a time column: add timeslice.'
    case 'pie':
      return !hasTime && shape.keys.length > 0 && shape.rows <= 200
        ? null
        : 'Needs groups that are not times, 200 at most.'
    case 'scatter':
      return shape.values.length >= 2 ? null : 'Needs two columns of numbers.'
    default:
      return hasTime || shape.keys.length > 0 ? null : 'Needs a column to group by.'
  }
}

/** The chart that most people would pick for a shape. */
export function suggestedChart(shape: Shape): ChartType {
  const order: ChartType[] = ['map', 'single', 'line', 'bar']
  return order.find((chart) => unsuited(chart, shape) === null) ?? 'table'
}
