import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import type { Run } from './use-run'
import styles from './search.module.css'

const LINES = 24

/** Stands where results will be while there are none yet: their shape, or why none will come. */
export function Waiting({ run }: { run: Run }) {
  if (run.phase === 'running') {
    return (
      <div className={styles['skeleton']} aria-hidden>
        {Array.from({ length: LINES }, (_, index) => (
          <div key={index} style={{ width: `${45 + ((index * 37) % 50)}%` }} />
        ))}
      </div>
    )
  }
  if (run.phase === 'stopped') {
    return (
      <EmptyState
        title="Stopped before anything came"
        actions={<Button onClick={run.again}>Run again</Button>}
      >
        <p>A shorter range or a narrower scope answers sooner.</p>
      </EmptyState>
    )
  }
  return <div className={styles['blank']} />
}
