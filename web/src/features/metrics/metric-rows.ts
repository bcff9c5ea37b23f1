/**
 * The rows of the metrics page, `#A` to `#F`, and their place in the address.
 *
 * A row keeps its letter as long as it is there, since other rows call it by it: where one was deleted the
 * address has an empty text, and the next new row takes its place.
 */

export const MOST_ROWS = 6

export interface MetricRow {
  id: string
  query: string
  hidden: boolean
}

/** What the address says of the rows: their texts in the order of letters, and the letters of hidden ones. */
export interface RowsAddress {
  m: string[]
  hide: string
}

export const rowId = (index: number) => String.fromCharCode(65 + index)
const placeOf = (id: string) => id.charCodeAt(0) - 65

/** The rows of an address; an empty text is none. */
export function rowsOf(queries: readonly string[], hidden: string): MetricRow[] {
  return queries
    .slice(0, MOST_ROWS)
    .map((query, index) => ({ id: rowId(index), query, hidden: hidden.includes(rowId(index)) }))
    .filter((row) => row.query.trim() !== '')
}

/** The address of rows; ones without text are left out. */
export function addressOf(rows: readonly MetricRow[]): RowsAddress {
  const written = rows.filter((row) => row.query.trim() !== '')
  const last = Math.max(-1, ...written.map((row) => placeOf(row.id)))
  const texts = new Map(written.map((row) => [row.id, row.query]))
  return {
    m: Array.from({ length: last + 1 }, (_, index) => texts.get(rowId(index)) ?? ''),
    hide: written
      .filter((row) => row.hidden)
      .map((row) => row.id)
      .join(''),
  }
}

/** The rows with one more, which takes the first letter that is free; the same rows where none is. */
export function withRow(rows: readonly MetricRow[], query = ''): MetricRow[] {
  const taken = new Set(rows.map((row) => row.id))
  const id = Array.from({ length: MOST_ROWS }, (_, index) => rowId(index)).find(
    (one) => !taken.has(one),
  )
  if (id === undefined) return [...rows]
  return [...rows, { id, query, hidden: false }].sort((a, b) => placeOf(a.id) - placeOf(b.id))
}

/** The rows without one; there is always one to write in. */
export function withoutRow(rows: readonly MetricRow[], id: string): MetricRow[] {
  const rest = rows.filter((row) => row.id !== id)
  return rest.length > 0 ? rest : withRow([])
}

export function changedRow(
  rows: readonly MetricRow[],
  id: string,
  change: Partial<Omit<MetricRow, 'id'>>,
): MetricRow[] {
  return rows.map((row) => (row.id === id ? { ...row, ...change } : row))
}
