import { type CSSProperties, useMemo } from 'react'
import type { Cell, Row } from '@/api/schema'
import { grouped, numeric } from '@/lib/format'
import { cellStamp, type Zone } from '@/lib/time'
import { documentUnit, valueText } from '@/lib/units'
import { type CellPlace, type DataColumn, DataTable } from '@/ui/DataTable'
import { type CellColor, cellColorsOf } from '../model/cell-colors'
import { type PanelTable, panelTableOf } from '../model/panel-table'
import type { BodyProps } from './body'
import styles from './panels.module.css'

interface Props extends BodyProps {
  pivoted: boolean
  onCell?: ((place: CellPlace, table: PanelTable) => void) | undefined
}

/** The rows of a panel as a table. */
export function TablePanel({ results, look, zone, label, pivoted, onCell }: Props) {
  const table = useMemo(() => panelTableOf(results, look, pivoted), [results, look, pivoted])
  const columns = useMemo(
    () =>
      coloured(dataColumns(table, zone, look.decimals, look.axisY.unit), cellColorsOf(table, look)),
    [table, zone, look],
  )
  return (
    <div className={styles['table']}>
      <DataTable
        label={label}
        columns={columns}
        rows={table.rows}
        {...(onCell ? { onCell: (place: CellPlace) => onCell(place, table) } : {})}
      />
    </div>
  )
}

/** The columns with the colours that the settings give to some of their cells. */
function coloured(columns: DataColumn[], colors: readonly (CellColor | null)[]): DataColumn[] {
  return columns.map((column, index) => {
    const colorOf = colors[index]
    if (!colorOf) return column
    const show = (value: Cell, row: Row) => {
      const written = column.show ? column.show(value, row) : String(value ?? '')
      const color = colorOf(row)
      return color ? (
        <span className={styles['toned']} style={{ '--tone': color } as CSSProperties}>
          {written}
        </span>
      ) : (
        written
      )
    }
    return { ...column, show }
  })
}

/** The columns of a table with the way their values are written. */
export function dataColumns(
  table: PanelTable,
  zone: Zone,
  decimals: number | null = null,
  axisUnit = '',
): DataColumn[] {
  const names = distinct(table.columns.map((column) => column.name))
  return table.columns.map(({ number, time, unit }, index): DataColumn => {
    const name = names[index] ?? ''
    if (time) return { name, width: 160, show: (value) => cellStamp(Number(value), zone) }
    const width = widthOf(name, table.rows, index, number)
    if (!number) return { name, width }
    const own = unit || (axisUnit && documentUnit(axisUnit))
    const text = (n: number) => (decimals === null ? numeric(n) : grouped(n, decimals))
    return {
      name,
      width,
      number: true,
      show: (value) =>
        Number.isFinite(Number(value)) ? valueText(Number(value), own, text) : String(value),
    }
  })
}

function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name) => {
    const before = seen.get(name) ?? 0
    seen.set(name, before + 1)
    return before === 0 ? name : `${name} (${before + 1})`
  })
}

// A guess from the first rows, so that a short column does not stand wide and a long one gets room.
function widthOf(name: string, rows: readonly Row[], index: number, number: boolean): number {
  const lengths = rows.slice(0, 50).map((row) => String(row[index] ?? '').length)
  const longest = Math.max(name.length + 2, ...lengths)
  return Math.min(360, Math.max(number ? 84 : 90, Math.ceil(longest * 7.4) + 26))
}
