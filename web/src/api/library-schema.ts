/** What the server says of the library and of dashboards; the counterpart of `schema.ts` for both. */
import * as z from 'zod/mini'
import { type Answers, faultSchema, type Json, type Post, type Row } from './schema'

const text = z._default(z.string(), '')
const orNull = <T extends z.ZodMiniType>(schema: T) => z._default(z.nullable(schema), null)

export const itemSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: text,
  itemType: z.string(),
  parentId: text,
  modifiedAt: text,
  modifiedBy: text,
  createdBy: text,
  /** Whether an installed app owns it: then it can be copied, and not changed. */
  ofApp: z._default(z.boolean(), false),
})
export type Item = z.infer<typeof itemSchema>

export const rootsSchema = z.object({ data: z.array(itemSchema) })
export const folderSchema = z.extend(itemSchema, { children: z.array(itemSchema) })
export type Folder = z.infer<typeof folderSchema>

export const foundSchema = z.object({
  items: z.array(z.extend(itemSchema, { path: z.string(), where: z.string() })),
})
export type Found = z.infer<typeof foundSchema>['items'][number]

export const pathSchema = z.object({ path: z.string() })

export const importedSchema = z.object({
  contentId: z.string(),
  report: z.object({
    counts: z.record(z.string(), z.number()),
    notes: z.array(z.object({ path: z.string(), note: z.string() })),
  }),
})
export type ImportReport = z.infer<typeof importedSchema>['report']

export const jobSchema = z.looseObject({ id: z.string() })
export const copiedSchema = z.object({ id: z.string(), contentId: z.string() })

// Documents are kept as they came: what is not known here is carried along, and written back.
export const querySchema = z.looseObject({
  queryKey: z._default(z.string(), 'A'),
  queryString: text,
  queryType: z._default(z.string(), 'Logs'),
})
export type PanelQuery = z.infer<typeof querySchema>

export const linkSchema = z.looseObject({
  id: z.nullish(z.string()),
  relativePath: z.nullish(z.string()),
  includeTimeRange: z.nullish(z.boolean()),
  includeVariables: z.nullish(z.boolean()),
})
export type DashboardLink = z.infer<typeof linkSchema>

export const panelSchema = z.looseObject({
  key: z.string(),
  title: z.nullish(z.string()),
  description: z.nullish(z.string()),
  panelType: z._default(z.string(), 'SumoSearchPanel'),
  visualSettings: z.nullish(z.string()),
  queries: z.nullish(z.array(querySchema)),
  timeRange: z.nullish(z.looseObject({ type: z.optional(z.string()) })),
  text: z.nullish(z.string()),
  linkedDashboards: z.nullish(z.array(linkSchema)),
})
export type Panel = z.infer<typeof panelSchema>

export const variableSchema = z.looseObject({
  name: z.string(),
  displayName: z.nullish(z.string()),
  defaultValue: z.nullish(z.string()),
  allowMultiSelect: z.nullish(z.boolean()),
  includeAllOption: z.nullish(z.boolean()),
  hideFromUI: z.nullish(z.boolean()),
  valueType: z.nullish(z.string()),
  sourceDefinition: z.nullish(z.looseObject({ variableSourceType: z.optional(z.string()) })),
})
export type Variable = z.infer<typeof variableSchema>

export const structureSchema = z.looseObject({ key: z.string(), structure: z.string() })

export const documentSchema = z.looseObject({
  title: z.string(),
  name: z.nullish(z.string()),
  description: z.nullish(z.string()),
  theme: z.nullish(z.string()),
  refreshInterval: z.nullish(z.number()),
  timeRange: z.nullish(z.looseObject({ type: z.optional(z.string()) })),
  layout: z.nullish(z.looseObject({ layoutStructures: z.nullish(z.array(structureSchema)) })),
  panels: z.nullish(z.array(panelSchema)),
  variables: z.nullish(z.array(variableSchema)),
})
export type DashboardDocument = z.infer<typeof documentSchema>

export const dashboardSchema = z.extend(documentSchema, {
  id: z.string(),
  folderId: z.nullish(z.string()),
  version: z.number(),
  modifiedAt: text,
  ofApp: z._default(z.boolean(), false),
})
export type Dashboard = z.infer<typeof dashboardSchema>

export const versionsSchema = z.object({
  versions: z.array(
    z.object({
      version: z.number(),
      name: z.string(),
      modifiedAt: text,
      modifiedBy: text,
      document: documentSchema,
    }),
  ),
})
export type Version = z.infer<typeof versionsSchema>['versions'][number]

export type VariableValues = Record<string, string[]>

export interface DataRequest {
  dashboardId?: string
  dashboard?: DashboardDocument
  panels?: string[]
  variables: VariableValues
  from?: string
  to?: string
  timeZone: string
  refresh?: boolean
}

const named = { key: z._default(z.string(), 'A') }
export const recordsResultSchema = z.object({
  ...named,
  kind: z.enum(['records', 'messages']),
  columns: z.array(
    z.object({ name: z.string(), type: z.string(), key: z._default(z.boolean(), false) }),
  ),
  // As with a search, the server's types of cells are trusted.
  rows: z.custom<Row[]>((value) => Array.isArray(value)),
})
export type RecordsResult = z.infer<typeof recordsResultSchema>

export const seriesResultSchema = z.object({
  ...named,
  kind: z.literal('series'),
  unit: z.nullish(z.string()),
  /** How far its points were shifted, such as `-1d`. */
  timeShift: z.nullish(z.string()),
  series: z.array(
    z.object({
      name: text,
      dimensions: z._default(z.record(z.string(), z.string()), {}),
      unit: z.nullish(z.string()),
      points: z.custom<[number, number | null][]>((value) => Array.isArray(value)),
    }),
  ),
})
export type SeriesResult = z.infer<typeof seriesResultSchema>
export type MetricSeries = SeriesResult['series'][number]

export const resultSchema = z.union([recordsResultSchema, seriesResultSchema])
export type PanelResult = z.infer<typeof resultSchema>

const warningSchema = z.pipe(
  z.union([z.string(), z.looseObject({ message: z.string() })]),
  z.transform((said: string | { message: string }) =>
    typeof said === 'string' ? said : said.message,
  ),
)
export const panelAnswerSchema = z.object({
  type: z.literal('panel'),
  key: z.string(),
  from: orNull(z.number()),
  to: orNull(z.number()),
  results: z._default(z.array(resultSchema), []),
  faults: z._default(z.array(z.extend(faultSchema, { query: z.nullish(z.string()) })), []),
  warnings: z._default(z.array(warningSchema), []),
  timing: z.nullish(
    z.object({
      ms: orNull(z.number()),
      cached: orNull(z.boolean()),
      rowsRead: orNull(z.number()),
    }),
  ),
  sql: z._default(z.array(z.unknown()), []),
  queries: z._default(z.array(z.unknown()), []),
})
export type PanelAnswer = z.infer<typeof panelAnswerSchema>

export const valuesSchema = z.looseObject({
  variables: z.array(
    z.object({
      name: z.string(),
      values: z._default(z.array(z.object({ value: z.string(), label: z.string() })), []),
      /** Whether there are more than these. */
      cut: z._default(z.boolean(), false),
      faults: z._default(z.array(faultSchema), []),
    }),
  ),
})
export type VariableChoices = z.infer<typeof valuesSchema>['variables'][number]

type Given<Path> = { parameters: { path: Path } }
type Query<Asked> = { parameters: { query: Asked } }
type OfItem = Given<{ itemId: string }>
type OfFolder = Given<{ folderId: string }>
type OfDashboard = Given<{ dashboardId: string }>
type Answer<T> = { responses: Answers<T> }
type Body<T> = { requestBody: Json<T> }

/** The paths of the library and of dashboards that the page asks. */
export interface LibraryPaths {
  '/api/v2/content/folders/roots': { get: Answer<z.infer<typeof rootsSchema>> }
  '/api/v2/content/folders/{folderId}': {
    get: OfFolder & Answer<Folder>
    put: OfFolder & Body<{ name: string; description: string }> & Answer<Folder>
  }
  '/api/v2/content/folders': Post<{ name: string; description: string; parentId: string }, Folder>
  '/api/v2/content/path': { get: Query<{ path: string }> & Answer<Item> }
  '/api/v2/content/{itemId}/path': { get: OfItem & Answer<z.infer<typeof pathSchema>> }
  '/api/v2/content/folders/{folderId}/import': {
    post: Given<{ folderId: string }> & Body<unknown> & Answer<z.infer<typeof importedSchema>>
  }
  '/api/v2/content/{itemId}/export': { post: OfItem & Answer<z.infer<typeof jobSchema>> }
  '/api/v2/content/{itemId}/export/{jobId}/result': {
    get: Given<{ itemId: string; jobId: string }> & Answer<unknown>
  }
  '/api/v2/content/{itemId}/delete': { delete: OfItem & Answer<z.infer<typeof jobSchema>> }
  '/api/v2/content/{itemId}/copy': {
    post: {
      parameters: { path: { itemId: string }; query: { destinationFolder: string } }
    } & Answer<z.infer<typeof copiedSchema>>
  }
  '/api/v2/content/{itemId}/move': {
    post: {
      parameters: { path: { itemId: string }; query: { destinationFolderId: string } }
    } & Answer<Item>
  }
  '/api/v2/content/search': { get: Query<{ q: string }> & Answer<z.infer<typeof foundSchema>> }
  '/api/v2/dashboards': Post<Record<string, unknown>, Dashboard>
  '/api/v2/dashboards/{dashboardId}': {
    get: OfDashboard & Answer<Dashboard>
    put: OfDashboard & Body<Record<string, unknown>> & Answer<Dashboard>
  }
  '/api/v1/dashboards/{dashboardId}/versions': {
    get: OfDashboard & Answer<z.infer<typeof versionsSchema>>
  }
  '/api/v1/dashboards/{dashboardId}/versions/{number}/restore': {
    post: Given<{ dashboardId: string; number: number }> & Answer<Dashboard>
  }
  '/api/v1/dashboards/data': Post<DataRequest, unknown>
  '/api/v1/dashboards/variables': Post<DataRequest, z.infer<typeof valuesSchema>>
}
