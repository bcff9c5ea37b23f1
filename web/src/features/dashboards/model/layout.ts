/** Where panels stand: a grid of 24 columns, kept in the document as JSON in a text for each panel. */
import type { DashboardDocument, Panel } from '@/api/library-schema'
import { numberIn, settingsOf } from './look'

export const COLUMNS = 24
export const ROW_HEIGHT = 40
export const GAP = 8

export interface Place {
  key: string
  x: number
  y: number
  w: number
  h: number
}

const DEFAULT = { w: 12, h: 6 }

/** The place of each panel; those that the layout does not name stand below the others, two in a row. */
export function placesOfPanels(document: DashboardDocument): Place[] {
  const panels = document.panels ?? []
  const written = new Map(
    (document.layout?.layoutStructures ?? []).map(({ key, structure }) => [key, structure]),
  )
  const placed = panels.flatMap(({ key }): Place[] => {
    const structure = written.get(key)
    return structure === undefined ? [] : [placeIn(key, structure)]
  })
  const without = panels.filter(({ key }) => !written.has(key))
  const below = bottomOf(placed)
  const added = without.map(({ key }, index) => ({
    key,
    ...DEFAULT,
    x: (index % 2) * DEFAULT.w,
    y: below + Math.floor(index / 2) * DEFAULT.h,
  }))
  const order = new Map(panels.map(({ key }, index) => [key, index]))
  return [...placed, ...added].sort((a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0))
}

function placeIn(key: string, structure: string): Place {
  const read = settingsOf(structure)
  const whole = (name: string, otherwise: number, least: number) =>
    Math.max(least, Math.round(numberIn(read[name]) ?? otherwise))
  const w = Math.min(COLUMNS, whole('width', DEFAULT.w, 1))
  return {
    key,
    w,
    h: whole('height', DEFAULT.h, 1),
    x: Math.min(COLUMNS - w, whole('x', 0, 0)),
    y: whole('y', 0, 0),
  }
}

const bottomOf = (places: readonly Place[]) => Math.max(0, ...places.map(({ y, h }) => y + h))

/** Panels in the order in which people read them. */
export function inReadingOrder(panels: readonly Panel[], places: readonly Place[]): Panel[] {
  const at = new Map(places.map((place) => [place.key, place]))
  const rank = ({ key }: Panel) => (at.get(key)?.y ?? 0) * COLUMNS + (at.get(key)?.x ?? 0)
  return [...panels].sort((a, b) => rank(a) - rank(b))
}

/** The document with panels at other places; whatever else a structure says is kept. */
export function withPlaces(
  document: DashboardDocument,
  places: readonly Place[],
): DashboardDocument {
  const before = new Map(
    (document.layout?.layoutStructures ?? []).map((one) => [one.key, one] as const),
  )
  const layoutStructures = places.map(({ key, x, y, w, h }) => {
    const held = before.get(key)
    const structure = { ...settingsOf(held?.structure), height: h, width: w, x, y }
    return { ...held, key, structure: JSON.stringify(structure) }
  })
  return { ...document, layout: { layoutType: 'Grid', ...document.layout, layoutStructures } }
}

/** The first free place of a size, from the top. */
export function freePlace(
  places: readonly Place[],
  w: number,
  h: number,
): { x: number; y: number } {
  for (let y = 0; ; y += 1) {
    for (let x = 0; x + w <= COLUMNS; x += 1) {
      if (!places.some((one) => overlap(one, { key: '', x, y, w, h }))) return { x, y }
    }
  }
}

const overlap = (a: Place, b: Place) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
