import { describe, expect, it } from 'vitest'
import { everyBucket } from './buckets'

const MINUTE = 60_000
const START = Date.UTC(2026, 0, 31, 9)
const bucket = (minute: number, count: number) => ({
  start: START + minute * MINUTE,
  count,
  levels: { info: count },
})

describe('everyBucket', () => {
  it('stands empty buckets where none came', () => {
    const data = { length: MINUTE, buckets: [bucket(1, 3), bucket(4, 5)] }
    const all = everyBucket(data, { from: START, to: START + 6 * MINUTE })
    expect(all.map((one) => one.count)).toEqual([0, 3, 0, 0, 5, 0])
    expect(all.map((one) => (one.start - START) / MINUTE)).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('begins with the bucket that the range begins in', () => {
    const data = { length: MINUTE, buckets: [bucket(2, 1)] }
    const all = everyBucket(data, { from: START + 30_000, to: START + 3 * MINUTE + 1 })
    expect(all.map((one) => one.start)).toEqual([0, 1, 2, 3].map((n) => START + n * MINUTE))
  })

  it('leaves a full set as it came', () => {
    const buckets = [0, 1, 2].map((minute) => bucket(minute, minute))
    const all = everyBucket({ length: MINUTE, buckets }, { from: START, to: START + 3 * MINUTE })
    expect(all).toEqual(buckets)
  })

  it('makes no more bars than can be drawn, and none of nothing', () => {
    const wide = { from: START, to: START + 1e12 }
    expect(everyBucket({ length: 1, buckets: [bucket(0, 1)] }, wide)).toHaveLength(2000)
    expect(everyBucket({ length: 0, buckets: [bucket(0, 1)] }, wide)).toEqual([])
    expect(everyBucket({ length: 1, buckets: [] }, wide)).toEqual([])
  })
})
