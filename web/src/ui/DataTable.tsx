import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import {
  columnResizingFeature,
  columnSizingFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type Header,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, type ReactNode, useMemo, useRef } from 'react'
import type { Cell, Row } from '@/api/schema'

export interface DataColumn {
  name: string
  number?: boolean
  mono?: boolean
  width?: number
  show?: (value: Cell, row: Row) => ReactNode
}

export interface CellPlace {
  row: Row
  column: number
  x: number
  y: number
}

interface Props {
  label: string
  columns: readonly DataColumn[]
  rows: readonly Row[]
  /** A cell was clicked; its actions can be shown at (x, y). */
  onCell?: (place: CellPlace) => void
}

const ROW = 27

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})

/** A virtual table: sorts by any column, columns resize, cells answer to a click. */
export function DataTable({ label, columns, rows, onCell }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const defs = useMemo(() => columns.map(columnDef), [columns])
  const data = rows as Row[]
  const table = useTable({
    features,
    columns: defs,
    data,
    columnResizeMode: 'onChange',
    enableSortingRemoval: true,
  })
  const sorted = table.getRowModel().rows
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  })
  // What room there is left goes to the last column of texts.
  const growing = columns.findLastIndex((column) => !column.number)
  const widths = table.getAllLeafColumns().map((column) => column.getSize())

  const click = (event: MouseEvent) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]')
    if (!cell || !onCell || String(window.getSelection()) !== '') return
    const [at = 0, column = 0] = (cell.dataset['cell'] ?? '').split(',').map(Number)
    const row = sorted[at]?.original
    const { left, bottom } = cell.getBoundingClientRect()
    if (row) onCell({ row, column, x: left, y: bottom })
  }

  return (
    <div
      ref={scroller}
      className="dtable"
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      tabIndex={0}
      onClick={click}
    >
      <div role="rowgroup" className="dtable-top">
        <div role="row" className="dtable-head">
          {table.getHeaderGroups()[0]?.headers.map((header, index) => (
            <HeaderCell
              key={header.id}
              header={header}
              column={columns[index]}
              grows={index === growing}
            />
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => (
          <div
            key={item.key}
            role="row"
            aria-rowindex={item.index + 2}
            className="dtable-row"
            style={{ transform: `translateY(${item.start}px)` }}
          >
            {columns.map((column, index) => (
              <BodyCell
                key={column.name}
                place={`${item.index},${index}`}
                column={column}
                row={sorted[item.index]?.original ?? []}
                index={index}
                width={widths[index] ?? 120}
                grows={index === growing}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

function columnDef(column: DataColumn, index: number) {
  return {
    id: column.name,
    header: column.name,
    accessorFn: (row: Row) => row[index] ?? undefined,
    size: column.width ?? (column.number ? 120 : 200),
    minSize: 60,
    maxSize: 1200,
    sortUndefined: 'last' as const,
    sortDescFirst: Boolean(column.number),
    sortFn: compareCells,
  }
}

interface Comparable {
  getValue: (id: string) => unknown
}

function compareCells(a: Comparable, b: Comparable, id: string): number {
  const [x, y] = [a.getValue(id), b.getValue(id)]
  if (typeof x === 'number' && typeof y === 'number') return x - y
  return String(x).localeCompare(String(y), 'en', { numeric: true })
}

interface HeaderProps {
  header: Header<typeof features, Row, unknown>
  column: DataColumn | undefined
  grows: boolean
}

/** How far a column grows: numbers must not stand too far off from what they are of. */
const widest = (width: number) => Math.max(width, 720)

const SORT_WORD = { asc: 'ascending', desc: 'descending' } as const

function HeaderCell({ header, column, grows }: HeaderProps) {
  const sorted = header.column.getIsSorted()
  const resize = header.getResizeHandler()
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? SORT_WORD[sorted] : 'none'}
      className={`dtable-header ${column?.number ? 'number' : ''}`}
      data-grows={grows}
      style={{ width: header.getSize(), maxWidth: widest(header.getSize()) }}
    >
      <button
        type="button"
        className="dtable-sort"
        title={column?.name}
        onClick={header.column.getToggleSortingHandler()}
      >
        <span>{column?.name}</span>
        {sorted === 'asc' && <IconArrowUp size={13} stroke={1.75} aria-hidden />}
        {sorted === 'desc' && <IconArrowDown size={13} stroke={1.75} aria-hidden />}
      </button>
      <div
        aria-hidden
        className={`dtable-grip ${header.column.getIsResizing() ? 'active' : ''}`}
        onMouseDown={resize}
        onTouchStart={resize}
        onDoubleClick={() => header.column.resetSize()}
      />
    </div>
  )
}

interface BodyProps {
  place: string
  column: DataColumn
  row: Row
  index: number
  width: number
  grows: boolean
}

function BodyCell({ place, column, row, index, width, grows }: BodyProps) {
  const value = row[index] ?? null
  const text = value === null ? <span className="null">null</span> : String(value)
  const names = `dtable-cell ${column.number ? 'number' : ''} ${column.mono ? 'mono' : ''}`
  return (
    <div
      role="cell"
      data-cell={place}
      data-grows={grows}
      className={names}
      style={{ width, maxWidth: widest(width) }}
    >
      {value !== null && column.show ? column.show(value, row) : text}
    </div>
  )
}
