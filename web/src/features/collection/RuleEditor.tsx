import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { collection } from '@/api/collection'
import type { ExtractionRule } from '@/api/collection-schema'
import { decodeEscapes } from '@/lib/message-text'
import { Check } from '@/ui/Check'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { TextArea } from '@/ui/TextArea'
import { FaultNotes } from './FaultNotes'
import { previewOf } from './preview'
import { recent } from './recent'
import { RuleActions } from './RuleActions'
import styles from './collection.module.css'

interface Props {
  rule: ExtractionRule | null
  onDone: () => void
}

/** An extraction rule, and what it makes of the newest messages of its scope. */
export function RuleEditor({ rule, onDone }: Props) {
  const client = useQueryClient()
  const [name, setName] = useState(rule?.name ?? '')
  const [scope, setScope] = useState(rule?.scope ?? '')
  const [expression, setExpression] = useState(rule?.parseExpression ?? '')
  const [enabled, setEnabled] = useState(rule?.enabled ?? true)
  const written = useDeferredValue(`${scope.trim()}\n${expression.trim()}`)
  const { data: check, isPlaceholderData: unchecked } = useQuery({
    queryKey: ['collection', 'rule-check', written],
    queryFn: ({ signal }) => {
      const [over = '', parseExpression = ''] = written.split(/\n(.*)/s)
      return collection.checkRule({ scope: over, parseExpression }, signal)
    },
    placeholderData: (before) => before,
  })
  const wrongScope = check?.scope ?? []
  const wrong = expression.trim() ? (check?.parseExpression ?? []) : []
  // While it is being checked, what was said of the text before says nothing of this one.
  const sound = check !== undefined && !unchecked && wrongScope.length + wrong.length === 0
  const settled = () => client.invalidateQueries({ queryKey: ['collection'] })
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      collection.saveRule(rule?.id ?? null, {
        name: name.trim(),
        scope: scope.trim(),
        parseExpression: expression.trim(),
        enabled,
      }),
    onSuccess: onDone,
    onSettled: settled,
  })
  const removing = useMutation({
    mutationFn: () => collection.removeRule(rule?.id ?? ''),
    onSuccess: onDone,
    onSettled: settled,
  })
  const save = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  return (
    <div className={styles['halves']}>
      <form className={styles['form']} onSubmit={save}>
        <Field
          label="Name"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Field
          label="Scope"
          note="Which messages it reads: words and field=value."
          error={
            wrongScope.length > 0 ? (
              <FaultNotes text={scope.trim()} faults={wrongScope} />
            ) : undefined
          }
          value={scope}
          onChange={(event) => setScope(event.currentTarget.value)}
        />
        <TextArea
          label="Expression"
          rows={8}
          mono
          spellCheck={false}
          placeholder={'json "requestParameters.endpointName" as endpointname nodrop'}
          note={
            check && check.fields.length > 0
              ? `Sets ${check.fields.join(', ')}.`
              : 'It sets the fields that its stages make.'
          }
          error={
            wrong.length > 0 ? <FaultNotes text={expression.trim()} faults={wrong} /> : undefined
          }
          value={expression}
          onChange={setExpression}
        />
        <Check label="Enabled" checked={enabled} onChange={setEnabled} />
        <Faults error={error ?? removing.error} />
        <RuleActions
          ready={!isPending && name.trim() !== '' && expression.trim() !== '' && sound}
          onDone={onDone}
          onRemove={rule ? () => removing.mutate() : undefined}
        />
      </form>
      <Preview scope={scope} expression={expression} sound={sound} />
    </div>
  )
}

const SAMPLE = 200
const SHOWN = 50

interface PreviewProps {
  scope: string
  expression: string
  /** Whether nothing is wrong with them; else what was made of the last that was sound stays. */
  sound: boolean
}

function Preview({ scope, expression, sound }: PreviewProps) {
  const asked = useDeferredValue(`${scope.trim() || '*'}\n${expression.trim()}`)
  const { data, error } = useQuery({
    queryKey: ['collection', 'preview', asked],
    queryFn: async ({ signal }) => {
      const [over = '*', stages = ''] = asked.split(/\n(.*)/s)
      const messages = await recent(over, SAMPLE, signal)
      const read = stages ? await recent(`${over} | ${stages}`, SAMPLE, signal) : messages
      return previewOf(messages, read)
    },
    placeholderData: (before) => before,
    enabled: sound,
    retry: false,
  })
  return (
    <section className={styles['preview']} aria-label="Preview" aria-live="polite">
      <h3>On the newest messages of the scope</h3>
      <Faults error={sound && error} />
      {data && !error && (
        <>
          <p className={styles['quiet']}>
            Matched {data.matched} of {data.total}
            {data.fields.map((field) => `, ${field.name} in ${field.filled}`).join('')}
          </p>
          {data.total === 0 ? (
            <p className={styles['quiet']}>
              No message of the last 24 hours is in this scope. Widen it, or wait for one.
            </p>
          ) : (
            <table className={styles['table']}>
              <thead>
                <tr>
                  {data.fields.map((field) => (
                    <th key={field.name}>{field.name}</th>
                  ))}
                  <th>Message</th>
                </tr>
              </thead>
              <tbody>
                {data.rows.slice(0, SHOWN).map((row, at) => (
                  <tr key={at} data-failed={!row.matched}>
                    {data.fields.map((field, column) => (
                      <td key={field.name} className={styles['mono']}>
                        {row.values[column] ?? ''}
                      </td>
                    ))}
                    <td className={styles['mono']}>{decodeEscapes(row.raw).slice(0, 300)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </section>
  )
}
