import styles from '@/features/monitors/monitors.module.css'
import { COMPARISONS } from '@/features/monitors/monitor-draft'
import { QueryText } from '@/features/monitors/QueryText'
import { Section } from '@/features/monitors/Section'
import { plural } from '@/lib/format'
import { Field } from '@/ui/Field'
import { Segmented } from '@/ui/Segmented'
import { Select } from '@/ui/Select'
import { compares, type Counted, type ObjectiveDraft, partsOf } from './objective-draft'

interface Props {
  draft: ObjectiveDraft
  problems: ReadonlyMap<string, string>
  onChange: (part: Partial<ObjectiveDraft>) => void
}

const TYPES = [
  { value: 'Logs', label: 'Logs' },
  { value: 'Metrics', label: 'Metrics' },
] as const
const EVALUATIONS = [
  { value: 'Request', label: 'Requests' },
  { value: 'Window', label: 'Windows of time' },
] as const
const COUNTED: { value: Counted; label: string }[] = [
  { value: 'Unsuccessful', label: 'The bad ones of all' },
  { value: 'Successful', label: 'The good ones of all' },
  { value: 'Threshold', label: 'Values that are compared' },
]
const WINDOWS = ['1m', '5m', '10m', '15m', '30m', '60m']
const AGGREGATIONS = ['Avg', 'Sum', 'Count', 'Max', 'Min', 'p50', 'p90', 'p95', 'p99']
const PART_LABEL = {
  Successful: 'Query of the good ones',
  Unsuccessful: 'Query of the bad ones',
  Total: 'Query of all',
  Threshold: 'Query of the values',
}
const asChoices = (values: readonly string[]) => values.map((value) => ({ value, label: value }))

/** What is measured, and what counts as good of it. */
export function IndicatorForm({ draft, problems, onChange }: Props) {
  const { evaluation, counted, type, parts } = draft
  const unavailable =
    evaluation === 'Request' && type === 'Metrics' ? 'Points are no requests.' : null
  return (
    <Section title="1. What is good">
      <div className={styles['line']}>
        <Segmented
          label="What is counted"
          value={evaluation}
          choices={EVALUATIONS}
          onChange={(value) => onChange({ evaluation: value, ...pairs(draft, value, type) })}
        />
        <Segmented
          label="Kind of data"
          value={type}
          choices={TYPES}
          onChange={(value) => onChange({ type: value, ...pairs(draft, evaluation, value) })}
        />
      </div>
      <Segmented
        label="What the queries give"
        value={counted}
        choices={COUNTED.map((one) => (one.value === 'Threshold' ? { ...one, unavailable } : one))}
        onChange={(value) => onChange({ counted: value })}
      />
      {partsOf(draft).map((part) => (
        <div key={part} className={styles['form']}>
          <span className="field-label">{PART_LABEL[part]}</span>
          <QueryText
            type={type}
            label={PART_LABEL[part]}
            text={parts[part].query}
            others={parts[part].before.map((row) => row.rowId).join('')}
            onText={(query) => onChange({ parts: { ...parts, [part]: { ...parts[part], query } } })}
          />
          {problems.get(part) && <div className="field-error">{problems.get(part)}</div>}
          {parts[part].before.length > 0 && (
            <p className={styles['dim']}>
              {plural(parts[part].before.length, 'row')} before it that this form does not show stay
              as they are.
            </p>
          )}
          {type === 'Logs' && (
            <Field
              label={part === 'Threshold' ? 'Field that is compared' : 'Field that is added up'}
              placeholder={part === 'Threshold' ? 'latency' : 'none: messages are counted'}
              value={parts[part].field}
              onChange={(event) => {
                const field = event.currentTarget.value
                onChange({ parts: { ...parts, [part]: { ...parts[part], field } } })
              }}
            />
          )}
        </div>
      ))}
      {compares(draft) && <Comparing draft={draft} problems={problems} onChange={onChange} />}
    </Section>
  )
}

/** Points of metrics are no requests, so that there is nothing to compare each by itself. */
function pairs({ counted }: ObjectiveDraft, evaluation: string, type: string) {
  const wrong = counted === 'Threshold' && evaluation === 'Request' && type === 'Metrics'
  return wrong ? { counted: 'Unsuccessful' as const } : {}
}

function Comparing({ draft, problems, onChange }: Props) {
  const windows = draft.evaluation === 'Window'
  const values = draft.counted === 'Threshold'
  return (
    <div className={styles['line']}>
      {windows && (
        <Select
          label="A window is"
          value={draft.window}
          choices={asChoices(WINDOWS)}
          onChange={(window) => onChange({ window })}
        />
      )}
      {windows && values && (
        <Select
          label="Of its values"
          value={draft.aggregation}
          choices={asChoices(AGGREGATIONS)}
          onChange={(aggregation) => onChange({ aggregation })}
        />
      )}
      <Select
        label="Good is"
        value={draft.comparison}
        choices={COMPARISONS}
        onChange={(comparison) => onChange({ comparison })}
      />
      <Field
        label={values ? 'Threshold' : 'Percent of a window'}
        inputMode="decimal"
        value={draft.threshold}
        error={problems.get('threshold')}
        onChange={(event) => onChange({ threshold: event.currentTarget.value })}
      />
    </div>
  )
}
