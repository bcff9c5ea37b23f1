import { describe, expect, it } from 'vitest'
import type { Objective } from '@/api/objectives-schema'
import {
  burnMonitor,
  newObjective,
  objectiveDocument,
  objectiveDraftOf,
  objectiveProblems,
} from './objective-draft'

const row = (query: string, more: object = {}) => ({
  rowId: 'A',
  query,
  useRowCount: true,
  field: null,
  ...more,
})

const STORED: Objective = {
  id: '0123456789ABCDEF',
  name: 'Answers',
  description: '',
  version: 3,
  modifiedAt: '',
  signalType: 'Error',
  somethingNew: { kept: true },
  compliance: { complianceType: 'Rolling', target: 99.5, timezone: 'UTC', size: '30d' },
  indicator: {
    evaluationType: 'Request',
    queryType: 'Logs',
    threshold: null,
    op: null,
    aggregation: null,
    size: null,
    queries: [
      {
        queryGroupType: 'Successful',
        queryGroup: [row('a | count as n', { useRowCount: false, field: 'n' })],
      },
      { queryGroupType: 'Total', queryGroup: [row('first'), row('b', { rowId: 'B', more: 1 })] },
    ],
  },
}

describe('an objective in the form', () => {
  it('comes back as it was, with what the form does not know', () => {
    const back = objectiveDocument(objectiveDraftOf(STORED), STORED)
    expect(back).toMatchObject({ ...STORED, type: 'SlosLibrarySlo' })
    expect(back['indicator']).toEqual(STORED.indicator)
  })

  it('has the calendar unit of documents that name it otherwise', () => {
    const calendar = {
      complianceType: 'Calendar' as const,
      target: 99,
      timezone: 'UTC',
      size: '',
      windowType: 'Week',
      startFrom: 'Sunday',
    }
    const before = { ...STORED, compliance: calendar }
    const draft = objectiveDraftOf(before)
    expect(draft.size).toBe('Week')
    expect(objectiveDocument(draft, before)['compliance']).toEqual({
      complianceType: 'Calendar',
      target: 99,
      timezone: 'UTC',
      size: 'Week',
      startFrom: 'Sunday',
    })
    const quarters = objectiveDocument({ ...draft, size: 'Quarter' }, before)['compliance']
    expect(quarters).toEqual({
      complianceType: 'Calendar',
      target: 99,
      timezone: 'UTC',
      size: 'Quarter',
    })
  })

  it('says what keeps it from being measured', () => {
    expect([...objectiveProblems(newObjective()).keys()]).toEqual(['name', 'Unsuccessful', 'Total'])
    const draft = { ...objectiveDraftOf(STORED), target: '100', size: '91d' }
    expect([...objectiveProblems(draft).keys()]).toEqual(['target', 'size'])
    const windows = { ...objectiveDraftOf(STORED), evaluation: 'Window' as const }
    expect([...objectiveProblems(windows).keys()]).toEqual(['threshold'])
  })

  it('has windows with their length, aggregation and threshold', () => {
    const draft = {
      ...newObjective(),
      evaluation: 'Window' as const,
      counted: 'Threshold' as const,
      threshold: '500',
    }
    expect(objectiveDocument(draft, undefined)['indicator']).toMatchObject({
      evaluationType: 'Window',
      size: '5m',
      aggregation: 'Avg',
      op: 'LessThan',
      threshold: 500,
      queries: [{ queryGroupType: 'Threshold' }],
    })
  })
})

describe('a monitor on burn rates', () => {
  it('has them in percent of the budget of the period', () => {
    const { triggers, sloId } = burnMonitor(STORED)
    expect(sloId).toBe(STORED.id)
    const rates = (triggers as { triggerType: string; burnRates: object[] }[]).map((one) => [
      one.triggerType,
      one.burnRates,
    ])
    // 14.4 times too fast uses 2 % of a budget of 30 days in an hour.
    expect(rates[0]).toEqual([
      'Critical',
      [
        { burnRateThreshold: 2, timeRange: '1h' },
        { burnRateThreshold: 0.1667, timeRange: '5m' },
      ],
    ])
    expect(rates.map(([kind]) => kind)).toEqual([
      'Critical',
      'ResolvedCritical',
      'Warning',
      'ResolvedWarning',
    ])
  })
})
