/** The questions that monitors and alerts ask; each throws Refused where the answer is none. */
import * as z from 'zod/mini'
import { client, done, parsed } from './client'
import {
  alertChangesSchema,
  alertChartSchema,
  alertMessagesSchema,
  alertPageSchema,
  alertSchema,
  alertsSchema,
  backtestSchema,
  connectionSchema,
  connectionsSchema,
  foundMonitorsSchema,
  historySchema,
  type MonitorDocument,
  monitorSchema,
  muteSchema,
  mutesSchema,
  relatedSchema,
  triedSchema,
  whySchema,
} from './monitors-schema'

const ofItem = (itemId: string) => ({ params: { path: { itemId } } })
const ofAlert = (alertId: string) => ({ params: { path: { alertId } } })
const anything = z.unknown()

export const monitors = {
  found: () =>
    parsed(
      foundMonitorsSchema,
      client.GET('/api/v1/monitors/search', { params: { query: { query: '' } } }),
    ),
  get: (id: string) => parsed(monitorSchema, client.GET('/api/v1/monitors/{itemId}', ofItem(id))),
  create: (parentId: string | undefined, body: MonitorDocument) =>
    parsed(
      monitorSchema,
      client.POST('/api/v1/monitors', {
        params: { query: parentId === undefined ? {} : { parentId } },
        body,
      }),
    ),
  change: (id: string, body: MonitorDocument) =>
    parsed(monitorSchema, client.PUT('/api/v1/monitors/{itemId}', { ...ofItem(id), body })),
  remove: (id: string) => done(client.DELETE('/api/v1/monitors/{itemId}', ofItem(id))),
  move: (id: string, parentId: string) =>
    parsed(
      monitorSchema,
      client.POST('/api/v1/monitors/{itemId}/move', {
        params: { path: { itemId: id }, query: { parentId } },
      }),
    ),
  switch: (ids: string[], enabled: boolean) => {
    const params = { query: { ids: ids.join(',') } }
    return done(
      enabled
        ? client.PUT('/api/v1/monitors/enable', { params })
        : client.PUT('/api/v1/monitors/disable', { params }),
    )
  },
  export: (id: string) =>
    parsed(anything, client.GET('/api/v1/monitors/{itemId}/export', ofItem(id))),
  import: async (body: unknown) => {
    const root = await parsed(monitorSchema, client.GET('/api/v1/monitors/root'))
    return parsed(
      monitorSchema,
      client.POST('/api/v1/monitors/{itemId}/import', { ...ofItem(root.id), body }),
    )
  },
  test: (monitor: MonitorDocument, from: string, looks: number, signal: AbortSignal) =>
    parsed(
      backtestSchema,
      client.POST('/api/v1/monitors/test', {
        body: { monitor, from, to: 'now', looks },
        signal,
      }),
    ),
  history: (id: string, from: string) =>
    parsed(
      historySchema,
      client.GET('/api/v1/monitors/{itemId}/history', {
        params: { path: { itemId: id }, query: { from } },
      }),
    ),
  why: (id: string) => parsed(whySchema, client.GET('/api/v1/monitors/{itemId}/why', ofItem(id))),
}

export const alerts = {
  list: (query: { monitor?: string; from?: string }) =>
    parsed(alertsSchema, client.GET('/api/v1/alerts', { params: { query } })),
  page: (id: string) =>
    parsed(alertPageSchema, client.GET('/api/v1/alerts/{alertId}', ofAlert(id))),
  chart: (id: string) =>
    parsed(alertChartSchema, client.GET('/api/v1/alerts/{alertId}/chart', ofAlert(id))),
  messages: (id: string) =>
    parsed(alertMessagesSchema, client.GET('/api/v1/alerts/{alertId}/messages', ofAlert(id))),
  changes: (id: string) =>
    parsed(alertChangesSchema, client.GET('/api/v1/alerts/{alertId}/changes', ofAlert(id))),
  related: (id: string) =>
    parsed(relatedSchema, client.GET('/api/v1/alerts/{alertId}/related', ofAlert(id))),
  acknowledge: (id: string) =>
    parsed(alertSchema, client.POST('/api/v1/alerts/{alertId}/acknowledge', ofAlert(id))),
  resolve: (id: string) =>
    parsed(alertSchema, client.POST('/api/v1/alerts/{alertId}/resolve', ofAlert(id))),
}

const MOST_CONNECTIONS = 1000
type Fields = Record<string, unknown>

export const connections = {
  list: () =>
    parsed(
      connectionsSchema,
      client.GET('/api/v1/connections', { params: { query: { limit: MOST_CONNECTIONS } } }),
    ),
  create: (body: Fields) => parsed(connectionSchema, client.POST('/api/v1/connections', { body })),
  change: (connectionId: string, body: Fields) =>
    parsed(
      connectionSchema,
      client.PUT('/api/v1/connections/{connectionId}', {
        params: { path: { connectionId } },
        body,
      }),
    ),
  remove: (connectionId: string) =>
    done(
      client.DELETE('/api/v1/connections/{connectionId}', { params: { path: { connectionId } } }),
    ),
  /** Sends a sample of an alert and of its end. */
  test: (body: Fields) =>
    parsed(
      triedSchema,
      client.POST('/api/v1/connections/test', {
        params: { query: { functionalities: 'alert,resolution' } },
        body,
      }),
    ),
}

export const mutes = {
  list: () => parsed(mutesSchema, client.GET('/api/v1/mutingSchedules/root')),
  create: (body: Fields) => parsed(muteSchema, client.POST('/api/v1/mutingSchedules', { body })),
  remove: (muteId: string) =>
    done(client.DELETE('/api/v1/mutingSchedules/{muteId}', { params: { path: { muteId } } })),
}
