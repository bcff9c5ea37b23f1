/** The questions that Collection and Live tail ask; each throws Refused where the answer is none. */
import * as z from 'zod/mini'
import { boot } from './client'
import { Refused, refusedBy } from './faults'

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
export type HealthFault = z.infer<typeof healthFaultSchema>

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

const sourcesSchema = z.object({ now: z.number(), sources: z.array(listedSchema) })

const kindsSchema = z.object({
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

const fieldsSchema = z.object({
  data: z.array(
    z.object({
      fieldName: z.string(),
      fieldId: z.string(),
      dataType: z.string(),
      state: z.string(),
    }),
  ),
})
const quotaSchema = z.object({ quota: z.number(), remaining: z.number() })

const ruleSchema = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.string(),
  parseExpression: z.string(),
  enabled: z.boolean(),
  fieldNames: z.array(z.string()),
})
export type ExtractionRule = z.infer<typeof ruleSchema>
const rulesSchema = z.object({ data: z.array(ruleSchema) })

const metricRulesSchema = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      matchExpression: z.string(),
      variablesToExtract: z.array(z.object({ name: z.string(), tagSequence: z.string() })),
      enabled: z.boolean(),
    }),
  ),
})
export type MetricRule = z.infer<typeof metricRulesSchema>['data'][number]

const collectorSchema = z.object({ collector: z.object({ id: z.number() }) })
const madeSchema = z.object({ source: sourceSchema })

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

/** An address of the API, below the path that the page is served under. */
export function addressOf(path: string): string {
  return new URL(boot.base, document.baseURI).href.replace(/\/$/, '') + path
}

async function call(method: string, path: string, body?: unknown, tag?: string): Promise<Response> {
  const answer = await globalThis.fetch(addressOf(path), {
    method,
    credentials: 'same-origin',
    headers: {
      'X-Requested-With': 'sagescope',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(tag === undefined ? {} : { 'If-Match': tag }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  })
  if (answer.ok) return answer
  throw refusedBy(answer.status, await answer.json().catch(() => null))
}

async function read<T>(schema: z.ZodMiniType<T>, method: string, path: string, body?: unknown) {
  const answer = await call(method, path, body)
  const found = schema.safeParse(await answer.json())
  if (found.success) return found.data
  throw new Refused(answer.status, [
    {
      code: 'answer.shape',
      message: 'The server answered in a form that this page does not know.',
      hint: 'Page and server may be of different versions: reload the page.',
    },
  ])
}

const ofSource = (one: { id: number; collectorId: number }) =>
  `/api/v1/collectors/${one.collectorId}/sources/${one.id}`

export const collection = {
  sources: () => read(sourcesSchema, 'GET', '/api/v1/sources'),
  kinds: () => read(kindsSchema, 'GET', '/api/v1/sources/kinds'),
  addSource: async (source: Record<string, unknown>) => {
    const { collector } = await read(collectorSchema, 'GET', '/api/v1/collectors/default')
    const path = `/api/v1/collectors/${collector.id}/sources`
    return (await read(madeSchema, 'POST', path, { source })).source
  },
  changeSource: async (one: ListedSource, change: Record<string, unknown>) => {
    const held = await call('GET', ofSource(one))
    const { source } = (await held.json()) as { source: Record<string, unknown> }
    const tag = held.headers.get('ETag') ?? ''
    await call('PUT', ofSource(one), { source: { ...source, ...change } }, tag)
  },
  pause: (id: number) => call('POST', `/api/v1/sources/${id}/pause`),
  resume: (id: number) => call('POST', `/api/v1/sources/${id}/resume`),
  renew: (id: number) => call('POST', `/api/v1/sources/${id}/token`),
  removeSource: (one: ListedSource) => call('DELETE', ofSource(one)),
  fields: () => read(fieldsSchema, 'GET', '/api/v1/fields'),
  quota: () => read(quotaSchema, 'GET', '/api/v1/fields/quota'),
  addField: (fieldName: string) => call('POST', '/api/v1/fields', { fieldName }),
  enableField: (id: string) => call('PUT', `/api/v1/fields/${id}/enable`),
  disableField: (id: string) => call('DELETE', `/api/v1/fields/${id}/disable`),
  removeField: (id: string) => call('DELETE', `/api/v1/fields/${id}`),
  rules: () => read(rulesSchema, 'GET', '/api/v1/extractionRules'),
  saveRule: (id: string | null, rule: Omit<ExtractionRule, 'id' | 'fieldNames'>) =>
    id === null
      ? read(ruleSchema, 'POST', '/api/v1/extractionRules', rule)
      : read(ruleSchema, 'PUT', `/api/v1/extractionRules/${id}`, rule),
  removeRule: (id: string) => call('DELETE', `/api/v1/extractionRules/${id}`),
  metricRules: () => read(metricRulesSchema, 'GET', '/api/v1/metricsRules'),
  addMetricRule: (rule: Omit<MetricRule, 'enabled'>) => call('POST', '/api/v1/metricsRules', rule),
  removeMetricRule: (name: string) =>
    call('DELETE', `/api/v1/metricsRules/${encodeURIComponent(name)}`),
}
