/**
 * What the server and the page say to each other: one zod parser per answer, and the `paths` type
 * that the client is typed by. It stands where types generated from /openapi.json would.
 */
import * as z from 'zod/mini'
import type { ExplorePaths } from './explore-schema'

// zod would otherwise try to build code from text, which the content security policy forbids.
z.config({ jitless: true })

export const spanSchema = z.object({
  start: z.number(),
  end: z.number(),
  line: z.number(),
  column: z.number(),
})

export const faultSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.nullish(z.string()),
  span: z.nullish(spanSchema),
  fix: z.nullish(z.object({ span: spanSchema, text: z.string() })),
})
export type Fault = z.infer<typeof faultSchema>

export const refusalSchema = z.object({
  faults: z.array(faultSchema),
  requestId: z.optional(z.string()),
})

export const sessionSchema = z.object({
  user: z.object({ name: z.string(), email: z.string() }),
  version: z.string(),
  demo: z.boolean(),
})
export type Session = z.infer<typeof sessionSchema>

export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type Cell = z.infer<typeof cellSchema>
export type Row = readonly Cell[]

export const columnSchema = z.object({
  name: z.string(),
  type: z.enum(['string', 'int', 'long', 'double', 'boolean']),
  key: z.boolean(),
})
export type Column = z.infer<typeof columnSchema>

export const histogramSchema = z.object({
  length: z.number(),
  buckets: z.array(
    z.object({ start: z.number(), count: z.number(), levels: z.record(z.string(), z.number()) }),
  ),
})
export type Histogram = z.infer<typeof histogramSchema>
export type Bucket = Histogram['buckets'][number]

export const runResultSchema = z.object({
  runId: z.string(),
  kind: z.enum(['messages', 'records']),
  range: z.object({ from: z.number(), to: z.number() }),
  columns: z.array(columnSchema),
  // Checking each of a million cells would cost more than the answer: the server's types are trusted here.
  rows: z.custom<Row[]>((value) => Array.isArray(value)),
  total: z.number(),
  exact: z.boolean(),
  histogram: z.nullable(histogramSchema),
  messageCount: z.number(),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  stats: z.object({ elapsedMs: z.number(), readRows: z.number(), readBytes: z.number() }),
})
export type RunResult = z.infer<typeof runResultSchema>

export interface RunRequest {
  runId: string
  query: string
  from: string
  to: string
  timeZone: string
  limit: number
  histogram: boolean
  show: 'auto' | 'messages'
}

export const checkSchema = z.object({
  kind: z.nullable(z.enum(['messages', 'records'])),
  faults: z.array(faultSchema),
})
export type Check = z.infer<typeof checkSchema>

export const explainSchema = z.object({
  stages: z.array(z.object({ name: z.string(), text: z.string() })),
})
export type Explain = z.infer<typeof explainSchema>

const named = { name: z.string(), summary: z._default(z.string(), '') }
const examples = z._default(z.array(z.string()), [])
export const languageSchema = z.object({
  operators: z.array(
    z.object({
      ...named,
      names: z.array(z.string()),
      family: z._default(z.string(), ''),
      syntax: z._default(z.string(), ''),
      examples,
    }),
  ),
  aggregates: z.array(z.object({ ...named, syntax: z._default(z.string(), ''), examples })),
  functions: z.array(
    z.object({
      ...named,
      names: z.array(z.string()),
      family: z._default(z.string(), ''),
      signature: z._default(z.string(), ''),
      examples,
    }),
  ),
  keywords: z.array(z.string()),
  metadata: z.array(z.object(named)),
  fields: z.array(z.object(named)),
  metrics: z.object({
    operators: z.array(z.object({ ...named, syntax: z._default(z.string(), ''), examples })),
    functions: z.array(z.object({ ...named, signature: z._default(z.string(), ''), examples })),
    reducers: z.array(z.object(named)),
    rollups: z.array(z.string()),
    keywords: z.array(z.string()),
  }),
})
export type Language = z.infer<typeof languageSchema>

/** What can stand at a place of a query; `start` and `end` count characters. */
export const proposalSchema = z.object({
  label: z.string(),
  kind: z.string(),
  detail: z.string(),
  documentation: z.string(),
  syntax: z.string(),
  example: z.string(),
  insert: z.string(),
  start: z.number(),
  end: z.number(),
})
export type Proposal = z.infer<typeof proposalSchema>

export const signatureSchema = z.object({
  name: z.string(),
  form: z.string(),
  parameters: z.array(z.object({ name: z.string() })),
  active: z.nullable(z.number()),
  documentation: z.string(),
})
export type Signature = z.infer<typeof signatureSchema>

export const completionSchema = z.object({
  proposals: z.array(proposalSchema),
  signature: z.nullable(signatureSchema),
})
export type Completions = z.infer<typeof completionSchema>

export const hoverSchema = z.object({
  note: z.nullable(
    z.object({
      title: z.string(),
      documentation: z.string(),
      example: z.string(),
      start: z.number(),
      end: z.number(),
    }),
  ),
})
export type Hover = z.infer<typeof hoverSchema>

/** A place in a query, in characters, and the range that the query is meant for. */
export interface PlaceRequest {
  query: string
  position: number
  from: string
  to: string
}

/** A place in a metrics row, in characters, and the letters of the other rows. */
export interface RowPlaceRequest {
  query: string
  position: number
  rows: string[]
}

const timeSeries = z.object({
  metricDefinition: z.object({
    metric: z.nullish(z.string()),
    dimensions: z.nullish(z.record(z.string(), z.string())),
  }),
  points: z.object({
    timestamps: z.array(z.number()),
    values: z.array(z.nullable(z.number())),
  }),
})
const metricsRow = z.object({
  rowId: z.string(),
  timeSeriesList: z.object({ timeSeries: z.array(timeSeries), unit: z.nullish(z.string()) }),
  resultContext: z.object({
    quantizationGranularity: z._default(z.number(), 0),
    rollup: z._default(z.string(), ''),
    totalSeries: z._default(z.number(), 0),
    warnings: z._default(z.array(z.string()), []),
  }),
})
type MetricsRow = z.infer<typeof metricsRow>

export const metricsSchema = z.object({
  queryResult: z.pipe(
    z.nullish(z.array(metricsRow)),
    z.transform((rows: MetricsRow[] | null | undefined) => rows ?? []),
  ),
  errors: z.nullish(
    z.object({ errors: z.array(z.object({ rowId: z.string(), fault: faultSchema })) }),
  ),
})
export type MetricsResult = z.infer<typeof metricsSchema>

interface Boundary {
  type: 'EpochTimeRangeBoundary'
  epochMillis: number
}
export interface MetricsRequest {
  /** The result of a transient row is only for other rows. */
  queries: { rowId: string; query: string; transient: boolean }[]
  timeRange: { type: 'BeginBoundedTimeRange'; from: Boundary; to: Boundary }
}

export interface Json<T> {
  content: { 'application/json': T }
}
export interface Answers<T> {
  200: Json<T>
  default: Json<z.infer<typeof refusalSchema>>
}
export interface Post<Body, Answer> {
  post: { requestBody: Json<Body>; responses: Answers<Answer> }
}

export interface Get<Query, Answer> {
  get: { parameters: { query?: Query }; responses: Answers<Answer> }
}

/** The paths that the page asks, in the shape that openapi-typescript would give them. */
export interface paths extends ExplorePaths {
  '/api/v1/session': {
    get: { responses: Answers<Session> }
    post: {
      requestBody: Json<{ accessId: string; accessKey: string }>
      responses: Answers<Session>
    }
    delete: { responses: Answers<never> }
  }
  '/api/v1/search/run': Post<RunRequest, RunResult>
  '/api/v1/search/run/{runId}': {
    delete: { parameters: { path: { runId: string } }; responses: Answers<never> }
  }
  '/api/v1/search/check': Post<{ query: string }, Check>
  '/api/v1/search/explain': Post<{ query: string; from: string; to: string }, Explain>
  '/api/v1/search/language': { get: { responses: Answers<Language> } }
  '/api/v1/search/complete': Post<PlaceRequest, Completions>
  '/api/v1/search/hover': Post<Omit<PlaceRequest, 'from' | 'to'>, Hover>
  '/api/v1/metrics/complete': Post<RowPlaceRequest, Completions>
  '/api/v1/metricsQueries': Post<MetricsRequest, MetricsResult>
}
