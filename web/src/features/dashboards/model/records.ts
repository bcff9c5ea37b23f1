/** Records of a panel as a table whose columns are known: times, keys, measures. */
import type { Column } from '@/api/schema'
import type { RecordsResult } from '@/api/library-schema'
import { type Shape, shapeOf, type Table } from '@/lib/charts/shape'

export interface Records extends Table {
  query: string
  shape: Shape
}

const TYPES = ['string', 'int', 'long', 'double', 'boolean'] as const
const isType = (type: string): type is Column['type'] => (TYPES as readonly string[]).includes(type)
const isNumber = ({ type }: Column) => type !== 'string' && type !== 'boolean'

/** The records of a result with the roles of their columns. */
export function recordsOf(result: RecordsResult): Records {
  const columns = result.columns.map(({ name, type, key }): Column => ({
    name,
    type: isType(type) ? type : 'string',
    key,
  }))
  const table = { columns: keyed(columns, result), rows: result.rows }
  const shape = shapeOf(table)
  return {
    ...table,
    query: result.key,
    shape: shape.time >= 0 ? shape : withInstants(table, shape),
  }
}

// An aggregate says what it grouped by. Other results do not: there texts beside numbers are what a row is about,
// and of several rows of numbers alone the first column.
function keyed(columns: Column[], { kind, rows }: RecordsResult): Column[] {
  if (kind !== 'records' || columns.some((column) => column.key)) return columns
  if (!columns.some(isNumber)) return columns
  const guessed = columns.map((column) => ({ ...column, key: !isNumber(column) }))
  const { time, latitude } = shapeOf({ columns, rows })
  const [first] = guessed
  if (rows.length > 1 && columns.length > 1 && time < 0 && latitude < 0 && first) {
    if (!guessed.some((column) => column.key)) first.key = true
  }
  return guessed
}

const YEAR_2000 = 946_684_800_000
const YEAR_2100 = 4_102_444_800_000

/** A first column of numbers that are all instants of this century is the time, whatever it is called. */
function withInstants({ columns, rows }: Table, shape: Shape): Shape {
  const [first] = columns
  if (!first || !isNumber(first) || rows.length === 0 || columns.length < 2) return shape
  const instants = rows.every((row) => {
    const at = Number(row[0])
    return row[0] !== null && at > YEAR_2000 && at < YEAR_2100
  })
  if (!instants) return shape
  const without = (indexes: number[]) => indexes.filter((index) => index !== 0)
  return { ...shape, time: 0, keys: without(shape.keys), values: without(shape.values) }
}
