/** How well something is, in words. */
import { type Counts, type Level, LEVELS } from '@/api/explore-schema'
import { count } from '@/lib/format'

export const WORDS: Record<Level, string> = {
  critical: 'Critical',
  warning: 'Warning',
  missing: 'No data',
  ok: 'Well',
  unknown: 'Not known',
}

/** `2 critical, 1 warning`: those that are not well; empty where all are. */
export function unwellText(counts: Counts): string {
  return LEVELS.slice(0, 3)
    .filter((level) => counts[level])
    .map((level) => `${count(counts[level] ?? 0)} ${WORDS[level].toLowerCase()}`)
    .join(', ')
}

/** How many there are, however well. */
export function total(counts: Counts): number {
  return LEVELS.reduce((sum, level) => sum + (counts[level] ?? 0), 0)
}
