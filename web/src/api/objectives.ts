/** The questions that objectives ask; each throws Refused where the answer is none. */
import { client, done, parsed } from './client'
import {
  type ObjectiveDocument,
  objectiveSchema,
  objectivesSchema,
  reportSchema,
  standingsSchema,
} from './objectives-schema'

const of = (objectiveId: string) => ({ params: { path: { objectiveId } } })

export const objectives = {
  list: () => parsed(objectivesSchema, client.GET('/api/v1/slos/root')),
  get: (id: string) => parsed(objectiveSchema, client.GET('/api/v1/slos/{objectiveId}', of(id))),
  create: (body: ObjectiveDocument) =>
    parsed(objectiveSchema, client.POST('/api/v1/slos', { body })),
  change: (id: string, body: ObjectiveDocument) =>
    parsed(objectiveSchema, client.PUT('/api/v1/slos/{objectiveId}', { ...of(id), body })),
  remove: (id: string) => done(client.DELETE('/api/v1/slos/{objectiveId}', of(id))),
  standing: async (id: string) => {
    const params = { query: { ids: id } }
    return (await parsed(standingsSchema, client.GET('/api/v1/slos/sli', { params })))[id]
  },
  report: (id: string) =>
    parsed(reportSchema, client.GET('/api/v1/slos/{objectiveId}/report', of(id))),
  preview: (slo: ObjectiveDocument, from: string | undefined, signal: AbortSignal) =>
    parsed(
      reportSchema,
      client.POST('/api/v1/slos/preview', { body: { slo, ...(from ? { from } : {}) }, signal }),
    ),
}
