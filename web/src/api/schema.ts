/**
 * What the server and the page say to each other: one zod parser per answer, and the `paths` type
 * that the client is typed by. It stands where types generated from /openapi.json would.
 */
import { z } from 'zod'

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
  hint: z.string().nullish(),
  span: spanSchema.nullish(),
  fix: z.object({ span: spanSchema, text: z.string() }).nullish(),
})
export type Fault = z.infer<typeof faultSchema>

export const refusalSchema = z.object({
  faults: z.array(faultSchema),
  requestId: z.string().optional(),
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
  histogram: histogramSchema.nullable(),
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
  kind: z.enum(['messages', 'records']).nullable(),
  faults: z.array(faultSchema),
})
export type Check = z.infer<typeof checkSchema>

export const explainSchema = z.object({
  stages: z.array(z.object({ name: z.string(), text: z.string() })),
})
export type Explain = z.infer<typeof explainSchema>

export const valuesSchema = z.object({
  values: z.array(z.object({ value: z.string(), count: z.number() })),
})

const named = { name: z.string(), summary: z.string().default('') }
export const languageSchema = z.object({
  operators: z.array(
    z.object({
      ...named,
      family: z.string().default(''),
      syntax: z.string().default(''),
      documentation: z.string().default(''),
      examples: z.array(z.string()).default([]),
    }),
  ),
  functions: z.array(
    z.object({
      ...named,
      signature: z.string().default(''),
      returns: z.string().default(''),
      examples: z.array(z.string()).default([]),
    }),
  ),
  keywords: z.array(z.string()),
  metadata: z.array(z.object({ ...named, type: z.string().default('') })),
})
export type Language = z.infer<typeof languageSchema>

export const fieldsSchema = z.object({
  data: z.array(
    z.object({
      fieldName: z.string(),
      fieldId: z.string().optional(),
      dataType: z.string().optional(),
      state: z.string().optional(),
    }),
  ),
})

export const metricsSchema = z.object({
  queryResult: z
    .array(
      z.object({
        rowId: z.string(),
        timeSeriesList: z.object({
          timeSeries: z.array(
            z.object({
              metricDefinition: z.object({
                metric: z.string().nullish(),
                dimensions: z.record(z.string(), z.string()).nullish(),
              }),
              points: z.object({
                timestamps: z.array(z.number()),
                values: z.array(z.number().nullable()),
              }),
            }),
          ),
          unit: z.string().nullish(),
        }),
      }),
    )
    .nullish()
    .transform((rows) => rows ?? []),
  errors: z
    .object({ errors: z.array(z.object({ code: z.string(), message: z.string() })) })
    .nullish(),
})
export type MetricsResult = z.infer<typeof metricsSchema>

interface Boundary {
  type: 'EpochTimeRangeBoundary'
  epochMillis: number
}
export interface MetricsRequest {
  queries: { rowId: string; query: string }[]
  timeRange: { type: 'BeginBoundedTimeRange'; from: Boundary; to: Boundary }
}

interface Json<T> {
  content: { 'application/json': T }
}
interface Answers<T> {
  200: Json<T>
  default: Json<z.infer<typeof refusalSchema>>
}
interface Post<Body, Answer> {
  post: { requestBody: Json<Body>; responses: Answers<Answer> }
}

/** The paths that the page asks, in the shape that openapi-typescript would give them. */
export interface paths {
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
  '/api/v1/search/values': Post<
    { field: string; prefix: string; from: string; to: string },
    z.infer<typeof valuesSchema>
  >
  '/api/v1/language': { get: { responses: Answers<Language> } }
  '/api/v1/fields': { get: { responses: Answers<z.infer<typeof fieldsSchema>> } }
  '/api/v1/metricsQueries': Post<MetricsRequest, MetricsResult>
}
