/** Colours of a table's cells, where its settings say in which rows (overrides with conditions). */
import type { Cell, Row } from '@/api/schema'
import type { CellRule, Look } from './look'
import type { PanelTable } from './panel-table'

export type CellColor = (row: Row) => string | null

/** For each column of a table what colours its cells, null where nothing does. */
export function cellColorsOf(
  { columns, query }: Pick<PanelTable, 'columns' | 'query'>,
  { overrides }: Pick<Look, 'overrides'>,
): (CellColor | null)[] {
  const places = new Map(columns.map(({ name }, index) => [name.toLowerCase(), index]))
  return columns.map(({ name }, own) => {
    const rules = overrides
      .filter(
        ({ series, queries }) =>
          series.some((one) => one.toLowerCase() === name.toLowerCase()) ||
          (series.length === 0 && queries.includes(query)),
      )
      .flatMap(({ cells }) => cells)
    if (rules.length === 0) return null
    return (row) => rules.find((rule) => holds(rule, row, places, own))?.color ?? null
  })
}

function holds(
  { conditions }: CellRule,
  row: Row,
  places: ReadonlyMap<string, number>,
  own: number,
): boolean {
  return (
    conditions.length > 0 &&
    conditions.every(({ column, operator, value }) => {
      const place = column === '' ? own : places.get(column.toLowerCase())
      return place !== undefined && compares(row[place] ?? null, operator, value)
    })
  )
}

function compares(cell: Cell, operator: string, value: string): boolean {
  if (cell === null) return false
  const [text, wanted] = [String(cell).toLowerCase(), value.toLowerCase()]
  const [x, y] = [Number(text), Number(wanted)]
  const numbers = text !== '' && wanted !== '' && Number.isFinite(x) && Number.isFinite(y)
  const order = numbers ? x - y : text.localeCompare(wanted, 'en')
  switch (operator) {
    case '==':
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case 'contains':
      return text.includes(wanted)
    default:
      return false
  }
}
