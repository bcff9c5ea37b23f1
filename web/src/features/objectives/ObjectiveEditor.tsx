import { useState } from 'react'
import { objectives as api } from '@/api/objectives'
import type { Objective } from '@/api/objectives-schema'
import styles from '@/features/monitors/monitors.module.css'
import { EditorEnd } from '@/features/monitors/EditorEnd'
import { Section } from '@/features/monitors/Section'
import { useChange } from '@/features/monitors/use-monitors'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Segmented } from '@/ui/Segmented'
import { Select } from '@/ui/Select'
import { IndicatorForm } from './IndicatorForm'
import {
  CALENDAR,
  type ObjectiveDraft,
  objectiveDocument,
  objectiveProblems,
  SIGNALS,
} from './objective-draft'
import { ObjectivePreview } from './ObjectivePreview'

interface Props {
  start: ObjectiveDraft
  before?: Objective
  onSaved: (objective: Objective) => void
  onCancel?: () => void
}

const named = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
const PERIODS = [
  { value: 'Rolling', label: 'The last days' },
  { value: 'Calendar', label: 'Since one began' },
] as const

/** The form of an objective, and beside it what its queries measure. */
export function ObjectiveEditor({ start, before, onSaved, onCancel }: Props) {
  const [draft, setDraft] = useState(start)
  const [tried, setTried] = useState(false)
  const change = (part: Partial<ObjectiveDraft>) => setDraft((at) => ({ ...at, ...part }))
  const document = objectiveDocument(draft, before)
  const problems = objectiveProblems(draft)
  const save = useChange(
    async () => {
      onSaved(await (before ? api.change(before.id, document) : api.create(document)))
    },
    before ? 'Saved' : 'Made',
  )
  const shown = tried ? problems : new Map<string, string>()
  // A name is needed to keep it, not to measure it.
  const ready = [...problems.keys()].every((place) => place === 'name')
  return (
    <div className={styles['editor']}>
      <form
        className={styles['editorForm']}
        aria-label="Objective"
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (problems.size === 0) save.mutate(undefined)
        }}
      >
        <IndicatorForm draft={draft} problems={shown} onChange={change} />
        <Section title="2. How much has to be good">
          <Segmented
            label="Period"
            value={draft.period}
            choices={PERIODS}
            onChange={(period) =>
              change({ period, size: period === 'Rolling' ? '7d' : CALENDAR[1] })
            }
          />
          <div className={styles['line']}>
            <Field
              label="Target in percent"
              inputMode="decimal"
              value={draft.target}
              error={shown.get('target')}
              onChange={(event) => change({ target: event.currentTarget.value })}
            />
            {draft.period === 'Rolling' ? (
              <Field
                label="Days"
                value={draft.size}
                error={shown.get('size')}
                onChange={(event) => change({ size: event.currentTarget.value })}
              />
            ) : (
              <>
                <Select
                  label="Since the beginning of the"
                  value={draft.size}
                  choices={named(CALENDAR)}
                  onChange={(size) => change({ size })}
                />
                <Field
                  label="Time zone"
                  value={draft.timezone}
                  onChange={(event) => change({ timezone: event.currentTarget.value })}
                />
              </>
            )}
          </div>
        </Section>
        <Section title="Details">
          <Field
            label="Name"
            value={draft.name}
            error={shown.get('name')}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Field
            label="Description"
            value={draft.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
          />
          <Select
            label="Kind"
            value={draft.signal}
            choices={named(SIGNALS)}
            onChange={(signal) => change({ signal })}
          />
        </Section>
        <EditorEnd
          error={save.error}
          problems={shown}
          saving={save.isPending}
          label={before ? 'Save' : 'Make the objective'}
        >
          {onCancel && <Button onClick={onCancel}>Cancel</Button>}
        </EditorEnd>
      </form>
      <ObjectivePreview document={document} target={Number(draft.target)} ready={ready} />
    </div>
  )
}
