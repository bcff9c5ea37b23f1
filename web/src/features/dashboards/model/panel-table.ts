/** Results of a panel as a table: what a table shows, what is inspected, and what a CSV file holds. */
import type { Cell, Row } from '@/api/schema'
import type { PanelResult, SeriesResult } from '@/api/library-schema'
import { isTimeColumn } from '@/lib/charts/shape'
import { foldNamed, folded } from './fold'
import { type Look } from './look'
import { orderedTable } from './order'
import { recordsOf } from './records'
import { timeSeriesOf } from './series'

export interface TableColumn {
  name: string
  number: boolean
  time: boolean
  unit: string
}

export interface PanelTable {
  query: string
  columns: TableColumn[]
  rows: Row[]
}

/** The table of a panel: records as they are, of metrics a row for each series, or one for each time. */
export function panelTableOf(
  results: readonly PanelResult[],
  look: Look,
  pivoted: boolean,
): PanelTable {
  const shown = results.filter((result) => !look.hiddenQueries.includes(result.key))
  return orderedTable(tableAsItCame(shown, look, pivoted), look)
}

function tableAsItCame(shown: readonly PanelResult[], look: Look, pivoted: boolean): PanelTable {
  if (shown.length > 0 && shown.every((result) => result.kind === 'series')) {
    return pivoted ? byTime(shown, look) : bySeries(shown, look)
  }
  const tables = shown.map(tableOf).filter((table) => table.columns.length > 0)
  return tables.length > 1 ? joined(tables) : (tables[0] ?? { query: 'A', columns: [], rows: [] })
}

/** A single result as a table; series as a row for each point. */
export function tableOf(result: PanelResult): PanelTable {
  if (result.kind === 'series') return pointsOf(result)
  const { columns, rows, shape } = recordsOf(result)
  return {
    query: result.key,
    rows: [...rows],
    columns: columns.map(({ name, type }, index) => ({
      name,
      number: (type !== 'string' && type !== 'boolean') || shape.values.includes(index),
      time: index === shape.time || isTimeColumn(name),
      unit: '',
    })),
  }
}

const column = (name: string, more: Partial<TableColumn> = {}): TableColumn => ({
  name,
  number: false,
  time: false,
  unit: '',
  ...more,
})

function pointsOf({ key, series }: SeriesResult): PanelTable {
  const names = dimensionNames(series)
  return {
    query: key,
    columns: [
      column('time', { number: true, time: true }),
      ...names.map((name) => column(name)),
      column('value', { number: true }),
    ],
    rows: series.flatMap(({ dimensions, points }) =>
      points.map(([at, value]) => [at, ...names.map((name) => dimensions[name] ?? null), value]),
    ),
  }
}

function dimensionNames(series: SeriesResult['series']): string[] {
  return [...new Set(series.flatMap(({ dimensions }) => Object.keys(dimensions)))].filter(
    (name) => name !== 'unit',
  )
}

function bySeries(results: readonly SeriesResult[], look: Look): PanelTable {
  const fold = foldNamed(look.aggregation, 'Average')
  const several = results.length > 1
  const names = dimensionNames(results.flatMap(({ series }) => series))
  const unit = results[0]?.series[0]?.unit ?? ''
  const rows = results.flatMap(({ key, series }) =>
    series.map(({ name, dimensions, points }): Cell[] => [
      ...(several ? [`#${key}`] : []),
      ...(names.length > 0 ? names.map((one) => dimensions[one] ?? null) : [name]),
      folded(
        points.map(([, value]) => value),
        fold,
      ),
    ]),
  )
  return {
    query: results[0]?.key ?? 'A',
    columns: [
      ...(several ? [column('query')] : []),
      ...(names.length > 0 ? names : ['series']).map((name) => column(name)),
      column(fold, { number: true, unit }),
    ],
    rows,
  }
}

function byTime(results: readonly SeriesResult[], look: Look): PanelTable {
  const series = timeSeriesOf(results, look).filter((one) => one.style.visible)
  const times = [...new Set(series.flatMap((one) => one.points.map(([at]) => at)))].sort(
    (a, b) => b - a,
  )
  const held = series.map((one) => new Map(one.points))
  return {
    query: results[0]?.key ?? 'A',
    columns: [
      column('Time', { number: true, time: true }),
      ...series.map(({ name, unit }) => column(name, { number: true, unit })),
    ],
    rows: times.map((at) => [at, ...held.map((points) => points.get(at) ?? null)]),
  }
}

/** Tables below each other, over all their columns. */
function joined(tables: readonly PanelTable[]): PanelTable {
  const columns = new Map<string, TableColumn>()
  for (const table of tables) for (const one of table.columns) columns.set(one.name, one)
  const names = [...columns.keys()]
  return {
    query: tables[0]?.query ?? 'A',
    columns: [...columns.values()],
    rows: tables.flatMap(({ columns: own, rows }) => {
      const places = names.map((name) => own.findIndex((one) => one.name === name))
      return rows.map((row) => places.map((place) => (place < 0 ? null : (row[place] ?? null))))
    }),
  }
}
