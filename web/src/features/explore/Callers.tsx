import { useMemo } from 'react'
import { faultsOf } from '@/api/faults'
import { useRun } from '@/features/search/use-run'
import { count } from '@/lib/format'
import type { Zone } from '@/lib/time'
import type { TimeRange } from '@/lib/time-expression'
import { SearchLink } from './EntityFacts'
import { callerRows } from './caller-rows'
import styles from './entity.module.css'

interface Props {
  query: string
  range: TimeRange
  zone: Zone
}

const SHOWN = 15

/** Who has called something on an entity, from where, and how that went: what CloudTrail tells. */
export function Callers({ query, range, zone }: Props) {
  const run = useRun(
    { query, range, zone, limit: 1000 },
    { show: 'auto', enabled: true, keep: true },
  )
  const rows = useMemo(() => (run.result ? callerRows(run.result) : []), [run.result])
  const [fault] = run.error ? faultsOf(run.error) : []
  return (
    <section className={styles['box']} aria-label="Callers">
      <h2>
        Callers
        <SearchLink query={query} label="Open in Search" />
      </h2>
      {fault && <p className={styles['quiet']}>{fault.message}</p>}
      {run.phase === 'done' && rows.length === 0 && (
        <p className={styles['quiet']}>
          CloudTrail tells of no call in this range. Invocations are among them only where data
          events are recorded.
        </p>
      )}
      {rows.length > 0 && (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th>Caller</th>
              <th>From</th>
              <th>Call</th>
              <th>Error</th>
              <th className={styles['number']}>Calls</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map((row, index) => (
              <tr key={index}>
                <td title={row.caller}>{row.who}</td>
                <td>{row.address}</td>
                <td>{row.call}</td>
                <td className={row.error ? styles['bad'] : undefined}>{row.error}</td>
                <td className={styles['number']}>{count(row.calls)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > SHOWN && (
        <p className={styles['quiet']}>{count(rows.length - SHOWN)} more in Search.</p>
      )}
    </section>
  )
}
