import { describe, expect, it } from 'vitest'
import { monitorSchema } from '@/api/monitors-schema'
import { documentOf, draftOf, newDraft, problemsOf } from './monitor-draft'

const stored = (triggers: object[], more: object = {}) =>
  monitorSchema.parse({
    id: '1',
    name: 'errors',
    contentType: 'Monitor',
    version: 3,
    monitorType: 'Logs',
    queries: [{ rowId: 'A', query: 'error' }],
    triggers,
    somethingNew: { kept: true },
    ...more,
  })
const typeOf = () => 'Slack'
const critical = {
  detectionMethod: 'LogsStaticCondition',
  triggerType: 'Critical',
  timeRange: '-15m',
  threshold: 10,
  thresholdType: 'GreaterThan',
  field: '_count',
}

describe('a monitor in the form', () => {
  it('comes out as it went in', () => {
    const end = { ...critical, triggerType: 'ResolvedCritical', thresholdType: 'LessThanOrEqual' }
    const notifications = [
      {
        notification: { connectionType: 'Slack', connectionId: 'c1', payloadOverride: '{}' },
        runForTriggerTypes: ['Critical', 'ResolvedCritical'],
      },
    ]
    const monitor = stored([critical, { ...end, threshold: 4 }], { notifications })
    const document = documentOf(draftOf(monitor), monitor, typeOf)
    expect(document['triggers']).toEqual([
      { ...critical, resolutionWindow: null },
      { ...end, threshold: 4, resolutionWindow: null },
    ])
    expect(document['notifications']).toEqual(notifications)
    expect(document['somethingNew']).toEqual({ kept: true })
    expect(document['version']).toBe(3)
  })

  it('keeps a condition that the form has no words for', () => {
    const outlier = {
      detectionMethod: 'LogsOutlierCondition',
      triggerType: 'Critical',
      window: 20,
      threshold: 3,
    }
    const monitor = stored([outlier])
    const draft = draftOf(monitor)
    expect(draft.conditions.Critical.kept).toEqual([outlier])
    expect(documentOf(draft, monitor, typeOf)['triggers']).toEqual([outlier])
  })

  it('ends at the opposite, and says what is missing', () => {
    const draft = newDraft('boom', undefined)
    expect([...problemsOf(draft).keys()]).toEqual(['name'])
    const triggers = documentOf(draft, undefined, typeOf)['triggers'] as { thresholdType: string }[]
    expect(triggers.map((one) => one.thresholdType)).toEqual(['GreaterThan', 'LessThanOrEqual'])
    draft.conditions.Critical.threshold = 'many'
    expect(problemsOf(draft).get('Critical')).toBe('The threshold is no number.')
    draft.conditions.Critical.on = false
    expect(problemsOf(draft).has('conditions')).toBe(true)
  })

  it('begins with the rows of metrics', () => {
    const draft = newDraft(undefined, ['metric=a', '', '#A * 2'])
    expect(draft.type).toBe('Metrics')
    expect(draft.queries).toEqual([
      { rowId: 'A', query: 'metric=a' },
      { rowId: 'B', query: '#A * 2' },
    ])
  })
})
