/** Small shapes of single values, as SVG paths. */

type Course = readonly (readonly [number, number | null])[]

/** A course in a box of 100 by 30: its line, and the area under it. */
export function sparkline(course: Course): { line: string; area: string } {
  const points = course.filter((point): point is [number, number] => point[1] !== null)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 2) return { line: '', area: '' }
  const values = points.map(([, value]) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const length = last[0] - first[0] || 1
  const height = high - low || 1
  const corners = points.map(
    ([at, value]) =>
      `${(((at - first[0]) / length) * 100).toFixed(2)} ${(28 - ((value - low) / height) * 26).toFixed(2)}`,
  )
  const line = `M${corners.join('L')}`
  return { line, area: `${line}L100 30L0 30Z` }
}

/** Where a value stands between the ends of a gauge, from 0 to 1. */
export function gaugeShare(value: number, { min, max }: { min: number; max: number }): number {
  if (max <= min) return 0
  return Math.min(1, Math.max(0, (value - min) / (max - min)))
}

/** A piece of the half circle around (50, 52), from one share of it to another. */
export function gaugeArc(from: number, to: number, radius: number): string {
  const corner = (share: number) => {
    const angle = Math.PI * (1 - share)
    return `${(50 + radius * Math.cos(angle)).toFixed(2)} ${(52 - radius * Math.sin(angle)).toFixed(2)}`
  }
  if (to <= from) return ''
  return `M${corner(from)}A${radius} ${radius} 0 0 1 ${corner(to)}`
}
