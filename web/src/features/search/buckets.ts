/** The buckets of a histogram, one for each stretch of its range. */
import type { Bucket, Histogram } from '@/api/schema'

// More bars than pixels help nobody, and a range that does not fit its length must not fill the memory.
const MOST_BUCKETS = 2000

/**
 * A bucket for each `length` of the range, in order: those that came, and empty ones where none did,
 * so that bars stand as far apart as their times.
 */
export function everyBucket(
  { length, buckets }: Histogram,
  range: { from: number; to: number },
): Bucket[] {
  const [known] = buckets
  if (!known || length <= 0) return []
  // Buckets begin at round times of a zone; any of them tells where all the others begin.
  const first = known.start - Math.ceil((known.start - range.from) / length) * length
  const size = Math.min(MOST_BUCKETS, Math.ceil((range.to - first) / length))
  const all = Array.from({ length: Math.max(0, size) }, (_, index) => ({
    start: first + index * length,
    count: 0,
    levels: {} as Record<string, number>,
  }))
  for (const bucket of buckets) {
    const index = Math.floor((bucket.start - first) / length)
    if (all[index]) all[index] = { ...bucket, start: all[index].start }
  }
  return all
}
