import { useEffect, useState } from 'react'
import type { RunResult } from '@/api/schema'
import { bytes, count, elapsed } from '@/lib/format'
import type { Run } from './use-run'
import styles from './search.module.css'

interface Props {
  run: Run
  /** Rows that are shown, where a filter of the page hides some. */
  shown: number
  onMore: (() => void) | null
}

/** How the run went, in one line: rows, exact or not, time, what was read. */
export function RunFooter({ run, shown, onMore }: Props) {
  const { phase, result } = run
  const running = phase === 'running'
  return (
    <footer className={styles['footer']}>
      <span className={styles['phase']} data-phase={phase} role="status">
        {WORD[phase]}
      </span>
      {running && <RunningTime />}
      {result && !running && <Facts result={result} shown={shown} />}
      {onMore && !running && (
        <button type="button" className="btn btn-link" onClick={onMore}>
          Load more
        </button>
      )}
      {result?.warnings.map((warning) => (
        <span key={warning.code + warning.message} className={styles['warning']}>
          {warning.message}
        </span>
      ))}
    </footer>
  )
}

const WORD = {
  idle: '',
  running: 'Running',
  done: 'Done',
  stopped: 'Stopped',
  failed: 'Failed',
}

function Facts({ result, shown }: { result: RunResult; shown: number }) {
  const { stats } = result
  const unit = result.kind === 'messages' ? 'messages' : 'records'
  const facts = [
    `${count(shown)} of ${count(result.total)} ${unit}`,
    ...(result.kind === 'records' ? [`from ${count(result.messageCount)} messages`] : []),
    result.exact ? 'exact' : 'partial',
    elapsed(stats.elapsedMs),
    ...(stats.readRows > 0
      ? [`${count(stats.readRows)} rows, ${bytes(stats.readBytes)} read`]
      : []),
  ]
  return <span>{facts.join(' · ')}</span>
}

// Nothing is shown for the first moment: most runs are over by then.
function RunningTime() {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const start = performance.now()
    const timer = setInterval(() => setSeconds((performance.now() - start) / 1000), 100)
    return () => clearInterval(timer)
  }, [])
  return seconds < 0.15 ? null : <span>{seconds.toFixed(1)} s</span>
}
