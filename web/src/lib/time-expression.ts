/**
 * What people write for a time range, read: Sumo Logic's expressions (`-15m`, `-1d -12h`,
 * `04/01/2026 to 04/02/2026`), ISO 8601, epoch seconds to microseconds, and words such as
 * `yesterday 9:00 to 10:30`.
 */
import {
  cellStamp,
  DAY,
  duration,
  HOUR,
  instantOf,
  MINUTE,
  partsOf,
  rangeReading,
  SECOND,
  startOfDay,
  type Zone,
} from './time'

/** Two ends as they are written in the address and sent to the server. */
export interface TimeRange {
  from: string
  to: string
}

export interface ReadRange extends TimeRange {
  fromMs: number
  toMs: number
}

export type Reading = { ok: true; range: ReadRange } | { ok: false; problem: string }

interface Instant {
  text: string
  ms: number
  /** The day that was named, so that `yesterday 9:00 to 10:30` ends on that day. */
  day?: number | undefined
  /** The end of a day that was named by a word, which closes a range of that word alone. */
  end?: number | undefined
}

const UNIT: Record<string, number> = {
  ms: 1,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
  w: 7 * DAY,
}
const RELATIVE = /^([+-])\s*(\d+)\s*(ms|[smhdw])$/i
const EPOCH = /^\d{10}(\d{3}){0,2}$/
const CLOCK = /^(\d{1,2})(?::(\d\d)(?::(\d\d))?)?\s*(am|pm)?$/i
const US_DAY = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?(?:[ T]+(.+))?$/
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d{1,2}:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i
const NAMED_DAY = /^(today|yesterday)(?:\s+(.+))?$/i
const SEPARATORS = [/\s+to\s+/i, /\s*(?:→|–|—|->|\.\.)\s*/, /\s*,\s*/, /\s+-\s+/, /\s+/]

const PROBLEM =
  'Not a time range. Write -15m, -1d -12h, yesterday 9:00 to 10:30, 2026-01-31T09:30Z or epoch milliseconds.'

/** The range that a text means at `now`. */
export function readRange(text: string, now: number, zone: Zone): Reading {
  const clean = text.trim().replace(/^["'`]|["'`]$/g, '')
  if (clean === '') return { ok: false, problem: PROBLEM }
  const whole = readInstant(clean, now, zone)
  if (whole) return close(whole, whole.end ? at(whole.end, zone) : nowInstant(now))
  for (const separator of SEPARATORS) {
    const pair = splitInTwo(clean, separator, now, zone)
    if (pair) return close(...pair)
  }
  return { ok: false, problem: PROBLEM }
}

/** The range of two ends that are already apart, as the address has them. */
export function resolveRange(range: TimeRange, now: number, zone: Zone): Reading {
  const from = readInstant(range.from, now, zone)
  const to = readInstant(range.to, now, zone)
  return from && to ? close(from, to) : { ok: false, problem: PROBLEM }
}

function splitInTwo(
  text: string,
  separator: RegExp,
  now: number,
  zone: Zone,
): [Instant, Instant] | null {
  const matches = [...text.matchAll(new RegExp(separator, 'g' + separator.flags.replace('g', '')))]
  for (const match of matches) {
    const from = readInstant(text.slice(0, match.index), now, zone)
    if (!from) continue
    const to = readInstant(text.slice(match.index + match[0].length), now, zone, from.day)
    if (to) return [from, to]
  }
  return null
}

function close(from: Instant, to: Instant): Reading {
  if (to.ms <= from.ms) return { ok: false, problem: 'The range ends before it starts.' }
  return { ok: true, range: { from: from.text, to: to.text, fromMs: from.ms, toMs: to.ms } }
}

/** One end of a range, or null where the text is none; `day` is the day that a bare clock time is of. */
function readInstant(text: string, now: number, zone: Zone, day?: number): Instant | null {
  const word = text.trim()
  if (word.toLowerCase() === 'now') return nowInstant(now)
  const relative = RELATIVE.exec(word)
  if (relative) return readRelative(relative, now)
  if (EPOCH.test(word)) return at(Number(word) * 10 ** (13 - word.length), zone)
  return (
    readNamedDay(word, now, zone) ??
    readClockOn(word, day ?? startOfDay(now, zone), zone) ??
    readIso(word, zone) ??
    readUsDay(word, now, zone)
  )
}

function nowInstant(now: number): Instant {
  return { text: 'now', ms: now }
}

function readRelative(match: RegExpExecArray, now: number): Instant {
  const [, sign = '-', amount = '0', unit = 's'] = match
  const length = Number(amount) * (UNIT[unit.toLowerCase()] ?? 0)
  return {
    text: `${sign}${amount}${unit.toLowerCase()}`,
    ms: sign === '-' ? now - length : now + length,
  }
}

function at(ms: number, zone: Zone, more: Partial<Instant> = {}): Instant {
  const whole = Math.floor(ms)
  return { text: String(whole), ms: whole, day: startOfDay(whole, zone), ...more }
}

function readNamedDay(word: string, now: number, zone: Zone): Instant | null {
  const match = NAMED_DAY.exec(word)
  if (!match) return null
  const today = startOfDay(now, zone)
  const day = match[1]?.toLowerCase() === 'today' ? today : startOfDay(today - HOUR, zone)
  if (match[2]) return readClockOn(match[2], day, zone)
  return at(day, zone, { end: day === today ? now : nextDay(day, zone) })
}

function nextDay(day: number, zone: Zone): number {
  return startOfDay(day + DAY + 3 * HOUR, zone)
}

function readClockOn(text: string, day: number, zone: Zone): Instant | null {
  const match = CLOCK.exec(text.trim())
  if (!match || !(match[2] ?? match[4])) return null
  let hour = Number(match[1])
  const half = match[4]?.toLowerCase()
  if (half && (hour < 1 || hour > 12)) return null
  if (half) hour = (hour % 12) + (half === 'pm' ? 12 : 0)
  const [minute, second] = [Number(match[2] ?? 0), Number(match[3] ?? 0)]
  if (hour > 24 || minute > 59 || second > 59) return null
  return at(instantOf({ ...partsOf(day, zone), hour, minute, second }, zone), zone)
}

function readIso(word: string, zone: Zone): Instant | null {
  const match = ISO.exec(word)
  if (!match) return null
  const [, year, month, day, time = '0:00', fraction = '', offset] = match
  const own = offset ? 'UTC' : zone
  const midnight = dayInstant(Number(year), Number(month), Number(day), own)
  const instant = midnight === null ? null : readClockOn(time, midnight, own)
  if (midnight === null || !instant) return null
  const ms = instant.ms + Number(fraction.padEnd(3, '0').slice(0, 3)) - offsetOf(offset)
  return at(ms, zone)
}

function offsetOf(offset: string | undefined): number {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(offset ?? '')
  if (!match) return 0
  const length = Number(match[2]) * HOUR + Number(match[3]) * MINUTE
  return match[1] === '-' ? -length : length
}

function readUsDay(word: string, now: number, zone: Zone): Instant | null {
  const match = US_DAY.exec(word)
  if (!match) return null
  const year = match[3] ? Number(match[3]) : partsOf(now, zone).year
  const midnight = dayInstant(year, Number(match[1]), Number(match[2]), zone)
  if (midnight === null) return null
  return match[4] ? readClockOn(match[4], midnight, zone) : at(midnight, zone)
}

function dayInstant(year: number, month: number, day: number, zone: Zone): number | null {
  const noon = { year, month, day, hour: 12, minute: 0, second: 0 }
  const back = partsOf(instantOf(noon, zone), zone)
  if (back.year !== year || back.month !== month || back.day !== day) return null
  return instantOf({ ...noon, hour: 0 }, zone)
}

const PRESET_UNIT: Record<string, [one: string, many: string]> = {
  s: ['s', 's'],
  m: ['min', 'min'],
  h: ['hour', 'hours'],
  d: ['day', 'days'],
  w: ['week', 'weeks'],
}

/** A range as it is written: an end of now goes without saying. */
export function rangeText({ from, to }: TimeRange): string {
  return to === 'now' ? from : `${from} to ${to}`
}

/** What the button says: `Last 15 min`, or the two ends where they are fixed. */
export function rangeLabel(range: TimeRange, now: number, zone: Zone): string {
  const match = RELATIVE.exec(range.from)
  if (match && match[1] === '-' && range.to === 'now') {
    const unit = PRESET_UNIT[(match[3] ?? '').toLowerCase()]
    if (unit) return `Last ${match[2]} ${match[2] === '1' ? unit[0] : unit[1]}`
  }
  if (match && RELATIVE.test(range.to)) return `${range.from} to ${range.to}`
  const reading = resolveRange(range, now, zone)
  if (!reading.ok) return `${range.from} to ${range.to}`
  if (range.to === 'now') return `${cellStamp(reading.range.fromMs, zone)} to now`
  return rangeReading(reading.range.fromMs, reading.range.toMs, zone).replace(/ \S+$/, '')
}

/** `23 Nov 09:00:00 → 10:30:00 UTC, 1 h 30 m` */
export function readingText(range: ReadRange, zone: Zone): string {
  const text = rangeReading(range.fromMs, range.toMs, zone)
  return `${text}, ${duration(range.toMs - range.fromMs)}`
}

/** The same length of time, moved by half of itself. */
export function shiftRange(range: ReadRange, direction: -1 | 1): TimeRange {
  const step = Math.round((range.toMs - range.fromMs) / 2) * direction
  return { from: String(range.fromMs + step), to: String(range.toMs + step) }
}

/** Twice the length, around the same middle. */
export function widenRange(range: ReadRange): TimeRange {
  const half = Math.round((range.toMs - range.fromMs) / 2)
  return { from: String(range.fromMs - half), to: String(range.toMs + half) }
}

export const PRESETS: readonly TimeRange[] = [
  { from: '-15m', to: 'now' },
  { from: '-30m', to: 'now' },
  { from: '-60m', to: 'now' },
  { from: '-3h', to: 'now' },
  { from: '-6h', to: 'now' },
  { from: '-24h', to: 'now' },
  { from: '-3d', to: 'now' },
  { from: '-7d', to: 'now' },
  { from: '-30d', to: 'now' },
]
