/** What the server says of objectives (SLO); the counterpart of `schema.ts` for them. */
import * as z from 'zod/mini'
import type { Answers, Json } from './schema'

const text = z._default(z.string(), '')
const orNull = <T extends z.ZodMiniType>(schema: T) => z._default(z.nullable(schema), null)

// Documents are kept as they came: what is not known here is carried along, and written back.
const objectiveRowSchema = z.looseObject({
  rowId: z._default(z.string(), 'A'),
  query: z.string(),
  useRowCount: z._default(z.boolean(), true),
  field: orNull(z.string()),
})
export type ObjectiveRow = z.infer<typeof objectiveRowSchema>

const queryGroupSchema = z.looseObject({
  queryGroupType: z.enum(['Successful', 'Unsuccessful', 'Total', 'Threshold']),
  queryGroup: z.array(objectiveRowSchema),
})
export type QueryGroup = z.infer<typeof queryGroupSchema>

export const objectiveSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: orNull(z.string()),
  version: z.number(),
  modifiedAt: text,
  signalType: z._default(z.string(), 'Other'),
  compliance: z.looseObject({
    complianceType: z.enum(['Rolling', 'Calendar']),
    target: z.number(),
    timezone: z._default(z.string(), 'UTC'),
    size: z._default(z.string(), ''),
    windowType: z.optional(z.nullable(z.string())),
  }),
  indicator: z.looseObject({
    evaluationType: z.enum(['Window', 'Request']),
    queryType: z.enum(['Logs', 'Metrics']),
    queries: z.array(queryGroupSchema),
    threshold: orNull(z.number()),
    op: orNull(z.string()),
    aggregation: orNull(z.string()),
    size: orNull(z.string()),
  }),
})
export type Objective = z.infer<typeof objectiveSchema>

/** `7d`, or the calendar unit, which documents made through the API have as `windowType`. */
export const sizeOf = ({ size, windowType }: Objective['compliance']) => size || (windowType ?? '')

export const objectivesSchema = z.object({ children: z.array(objectiveSchema) })

/** What is sent to make or change an objective. */
export type ObjectiveDocument = Record<string, unknown> & { name: string }

export const standingSchema = z.object({
  state: z.enum(['NoData', 'Exhausted', 'Burning', 'Met']),
  sliPercentage: orNull(z.number()),
  errorBudgetRemainingPercentage: orNull(z.number()),
  errorBudget: orNull(z.number()),
  goodCount: orNull(z.number()),
  totalCount: orNull(z.number()),
  from: z.number(),
  to: z.number(),
  burnRates: z.array(
    z.object({ timeRange: z.string(), burned: orNull(z.number()), rate: orNull(z.number()) }),
  ),
})
export type ObjectiveStanding = z.infer<typeof standingSchema>
export const standingsSchema = z.record(z.string(), standingSchema)

export const reportSchema = z.extend(standingSchema, {
  points: z.array(
    z.object({ at: z.number(), good: z.number(), total: z.number(), left: orNull(z.number()) }),
  ),
})
export type ObjectiveReport = z.infer<typeof reportSchema>

type OfObjective = { parameters: { path: { objectiveId: string } } }
type Answer<T> = { responses: Answers<T> }
type Body<T> = { requestBody: Json<T> }

/** The paths of objectives that the page asks. */
export interface ObjectivePaths {
  '/api/v1/slos': { post: Body<ObjectiveDocument> & Answer<Objective> }
  '/api/v1/slos/root': { get: Answer<z.infer<typeof objectivesSchema>> }
  '/api/v1/slos/sli': {
    get: { parameters: { query: { ids: string } } } & Answer<z.infer<typeof standingsSchema>>
  }
  '/api/v1/slos/preview': {
    post: Body<{ slo: ObjectiveDocument; from?: string }> & Answer<ObjectiveReport>
  }
  '/api/v1/slos/{objectiveId}': {
    get: OfObjective & Answer<Objective>
    put: OfObjective & Body<ObjectiveDocument> & Answer<Objective>
    delete: OfObjective & Answer<never>
  }
  '/api/v1/slos/{objectiveId}/report': { get: OfObjective & Answer<ObjectiveReport> }
}
