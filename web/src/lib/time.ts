/** The only file that turns instants into text, or the parts of a date into an instant. */

export type Zone = 'UTC' | (string & {})

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** This moment. */
export const now = () => Date.now()

export interface DateParts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const formats = new Map<string, Intl.DateTimeFormat>()

/** The name of the browser's own time zone. */
export function browserZone(): Zone {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
}

function formatOf(zone: Zone): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  return format
}

/** Year, month (1-12), day, hour, minute and second of an instant in a zone. */
export function partsOf(ms: number, zone: Zone): DateParts {
  if (zone === 'UTC') return utcParts(ms)
  const parts: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(ms)) parts[type] = Number(value)
  return parts as unknown as DateParts
}

// Rows show their times in the thousands, and Date's own fields are much faster than Intl's.
function utcParts(ms: number): DateParts {
  const date = new Date(ms)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  }
}

/** The instant of a wall-clock time in a zone; the later reading where the clock was set forward. */
export function instantOf(parts: DateParts, zone: Zone): number {
  const wall = Date.UTC(
    parts.year,
    parts.month - 1,
    parts.day,
    parts.hour,
    parts.minute,
    parts.second,
  )
  const first = wall - offsetAt(wall, zone)
  return wall - offsetAt(first, zone)
}

/** Milliseconds that a zone is ahead of UTC at an instant. */
export function offsetAt(ms: number, zone: Zone): number {
  if (zone === 'UTC') return 0
  const p = partsOf(ms, zone)
  return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second) - wholeSecond(ms)
}

/** Midnight of the day that an instant lies in. */
export function startOfDay(ms: number, zone: Zone): number {
  return instantOf({ ...partsOf(ms, zone), hour: 0, minute: 0, second: 0 }, zone)
}

/** The instant of a time as the API writes it, in ISO 8601. */
export const instantOfStamp = (stamp: string) => Date.parse(stamp)

const two = (n: number) => String(n).padStart(2, '0')
const milliseconds = (ms: number) => String(((ms % 1000) + 1000) % 1000).padStart(3, '0')

/** An instant without the part of its second. */
export const wholeSecond = (ms: number) => Math.floor(ms / SECOND) * SECOND

/** `2026-11-23` and `09:14`, as inputs and schedules write a day and a time. */
export function dayAndTime(ms: number, zone: Zone): { day: string; time: string } {
  const p = partsOf(ms, zone)
  return { day: dayText(p), time: `${two(p.hour)}:${two(p.minute)}` }
}

const dayText = (p: DateParts) => `${p.year}-${two(p.month)}-${two(p.day)}`

/** `2026-11-23 09:14:02.113` */
export function stamp(ms: number, zone: Zone): string {
  const p = partsOf(ms, zone)
  return `${dayText(p)} ${clock(p)}.${milliseconds(ms)}`
}

/** `23 Nov 09:14:02.113`, for rows that stand close together. */
export function rowStamp(ms: number, zone: Zone): string {
  const p = partsOf(ms, zone)
  return `${two(p.day)} ${MONTHS[p.month - 1]} ${clock(p)}.${milliseconds(ms)}`
}

/** `2026-11-23 09:14:02`, and without its zero parts at midnight. */
export function cellStamp(ms: number, zone: Zone): string {
  const p = partsOf(ms, zone)
  const rest = ms % 1000 === 0 ? '' : `.${milliseconds(ms)}`
  return `${dayText(p)} ${clock(p)}${rest}`
}

function clock(p: DateParts): string {
  return `${two(p.hour)}:${two(p.minute)}:${two(p.second)}`
}

/** `23 Nov 09:00:00 → 10:30:00 UTC`; the second day is named only where it is another. */
export function rangeReading(from: number, to: number, zone: Zone): string {
  const [a, b] = [partsOf(from, zone), partsOf(to, zone)]
  const sameYear = a.year === b.year
  const sameDay = sameYear && a.month === b.month && a.day === b.day
  const day = (p: DateParts) =>
    `${p.day} ${MONTHS[p.month - 1]}${sameYear ? '' : ` ${String(p.year)}`}`
  const end = sameDay ? clock(b) : `${day(b)} ${clock(b)}`
  return `${day(a)} ${clock(a)} → ${end} ${zoneLabel(zone)}`
}

export function zoneLabel(zone: Zone): string {
  return zone === 'UTC' ? 'UTC' : zone.replace(/_/g, ' ')
}

/** A tick of a time axis: as much of the date as the step between ticks needs. */
export function tick(ms: number, zone: Zone, step: number): string {
  const p = partsOf(ms, zone)
  if (step >= DAY) return `${p.day} ${MONTHS[p.month - 1]}`
  const time = step < MINUTE ? clock(p) : `${two(p.hour)}:${two(p.minute)}`
  return p.hour === 0 && p.minute === 0 && p.second === 0 ? `${p.day} ${MONTHS[p.month - 1]}` : time
}

const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 4, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 30, 91, 365].map((n) => n * DAY),
]

/** Round instants of a zone from `from` up to `to`, `most` of them or fewer, and the step between them. */
export function roundTicks(from: number, to: number, most: number, zone: Zone) {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? (to - from) / most
  const at: number[] = []
  // Each day starts its own count, so that a change of the clock moves ticks until midnight and no further.
  for (let day = startOfDay(from, zone); day < to; day = laterDay(day, step, zone)) {
    const end = Math.min(to, laterDay(day, step, zone))
    for (let ms = day; ms < end; ms += step) if (ms >= from) at.push(ms)
  }
  return { at, step }
}

// From noon back to midnight: no change of the clock reaches that far.
function laterDay(day: number, step: number, zone: Zone): number {
  return startOfDay(day + Math.max(1, Math.floor(step / DAY)) * DAY + 12 * HOUR, zone)
}

const UNITS: [string, number][] = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
]

/** `1 h 30 m`: the two largest units of a length of time. */
export function duration(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`
  let rest = ms
  const words: string[] = []
  for (const [unit, size] of UNITS) {
    const n = Math.floor(rest / size)
    if (n > 0) words.push(`${n} ${unit}`)
    else if (words.length > 0) break
    if (words.length === 2) break
    rest -= n * size
  }
  return words.join(' ')
}
