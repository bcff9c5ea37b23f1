/** The order that a panel's settings ask for: of the rows of a table, and of categories. */
import type { Cell, Row } from '@/api/schema'
import type { Categories } from './categories'
import type { Look } from './look'
import type { PanelTable } from './panel-table'

/** What documents call the values themselves, whichever column or series they are in. */
const VALUE = '_value'

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

/** Numbers by size, texts by letters; what is not there comes last, whichever way it goes. */
function compared(a: Cell, b: Cell, descending: boolean): number {
  const [nothing, other] = [a === null || a === '', b === null || b === '']
  if (nothing || other) return Number(nothing) - Number(other)
  const [x, y] = [Number(a), Number(b)]
  const order =
    Number.isFinite(x) && Number.isFinite(y)
      ? x - y
      : String(a).localeCompare(String(b), 'en', { numeric: true })
  return descending ? -order : order
}

/** A table in the order of its settings; as it came where they name no column that it has. */
export function orderedTable(table: PanelTable, { sort }: Pick<Look, 'sort'>): PanelTable {
  if (!sort) return table
  const { columns } = table
  const named = columns.findIndex(({ name }) => same(name, sort.by))
  const at =
    named >= 0 || !same(sort.by, VALUE)
      ? named
      : columns.findLastIndex(({ number, time }) => number && !time)
  if (at < 0) return table
  const rows = [...table.rows].sort((a: Row, b: Row) =>
    compared(a[at] ?? null, b[at] ?? null, sort.descending),
  )
  return { ...table, rows }
}

/** Categories in the order of their settings: by a series, or, where none is called so, by their names. */
export function orderedCategories(
  categories: Categories,
  { sort }: Pick<Look, 'sort'>,
): Categories {
  if (!sort) return categories
  const { names, series, styles } = categories
  const by =
    series.find(({ name }) => same(name, sort.by)) ??
    (same(sort.by, VALUE) || series.length === 1 ? series[0] : undefined)
  const keys: Cell[] = by ? by.values : names
  const places = names
    .map((_, place) => place)
    .sort((a, b) => compared(keys[a] ?? null, keys[b] ?? null, sort.descending))
  const moved = <T>(values: readonly T[]) => places.map((place) => values[place] as T)
  return {
    names: moved(names),
    series: series.map((one) => ({ ...one, values: moved(one.values) })),
    styles: moved(styles),
  }
}
