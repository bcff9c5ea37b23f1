import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { collection } from '@/api/collection'
import type { MetricRule } from '@/api/collection-schema'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { MetricRuleEditor } from './MetricRuleEditor'
import { setsOf } from './metric-rule-words'
import styles from './collection.module.css'

/** The rules that derive dimensions of series as points arrive, and the editor of the chosen one. */
export function MetricRules() {
  const { data, error } = useQuery({
    queryKey: ['collection', 'metric-rules'],
    queryFn: collection.metricRules,
    staleTime: 0,
  })
  const [edited, setEdited] = useState<MetricRule | 'new' | null>(null)
  if (error) return <Faults error={error} />
  if (!data) return null
  if (edited !== null) {
    const rule = edited === 'new' ? null : edited
    return <MetricRuleEditor key={rule?.name ?? ''} rule={rule} onDone={() => setEdited(null)} />
  }
  return (
    <div className={styles['main']}>
      <div className={styles['bar']}>
        <p className={styles['quiet']}>
          A rule gives series of its match further dimensions, cut from those they bring. It applies
          from now on; what is stored stays as it is.
        </p>
        <Button kind="primary" onClick={() => setEdited('new')}>
          Add rule
        </Button>
      </div>
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
            </tr>
          </thead>
          <tbody>
            {data.data.map((rule) => (
              <tr key={rule.name}>
                <td>
                  <button type="button" className={styles['name']} onClick={() => setEdited(rule)}>
                    {rule.name}
                  </button>
                </td>
                <td className={styles['mono']}>{rule.matchExpression}</td>
                <td className={styles['mono']}>{setsOf(rule.variablesToExtract)}</td>
                <td>{rule.enabled ? 'Enabled' : 'Disabled'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
