/** What the server says of Collection and Live tail; the counterpart of `schema.ts` for both. */
import * as z from 'zod/mini'
import { type Answers, faultSchema, type Json } from './schema'

const healthFaultSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  first: z.number(),
  last: z.number(),
  count: z.number(),
  retryAt: z.nullable(z.number()),
  open: z.boolean(),
})

const volumeSchema = z.object({
  start: z.number(),
  messages: z.number(),
  points: z.number(),
  bytes: z.number(),
  rejected: z.number(),
  dropped: z.number(),
})
export type Volume = z.infer<typeof volumeSchema>

const healthSchema = z.object({
  state: z.enum(['Paused', 'Waiting', 'Healthy', 'Warning', 'Failing']),
  received: z.nullable(z.number()),
  messages: z.number(),
  points: z.number(),
  bytes: z.number(),
  damaged: z.number(),
  rejected: z.number(),
  repeated: z.number(),
  dropped: z.record(z.string(), z.number()),
  faults: z.array(healthFaultSchema),
  rates: z.object({ messages: z.number(), points: z.number(), bytes: z.number() }),
  volumes: z.array(volumeSchema),
})
export type SourceHealth = z.infer<typeof healthSchema>

const filterSchema = z.object({
  filterType: z.enum(['Exclude', 'Include', 'Hash', 'Mask']),
  name: z.string(),
  regexp: z.string(),
  mask: z.optional(z.string()),
})
export type SourceFilter = z.infer<typeof filterSchema>

const sourceSchema = z.looseObject({
  id: z.number(),
  name: z.string(),
  description: z.string(),
  category: z.string(),
  sourceType: z.string(),
  contentType: z.optional(z.string()),
  fields: z.record(z.string(), z.string()),
  filters: z.array(filterSchema),
  paused: z.boolean(),
  url: z.optional(z.string()),
})
const listedSchema = z.looseObject({
  ...sourceSchema.shape,
  collectorId: z.number(),
  collectorName: z.string(),
  health: healthSchema,
})
export type ListedSource = z.infer<typeof listedSchema>

export const sourcesSchema = z.object({ now: z.number(), sources: z.array(listedSchema) })

export const kindsSchema = z.object({
  kinds: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      sourceType: z.string(),
      contentType: z.string(),
      pulled: z.boolean(),
    }),
  ),
  filters: z.array(filterSchema),
})
export type Kinds = z.infer<typeof kindsSchema>

export const fieldsSchema = z.object({
  data: z.array(
    z.object({
      fieldName: z.string(),
      fieldId: z.string(),
      dataType: z.string(),
      state: z.string(),
    }),
  ),
})
export const quotaSchema = z.object({ quota: z.number(), remaining: z.number() })

export const ruleSchema = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.string(),
  parseExpression: z.string(),
  enabled: z.boolean(),
  fieldNames: z.array(z.string()),
})
export type ExtractionRule = z.infer<typeof ruleSchema>
export const rulesSchema = z.object({ data: z.array(ruleSchema) })

/** The fields that a rule would set, or what is wrong with each of its parts. */
export const ruleCheckSchema = z.object({
  fields: z.array(z.string()),
  scope: z.array(faultSchema),
  parseExpression: z.array(faultSchema),
})
export type RuleCheck = z.infer<typeof ruleCheckSchema>

/** What a metric rule does to the newest series, or what is wrong with each of its parts. */
export const metricPreviewSchema = z.object({
  matchExpression: z.array(faultSchema),
  variablesToExtract: z.array(z.object({ index: z.number(), fault: faultSchema })),
  total: z.number(),
  matched: z.number(),
  data: z.array(
    z.object({
      metric: z.string(),
      dimensions: z.record(z.string(), z.string()),
      derived: z.record(z.string(), z.string()),
      shadowed: z.record(z.string(), z.string()),
      failed: z.string(),
    }),
  ),
})
export type MetricPreview = z.infer<typeof metricPreviewSchema>

export const metricRulesSchema = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      matchExpression: z.string(),
      variablesToExtract: z.array(z.object({ name: z.string(), tagSequence: z.string() })),
      enabled: z.boolean(),
    }),
  ),
})

export const collectorSchema = z.object({ collector: z.object({ id: z.number() }) })
export const madeSchema = z.object({ source: sourceSchema })

const tailRowSchema = z.object({
  message_id: z.string(),
  message_time: z.number(),
  raw: z.string(),
  source_category: z.string(),
  source_host: z.string(),
  source_name: z.string(),
  loglevel: z.nullable(z.string()),
})
export const tailSchema = z.object({
  rows: z.array(tailRowSchema),
  matched: z.number(),
  dropped: z.number(),
  at: z.number(),
})
export type TailRow = z.infer<typeof tailRowSchema>
export type TailBatch = z.infer<typeof tailSchema>

type Given<Path> = { parameters: { path: Path } }
type OfSource = Given<{ sourceId: number }>
type OfHeld = Given<{ collectorId: number; sourceId: number }>
type OfField = Given<{ fieldId: string }>
type OfRule = Given<{ ruleId: string }>
type Answer<T> = { responses: Answers<T> }
type Body<T> = { requestBody: Json<T> }
type Fields = Record<string, unknown>

/** An extraction rule as it is sent. */
export type RuleBody = Omit<ExtractionRule, 'id' | 'fieldNames'>
/** A metric rule as it is stored and sent. */
export type MetricRule = z.infer<typeof metricRulesSchema>['data'][number]

/** The paths of Collection that the page asks. */
export interface CollectionPaths {
  '/api/v1/sources': { get: Answer<z.infer<typeof sourcesSchema>> }
  '/api/v1/sources/kinds': { get: Answer<Kinds> }
  '/api/v1/sources/{sourceId}/pause': { post: OfSource & Answer<unknown> }
  '/api/v1/sources/{sourceId}/resume': { post: OfSource & Answer<unknown> }
  '/api/v1/sources/{sourceId}/token': { post: OfSource & Answer<unknown> }
  '/api/v1/collectors/default': { get: Answer<z.infer<typeof collectorSchema>> }
  '/api/v1/collectors/{collectorId}/sources': {
    post: Given<{ collectorId: number }> & Body<{ source: Fields }> & Answer<unknown>
  }
  '/api/v1/collectors/{collectorId}/sources/{sourceId}': {
    get: OfHeld & Answer<{ source: Fields }>
    put: {
      parameters: {
        path: { collectorId: number; sourceId: number }
        header: { 'If-Match': string }
      }
    } & Body<{ source: Fields }> &
      Answer<unknown>
    delete: OfHeld & Answer<never>
  }
  '/api/v1/fields': {
    get: Answer<z.infer<typeof fieldsSchema>>
    post: Body<{ fieldName: string }> & Answer<unknown>
  }
  '/api/v1/fields/quota': { get: Answer<z.infer<typeof quotaSchema>> }
  '/api/v1/fields/{fieldId}': { delete: OfField & Answer<never> }
  '/api/v1/fields/{fieldId}/enable': { put: OfField & Answer<never> }
  '/api/v1/fields/{fieldId}/disable': { delete: OfField & Answer<never> }
  '/api/v1/extractionRules': {
    get: Answer<z.infer<typeof rulesSchema>>
    post: Body<RuleBody> & Answer<ExtractionRule>
  }
  '/api/v1/extractionRules/check': {
    post: Body<Pick<RuleBody, 'scope' | 'parseExpression'>> & Answer<RuleCheck>
  }
  '/api/v1/extractionRules/{ruleId}': {
    put: OfRule & Body<RuleBody> & Answer<ExtractionRule>
    delete: OfRule & Answer<never>
  }
  '/api/v1/metricsRules': {
    get: Answer<z.infer<typeof metricRulesSchema>>
    post: Body<MetricRule> & Answer<unknown>
  }
  '/api/v1/metricsRules/preview': {
    post: Body<Pick<MetricRule, 'matchExpression' | 'variablesToExtract'>> & Answer<MetricPreview>
  }
  '/api/v1/metricsRules/{name}': {
    put: Given<{ name: string }> & Body<MetricRule> & Answer<unknown>
    delete: Given<{ name: string }> & Answer<never>
  }
}
