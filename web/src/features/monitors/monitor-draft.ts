/**
 * A monitor as the form has it, and its way from and to the document. What the form does not know of a document, a
 * condition on outliers for example, is carried along as it is.
 */
import type { Monitor, MonitorDocument, Notification, Trigger } from '@/api/monitors-schema'
import { listOf } from '@/lib/words'

export type Comparison = 'GreaterThan' | 'GreaterThanOrEqual' | 'LessThan' | 'LessThanOrEqual'
export type Kind = 'Critical' | 'Warning' | 'MissingData'

export const KINDS: readonly Kind[] = ['Critical', 'Warning', 'MissingData']
export const KIND_LABEL: Record<Kind, string> = {
  Critical: 'Critical',
  Warning: 'Warning',
  MissingData: 'Missing data',
}
export const COMPARISONS: { value: Comparison; label: string }[] = [
  { value: 'GreaterThan', label: 'above' },
  { value: 'GreaterThanOrEqual', label: 'at least' },
  { value: 'LessThan', label: 'below' },
  { value: 'LessThanOrEqual', label: 'at most' },
]
const OPPOSITE: Record<Comparison, Comparison> = {
  GreaterThan: 'LessThanOrEqual',
  GreaterThanOrEqual: 'LessThan',
  LessThan: 'GreaterThanOrEqual',
  LessThanOrEqual: 'GreaterThan',
}
export const WINDOWS = ['-5m', '-10m', '-15m', '-30m', '-1h', '-3h', '-6h', '-12h', '-24h']

export interface Condition {
  on: boolean
  comparison: Comparison
  threshold: string
  window: string
  /** The threshold of the end; empty where it is the same. */
  recoverAt: string
  /** How long the end has to hold; empty where it is the window. */
  recoverFor: string
  /** What the form has no words for; it stays as it is. */
  kept: Trigger[] | null
}

export interface Telling {
  /** The id of a channel, or the addresses of a mail. */
  channel: string
  recipients: string
  kinds: Kind[]
  recovery: boolean
  /** What the document says beside that. */
  rest: Record<string, unknown>
}

export interface Draft {
  name: string
  description: string
  playbook: string
  type: 'Logs' | 'Metrics' | 'Slo'
  /** The id of the objective that one of the type Slo watches. */
  objective: string
  queries: { rowId: string; query: string }[]
  field: string
  groups: string
  perSeries: boolean
  always: boolean
  delay: string
  conditions: Record<Kind, Condition>
  tellings: Telling[]
  enabled: boolean
}

const TYPES = ['Logs', 'Metrics', 'Slo'] as const

export const EMAIL = 'email'

const blank = (on: boolean, threshold: string): Condition => ({
  on,
  comparison: 'GreaterThan',
  threshold,
  window: '-5m',
  recoverAt: '',
  recoverFor: '',
  kept: null,
})

/** A new monitor over a log query, or over the rows of metrics. */
export function newDraft(logs: string | undefined, metrics: readonly string[] | undefined): Draft {
  const rows = (metrics ?? []).filter((row) => row.trim() !== '')
  return {
    name: '',
    description: '',
    playbook: '',
    type: rows.length > 0 ? 'Metrics' : 'Logs',
    objective: '',
    queries: (rows.length > 0 ? rows : [logs ?? '']).map((query, index) => ({
      rowId: 'ABCDEF'[index] ?? 'A',
      query,
    })),
    field: '',
    groups: '',
    perSeries: false,
    always: false,
    delay: '0m',
    conditions: {
      Critical: blank(true, '0'),
      Warning: blank(false, '0'),
      MissingData: blank(false, ''),
    },
    tellings: [],
    enabled: true,
  }
}

/** What the form shows of a stored monitor. */
export function draftOf(monitor: Monitor): Draft {
  const found = monitor.triggers.find((one) => one.triggerType === 'Critical')
  const first = found ?? monitor.triggers[0]
  return {
    name: monitor.name,
    description: monitor.description,
    playbook: monitor.playbook ?? '',
    type: TYPES.find((one) => one === monitor.monitorType) ?? 'Logs',
    objective: typeof monitor['sloId'] === 'string' ? monitor['sloId'] : '',
    queries: monitor.queries.map(({ rowId, query }) => ({ rowId, query })),
    field: first?.field ?? '',
    groups: (monitor.notificationGroupFields ?? []).join(', '),
    perSeries: !monitor.groupNotifications,
    always: first?.occurrenceType === 'Always',
    delay: monitor.evaluationDelay ?? '0m',
    conditions: {
      Critical: conditionOf(monitor, 'Critical'),
      Warning: conditionOf(monitor, 'Warning'),
      MissingData: conditionOf(monitor, 'MissingData'),
    },
    tellings: monitor.notifications.map(tellingOf),
    enabled: !monitor.isDisabled,
  }
}

function conditionOf(monitor: Monitor, kind: Kind): Condition {
  const alert = monitor.triggers.find((one) => one.triggerType === kind)
  const end = monitor.triggers.find((one) => one.triggerType === `Resolved${kind}`)
  if (!alert) return blank(false, kind === 'MissingData' ? '' : '0')
  const comparison = (alert.thresholdType ?? 'GreaterThanOrEqual') as Comparison
  const threshold = String(alert.threshold ?? 0)
  const usual = !end?.thresholdType || end.thresholdType === OPPOSITE[comparison]
  const known = /^(|StaticCondition|LogsStaticCondition|MetricsStaticCondition|.*MissingData.*)$/
  const kept = known.test(alert.detectionMethod) && usual
  const back = String(end?.threshold ?? threshold)
  return {
    on: true,
    comparison,
    threshold: kind === 'MissingData' ? '' : threshold,
    window: alert.timeRange ?? '-5m',
    recoverAt: back === threshold ? '' : back,
    recoverFor: end?.resolutionWindow ?? alert.resolutionWindow ?? '',
    kept: kept ? null : [alert, ...(end ? [end] : [])],
  }
}

function tellingOf(one: Notification): Telling {
  const types = one.runForTriggerTypes
  const kinds = KINDS.filter((kind) => types.includes(kind))
  const mail = one.notification.connectionType === 'Email'
  return {
    channel: mail ? EMAIL : (one.notification.connectionId ?? ''),
    recipients: (one.notification.recipients ?? []).join(', '),
    kinds,
    recovery: types.some((type) => type.startsWith('Resolved')),
    rest: one.notification,
  }
}

/** The document of a draft; `before` is the monitor that it changes. */
export function documentOf(
  draft: Draft,
  before: Monitor | undefined,
  typeOf: (channel: string) => string,
): MonitorDocument {
  return {
    ...before,
    type: before ? 'MonitorsLibraryMonitorUpdate' : 'MonitorsLibraryMonitor',
    name: draft.name.trim(),
    description: draft.description,
    playbook: draft.playbook,
    monitorType: draft.type,
    evaluationDelay: draft.delay.trim() || '0m',
    isDisabled: !draft.enabled,
    queries: draft.queries.map(({ rowId, query }) => ({ rowId, query: query.trim() })),
    groupNotifications: !(draft.type === 'Metrics' && draft.perSeries),
    notificationGroupFields: listOf(draft.groups),
    triggers: KINDS.flatMap((kind) => triggersOf(draft, kind)),
    notifications: draft.tellings.map((one) => notificationOf(one, typeOf)),
  }
}

function triggersOf(draft: Draft, kind: Kind): Trigger[] {
  const { on, comparison, threshold, window, recoverAt, recoverFor, kept } = draft.conditions[kind]
  if (!on) return []
  if (kept) return kept
  const logs = draft.type === 'Logs'
  const shared = { timeRange: window, resolutionWindow: recoverFor || null }
  if (kind === 'MissingData') {
    const missing = {
      ...shared,
      detectionMethod: `${draft.type}MissingDataCondition`,
      ...(logs ? {} : { triggerSource: draft.perSeries ? 'AnyTimeSeries' : 'AllTimeSeries' }),
    }
    return [
      { ...missing, triggerType: kind },
      { ...missing, triggerType: `Resolved${kind}` },
    ]
  }
  const detectionMethod = `${draft.type}StaticCondition`
  const occurs = logs
    ? { field: draft.field.trim() || null }
    : {
        occurrenceType: draft.always ? 'Always' : 'AtLeastOnce',
        minDataPoints: draft.always ? 2 : 1,
      }
  const begin = { ...shared, detectionMethod, ...occurs }
  const ends = logs ? {} : { occurrenceType: 'Always', minDataPoints: 1 }
  return [
    { ...begin, triggerType: kind, threshold: Number(threshold), thresholdType: comparison },
    {
      ...begin,
      ...ends,
      triggerType: `Resolved${kind}`,
      threshold: Number(recoverAt || threshold),
      thresholdType: OPPOSITE[comparison],
    },
  ]
}

function notificationOf(one: Telling, typeOf: (channel: string) => string): Notification {
  const types = one.kinds.flatMap((kind) => (one.recovery ? [kind, `Resolved${kind}`] : [kind]))
  if (one.channel === EMAIL) {
    const mail = { connectionType: 'Email', recipients: listOf(one.recipients) }
    return { notification: { ...one.rest, ...mail }, runForTriggerTypes: types }
  }
  const to = { connectionType: typeOf(one.channel), connectionId: one.channel }
  return { notification: { ...one.rest, ...to }, runForTriggerTypes: types }
}

/** What keeps a draft from being saved, by the place in the form. */
export function problemsOf(draft: Draft): Map<string, string> {
  const found = new Map<string, string>()
  if (draft.name.trim() === '') found.set('name', 'Give it a name.')
  if (draft.queries.some((row) => row.query.trim() === '')) found.set('query', 'Write its query.')
  if (KINDS.every((kind) => !draft.conditions[kind].on)) {
    found.set('conditions', 'Switch a condition on.')
  }
  for (const kind of KINDS) {
    const { on, threshold, recoverAt, kept } = draft.conditions[kind]
    if (!on || kept || kind === 'MissingData') continue
    if (!isNumber(threshold)) found.set(kind, 'The threshold is no number.')
    else if (recoverAt !== '' && !isNumber(recoverAt)) found.set(kind, 'The end is no number.')
  }
  draft.tellings.forEach((one, index) => {
    const mail = one.channel === EMAIL
    if (one.channel === '') found.set(`telling-${index}`, 'Choose a channel.')
    else if (mail && listOf(one.recipients).length === 0) {
      found.set(`telling-${index}`, 'Name somebody.')
    } else if (one.kinds.length === 0) found.set(`telling-${index}`, 'Choose what it is told of.')
  })
  return found
}

const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(Number(text))
