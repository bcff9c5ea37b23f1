/** Time ranges of documents as the ranges that the address has, and back. */
import { DAY, HOUR, MINUTE, SECOND, startOfDay, partsOf, instantOf, type Zone } from '@/lib/time'
import type { TimeRange } from '@/lib/time-expression'

type Bag = Record<string, unknown>
const bag = (value: unknown): Bag =>
  typeof value === 'object' && value !== null ? (value as Bag) : {}

const SIZES: Record<string, number> = { w: 7 * DAY, d: DAY, h: HOUR, m: MINUTE, s: SECOND }

/** The range of a document at `now`; null where it has none that can be read. */
export function rangeOfDocument(timeRange: unknown, now: number, zone: Zone): TimeRange | null {
  const range = bag(timeRange)
  if (range['type'] === 'CompleteLiteralTimeRange') {
    return literalRange(String(range['rangeName'] ?? ''), now, zone)
  }
  const from = boundaryText(range['from'], now, zone)
  if (from === null) return null
  return { from, to: range['to'] ? (boundaryText(range['to'], now, zone) ?? 'now') : 'now' }
}

function boundaryText(boundary: unknown, now: number, zone: Zone): string | null {
  const written = bag(boundary)
  switch (written['type']) {
    case 'RelativeTimeRangeBoundary':
      return relativeText(String(written['relativeTime'] ?? ''))
    case 'EpochTimeRangeBoundary':
      return String(written['epochMillis'] ?? '') || null
    case 'Iso8601TimeRangeBoundary':
      return String(written['iso8601Time'] ?? '') || null
    case 'LiteralTimeRangeBoundary':
      return literalInstant(String(written['rangeName'] ?? ''), now, zone)
    default:
      return null
  }
}

/** `-4w2d` has two units, and the address one: it is `-30d` there. Without a sign it is after now. */
export function relativeText(relative: string): string | null {
  const text = relative.trim()
  const pairs = [...text.matchAll(/(\d+)\s*([wdhms])/gi)]
  if (pairs.length === 0) return null
  const sign = text.startsWith('-') ? '-' : '+'
  if (pairs.length === 1) return `${sign}${pairs[0]?.[1]}${pairs[0]?.[2]?.toLowerCase()}`
  const length = pairs.reduce(
    (sum, [, amount, unit = 's']) => sum + Number(amount) * (SIZES[unit.toLowerCase()] ?? 0),
    0,
  )
  const unit = ['d', 'h', 'm', 's'].find((one) => length % (SIZES[one] ?? 1) === 0) ?? 's'
  return `${sign}${length / (SIZES[unit] ?? 1)}${unit}`
}

function literalInstant(name: string, now: number, zone: Zone): string {
  const parts = partsOf(now, zone)
  const day = startOfDay(now, zone)
  const since = (change: Partial<typeof parts>) => String(instantOf({ ...parts, ...change }, zone))
  switch (name.toLowerCase()) {
    case 'second':
      return since({})
    case 'minute':
      return since({ second: 0 })
    case 'hour':
      return since({ minute: 0, second: 0 })
    case 'day':
    case 'today':
      return String(day)
    case 'week':
      return String(startOfWeek(day, zone))
    case 'month':
      return since({ day: 1, hour: 0, minute: 0, second: 0 })
    case 'year':
      return since({ month: 1, day: 1, hour: 0, minute: 0, second: 0 })
    default:
      return 'now'
  }
}

// Weeks begin on Monday. The first of January 1970 was a Thursday.
function startOfWeek(day: number, zone: Zone): number {
  const { year, month, day: date } = partsOf(day, zone)
  const weekday = (Math.floor(Date.UTC(year, month - 1, date) / DAY) + 3) % 7
  return startOfDay(day - weekday * DAY + 12 * HOUR, zone)
}

function literalRange(name: string, now: number, zone: Zone): TimeRange | null {
  const day = startOfDay(now, zone)
  const parts = partsOf(now, zone)
  const before = (ms: number) => startOfDay(ms - 12 * HOUR, zone)
  switch (name.toLowerCase()) {
    case 'today':
      return { from: String(day), to: 'now' }
    case 'yesterday':
      return { from: String(before(day)), to: String(day) }
    case 'previous_week': {
      const monday = startOfWeek(day, zone)
      return { from: String(startOfWeek(before(monday), zone)), to: String(monday) }
    }
    case 'previous_month': {
      const first = instantOf({ ...parts, day: 1, hour: 0, minute: 0, second: 0 }, zone)
      const last = partsOf(before(first), zone)
      return { from: String(instantOf({ ...last, day: 1, hour: 0 }, zone)), to: String(first) }
    }
    default:
      return null
  }
}

const RELATIVE = /^[+-]\d+[wdhms]$/i

/** A range of the address as documents write it. */
export function documentRange({ from, to }: TimeRange) {
  const boundary = (text: string) => {
    if (RELATIVE.test(text)) return { type: 'RelativeTimeRangeBoundary', relativeTime: text }
    if (/^\d+$/.test(text)) return { type: 'EpochTimeRangeBoundary', epochMillis: Number(text) }
    if (text === 'now') return { type: 'LiteralTimeRangeBoundary', rangeName: 'now' }
    return { type: 'Iso8601TimeRangeBoundary', iso8601Time: text }
  }
  return {
    type: 'BeginBoundedTimeRange',
    from: boundary(from),
    to: to === 'now' ? null : boundary(to),
  }
}
