/** Messages of a result, by what their columns mean. */
import type { Cell, Column, Row, RunResult } from '@/api/schema'

export const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'other'] as const
export type Level = (typeof LEVELS)[number]

export interface MessageSet {
  columns: readonly Column[]
  rows: readonly Row[]
  time: number
  raw: number
  level: number
  indexOf: (name: string) => number
}

export function messageSet(result: Pick<RunResult, 'columns' | 'rows'>): MessageSet {
  const places = new Map(result.columns.map((column, i) => [column.name.toLowerCase(), i]))
  const indexOf = (name: string) => places.get(name.toLowerCase()) ?? -1
  return {
    columns: result.columns,
    rows: result.rows,
    time: indexOf('_messageTime'),
    raw: indexOf('_raw'),
    level: indexOf('_loglevel'),
    indexOf,
  }
}

const SAME: Record<string, Level> = {
  critical: 'fatal',
  emergency: 'fatal',
  err: 'error',
  warning: 'warn',
  notice: 'info',
}

/** The level that a cell of `_loglevel` names. */
export function levelOf(cell: Cell | undefined): Level {
  const word = String(cell ?? '').toLowerCase()
  return (LEVELS as readonly string[]).includes(word) ? (word as Level) : (SAME[word] ?? 'other')
}

export function timeOf(set: MessageSet, row: Row): number {
  return Number(row[set.time] ?? 0)
}

export function rawOf(set: MessageSet, row: Row): string {
  return String(row[set.raw] ?? '')
}

/** The messages of one level; all of them without a level. */
export function ofLevel(set: MessageSet, level: string | undefined): MessageSet {
  if (!level || set.level < 0) return set
  return { ...set, rows: set.rows.filter((row) => levelOf(row[set.level]) === level) }
}

const OWN = new Set([
  '_raw',
  '_messagetime',
  '_receipttime',
  '_messageid',
  '_messagecount',
  '_size',
])
OWN.add('_searchabletime').add('_blockid').add('_format').add('_sourceid').add('_collectorid')

export interface FieldCount {
  name: string
  index: number
  type: Column['type']
  /** Rows that have a value. */
  filled: number
  distinct: number
}

/** How many rows have each field, and with how many values: most useful first. */
export function countFields({ columns, rows }: MessageSet): FieldCount[] {
  return columns
    .map((column, index) => ({
      name: column.name,
      index,
      type: column.type,
      ...tally(rows, index),
    }))
    .filter((field) => !OWN.has(field.name.toLowerCase()) && field.filled > 0)
    .sort((a, b) => rank(a, rows.length) - rank(b, rows.length) || a.name.localeCompare(b.name))
}

// A field that says something differs between rows; a constant one comes last.
function rank(field: FieldCount, rows: number): number {
  if (field.distinct < 2) return 2
  return field.filled > rows / 10 ? 0 : 1
}

function tally(rows: readonly Row[], index: number): { filled: number; distinct: number } {
  const seen = new Set<Cell>()
  let filled = 0
  for (const row of rows) {
    const value = row[index]
    if (value === null || value === undefined || value === '') continue
    filled += 1
    seen.add(value)
  }
  return { filled, distinct: seen.size }
}

export interface ValueCount {
  value: Exclude<Cell, null>
  count: number
}

export function topValues(rows: readonly Row[], index: number, most = 10): ValueCount[] {
  const counts = new Map<Exclude<Cell, null>, number>()
  for (const row of rows) {
    const value = row[index]
    if (value === null || value === undefined || value === '') continue
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, most)
}
