/** The cells of a honeycomb, their groups, and where they stand. */
import type { PanelResult } from '@/api/library-schema'
import { numberOf, textOf } from '@/lib/charts/series'
import { foldNamed, folded } from './fold'
import { bandOf, type Look } from './look'
import { recordsOf } from './records'
import { timeSeriesOf } from './series'

export interface HoneyCell {
  name: string
  value: number | null
  unit: string
  /** The place of the threshold that the value lies in, or -1. */
  band: number
  color: string | null
  dimensions: Record<string, string>
}

export interface HoneyGroup {
  name: string
  cells: HoneyCell[]
}

/** One cell for each series, folded over time, or for each row; clustered where the settings name a dimension. */
export function honeycombOf(results: readonly PanelResult[], look: Look): HoneyGroup[] {
  const cells = results
    .filter((result) => !look.hiddenQueries.includes(result.key))
    .flatMap((result) => (result.kind === 'series' ? [] : cellsOfRows(recordsOf(result))))
  const series = timeSeriesOf(
    results.filter((result) => result.kind === 'series'),
    look,
  )
  const fold = foldNamed(look.honeycomb.aggregation, 'Average')
  const ofSeries = series
    .filter((one) => one.style.visible)
    .map(({ name, unit, dimensions, points }) => ({
      name,
      unit,
      dimensions,
      value: folded(
        points.map(([, value]) => value),
        fold,
      ),
    }))
  return groups(
    [...ofSeries, ...cells].map((cell) => colored(cell, look)),
    look,
  )
}

type Bare = Omit<HoneyCell, 'band' | 'color'>

function cellsOfRows({ columns, rows, shape }: ReturnType<typeof recordsOf>): Bare[] {
  const [measure] = shape.values
  return rows.map((row) => {
    const keys = shape.keys.map(
      (index) => [columns[index]?.name ?? '', textOf(row[index])] as const,
    )
    return {
      name: keys.map(([, value]) => value).join(' · '),
      unit: '',
      dimensions: Object.fromEntries(keys),
      value: measure === undefined ? null : numberOf(row[measure]),
    }
  })
}

function colored(cell: Bare, { honeycomb }: Look): HoneyCell {
  const band = cell.value === null ? -1 : bandOf(cell.value, honeycomb.thresholds)
  return { ...cell, band, color: honeycomb.thresholds[band]?.color ?? null }
}

function groups(cells: HoneyCell[], { honeycomb }: Look): HoneyGroup[] {
  const keys = honeycomb.groupBy.map((key) => key.toLowerCase())
  if (keys.length === 0) return cells.length > 0 ? [{ name: '', cells }] : []
  const byName = new Map<string, HoneyCell[]>()
  for (const cell of cells) {
    const held = Object.entries(cell.dimensions)
    const name = keys
      .map((key) => held.find(([one]) => one.toLowerCase() === key)?.[1] ?? '(none)')
      .join(' · ')
    byName.set(name, [...(byName.get(name) ?? []), cell])
  }
  return [...byName].map(([name, members]) => ({ name, cells: members }))
}

export interface Comb {
  /** Half the width of a cell over its corners. */
  radius: number
  columns: number
  width: number
  height: number
  centers: [x: number, y: number][]
}

const ROOT3 = Math.sqrt(3)
const LARGEST = 64

/** As many hexagons as large as they fit into a box, in rows that stand half a cell apart. */
export function combOf(count: number, width: number, height: number): Comb {
  let best = shaped(count, 1, width, height)
  for (let columns = 2; columns <= count; columns += 1) {
    const comb = shaped(count, columns, width, height)
    if (comb.radius > best.radius) best = comb
  }
  return best
}

function shaped(count: number, columns: number, width: number, height: number): Comb {
  const rows = Math.ceil(count / columns)
  const across = columns + (rows > 1 ? 0.5 : 0)
  const radius = Math.max(
    1,
    Math.min(LARGEST, width / (across * ROOT3), height / (1.5 * (rows - 1) + 2)),
  )
  const step = radius * ROOT3
  const centers = Array.from({ length: count }, (_, index): [number, number] => {
    const row = Math.floor(index / columns)
    const shift = row % 2 === 1 ? 1 : 0.5
    return [((index % columns) + shift) * step, radius + row * 1.5 * radius]
  })
  return { radius, columns, centers, width: across * step, height: (1.5 * (rows - 1) + 2) * radius }
}

/** The corners of a hexagon that stands on one of them, as an SVG path. */
export function hexagonPath([x, y]: [number, number], radius: number): string {
  const corners = Array.from({ length: 6 }, (_, index) => {
    const angle = (Math.PI / 180) * (60 * index - 90)
    return `${(x + radius * Math.cos(angle)).toFixed(2)} ${(y + radius * Math.sin(angle)).toFixed(2)}`
  })
  return `M${corners.join('L')}Z`
}
