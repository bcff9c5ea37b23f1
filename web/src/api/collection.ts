/** The questions that Collection asks; each throws Refused where the answer is none. */
import * as z from 'zod/mini'
import { client, done, parsed } from './client'
import {
  collectorSchema,
  fieldsSchema,
  kindsSchema,
  type ListedSource,
  madeSchema,
  metricPreviewSchema,
  type MetricRule,
  metricRulesSchema,
  quotaSchema,
  type RuleBody,
  ruleCheckSchema,
  ruleSchema,
  rulesSchema,
  sourcesSchema,
} from './collection-schema'

const ofSource = (sourceId: number) => ({ params: { path: { sourceId } } })
const ofHeld = ({ id, collectorId }: ListedSource) => ({ collectorId, sourceId: id })
const ofField = (fieldId: string) => ({ params: { path: { fieldId } } })
const ofRule = (ruleId: string) => ({ params: { path: { ruleId } } })
/** A source as it is stored, with what this page does not know of it. */
const storedSchema = z.object({ source: z.record(z.string(), z.unknown()) })

export const collection = {
  sources: () => parsed(sourcesSchema, client.GET('/api/v1/sources')),
  kinds: () => parsed(kindsSchema, client.GET('/api/v1/sources/kinds')),
  addSource: async (source: Record<string, unknown>) => {
    const { collector } = await parsed(collectorSchema, client.GET('/api/v1/collectors/default'))
    const made = await parsed(
      madeSchema,
      client.POST('/api/v1/collectors/{collectorId}/sources', {
        params: { path: { collectorId: collector.id } },
        body: { source },
      }),
    )
    return made.source
  },
  changeSource: async (one: ListedSource, change: Record<string, unknown>) => {
    const path = ofHeld(one)
    const held = client.GET('/api/v1/collectors/{collectorId}/sources/{sourceId}', {
      params: { path },
    })
    const { source } = await parsed(storedSchema, held)
    const tag = (await held).response.headers.get('ETag') ?? ''
    await done(
      client.PUT('/api/v1/collectors/{collectorId}/sources/{sourceId}', {
        params: { path, header: { 'If-Match': tag } },
        body: { source: { ...source, ...change } },
      }),
    )
  },
  pause: (id: number) => done(client.POST('/api/v1/sources/{sourceId}/pause', ofSource(id))),
  resume: (id: number) => done(client.POST('/api/v1/sources/{sourceId}/resume', ofSource(id))),
  renew: (id: number) => done(client.POST('/api/v1/sources/{sourceId}/token', ofSource(id))),
  removeSource: (one: ListedSource) =>
    done(
      client.DELETE('/api/v1/collectors/{collectorId}/sources/{sourceId}', {
        params: { path: ofHeld(one) },
      }),
    ),
  fields: () => parsed(fieldsSchema, client.GET('/api/v1/fields')),
  quota: () => parsed(quotaSchema, client.GET('/api/v1/fields/quota')),
  addField: (fieldName: string) => done(client.POST('/api/v1/fields', { body: { fieldName } })),
  enableField: (id: string) => done(client.PUT('/api/v1/fields/{fieldId}/enable', ofField(id))),
  disableField: (id: string) =>
    done(client.DELETE('/api/v1/fields/{fieldId}/disable', ofField(id))),
  removeField: (id: string) => done(client.DELETE('/api/v1/fields/{fieldId}', ofField(id))),
  rules: () => parsed(rulesSchema, client.GET('/api/v1/extractionRules')),
  saveRule: (id: string | null, body: RuleBody) =>
    parsed(
      ruleSchema,
      id === null
        ? client.POST('/api/v1/extractionRules', { body })
        : client.PUT('/api/v1/extractionRules/{ruleId}', { ...ofRule(id), body }),
    ),
  removeRule: (id: string) => done(client.DELETE('/api/v1/extractionRules/{ruleId}', ofRule(id))),
  metricRules: () => parsed(metricRulesSchema, client.GET('/api/v1/metricsRules')),
  checkRule: (body: Pick<RuleBody, 'scope' | 'parseExpression'>, signal: AbortSignal) =>
    parsed(ruleCheckSchema, client.POST('/api/v1/extractionRules/check', { body, signal })),
  saveMetricRule: (name: string | null, body: MetricRule) =>
    done(
      name === null
        ? client.POST('/api/v1/metricsRules', { body })
        : client.PUT('/api/v1/metricsRules/{name}', { params: { path: { name } }, body }),
    ),
  previewMetricRule: (
    body: Pick<MetricRule, 'matchExpression' | 'variablesToExtract'>,
    signal: AbortSignal,
  ) => parsed(metricPreviewSchema, client.POST('/api/v1/metricsRules/preview', { body, signal })),
  removeMetricRule: (name: string) =>
    done(client.DELETE('/api/v1/metricsRules/{name}', { params: { path: { name } } })),
}
