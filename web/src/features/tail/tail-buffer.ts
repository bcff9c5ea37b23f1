import type { TailBatch, TailRow } from '@/api/collection-schema'

export interface Tail {
  rows: readonly TailRow[]
  /** Messages that came, shown or not. */
  matched: number
  /** Those that the server left out because there were too many at once. */
  dropped: number
  /** When batches came, and how many messages each had, over the last ten seconds. */
  recent: readonly { at: number; matched: number }[]
}

export const EMPTY: Tail = { rows: [], matched: 0, dropped: 0, recent: [] }

const MOST = 20_000
const WINDOW = 10_000

/** A tail with a batch behind it; the oldest rows go above 20,000. */
export function append(tail: Tail, batch: TailBatch): Tail {
  return {
    rows: batch.rows.length > 0 ? [...tail.rows, ...batch.rows].slice(-MOST) : tail.rows,
    matched: tail.matched + batch.matched,
    dropped: tail.dropped + batch.dropped,
    recent: [
      ...tail.recent.filter((one) => one.at > batch.at - WINDOW),
      { at: batch.at, matched: batch.matched },
    ],
  }
}

/** Messages a second over the last ten seconds before `now`. */
export function rateOf(tail: Tail, now: number): number {
  const since = tail.recent.filter((one) => one.at > now - WINDOW)
  return since.reduce((sum, one) => sum + one.matched, 0) / (WINDOW / 1_000)
}

/** The places in a text that one of the words is at, whatever its case; those that overlap are one. */
export function highlights(text: string, words: readonly string[]): [number, number][] {
  const lower = text.toLowerCase()
  const found: [number, number][] = []
  for (const word of words) {
    const wanted = word.toLowerCase()
    for (let at = lower.indexOf(wanted); wanted && at >= 0; at = lower.indexOf(wanted, at + 1)) {
      found.push([at, at + wanted.length])
    }
  }
  found.sort((a, b) => a[0] - b[0])
  const joined: [number, number][] = []
  for (const [start, end] of found) {
    const last = joined.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else joined.push([start, end])
  }
  return joined
}
