/** Numbers as people read them: short, with a thin unit. */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const exactNumber = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 })
const two = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })

export const count = (n: number) => whole.format(n)

/** A number of a table: grouped, and never rounded so far that it misleads. */
export function numeric(n: number): string {
  if (!Number.isFinite(n)) return String(n)
  if (n !== 0 && Math.abs(n) < 1e-6) return n.toExponential(3)
  return exactNumber.format(n)
}

const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 })

/** A statistic: four digits, or all digits of its whole part. */
export function statistic(n: number): string {
  return Math.abs(n) >= 1000 ? whole.format(n) : significant.format(n)
}

/** A number of an axis or a legend. */
export function compact(n: number): string {
  if (!Number.isFinite(n)) return String(n)
  if (n !== 0 && Math.abs(n) < 0.01) return n.toExponential(1)
  return Math.abs(n) >= 10_000 ? short.format(n) : two.format(n)
}

const three = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 })

/** A number where there is room for a few letters alone: `1.23K`. */
export const shortest = (n: number) => three.format(n)

/** A number with as many decimals as were asked for, at the most. */
export function grouped(n: number, decimals: number): string {
  if (!Number.isFinite(n)) return String(n)
  const maximumFractionDigits = Math.min(10, Math.max(0, Math.round(decimals)))
  return n.toLocaleString('en-US', { maximumFractionDigits })
}

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

export function bytes(n: number): string {
  let [value, index] = [n, 0]
  while (value >= 1000 && index < SIZES.length - 1) {
    value /= 1000
    index += 1
  }
  const digits = index === 0 || value >= 100 ? 0 : 1
  return `${value.toFixed(digits)} ${SIZES[index] ?? ''}`
}

export function elapsed(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`
}

export function percent(part: number, total: number): string {
  if (total === 0) return '0 %'
  const share = (100 * part) / total
  return share > 0 && share < 1 ? '< 1 %' : `${Math.round(share)} %`
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`
}
