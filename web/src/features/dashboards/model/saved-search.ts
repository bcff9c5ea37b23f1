/** Searches that the library keeps (`SavedSearchWithScheduleSyncDefinition` and its kin), as what the page that runs them has. */
import type { PanelQuery } from '@/api/library-schema'
import { readRange, type TimeRange } from '@/lib/time-expression'
import type { Zone } from '@/lib/time'
import { type Destination, destinationsOf } from './links'
import { rangeOfDocument, relativeText } from './time-ranges'
import { filled } from './variables'

type Bag = Record<string, unknown>

export interface Opening {
  destination: Destination
  /** Null where it names none that can be read: the range of the page then stays. */
  range: TimeRange | null
}

const LAST = /^last\s+(\d+)\s+(second|minute|hour|day|week)s?$/i
const OFFSETS = /^[+-](?:\s*\d+\s*[wdhms])+$/i

/** Where a saved search leads, with the values of its parameters filled in; null where the document is none. */
export function openingOf(document: unknown, now: number, zone: Zone): Opening | null {
  const { search, queries, metricsQueries, timeRange } = bag(document)
  const { queryText, queryParameters, defaultTimeRange } = bag(search)
  if (typeof queryText === 'string') {
    const q = filled(queryText, Object.fromEntries(bags(queryParameters).flatMap(valueOf)))
    return {
      destination: { page: 'search', q },
      range: rangeOfText(text(defaultTimeRange), now, zone),
    }
  }
  const rows = bags(queries ?? metricsQueries).map((row, place) => rowOf(row, place))
  const [destination] = destinationsOf({ queries: rows })
  return destination ? { destination, range: rangeOfDocument(timeRange, now, zone) } : null
}

function valueOf({ name, value }: Bag): [string, string[]][] {
  return typeof name === 'string' && typeof value === 'string' ? [[name, [value]]] : []
}

function rowOf(row: Bag, place: number): PanelQuery {
  const key = text(row['queryKey'] ?? row['rowId'])
  return {
    ...row,
    queryKey: /^[A-Z]$/.test(key) ? key : String.fromCharCode(65 + place),
    queryString: text(row['queryString'] ?? row['query']),
    queryType: text(row['queryType']) || 'Metrics',
  }
}

/** `-15m`, `-4w2d`, `-2d -1d`, `today` and the like, or `Last 60 Minutes`. */
function rangeOfText(written: string, now: number, zone: Zone): TimeRange | null {
  const last = LAST.exec(written.trim())
  if (last) return { from: `-${last[1]}${last[2]?.[0]?.toLowerCase()}`, to: 'now' }
  if (OFFSETS.test(written.trim())) {
    const from = relativeText(written)
    return from === null ? null : { from, to: 'now' }
  }
  const reading = readRange(written, now, zone)
  return reading.ok ? { from: reading.range.from, to: reading.range.to } : null
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const bag = (value: unknown): Bag =>
  typeof value === 'object' && value !== null ? (value as Bag) : {}
const bags = (value: unknown): Bag[] => (Array.isArray(value) ? value.map(bag) : [])
