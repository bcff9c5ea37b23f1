/** What the server says of apps; the counterpart of `schema.ts` for them. */
import * as z from 'zod/mini'
import type { Answers, Json } from './schema'

const choicesSchema = z.object({
  scopes: z.record(z.string(), z.string()),
  accounts: z.record(z.string(), z.string()),
  account: z.string(),
  region: z.string(),
  monitors: z.boolean(),
})
/** The answers to what an app asks at install. */
export type Choices = z.infer<typeof choicesSchema>

const instanceSchema = z.object({
  id: z.string(),
  app: z.string(),
  title: z.string(),
  version: z.string(),
  previousVersion: z.string(),
  latestVersion: z.string(),
  name: z.string(),
  folderId: z.nullable(z.string()),
  dashboards: z.array(z.object({ id: z.string(), name: z.string() })),
  choices: z.partial(choicesSchema),
  /** What is being done with it. */
  pending: z.nullish(z.string()),
  modifiedAt: z.string(),
})
export type Instance = z.infer<typeof instanceSchema>

const appSchema = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  author: z.string(),
  website: z.string(),
  categories: z.array(z.string()),
  versions: z.array(z.string()),
  latestVersion: z.string(),
  instances: z.array(instanceSchema),
})
export type App = z.infer<typeof appSchema>
export const catalogSchema = z.object({ apps: z.array(appSchema) })

const parameterSchema = z.object({
  id: z.string(),
  kind: z.enum(['logs', 'metrics', 'accounts', 'region']),
  label: z.string(),
  description: z.string(),
  example: z.string(),
  default: z.union([z.string(), z.record(z.string(), z.string())]),
})
export type Parameter = z.infer<typeof parameterSchema>

const includedSchema = z.object({ kind: z.string(), name: z.string(), description: z.string() })
export type Included = z.infer<typeof includedSchema>

export const appPageSchema = z.extend(appSchema, {
  version: z.string(),
  readme: z.string(),
  parameters: z.array(parameterSchema),
  requirements: z.array(z.string()),
  includes: z.array(includedSchema),
})
export type AppPageAnswer = z.infer<typeof appPageSchema>

export const VERBS = [
  'create',
  'change',
  'remove',
  'keep',
  'leave',
  'gone',
  'adopt',
  'stay',
  'unchanged',
] as const
export type Verb = (typeof VERBS)[number]

const actionSchema = z.object({
  verb: z.enum(VERBS),
  kind: z.string(),
  name: z.string(),
  reason: z.string(),
})
export type Action = z.infer<typeof actionSchema>

/** What was done with an app, or would be. */
export const changeSchema = z.object({
  doing: z.enum(['install', 'upgrade', 'downgrade', 'configure', 'uninstall']),
  app: z.string(),
  title: z.string(),
  version: z.string(),
  before: z.string(),
  instance: z.nullable(z.string()),
  actions: z.array(actionSchema),
})
export type Change = z.infer<typeof changeSchema>
export type Doing = Change['doing']

export const panelCheckSchema = z.object({
  dashboards: z.array(
    z.object({
      dashboard: z.string(),
      panels: z.number(),
      withData: z.number(),
      /** Variables that have no values, with the reason. */
      variables: z.record(z.string(), z.string()),
      empty: z.array(z.object({ panel: z.string(), reason: z.string(), optional: z.boolean() })),
    }),
  ),
})
export type DashboardCheck = z.infer<typeof panelCheckSchema>['dashboards'][number]

export type InstallBody = Partial<Choices> & {
  app: string
  version: string
  folder: string
  dryRun: boolean
}
export type ChangeBody = Partial<Choices> & {
  version: string
  only: '' | 'upgrade' | 'downgrade'
  dryRun: boolean
}

interface OfName {
  path: { name: string }
}
interface Answer<T> {
  responses: Answers<T>
}

/** The paths of apps that the page asks. */
export interface AppPaths {
  '/api/v1/apps/catalog': { get: Answer<z.infer<typeof catalogSchema>> }
  '/api/v1/apps/catalog/{name}': {
    get: { parameters: OfName & { query: { version: string } } } & Answer<AppPageAnswer>
  }
  '/api/v1/apps/instances': { post: { requestBody: Json<InstallBody> } & Answer<Change> }
  '/api/v1/apps/instances/{name}': {
    delete: { parameters: OfName & { query: { dryRun: boolean } } } & Answer<Change>
  }
  '/api/v1/apps/instances/{name}/check': {
    get: { parameters: OfName & { query: { dashboard: string } } } & Answer<
      z.infer<typeof panelCheckSchema>
    >
  }
  '/api/v1/apps/instances/{name}/change': {
    post: { parameters: OfName; requestBody: Json<ChangeBody> } & Answer<Change>
  }
}
