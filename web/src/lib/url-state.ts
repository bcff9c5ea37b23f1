/** The address is the document: what each page keeps in it, checked on the way in. */
import { z } from 'zod'

/** A bad part of an address is left out; the rest of the link still works. */
const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

const text = z.string().max(15_000)
const list = z
  .union([z.string().transform((value) => [value]), z.array(z.string())])
  .pipe(z.array(z.string().max(3000)).max(40))

export const timeSchema = z.object({
  from: lenient(z.string().min(1).max(64)),
  to: lenient(z.string().min(1).max(64)),
})

export const CHARTS = [
  'table',
  'single',
  'bar',
  'column',
  'line',
  'area',
  'pie',
  'map',
  'scatter',
] as const
export type ChartType = (typeof CHARTS)[number]

export const searchSchema = timeSchema.extend({
  q: lenient(text),
  tab: lenient(z.enum(['messages', 'aggregates'])),
  chart: lenient(z.enum(CHARTS)),
  level: lenient(z.string().max(32)),
  cols: lenient(list),
  limit: lenient(z.coerce.number().int().min(1).max(100_000)),
})
export type SearchState = z.infer<typeof searchSchema>

export const metricsSchema = timeSchema.extend({
  m: lenient(list),
  hide: lenient(z.string().max(26)),
})
export type MetricsState = z.infer<typeof metricsSchema>

/** `?q=…&cols=a&cols=b` as an object; a name that comes twice is a list. */
export function parseAddress(search: string): Record<string, string | string[]> {
  const params = new URLSearchParams(search)
  const state: Record<string, string | string[]> = {}
  for (const name of new Set(params.keys())) {
    const all = params.getAll(name)
    state[name] = all.length > 1 ? all : (all[0] ?? '')
  }
  return state
}

/** The reverse of `parseAddress`; what is undefined or empty is left out. */
export function formatAddress(state: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(state)) {
    if (value === undefined || value === null || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one))
  }
  const search = params.toString()
  return search ? `?${search}` : ''
}
