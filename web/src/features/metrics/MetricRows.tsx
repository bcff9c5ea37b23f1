import { IconBellPlus, IconPlayerPlay, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Fault, MetricsResult } from '@/api/schema'
import { Button } from '@/ui/Button'
import { MetricRowLine } from './MetricRowLine'
import { changedRow, MOST_ROWS, type MetricRow, withoutRow, withRow } from './metric-rows'
import { useMetricWords } from './use-metrics'
import styles from './metrics.module.css'

interface Props {
  /** What is written in the rows, run or not. */
  drafts: readonly MetricRow[]
  /** What has run. */
  ran: readonly MetricRow[]
  result: MetricsResult | undefined
  faults: ReadonlyMap<string, Fault[]>
  running: boolean
  onDraft: (rows: MetricRow[]) => void
  onRun: (rows: readonly MetricRow[]) => void
}

/** The rows as drafts, which become the page's address when they run. */
export function MetricRows({ drafts, ran, result, faults, running, onDraft, onRun }: Props) {
  const words = useMetricWords()
  const full = drafts.length >= MOST_ROWS
  return (
    <form
      className={styles['rows']}
      aria-label="Metrics queries"
      onSubmit={(event) => {
        event.preventDefault()
        onRun(drafts)
      }}
    >
      {drafts.map((row) => (
        <MetricRowLine
          key={row.id}
          row={row}
          others={drafts
            .filter((one) => one.id !== row.id && one.query !== '')
            .map((one) => one.id)
            .join('')}
          ran={ran.find((one) => one.id === row.id)?.query}
          answer={result?.queryResult.find((one) => one.rowId === row.id)}
          faults={faults.get(row.id) ?? []}
          words={words}
          full={full}
          onText={(query) => onDraft(changedRow(drafts, row.id, { query }))}
          onRun={(query) => onRun(changedRow(drafts, row.id, { query }))}
          onHide={() => onRun(changedRow(drafts, row.id, { hidden: !row.hidden }))}
          onDuplicate={() => onDraft(withRow(drafts, row.query))}
          onDelete={() => onRun(withoutRow(drafts, row.id))}
        />
      ))}
      <div className={styles['rowButtons']}>
        <Button
          small
          kind="quiet"
          disabled={full}
          title={full ? `${MOST_ROWS} rows are the most` : undefined}
          onClick={() => onDraft(withRow(drafts))}
        >
          <IconPlus size={14} stroke={1.75} aria-hidden />
          Add row
        </Button>
        {ran.length > 0 && (
          <Link
            to="/monitors/$monitorId"
            params={{ monitorId: 'new' }}
            search={{ m: ran.map((row) => row.query) }}
            className="btn btn-quiet btn-small"
          >
            <IconBellPlus size={14} stroke={1.5} aria-hidden />
            Make a monitor
          </Link>
        )}
        <Button
          type="submit"
          kind="primary"
          disabled={drafts.every((row) => row.query.trim() === '')}
        >
          <IconPlayerPlay size={15} stroke={1.75} aria-hidden />
          {running ? 'Running' : 'Run'}
        </Button>
      </div>
    </form>
  )
}
