import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { collection } from '@/api/collection'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { useAction } from './use-action'
import styles from './collection.module.css'

/** The rules that derive dimensions of series as points arrive. */
export function MetricRules() {
  const { data, error } = useQuery({
    queryKey: ['collection', 'metric-rules'],
    queryFn: collection.metricRules,
    staleTime: 0,
  })
  const { act, busy } = useAction('metric-rules')
  const [name, setName] = useState('')
  const [match, setMatch] = useState('')
  const [sets, setSets] = useState('')
  if (error) return <Faults error={error} />
  if (!data) return null
  const add = (event: FormEvent) => {
    event.preventDefault()
    const variablesToExtract = sets
      .split(/\s+/)
      .filter(Boolean)
      .map((one) => {
        const at = one.indexOf('=')
        return { name: one.slice(0, at), tagSequence: one.slice(at + 1) }
      })
    act(async () => {
      await collection.addMetricRule({ name, matchExpression: match, variablesToExtract })
      setName('')
      setMatch('')
      setSets('')
    })
  }
  return (
    <div className={styles['main']}>
      <form className={styles['bar']} onSubmit={add}>
        <Field label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Field
          label="Series"
          placeholder="namespace=aws/sagemaker Host=*/*"
          value={match}
          onChange={(event) => setMatch(event.currentTarget.value)}
        />
        <Field
          label="Derives"
          placeholder="job=$Host._1"
          value={sets}
          onChange={(event) => setSets(event.currentTarget.value)}
        />
        <Button
          kind="primary"
          type="submit"
          disabled={busy || !name || !match || !sets.includes('=')}
        >
          Add rule
        </Button>
      </form>
      {data.data.length === 0 ? (
        <EmptyState title="No rules yet">
          <p>A rule cuts a dimension such as a host into parts that have names.</p>
        </EmptyState>
      ) : (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th>Name</th>
              <th>Series</th>
              <th>Derives</th>
              <th>State</th>
              <th>
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.data.map((rule) => (
              <tr key={rule.name}>
                <td>{rule.name}</td>
                <td className={styles['mono']}>{rule.matchExpression}</td>
                <td className={styles['mono']}>
                  {rule.variablesToExtract.map((one) => `${one.name}=${one.tagSequence}`).join(' ')}
                </td>
                <td>{rule.enabled ? 'Enabled' : 'Disabled'}</td>
                <td>
                  <Button
                    small
                    disabled={busy}
                    aria-label={`Delete ${rule.name}`}
                    onClick={() => act(() => collection.removeMetricRule(rule.name))}
                  >
                    Delete
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
