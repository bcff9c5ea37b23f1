import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { collection } from '@/api/collection'
import type { MetricPreview, MetricRule } from '@/api/collection-schema'
import { Check } from '@/ui/Check'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { TextArea } from '@/ui/TextArea'
import { FaultNotes } from './FaultNotes'
import { setsOf, variablesOf } from './metric-rule-words'
import { RuleActions } from './RuleActions'
import styles from './collection.module.css'

interface Props {
  rule: MetricRule | null
  onDone: () => void
}

/** A metric rule, and what it derives from the newest series. */
export function MetricRuleEditor({ rule, onDone }: Props) {
  const client = useQueryClient()
  const [name, setName] = useState(rule?.name ?? '')
  const [match, setMatch] = useState(rule?.matchExpression ?? '')
  const [sets, setSets] = useState(setsOf(rule?.variablesToExtract ?? [], '\n'))
  const [enabled, setEnabled] = useState(rule?.enabled ?? true)
  const written = useDeferredValue(JSON.stringify({ match: match.trim(), sets }))
  const { data, error } = useQuery({
    queryKey: ['collection', 'metric-preview', written],
    queryFn: ({ signal }) => {
      const body = { matchExpression: match.trim(), variablesToExtract: variablesOf(sets) }
      return collection.previewMetricRule(body, signal)
    },
    placeholderData: (before) => before,
    enabled: match.trim() !== '',
    retry: false,
  })
  const ended = {
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: ['collection', 'metric-rules'] }),
  }
  const saving = useMutation({
    mutationFn: () =>
      collection.saveMetricRule(rule?.name ?? null, {
        name: name.trim(),
        matchExpression: match.trim(),
        variablesToExtract: variablesOf(sets),
        enabled,
      }),
    ...ended,
  })
  const removing = useMutation({
    mutationFn: () => collection.removeMetricRule(rule?.name ?? ''),
    ...ended,
  })
  const save = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  const wrongMatch = match.trim() ? (data?.matchExpression ?? []) : []
  const wrongSets = match.trim() ? (data?.variablesToExtract ?? []) : []
  const variables = variablesOf(sets)
  const unsaid = variables.filter((one) => !one.name || !one.tagSequence)
  const sound = wrongMatch.length + wrongSets.length + unsaid.length === 0 && variables.length > 0
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
          label="Series"
          required
          placeholder="namespace=aws/sagemaker Host=*/*"
          note="Terms that have to hold; each * can be referred to."
          error={
            wrongMatch.length > 0 ? (
              <FaultNotes text={match.trim()} faults={wrongMatch} />
            ) : undefined
          }
          value={match}
          onChange={(event) => setMatch(event.currentTarget.value)}
        />
        <TextArea
          label="Derives"
          rows={4}
          mono
          spellCheck={false}
          placeholder={'job=$Host._1\ninstance=$Host._2'}
          note="A dimension a line: $Host._1 is what the first * of Host stands for."
          error={
            unsaid.length > 0
              ? `${unsaid[0]?.name || 'A line'} has no name and value: write name=value.`
              : wrongSets.length > 0
                ? wrongSets.map(({ index, fault }) => (
                    <FaultNotes
                      key={index}
                      text={variables[index]?.tagSequence ?? ''}
                      faults={[fault]}
                    />
                  ))
                : undefined
          }
          value={sets}
          onChange={setSets}
        />
        <Check label="Enabled" checked={enabled} onChange={setEnabled} />
        <Faults error={saving.error ?? removing.error} />
        <RuleActions
          ready={!saving.isPending && name.trim() !== '' && match.trim() !== '' && sound}
          onDone={onDone}
          onRemove={rule ? () => removing.mutate() : undefined}
        />
      </form>
      <section className={styles['preview']} aria-label="Preview" aria-live="polite">
        <h3>On the newest series</h3>
        <Faults error={error} />
        {data && match.trim() !== '' && <Tried preview={data} names={variables} />}
      </section>
    </div>
  )
}

interface TriedProps {
  preview: MetricPreview
  names: readonly { name: string }[]
}

function Tried({ preview, names }: TriedProps) {
  if (preview.matchExpression.length + preview.variablesToExtract.length > 0) {
    return <p className={styles['quiet']}>Correct what is wrong to see what it derives.</p>
  }
  const columns = names.map((one) => one.name.toLowerCase())
  return (
    <>
      <p className={styles['quiet']}>
        Matches {preview.matched} of {preview.total}
      </p>
      <table className={styles['table']}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name}>{name}</th>
            ))}
            <th>Series</th>
          </tr>
        </thead>
        <tbody>
          {preview.data.map((one, at) => (
            <tr key={at} data-failed={one.failed !== ''}>
              {columns.map((name) => (
                <td key={name} className={styles['mono']}>
                  {one.derived[name] ?? shadowed(one, name)}
                </td>
              ))}
              <td className={styles['mono']}>
                {one.metric}{' '}
                {Object.entries(one.dimensions)
                  .map(([name, value]) => `${name}=${value}`)
                  .join(' ')}
                {one.failed && <div className={styles['under']}>Does not hold: {one.failed}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** What a series has already: the value that the rule would give, or its own, which stays. */
function shadowed(one: MetricPreview['data'][number], name: string): string {
  const given = one.shadowed[name]
  const held = one.dimensions[name]
  if (given === undefined) return ''
  return held === given ? given : `${held} (its own; not ${given})`
}
