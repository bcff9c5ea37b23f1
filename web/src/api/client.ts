import createClient from 'openapi-fetch'
import type { ZodMiniType } from 'zod/mini'
import type { AppPaths } from './apps-schema'
import type { AwsPaths } from './aws-schema'
import { readBoot } from './boot'
import type { CollectionPaths } from './collection-schema'
import { Refused, refusedBy, UNKNOWN_SHAPE } from './faults'
import type { LibraryPaths } from './library-schema'
import type { MonitorPaths } from './monitors-schema'
import type { ObjectivePaths } from './objectives-schema'
import {
  checkSchema,
  completionSchema,
  explainSchema,
  hoverSchema,
  languageSchema,
  type MetricsRequest,
  metricsSchema,
  type paths,
  type PlaceRequest,
  type RowPlaceRequest,
  type RunRequest,
  runResultSchema,
  sessionSchema,
} from './schema'

export const boot = readBoot(document)

/** The address of the server with the path that the page is served under. */
export const baseAddress = new URL(boot.base, document.baseURI).href.replace(/\/$/, '')

type AllPaths = paths &
  AppPaths &
  AwsPaths &
  CollectionPaths &
  LibraryPaths &
  MonitorPaths &
  ObjectivePaths

export const client = createClient<AllPaths>({
  baseUrl: baseAddress,
  credentials: 'same-origin',
  // Looked up at each call, so that a test can answer in place of a server.
  fetch: (request) => globalThis.fetch(request),
  headers: { 'X-Requested-With': 'sagescope' },
})

interface Answer {
  data?: unknown
  error?: unknown
  response: Response
}

/** What the server answers, checked; throws Refused where it refuses or is not understood. */
export async function parsed<T>(schema: ZodMiniType<T>, asking: Promise<Answer>): Promise<T> {
  const { data, error, response } = await asking
  if (!response.ok) throw refusedBy(response.status, error)
  const result = schema.safeParse(data)
  if (result.success) return result.data
  throw new Refused(response.status, [UNKNOWN_SHAPE])
}

export async function done(asking: Promise<Answer>): Promise<void> {
  const { error, response } = await asking
  if (!response.ok) throw refusedBy(response.status, error)
}

/** Every question the page asks the server; each throws Refused where the answer is none. */
export const api = {
  session: (signal?: AbortSignal) =>
    parsed(sessionSchema, client.GET('/api/v1/session', { signal: signal ?? null })),
  signIn: (body: { accessId: string; accessKey: string }) =>
    parsed(sessionSchema, client.POST('/api/v1/session', { body })),
  signOut: () => done(client.DELETE('/api/v1/session')),
  run: (body: RunRequest, signal: AbortSignal) =>
    parsed(runResultSchema, client.POST('/api/v1/search/run', { body, signal })),
  cancel: (runId: string) =>
    done(client.DELETE('/api/v1/search/run/{runId}', { params: { path: { runId } } })),
  check: (query: string) =>
    parsed(checkSchema, client.POST('/api/v1/search/check', { body: { query } })),
  explain: (body: { query: string; from: string; to: string }) =>
    parsed(explainSchema, client.POST('/api/v1/search/explain', { body })),
  language: () => parsed(languageSchema, client.GET('/api/v1/search/language')),
  complete: (body: PlaceRequest, signal: AbortSignal) =>
    parsed(completionSchema, client.POST('/api/v1/search/complete', { body, signal })),
  hover: (body: Omit<PlaceRequest, 'from' | 'to'>) =>
    parsed(hoverSchema, client.POST('/api/v1/search/hover', { body })),
  completeMetrics: (body: RowPlaceRequest, signal?: AbortSignal) =>
    parsed(
      completionSchema,
      client.POST('/api/v1/metrics/complete', { body, signal: signal ?? null }),
    ),
  metrics: (body: MetricsRequest, signal: AbortSignal) =>
    parsed(metricsSchema, client.POST('/api/v1/metricsQueries', { body, signal })),
}
