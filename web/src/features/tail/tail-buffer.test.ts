import { expect, test } from 'vitest'
import type { TailRow } from '@/api/collection-schema'
import { append, EMPTY, highlights, rateOf } from './tail-buffer'

function rows(count: number): TailRow[] {
  return Array.from({ length: count }, (_, n) => ({
    message_id: String(n),
    message_time: n,
    raw: `row ${n}`,
    source_category: '',
    source_host: '',
    source_name: '',
    loglevel: null,
  }))
}

test('a tail keeps the newest rows and counts all', () => {
  let tail = EMPTY
  for (let n = 0; n < 3; n += 1) {
    tail = append(tail, { rows: rows(9_000), matched: 10_000, dropped: 1_000, at: n })
  }
  expect(tail.rows).toHaveLength(20_000)
  expect([tail.matched, tail.dropped]).toEqual([30_000, 3_000])
})

test('the rate is that of the last ten seconds', () => {
  let tail = append(EMPTY, { rows: [], matched: 1_000, dropped: 0, at: 0 })
  tail = append(tail, { rows: [], matched: 50, dropped: 0, at: 20_000 })
  expect(rateOf(tail, 20_000)).toBe(5)
  expect(rateOf(tail, 40_000)).toBe(0)
})

test('words are found whatever their case, and overlaps are one', () => {
  expect(highlights('Error in errors', ['ERROR'])).toEqual([
    [0, 5],
    [9, 14],
  ])
  expect(highlights('abcd', ['abc', 'bcd', ''])).toEqual([[0, 4]])
})
