/**
 * An objective as the form has it, and its way from and to the document. Rows that the form does not show, those before the
 * last of a group, are carried along as they are.
 */
import type { MonitorDocument } from '@/api/monitors-schema'
import {
  type Objective,
  type ObjectiveDocument,
  type ObjectiveRow,
  type QueryGroup,
  sizeOf,
} from '@/api/objectives-schema'
import { DAY, HOUR, MINUTE } from '@/lib/time'

/** What is counted: the good ones or the bad ones of all, or values that are compared. */
export type Counted = 'Successful' | 'Unsuccessful' | 'Threshold'
type Part = QueryGroup['queryGroupType']

export interface QueryPart {
  query: string
  /** The field that is added up or compared; empty where results are counted. */
  field: string
  /** Rows before it, which it may refer to. */
  before: ObjectiveRow[]
}

export interface ObjectiveDraft {
  name: string
  description: string
  signal: string
  target: string
  period: 'Rolling' | 'Calendar'
  size: string
  timezone: string
  evaluation: 'Request' | 'Window'
  type: 'Logs' | 'Metrics'
  counted: Counted
  parts: Record<Part, QueryPart>
  comparison: string
  threshold: string
  aggregation: string
  window: string
}

export const SIGNALS = ['Latency', 'Error', 'Throughput', 'Availability', 'Other'] as const
export const CALENDAR = ['Week', 'Month', 'Quarter'] as const
const NO_PART: QueryPart = { query: '', field: '', before: [] }

export const newObjective = (): ObjectiveDraft => ({
  name: '',
  description: '',
  signal: 'Error',
  target: '99.5',
  period: 'Rolling',
  size: '7d',
  timezone: 'UTC',
  evaluation: 'Request',
  type: 'Metrics',
  counted: 'Unsuccessful',
  parts: { Successful: NO_PART, Unsuccessful: NO_PART, Total: NO_PART, Threshold: NO_PART },
  comparison: 'LessThan',
  threshold: '',
  aggregation: 'Avg',
  window: '5m',
})

/** What the form shows of a stored objective. */
export function objectiveDraftOf({
  name,
  description,
  signalType,
  compliance,
  indicator,
}: Objective): ObjectiveDraft {
  const draft = newObjective()
  const kinds = indicator.queries.map((one) => one.queryGroupType)
  const parts = { ...draft.parts }
  for (const { queryGroupType, queryGroup } of indicator.queries) {
    const last = queryGroup.at(-1)
    if (!last) continue
    const counts = last.useRowCount && queryGroupType !== 'Threshold'
    parts[queryGroupType] = {
      query: last.query,
      field: counts ? '' : (last.field ?? ''),
      before: queryGroup.slice(0, -1),
    }
  }
  return {
    ...draft,
    name,
    description: description ?? '',
    signal: signalType,
    target: String(compliance.target),
    period: compliance.complianceType,
    size: sizeOf(compliance),
    timezone: compliance.timezone,
    evaluation: indicator.evaluationType,
    type: indicator.queryType,
    counted: (kinds.find((one) => one !== 'Total') as Counted | undefined) ?? 'Successful',
    parts,
    comparison: indicator.op ?? draft.comparison,
    threshold: indicator.threshold === null ? '' : String(indicator.threshold),
    aggregation: indicator.aggregation ?? draft.aggregation,
    window: indicator.size ?? draft.window,
  }
}

/** The groups of queries that a draft has. */
export const partsOf = (draft: ObjectiveDraft): Part[] =>
  draft.counted === 'Threshold' ? ['Threshold'] : [draft.counted, 'Total']

/** Whether values are compared: of each window, or of each request. */
export const compares = (draft: ObjectiveDraft) =>
  draft.evaluation === 'Window' || draft.counted === 'Threshold'

/** What the form does not show of a period; what its unit begins with (`startFrom`) goes with the unit. */
function keptOf({ size }: ObjectiveDraft, before: Objective | undefined): Record<string, unknown> {
  if (!before) return {}
  const kept: Record<string, unknown> = { ...before.compliance }
  delete kept['windowType']
  if (size !== sizeOf(before.compliance)) delete kept['startFrom']
  return kept
}

/** The document of a draft; `before` is the objective that it changes. */
export function objectiveDocument(
  draft: ObjectiveDraft,
  before: Objective | undefined,
): ObjectiveDocument {
  const windows = draft.evaluation === 'Window'
  return {
    ...before,
    type: 'SlosLibrarySlo',
    name: draft.name.trim(),
    description: draft.description,
    signalType: draft.signal,
    compliance: {
      ...keptOf(draft, before),
      complianceType: draft.period,
      size: draft.size.trim(),
      target: Number(draft.target),
      timezone: draft.timezone.trim() || 'UTC',
    },
    indicator: {
      ...before?.indicator,
      evaluationType: draft.evaluation,
      queryType: draft.type,
      queries: partsOf(draft).map((part) => groupOf(draft, part, before)),
      op: compares(draft) ? draft.comparison : null,
      threshold: compares(draft) && isNumber(draft.threshold) ? Number(draft.threshold) : null,
      aggregation: windows && draft.counted === 'Threshold' ? draft.aggregation : null,
      size: windows ? draft.window : null,
    },
  }
}

function groupOf(draft: ObjectiveDraft, part: Part, before: Objective | undefined): QueryGroup {
  const { query, field, before: rows } = draft.parts[part]
  const held = before?.indicator.queries.find((one) => one.queryGroupType === part)
  const last = {
    ...held?.queryGroup.at(-1),
    rowId: 'ABCDEF'[rows.length] ?? 'F',
    query: query.trim(),
    useRowCount: draft.type === 'Logs' && part !== 'Threshold' && field.trim() === '',
    field: draft.type === 'Logs' ? field.trim() || null : null,
  }
  return { ...held, queryGroupType: part, queryGroup: [...rows, last] }
}

const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(Number(text))

/** What keeps a draft from being measured or saved, by the place in the form. */
export function objectiveProblems(draft: ObjectiveDraft): Map<string, string> {
  const found = new Map<string, string>()
  const target = Number(draft.target)
  if (draft.name.trim() === '') found.set('name', 'Give it a name.')
  if (!isNumber(draft.target) || target <= 0 || target >= 100) {
    found.set('target', 'The target lies between 0 and 100 %.')
  }
  if (draft.period === 'Rolling' && !/^([1-9]|[1-8]\d|90)d$/.test(draft.size.trim())) {
    found.set('size', 'Give it 1d to 90d.')
  }
  for (const part of partsOf(draft)) {
    if (draft.parts[part].query.trim() === '') found.set(part, 'Write its query.')
  }
  if (compares(draft) && !isNumber(draft.threshold)) {
    found.set('threshold', 'The threshold is no number.')
  }
  return found
}

const CALENDAR_DAYS: Record<string, number> = { Week: 7, Month: 30, Quarter: 91 }

/** How long the period of an objective is, of months and quarters a usual one, in milliseconds. */
export function periodOf(size: string): number {
  return (CALENDAR_DAYS[size] ?? Number.parseInt(size, 10)) * DAY
}

/** Pairs of times over which a budget burns too fast: the short one ends the alert soon after the burning has ended. */
const RATES = [
  { kind: 'Critical', rate: 14.4, long: HOUR, short: 5 * MINUTE, names: ['1h', '5m'] },
  { kind: 'Warning', rate: 6, long: 6 * HOUR, short: 30 * MINUTE, names: ['6h', '30m'] },
] as const

/** A monitor on the burn rates of an objective, in percent of the budget of its period as its conditions have them. */
export function burnMonitor({ id, name, compliance }: Objective): MonitorDocument {
  const period = periodOf(sizeOf(compliance))
  const share = (rate: number, time: number) =>
    Number(((100 * rate * time) / period).toPrecision(4))
  return {
    type: 'MonitorsLibraryMonitor',
    name: `${name}: budget burns`.slice(0, 255),
    monitorType: 'Slo',
    sloId: id,
    queries: [],
    triggers: RATES.flatMap(({ kind, rate, long, short, names }) => {
      const condition = {
        detectionMethod: 'SloBurnRateCondition',
        burnRates: [
          { burnRateThreshold: share(rate, long), timeRange: names[0] },
          { burnRateThreshold: share(rate, short), timeRange: names[1] },
        ],
      }
      return [
        { ...condition, triggerType: kind },
        { ...condition, triggerType: `Resolved${kind}` },
      ]
    }),
    notifications: [],
  }
}
