/** The questions that the library and dashboards ask; each throws Refused where the answer is none. */
import { client, done, parsed } from './client'
import { refusedBy } from './faults'
import {
  copiedSchema,
  type DashboardDocument,
  dashboardSchema,
  type DataRequest,
  folderSchema,
  foundSchema,
  importedSchema,
  itemSchema,
  jobSchema,
  pathSchema,
  rootsSchema,
  valuesSchema,
  versionsSchema,
} from './library-schema'
import * as z from 'zod/mini'

const ofItem = (itemId: string) => ({ params: { path: { itemId } } })
const ofFolder = (folderId: string) => ({ params: { path: { folderId } } })
const ofDashboard = (dashboardId: string) => ({ params: { path: { dashboardId } } })
const anything = z.unknown()

export const library = {
  roots: () => parsed(rootsSchema, client.GET('/api/v2/content/folders/roots')),
  folder: (id: string) =>
    parsed(folderSchema, client.GET('/api/v2/content/folders/{folderId}', ofFolder(id))),
  pathOf: (id: string) =>
    parsed(pathSchema, client.GET('/api/v2/content/{itemId}/path', ofItem(id))),
  at: (path: string) =>
    parsed(itemSchema, client.GET('/api/v2/content/path', { params: { query: { path } } })),
  search: (q: string) =>
    parsed(foundSchema, client.GET('/api/v2/content/search', { params: { query: { q } } })),
  createFolder: (parentId: string, name: string) =>
    parsed(
      folderSchema,
      client.POST('/api/v2/content/folders', { body: { name, description: '', parentId } }),
    ),
  renameFolder: (id: string, name: string, description: string) =>
    parsed(
      folderSchema,
      client.PUT('/api/v2/content/folders/{folderId}', {
        ...ofFolder(id),
        body: { name, description },
      }),
    ),
  move: (id: string, folder: string) =>
    parsed(
      itemSchema,
      client.POST('/api/v2/content/{itemId}/move', {
        params: { path: { itemId: id }, query: { destinationFolderId: folder } },
      }),
    ),
  copy: (id: string, folder: string) =>
    parsed(
      copiedSchema,
      client.POST('/api/v2/content/{itemId}/copy', {
        params: { path: { itemId: id }, query: { destinationFolder: folder } },
      }),
    ),
  remove: (id: string) => done(client.DELETE('/api/v2/content/{itemId}/delete', ofItem(id))),
  import: (folder: string, body: unknown) =>
    parsed(
      importedSchema,
      client.POST('/api/v2/content/folders/{folderId}/import', { ...ofFolder(folder), body }),
    ),
  /** An item with everything in it, as a document that can be imported again. */
  export: async (itemId: string): Promise<unknown> => {
    const { id: jobId } = await parsed(
      jobSchema,
      client.POST('/api/v2/content/{itemId}/export', ofItem(itemId)),
    )
    return parsed(
      anything,
      client.GET('/api/v2/content/{itemId}/export/{jobId}/result', {
        params: { path: { itemId, jobId } },
      }),
    )
  },
}

export const dashboards = {
  get: (id: string) =>
    parsed(dashboardSchema, client.GET('/api/v2/dashboards/{dashboardId}', ofDashboard(id))),
  create: (folderId: string, document: DashboardDocument) =>
    parsed(dashboardSchema, client.POST('/api/v2/dashboards', { body: { ...document, folderId } })),
  /** Refused with status 412 where the dashboard is no longer the version that was changed. */
  change: (id: string, document: DashboardDocument, version: number) =>
    parsed(
      dashboardSchema,
      client.PUT('/api/v2/dashboards/{dashboardId}', {
        ...ofDashboard(id),
        body: { ...document, version },
      }),
    ),
  versions: (id: string) =>
    parsed(
      versionsSchema,
      client.GET('/api/v1/dashboards/{dashboardId}/versions', ofDashboard(id)),
    ),
  restore: (dashboardId: string, number: number) =>
    parsed(
      dashboardSchema,
      client.POST('/api/v1/dashboards/{dashboardId}/versions/{number}/restore', {
        params: { path: { dashboardId, number } },
      }),
    ),
  variables: (body: DataRequest, signal: AbortSignal) =>
    parsed(valuesSchema, client.POST('/api/v1/dashboards/variables', { body, signal })),
  /** The data of panels: `onLine` gets each line of the answer as it comes. */
  data: async (body: DataRequest, signal: AbortSignal, onLine: (line: unknown) => void) => {
    const { data, error, response } = await client.POST('/api/v1/dashboards/data', {
      body,
      signal,
      parseAs: 'stream',
    })
    if (!response.ok) throw refusedBy(response.status, error)
    await readLines(data as unknown as ReadableStream<Uint8Array>, onLine)
  },
}

/** Hands over each line of a stream of JSON lines, read. */
export async function readLines(
  stream: ReadableStream<Uint8Array>,
  onLine: (line: unknown) => void,
): Promise<void> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done: ended, value } = await reader.read()
    rest += ended ? decoder.decode() : decoder.decode(value, { stream: true })
    const lines = rest.split('\n')
    rest = ended ? '' : (lines.pop() ?? '')
    for (const line of lines) if (line.trim() !== '') onLine(JSON.parse(line))
    if (ended) return
  }
}
