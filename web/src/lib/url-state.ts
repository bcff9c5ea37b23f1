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

export const exploreSchema = z.extend(timeSchema, {
  node: lenient(text(2000)),
  f: lenient(list),
})

export const idleSchema = z.extend(timeSchema, {
  hours: lenient(z.coerce.number().check(z.minimum(0), z.maximum(8760))),
})

export const librarySchema = z.extend(timeSchema, {
  folder: lenient(text(64)),
  q: lenient(text(200)),
})

const dashboardSchema = z.extend(timeSchema, {
  /** The panel that fills the page. */
  panel: lenient(text(128)),
  /** Seconds from one refresh to the next. */
  refresh: lenient(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(86_400))),
  edit: lenient(z.literal('1')),
})
export type DashboardState = z.infer<typeof dashboardSchema>

const VARIABLE = 'var.'

/** The state of a dashboard, and beside it the values of its variables as `var.region=us-east-1`. */
export function parseDashboard(state: Record<string, unknown>): DashboardState {
  const variables = Object.entries(state).flatMap(([name, value]) => {
    const values = list.safeParse(value)
    return name.startsWith(VARIABLE) && values.success ? [[name, values.data] as const] : []
  })
  return { ...dashboardSchema.parse(state), ...Object.fromEntries(variables) }
}

/** The values of variables in the state of a dashboard, by their names in small letters. */
export function variablesOf(state: DashboardState): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const [name, value] of Object.entries(state)) {
    const values = list.safeParse(value)
    if (!name.startsWith(VARIABLE) || !values.success) continue
    const held = values.data.filter((one) => one !== '')
    if (held.length > 0) found[name.slice(VARIABLE.length).toLowerCase()] = held
  }
  return found
}

/** The state with other values of variables; null takes the values of one out. */
export function withVariables(
  state: DashboardState,
  values: Record<string, readonly string[] | null>,
): DashboardState {
  const others = Object.entries(state).filter(
    ([name]) => !Object.keys(values).some((one) => same(name, VARIABLE + one)),
  )
  const given = Object.entries(values).flatMap(([name, held]) =>
    held === null ? [] : [[VARIABLE + name, [...held]] as const],
  )
  return Object.fromEntries([...others, ...given])
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

export const COLLECTION_TABS = ['sources', 'aws', 'fields', 'rules', 'metric-rules'] as const
export type CollectionTab = (typeof COLLECTION_TABS)[number]

export const collectionSchema = z.extend(timeSchema, {
  tab: lenient(z.enum(COLLECTION_TABS)),
  /** The id of the source that is opened. */
  source: lenient(z.coerce.number().check(z.int(), z.minimum(1))),
  /** The account of AWS that is connected: what it is called, its number, and what is taken from where. */
  account: lenient(text(100)),
  number: lenient(z.pipe(z.union([z.string(), z.number()]), z.transform(String))),
  regions: lenient(list),
  parts: lenient(list),
  /** How AWS reaches this server. */
  address: lenient(text(2048)),
  /** What this server runs as in AWS. */
  principal: lenient(text(2048)),
})
export type CollectionState = z.infer<typeof collectionSchema>

export const tailSchema = z.extend(timeSchema, { q: lenient(text(15_000)) })

export const APP_SHOWS = ['all', 'installed', 'upgrades'] as const
export type AppShow = (typeof APP_SHOWS)[number]
export const appsSchema = z.extend(timeSchema, {
  find: lenient(text(200)),
  show: lenient(z.enum(APP_SHOWS)),
})

export const APP_TABS = ['about', 'includes'] as const
export type AppTab = (typeof APP_TABS)[number]
export const appSchema = z.extend(timeSchema, {
  /** The version that is looked at; the newest where there is none. */
  version: lenient(text(64)),
  tab: lenient(z.enum(APP_TABS)),
})

export const alertsSchema = z.extend(timeSchema, {
  state: lenient(z.enum(['active', 'all'])),
  find: lenient(text(200)),
})

export const MONITOR_VIEWS = ['monitors', 'objectives', 'muting', 'channels'] as const
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
