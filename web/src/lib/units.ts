/** Values with the units that metrics have: CloudWatch's, and those of OpenTelemetry and Prometheus. */
import { compact, statistic } from './format'

interface Scale {
  /** What one of the unit is, in the smallest of its steps. */
  size: number
  steps: readonly (readonly [number, string])[]
}

const TIMES = [
  [1, 'µs'],
  [1e3, 'ms'],
  [1e6, 's'],
  [60e6, 'min'],
  [3600e6, 'h'],
] as const
const SIZES = [
  [1, 'B'],
  [1e3, 'kB'],
  [1e6, 'MB'],
  [1e9, 'GB'],
  [1e12, 'TB'],
] as const
const times = (size: number): Scale => ({ size, steps: TIMES })
const sizes = (size: number): Scale => ({ size, steps: SIZES })

const SCALES: Record<string, Scale> = {
  microseconds: times(1),
  us: times(1),
  µs: times(1),
  milliseconds: times(1e3),
  ms: times(1e3),
  seconds: times(1e6),
  s: times(1e6),
  bytes: sizes(1),
  by: sizes(1),
  kilobytes: sizes(1e3),
  megabytes: sizes(1e6),
  gigabytes: sizes(1e9),
  terabytes: sizes(1e12),
  b: sizes(1),
  kb: sizes(1e3),
  mb: sizes(1e6),
  gb: sizes(1e9),
  tb: sizes(1e12),
  minutes: times(60e6),
  hours: times(3600e6),
}

/** Units of dashboards' axes that are called otherwise than those of metrics. */
const DOCUMENT_UNITS: Record<string, string> = {
  '%100': 'percent',
  '%': 'percent',
  percentage: 'percent',
  min: 'minutes',
  m: 'minutes',
  h: 'hours',
}

/** The name that the unit of an axis of a document has here; one that is not known stays as it is. */
export function documentUnit(unit: string): string {
  return DOCUMENT_UNITS[unit.trim().toLowerCase()] ?? unit.trim()
}

const PER = '/second'

/** A value in its unit, in the step of it that makes the number short: `1,500 Microseconds` is `1.5 ms`. */
export function valueText(
  value: number,
  unit: string,
  number: (n: number) => string = statistic,
): string {
  const rate = unit.toLowerCase().endsWith(PER)
  const of = rate ? unit.slice(0, -PER.length) : unit
  const per = rate ? '/s' : ''
  const name = of.toLowerCase()
  if (name === '' || name === 'none' || name === 'count') return `${number(value)}${per}`
  if (name === 'percent' || name === '%') return `${number(value)} %${per}`
  const scale = SCALES[name]
  if (!scale) return `${number(value)} ${of}${per}`
  const small = value * scale.size
  // Nothing at all is nothing of the unit itself.
  const shown = value === 0 ? scale.size : Math.abs(small)
  const step = scale.steps.findLast(([size]) => shown >= size) ?? scale.steps[0]
  if (!step) return `${number(value)} ${of}${per}`
  return `${number(small / step[0])} ${step[1]}${per}`
}

export const axisText = (value: number, unit: string) => valueText(value, unit, compact)
