import { type ReactNode, useState } from 'react'
import { monitors as api } from '@/api/monitors'
import type { Monitor } from '@/api/monitors-schema'
import { Check } from '@/ui/Check'
import { Field } from '@/ui/Field'
import { TextArea } from '@/ui/TextArea'
import { BacktestPreview } from './BacktestPreview'
import { ConditionCards } from './ConditionCards'
import { EditorEnd } from './EditorEnd'
import { Section } from './Section'
import { documentOf, type Draft, problemsOf } from './monitor-draft'
import { QueryRows } from './QueryRows'
import { Tellings } from './Tellings'
import { useChange, useChannels } from './use-monitors'
import styles from './monitors.module.css'

interface Props {
  start: Draft
  before?: Monitor
  onSaved: (monitor: Monitor) => void
  /** Stands above the form. */
  children?: ReactNode
}

/** The form of a monitor, and beside it what it would have done. */
export function MonitorEditor({ start, before, onSaved, children }: Props) {
  const [draft, setDraft] = useState(start)
  const [tried, setTried] = useState(false)
  const channels = useChannels()
  const change = (part: Partial<Draft>) => setDraft((at) => ({ ...at, ...part }))
  const typeOf = (id: string) => channels.find((one) => one.id === id)?.webhookType ?? 'Webhook'
  const document = documentOf(draft, before, typeOf)
  const problems = problemsOf(draft)
  const save = useChange(
    async () => {
      onSaved(await (before ? api.change(before.id, document) : api.create(undefined, document)))
    },
    before ? 'Saved' : 'Made',
  )
  const shown = tried ? problems : new Map<string, string>()
  return (
    <div className={styles['editor']}>
      <form
        className={styles['editorForm']}
        aria-label="Monitor"
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (problems.size === 0) save.mutate(undefined)
        }}
      >
        {children}
        <QueryRows draft={draft} error={shown.get('query')} onChange={change} />
        <ConditionCards draft={draft} problems={shown} onChange={change} />
        <Tellings draft={draft} channels={channels} problems={shown} onChange={change} />
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
          <TextArea
            label="Playbook"
            rows={4}
            note="What to do when it fires; variables such as {{AlertGroup}} are filled in."
            value={draft.playbook}
            onChange={(playbook) => change({ playbook })}
          />
          <Check
            label="Enabled: looked at by the clock"
            checked={draft.enabled}
            onChange={(enabled) => change({ enabled })}
          />
        </Section>
        <EditorEnd
          error={save.error}
          problems={shown}
          saving={save.isPending}
          label={before ? 'Save' : 'Make the monitor'}
        />
      </form>
      <BacktestPreview document={document} draft={draft} ready={!problems.has('query')} />
    </div>
  )
}
