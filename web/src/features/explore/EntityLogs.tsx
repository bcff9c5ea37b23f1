import { useMemo } from 'react'
import { faultsOf } from '@/api/faults'
import { useRun } from '@/features/search/use-run'
import { plural } from '@/lib/format'
import { decodeEscapes } from '@/lib/message-text'
import { cellStamp, wholeSecond, type Zone } from '@/lib/time'
import type { TimeRange } from '@/lib/time-expression'
import { SearchLink } from './EntityFacts'
import { logLines } from './log-lines'
import styles from './entity.module.css'

interface Props {
  scope: string
  range: TimeRange
  zone: Zone
}

const MOST = 100

/** The newest messages of an entity. */
export function EntityLogs({ scope, range, zone }: Props) {
  const run = useRun(
    { query: scope, range, zone, limit: MOST },
    { show: 'messages', enabled: true, keep: true },
  )
  const lines = useMemo(() => (run.result ? logLines(run.result) : []), [run.result])
  const [fault] = run.error ? faultsOf(run.error) : []
  return (
    <section className={styles['box']} aria-label="Logs">
      <h2>
        Logs
        <SearchLink query={scope} label="Open in Search" />
      </h2>
      {fault && <p className={styles['quiet']}>{fault.message}</p>}
      {run.phase === 'done' && lines.length === 0 && (
        <p className={styles['quiet']}>No message in this range.</p>
      )}
      {lines.length > 0 && (
        <>
          <div className={styles['logs']} tabIndex={0} role="log" aria-label="Newest messages">
            {lines.map((line) => (
              <div key={line.id} className={styles['log']} data-level={line.level}>
                <time>{cellStamp(wholeSecond(line.at), zone)}</time>
                <code>{decodeEscapes(line.text)}</code>
              </div>
            ))}
          </div>
          <p className={styles['quiet']}>
            The newest {lines.length} of{' '}
            {plural(run.result?.messageCount ?? lines.length, 'message')}.
          </p>
        </>
      )}
    </section>
  )
}
