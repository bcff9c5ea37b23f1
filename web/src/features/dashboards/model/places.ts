/** The places of a map, those that lie close together as one. */
import type { PanelResult } from '@/api/library-schema'
import { type MapPoint, mapPoints } from '@/lib/charts/options'
import { recordsOf } from './records'

/** How many points are drawn one by one. */
const MOST = 400
const CELL = 4

/** The places of all results, the largest first. */
export function placesOf(results: readonly PanelResult[]): MapPoint[] {
  const points = results.flatMap((result) => {
    if (result.kind === 'series') return []
    const records = recordsOf(result)
    return mapPoints(records, records.shape)
  })
  const merged = clustered(points, ([long, lat]) => `${long},${lat}`)
  return merged.length > MOST ? clustered(merged, cellOf) : merged
}

const cellOf = ([long, lat]: MapPoint['value']) =>
  `${Math.floor(long / CELL)},${Math.floor(lat / CELL)}`

function clustered(
  points: readonly MapPoint[],
  by: (value: MapPoint['value']) => string,
): MapPoint[] {
  const cells = new Map<string, MapPoint[]>()
  for (const point of points) {
    const cell = by(point.value)
    const held = cells.get(cell)
    if (held) held.push(point)
    else cells.set(cell, [point])
  }
  return [...cells.values()].map(together).sort((a, b) => b.value[2] - a.value[2])
}

function together(points: MapPoint[]): MapPoint {
  const [first] = points
  if (first && points.length === 1) return first
  const sum = points.reduce((total, { value }) => total + value[2], 0)
  const mean = (place: 0 | 1) =>
    points.reduce((total, { value }) => total + value[place], 0) / points.length
  const names = [...new Set(points.map(({ name }) => name))]
  const name =
    names.length > 3
      ? `${names.slice(0, 3).join('; ')} and ${names.length - 3} more`
      : names.join('; ')
  return { name, value: [mean(0), mean(1), sum] }
}
