/** The questions that the catalog of apps asks; each throws Refused where the answer is none. */
import {
  appPageSchema,
  catalogSchema,
  type ChangeBody,
  changeSchema,
  type InstallBody,
  panelCheckSchema,
} from './apps-schema'
import { client, parsed } from './client'

export const apps = {
  catalog: () => parsed(catalogSchema, client.GET('/api/v1/apps/catalog')),
  app: (name: string, version: string) =>
    parsed(
      appPageSchema,
      client.GET('/api/v1/apps/catalog/{name}', { params: { path: { name }, query: { version } } }),
    ),
  install: (body: InstallBody) =>
    parsed(changeSchema, client.POST('/api/v1/apps/instances', { body })),
  change: (name: string, body: ChangeBody) =>
    parsed(
      changeSchema,
      client.POST('/api/v1/apps/instances/{name}/change', { params: { path: { name } }, body }),
    ),
  uninstall: (name: string, dryRun: boolean) =>
    parsed(
      changeSchema,
      client.DELETE('/api/v1/apps/instances/{name}', {
        params: { path: { name }, query: { dryRun } },
      }),
    ),
  /** Asks every panel of a dashboard; that may take a while. */
  check: (name: string, dashboard: string, signal: AbortSignal) =>
    parsed(
      panelCheckSchema,
      client.GET('/api/v1/apps/instances/{name}/check', {
        params: { path: { name }, query: { dashboard } },
        signal,
      }),
    ),
}
