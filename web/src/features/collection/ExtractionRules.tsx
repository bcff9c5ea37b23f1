import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { collection } from '@/api/collection'
import type { ExtractionRule } from '@/api/collection-schema'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { RuleEditor } from './RuleEditor'
import styles from './collection.module.css'

/** The rules that set fields as messages arrive, in their order, and the editor of the chosen one. */
export function ExtractionRules() {
  const { data, error } = useQuery({
    queryKey: ['collection', 'rules'],
    queryFn: collection.rules,
    staleTime: 0,
  })
  const [edited, setEdited] = useState<ExtractionRule | 'new' | null>(null)
  if (error) return <Faults error={error} />
  if (!data) return null
  if (edited !== null) {
    const rule = edited === 'new' ? null : edited
    return <RuleEditor key={rule?.id ?? 'new'} rule={rule} onDone={() => setEdited(null)} />
  }
  return (
    <div className={styles['main']}>
      <div className={styles['bar']}>
        <p className={styles['quiet']}>
          A rule reads messages of its scope as they arrive. It applies from now on; what is stored
          stays as it is.
        </p>
        <Button kind="primary" onClick={() => setEdited('new')}>
          Add rule
        </Button>
      </div>
      {data.data.length === 0 ? (
        <EmptyState title="No rules yet">
          <p>Queries can parse for themselves; a rule does it once for all of them.</p>
        </EmptyState>
      ) : (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th>Name</th>
              <th>Scope</th>
              <th>Fields</th>
              <th>State</th>
            </tr>
          </thead>
          <tbody>
            {data.data.map((rule) => (
              <tr key={rule.id}>
                <td>
                  <button type="button" className={styles['name']} onClick={() => setEdited(rule)}>
                    {rule.name}
                  </button>
                </td>
                <td className={styles['mono']}>{rule.scope}</td>
                <td className={styles['mono']}>{rule.fieldNames.join(', ')}</td>
                <td>{rule.enabled ? 'Enabled' : 'Disabled'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
