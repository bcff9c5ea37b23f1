/** The address is the document: what each page keeps in it, checked on the way in. */
import * as z from 'zod/mini'

/** A bad part of an address is left out; the rest of the link still works. */
const lenient = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined)

const text = (most: number) => z.string().check(z.maxLength(most))
const time = z.string().check(z.minLength(1), z.maxLength(64))
const list = z.pipe(
  z.union([
    z.pipe(
      z.string(),
      z.transform((value: string) => [value]),
    ),
    z.array(z.string()),
  ]),
  z.array(text(3000)).check(z.maxLength(40)),
)

export const timeSchema = z.object({
  from: lenient(time),
  to: lenient(time),
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

export const searchSchema = z.extend(timeSchema, {
  q: lenient(text(15_000)),
  tab: lenient(z.enum(['messages', 'aggregates'])),
  chart: lenient(z.enum(CHARTS)),
  level: lenient(text(32)),
  cols: lenient(list),
  limit: lenient(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100_000))),
})
export type SearchState = z.infer<typeof searchSchema>

export const METRIC_CHARTS = ['line', 'area', 'column'] as const
export type MetricChart = (typeof METRIC_CHARTS)[number]

export const metricsSchema = z.extend(timeSchema, {
  m: lenient(list),
  hide: lenient(text(26)),
  chart: lenient(z.enum(METRIC_CHARTS)),
})
export type MetricsState = z.infer<typeof metricsSchema>

export const alertsSchema = z.extend(timeSchema, {
  state: lenient(z.enum(['active', 'all'])),
  find: lenient(text(200)),
})

export const MONITOR_VIEWS = ['monitors', 'muting', 'channels'] as const
export type MonitorView = (typeof MONITOR_VIEWS)[number]
export const monitorsSchema = z.extend(timeSchema, {
  view: lenient(z.enum(MONITOR_VIEWS)),
  find: lenient(text(200)),
})

/** A monitor; for a new one, the queries that it begins with. */
export const monitorSchema = z.extend(timeSchema, {
  logs: lenient(text(15_000)),
  m: lenient(list),
})

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
