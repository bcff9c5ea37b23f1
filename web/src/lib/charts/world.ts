/** Countries made fit for a flat map. */

type Point = [longitude: number, latitude: number]
type Ring = Point[]

interface Feature {
  id?: string | number
  geometry:
    { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] }
  properties: unknown
}

export interface FeatureCollection {
  type: 'FeatureCollection'
  features: Feature[]
}

const ANTARCTICA = '010'

/**
 * The same countries without Antarctica, which lies around a pole, and with rings that cross the
 * 180th meridian going on beyond it: drawn as they come they would be lines across the whole map.
 */
export function flatWorld(world: FeatureCollection): FeatureCollection {
  const features = world.features.filter((feature) => feature.id !== ANTARCTICA).map(flatFeature)
  return { ...world, features }
}

function flatFeature(feature: Feature): Feature {
  const { geometry } = feature
  return geometry.type === 'Polygon'
    ? { ...feature, geometry: { ...geometry, coordinates: geometry.coordinates.map(unwrapped) } }
    : {
        ...feature,
        geometry: { ...geometry, coordinates: geometry.coordinates.map((p) => p.map(unwrapped)) },
      }
}

/** The ring with whole turns added, so that no step is longer than half a turn. */
export function unwrapped(ring: Ring): Ring {
  let turn = 0
  const points = ring.map(([longitude, latitude], index): Point => {
    const before = ring[index - 1]?.[0] ?? longitude
    if (longitude - before > 180) turn -= 360
    if (longitude - before < -180) turn += 360
    return [longitude + turn, latitude]
  })
  // Land that lies west of the meridian is shown in the east, beside the rest of its country.
  const west = points.every(([longitude]) => longitude < -170)
  return west ? points.map(([longitude, latitude]) => [longitude + 360, latitude]) : points
}
