import { Check } from '@/ui/Check'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { Section } from './Section'
import {
  COMPARISONS,
  type Comparison,
  type Condition,
  type Draft,
  type Kind,
  KIND_LABEL,
  KINDS,
  WINDOWS,
} from './monitor-draft'
import styles from './monitors.module.css'

interface Props {
  draft: Draft
  problems: ReadonlyMap<string, string>
  onChange: (part: Partial<Draft>) => void
}

/** When alerts begin and end: a card for each kind. */
export function ConditionCards({ draft, problems, onChange }: Props) {
  const set = (kind: Kind, part: Partial<Condition>) =>
    onChange({
      conditions: { ...draft.conditions, [kind]: { ...draft.conditions[kind], ...part } },
    })
  // Conditions on an objective stand in its document alone.
  const kinds = draft.type === 'Slo' ? KINDS.filter((kind) => draft.conditions[kind].kept) : KINDS
  return (
    <Section
      title="2. When it alerts"
      note="It ends by itself, when the end has held for its time."
    >
      {draft.type === 'Metrics' && (
        <div className={styles['line']}>
          <Check
            label="All points of the window have to meet it"
            checked={draft.always}
            onChange={(always) => onChange({ always })}
          />
          <Check
            label="An alert for each series"
            checked={draft.perSeries}
            onChange={(perSeries) => onChange({ perSeries })}
          />
        </div>
      )}
      <div className={styles['cards']}>
        {kinds.map((kind) => (
          <ConditionCard
            key={kind}
            kind={kind}
            condition={draft.conditions[kind]}
            error={problems.get(kind)}
            onChange={(part) => set(kind, part)}
          />
        ))}
      </div>
      {problems.get('conditions') && (
        <div className="field-error">{problems.get('conditions')}</div>
      )}
    </Section>
  )
}

interface CardProps {
  kind: Kind
  condition: Condition
  error: string | undefined
  onChange: (part: Partial<Condition>) => void
}

function ConditionCard({ kind, condition, error, onChange }: CardProps) {
  const { on, comparison, threshold, window, recoverAt, recoverFor, kept } = condition
  const windows = WINDOWS.includes(window) ? WINDOWS : [window, ...WINDOWS]
  return (
    <fieldset className={styles['card']} data-on={on}>
      <legend className="sr-only">{KIND_LABEL[kind]}</legend>
      <Check label={KIND_LABEL[kind]} checked={on} onChange={(value) => onChange({ on: value })} />
      {on && kept && (
        <p className={styles['dim']}>
          {kept[0]?.detectionMethod}: a condition that this form does not show. It stays as it is.
        </p>
      )}
      {on && !kept && (
        <>
          {kind !== 'MissingData' && (
            <div className={styles['line']}>
              <Select
                label="Value is"
                value={comparison}
                choices={COMPARISONS}
                onChange={(value) => onChange({ comparison: value as Comparison })}
              />
              <Field
                label="Threshold"
                inputMode="decimal"
                value={threshold}
                error={error}
                onChange={(event) => onChange({ threshold: event.currentTarget.value })}
              />
            </div>
          )}
          <Select
            label={kind === 'MissingData' ? 'No data in' : 'Within'}
            value={window}
            choices={windows.map((value) => ({ value, label: value.replace(/^-/, '') }))}
            onChange={(value) => onChange({ window: value })}
          />
          <div className={styles['line']}>
            {kind !== 'MissingData' && (
              <Field
                label="Ends at"
                placeholder={threshold || 'the same'}
                value={recoverAt}
                onChange={(event) => onChange({ recoverAt: event.currentTarget.value })}
              />
            )}
            <Field
              label="for"
              placeholder={window.replace(/^-/, '')}
              value={recoverFor}
              onChange={(event) => onChange({ recoverFor: event.currentTarget.value })}
            />
          </div>
        </>
      )}
    </fieldset>
  )
}
