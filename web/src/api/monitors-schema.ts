/** What the server says of monitors and alerts; the counterpart of `schema.ts` for both. */
import * as z from 'zod/mini'
import type { Answers, Json } from './schema'

const text = z._default(z.string(), '')
const orNull = <T extends z.ZodMiniType>(schema: T) => z._default(z.nullable(schema), null)
const optional = <T extends z.ZodMiniType>(schema: T) => z.nullish(schema)

// Documents are kept as they came: what is not known here is carried along, and written back.
export const triggerSchema = z.looseObject({
  detectionMethod: text,
  triggerType: z.string(),
  timeRange: optional(z.string()),
  threshold: optional(z.number()),
  thresholdType: optional(z.string()),
  field: optional(z.string()),
  occurrenceType: optional(z.string()),
  minDataPoints: optional(z.number()),
  resolutionWindow: optional(z.string()),
})
export type Trigger = z.infer<typeof triggerSchema>

export const notificationSchema = z.looseObject({
  notification: z.looseObject({
    connectionType: optional(z.string()),
    connectionId: optional(z.string()),
    recipients: optional(z.array(z.string())),
  }),
  runForTriggerTypes: z._default(z.array(z.string()), []),
})
export type Notification = z.infer<typeof notificationSchema>

export const monitorSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: text,
  contentType: z.string(),
  parentId: text,
  version: z.number(),
  modifiedAt: text,
  isDisabled: z._default(z.boolean(), false),
  status: z._default(z.array(z.string()), []),
  lastLookAt: orNull(z.number()),
  isMuted: z._default(z.boolean(), false),
  warnings: optional(z.record(z.string(), z.string())),
  monitorType: z._default(z.string(), ''),
  evaluationDelay: optional(z.string()),
  alertName: optional(z.string()),
  playbook: optional(z.string()),
  groupNotifications: z._default(z.boolean(), true),
  notificationGroupFields: optional(z.array(z.string())),
  queries: z._default(z.array(z.looseObject({ rowId: z.string(), query: z.string() })), []),
  triggers: z._default(z.array(triggerSchema), []),
  notifications: z._default(z.array(notificationSchema), []),
})
export type Monitor = z.infer<typeof monitorSchema>

export const foundMonitorsSchema = z.array(z.object({ item: monitorSchema, path: z.string() }))
export type FoundMonitor = z.infer<typeof foundMonitorsSchema>[number]

/** What is sent to make or change a monitor. */
export type MonitorDocument = Record<string, unknown> & { name: string }

export const alertSchema = z.object({
  id: z.string(),
  monitorId: z.string(),
  name: z.string(),
  alertType: z.string(),
  status: z.enum(['Triggered', 'Resolved']),
  entity: z.string(),
  abnormalityStartTime: z.number(),
  resolvedAt: orNull(z.number()),
  resolution: text,
  windowStart: z.number(),
  windowEnd: z.number(),
  triggerValue: orNull(z.number()),
  reason: z.string(),
  isMuted: z.boolean(),
  acknowledgedAt: orNull(z.number()),
  acknowledgedBy: text,
})
export type Alert = z.infer<typeof alertSchema>
export const alertsSchema = z.object({ data: z.array(alertSchema) })
export const relatedSchema = z.object({
  data: z.array(z.extend(alertSchema, { sameEntity: z.boolean() })),
})

const deliverySchema = z.object({
  id: z.string(),
  connectionType: orNull(z.string()),
  connectionId: orNull(z.string()),
  resolved: z.boolean(),
  state: z.string(),
  attempts: z.number(),
  createdAt: z.number(),
  finishedAt: orNull(z.number()),
  nextAt: orNull(z.number()),
  answer: z.string(),
})
export type Delivery = z.infer<typeof deliverySchema>

export const alertPageSchema = z.extend(alertSchema, {
  monitorName: orNull(z.string()),
  monitorType: orNull(z.string()),
  monitorChangedSince: z.boolean(),
  description: text,
  condition: orNull(z.string()),
  recoveryCondition: orNull(z.string()),
  query: text,
  queries: z.array(z.object({ rowId: z.string(), query: z.string() })),
  playbook: text,
  entities: z.array(z.object({ name: z.string(), value: z.string() })),
  results: z.array(z.record(z.string(), z.string())),
  notifications: z.array(deliverySchema),
})
export type AlertPageAnswer = z.infer<typeof alertPageSchema>

export const alertChartSchema = z.object({
  from: z.number(),
  to: z.number(),
  byLook: z.boolean(),
  series: z.array(
    z.object({
      name: z.string(),
      points: z.custom<[number, number | null][]>((value) => Array.isArray(value)),
    }),
  ),
  thresholds: z.array(
    z.object({ thresholdType: z.string(), threshold: orNull(z.number()), words: z.string() }),
  ),
})
export type AlertChart = z.infer<typeof alertChartSchema>

export const alertMessagesSchema = z.object({
  query: z.string(),
  from: z.number(),
  to: z.number(),
  messages: z.array(z.record(z.string(), z.string())),
})

export const alertChangesSchema = z.object({
  data: z.array(
    z.object({
      at: z.number(),
      event: z.string(),
      user: z.string(),
      targets: z.array(z.string()),
      account: z.string(),
      region: z.string(),
      address: z.string(),
      error: z.string(),
      namesEntity: z.boolean(),
    }),
  ),
})

export const lookSchema = z.object({
  at: z.number(),
  kind: z.string(),
  windowStart: z.number(),
  windowEnd: z.number(),
  outcome: z.string(),
  value: orNull(z.number()),
  groups: z.number(),
  reason: z.string(),
  why: z.string(),
})
export type Look = z.infer<typeof lookSchema>
export const historySchema = z.object({ data: z.array(lookSchema) })
export const whySchema = z.object({ reasons: z.array(z.string()) })

export const backtestSchema = z.object({
  from: z.number(),
  to: z.number(),
  interval: z.number(),
  usualInterval: z.number(),
  looks: z.array(lookSchema),
  alerts: z.array(
    z.object({
      kind: z.string(),
      group: z.record(z.string(), z.string()),
      since: z.number(),
      until: orNull(z.number()),
      value: orNull(z.number()),
      reason: z.string(),
    }),
  ),
})
export type Backtest = z.infer<typeof backtestSchema>

const channelStateSchema = z.object({
  state: z.enum(['Unused', 'Fine', 'Failing']),
  waiting: z.number(),
  reason: optional(z.string()),
})
export type ChannelState = z.infer<typeof channelStateSchema>
export const connectionSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: text,
  url: text,
  webhookType: z.string(),
  defaultPayload: text,
  resolutionPayload: text,
  headers: z._default(z.array(z.object({ name: z.string(), value: z.string() })), []),
  delivery: optional(channelStateSchema),
})
export type Connection = z.infer<typeof connectionSchema>
export const connectionsSchema = z.object({
  data: z.array(connectionSchema),
  email: optional(channelStateSchema),
})
export const triedSchema = z.looseObject({ statusCode: z.number(), responseContent: z.string() })

export const muteSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: text,
  schedule: z.object({
    timezone: z.string(),
    startDate: z.string(),
    startTime: z.string(),
    duration: z.number(),
    rrule: z.nullish(z.string()),
  }),
  monitor: z.object({ ids: z.array(z.string()), all: z.boolean() }),
  isActive: z.boolean(),
  next: z.array(z.number()),
})
export type Mute = z.infer<typeof muteSchema>
export const mutesSchema = z.looseObject({ children: z.array(muteSchema) })

type Given<Path> = { parameters: { path: Path } }
type Query<Asked> = { parameters: { query: Asked } }
type Answer<T> = { responses: Answers<T> }
type Body<T> = { requestBody: Json<T> }
type OfAlert = Given<{ alertId: string }>
type OfItem = Given<{ itemId: string }>

/** The paths of monitors and alerts that the page asks. */
export interface MonitorPaths {
  '/api/v1/monitors': {
    post: Query<{ parentId?: string }> & Body<MonitorDocument> & Answer<Monitor>
  }
  '/api/v1/monitors/search': {
    get: Query<{ query: string }> & Answer<z.infer<typeof foundMonitorsSchema>>
  }
  '/api/v1/monitors/root': { get: Answer<Monitor> }
  '/api/v1/monitors/enable': { put: Query<{ ids: string }> & Answer<unknown> }
  '/api/v1/monitors/disable': { put: Query<{ ids: string }> & Answer<unknown> }
  '/api/v1/monitors/test': {
    post: Body<{ monitor: MonitorDocument; from: string; to: string; looks: number }> &
      Answer<Backtest>
  }
  '/api/v1/monitors/{itemId}': {
    get: OfItem & Answer<Monitor>
    put: OfItem & Body<MonitorDocument> & Answer<Monitor>
    delete: OfItem & Answer<never>
  }
  '/api/v1/monitors/{itemId}/move': {
    post: Given<{ itemId: string }> & {
      parameters: { query: { parentId: string } }
    } & Answer<Monitor>
  }
  '/api/v1/monitors/{itemId}/export': { get: OfItem & Answer<unknown> }
  '/api/v1/monitors/{itemId}/import': { post: OfItem & Body<unknown> & Answer<Monitor> }
  '/api/v1/monitors/{itemId}/history': {
    get: OfItem & Query<{ from: string }> & Answer<z.infer<typeof historySchema>>
  }
  '/api/v1/monitors/{itemId}/why': { get: OfItem & Answer<z.infer<typeof whySchema>> }
  '/api/v1/alerts': {
    get: Query<{ monitor?: string; from?: string }> & Answer<z.infer<typeof alertsSchema>>
  }
  '/api/v1/alerts/{alertId}': { get: OfAlert & Answer<AlertPageAnswer> }
  '/api/v1/alerts/{alertId}/chart': { get: OfAlert & Answer<AlertChart> }
  '/api/v1/alerts/{alertId}/messages': {
    get: OfAlert & Answer<z.infer<typeof alertMessagesSchema>>
  }
  '/api/v1/alerts/{alertId}/changes': { get: OfAlert & Answer<z.infer<typeof alertChangesSchema>> }
  '/api/v1/alerts/{alertId}/related': { get: OfAlert & Answer<z.infer<typeof relatedSchema>> }
  '/api/v1/alerts/{alertId}/acknowledge': { post: OfAlert & Answer<Alert> }
  '/api/v1/alerts/{alertId}/resolve': { post: OfAlert & Answer<Alert> }
  '/api/v1/connections': {
    get: Query<{ limit: number }> & Answer<z.infer<typeof connectionsSchema>>
    post: Body<Record<string, unknown>> & Answer<Connection>
  }
  '/api/v1/connections/test': {
    post: Query<{ functionalities: string }> &
      Body<Record<string, unknown>> &
      Answer<z.infer<typeof triedSchema>>
  }
  '/api/v1/connections/{connectionId}': {
    put: Given<{ connectionId: string }> & Body<Record<string, unknown>> & Answer<Connection>
    delete: Given<{ connectionId: string }> & Answer<never>
  }
  '/api/v1/mutingSchedules': { post: Body<Record<string, unknown>> & Answer<Mute> }
  '/api/v1/mutingSchedules/root': { get: Answer<z.infer<typeof mutesSchema>> }
  '/api/v1/mutingSchedules/{muteId}': {
    delete: Given<{ muteId: string }> & Answer<never>
  }
}
