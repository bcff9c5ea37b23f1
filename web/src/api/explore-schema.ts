/** What the server says of Explore: one zod parser per answer, and the paths that are asked. */
import * as z from 'zod/mini'
import type { Get } from './schema'

export const LEVELS = ['critical', 'warning', 'missing', 'ok', 'unknown'] as const
const level = z.enum(LEVELS)
export type Level = z.infer<typeof level>

const counts = z.partialRecord(level, z.number())
export type Counts = z.infer<typeof counts>

const health = {
  health: level,
  reasons: z.array(
    z.object({
      level,
      text: z.string(),
      alert: z.nullable(z.string()),
      entity: z.nullable(z.string()),
    }),
  ),
  counts,
}

const entityFacts = z.object({
  id: z.string(),
  firstSeen: z.number(),
  lastSeen: z.number(),
  status: z.string(),
  statusAt: z.nullable(z.number()),
  createdAt: z.nullable(z.number()),
  deleted: z.boolean(),
})

const bare = {
  id: z.string(),
  kind: z.string(),
  kindLabel: z.string(),
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  entity: z.optional(entityFacts),
  ...health,
}
const bareSchema = z.object(bare)
export type BareNode = z.infer<typeof bareSchema>

export interface TreeNode extends BareNode {
  children: TreeNode[]
  leftOut: number
}
const nodeSchema: z.ZodMiniType<TreeNode> = z.object({
  ...bare,
  children: z.array(z.lazy(() => nodeSchema)),
  leftOut: z.number(),
})

export const treeSchema = z.object({
  data: z.array(nodeSchema),
  kinds: z.array(
    z.object({ id: z.string(), label: z.string(), plural: z.string(), key: z.string() }),
  ),
})
export type Tree = z.infer<typeof treeSchema>

const dashboard = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  variables: z.record(z.string(), z.string()),
})
export type NodeDashboard = z.infer<typeof dashboard>

export const nodeAnswerSchema = z.object({ ...bare, dashboards: z.array(dashboard) })
export type NodeAnswer = z.infer<typeof nodeAnswerSchema>

const change = z.object({
  id: z.string(),
  at: z.number(),
  action: z.string(),
  call: z.string(),
  account: z.string(),
  region: z.string(),
  kind: z.string(),
  name: z.string(),
  entity: z.nullable(z.string()),
  who: z.string(),
  caller: z.string(),
  address: z.string(),
})
export type Change = z.infer<typeof change>
export const changesSchema = z.object({ data: z.array(change) })
export type Changes = z.infer<typeof changesSchema>

const alert = z.object({
  id: z.string(),
  name: z.string(),
  alertType: z.string(),
  reason: z.string(),
  entity: z.string(),
  abnormalityStartTime: z.number(),
  isMuted: z.boolean(),
})
export type OpenAlert = z.infer<typeof alert>

const chart = z.object({
  title: z.string(),
  rows: z.array(z.string()),
  otherwise: z.array(z.string()),
})
export type EntityChart = z.infer<typeof chart>

export const entitySchema = z.object({
  ...bare,
  children: z.array(nodeSchema),
  ancestors: z.array(bareSchema),
  accountNumber: z.string(),
  arn: z.string(),
  namespaces: z.array(z.string()),
  configuration: z.array(z.object({ label: z.string(), value: z.string(), at: z.number() })),
  variants: z.array(
    z.object({
      name: z.string(),
      model: z.string(),
      instanceType: z.string(),
      instances: z.nullable(z.number()),
      weight: z.nullable(z.number()),
      serverless: z.boolean(),
    }),
  ),
  statuses: z.array(
    z.object({ at: z.number(), status: z.string(), reason: z.string(), event: z.string() }),
  ),
  changes: z.array(change),
  alerts: z.array(alert),
  dashboards: z.array(dashboard),
  charts: z.array(chart),
  logs: z.string(),
  callers: z.string(),
})
export type EntityAnswer = z.infer<typeof entitySchema>

export const idleSchema = z.object({
  data: z.array(
    z.object({
      entity: z.string(),
      account: z.string(),
      region: z.string(),
      name: z.string(),
      idleSince: z.number(),
      sinceKnown: z.boolean(),
      hours: z.number(),
      instances: z.array(
        z.object({
          variant: z.string(),
          type: z.string(),
          count: z.number(),
          perHour: z.nullable(z.number()),
          asOf: z.string(),
          note: z.string(),
        }),
      ),
      perHour: z.nullable(z.number()),
      soFar: z.nullable(z.number()),
      unknown: z.string(),
    }),
  ),
  hours: z.number(),
  prices: z.string(),
  perHour: z.number(),
})
export type IdleAnswer = z.infer<typeof idleSchema>
export type IdleEndpoint = IdleAnswer['data'][number]

export const homeSchema = z.object({
  at: z.number(),
  messages: z.array(z.number()),
  points: z.array(z.number()),
  categories: z.array(z.object({ category: z.string(), messages: z.number(), last: z.number() })),
  stored: z.object({ messages: z.number(), bytes: z.number() }),
  kinds: z.array(z.object({ id: z.string(), plural: z.string(), counts })),
  unwell: z.array(bareSchema),
  alerts: z.array(alert),
  changes: z.array(change),
  dashboards: z.array(z.object({ id: z.string(), name: z.string(), modifiedAt: z.number() })),
})
export type HomeAnswer = z.infer<typeof homeSchema>

/** The paths of Explore, in the shape that openapi-typescript would give them. */
export interface ExplorePaths {
  '/api/v1/explore/tree': Get<{ filter?: string[]; at?: string; deleted?: boolean }, Tree>
  '/api/v1/explore/node': Get<{ path: string; at?: string }, NodeAnswer>
  '/api/v1/explore/entity': Get<{ id: string; at?: string }, EntityAnswer>
  '/api/v1/explore/changes': Get<ChangesQuestion, Changes>
  '/api/v1/explore/idle': Get<{ hours?: number }, IdleAnswer>
  '/api/v1/explore/home': Get<Record<string, never>, HomeAnswer>
}

/** Which changes are wanted: of a place, a kind and a name, as far as they are given. */
export interface ChangesQuestion {
  from: string
  to: string
  account?: string
  region?: string
  kind?: string
  name?: string
}
