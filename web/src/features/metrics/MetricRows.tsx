import {
  IconCopy,
  IconEye,
  IconEyeOff,
  IconPlayerPlay,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { Button, IconButton } from '@/ui/Button'
import { hiddenWithout, MOST_ROWS, type MetricRow, rowId, toggledHidden } from './metric-rows'
import styles from './metrics.module.css'

interface Props {
  rows: readonly MetricRow[]
  running: boolean
  onRun: (queries: string[], hidden: string) => void
}

const icon = { size: 16, stroke: 1.5 }

/** The rows as drafts, which become the page's address when they run. */
export function MetricRows({ rows, running, onRun }: Props) {
  const [queries, setQueries] = useState(() => (rows.length ? rows.map((row) => row.query) : ['']))
  const hidden = rows
    .filter((row) => row.hidden)
    .map((row) => row.id)
    .join('')
  const full = queries.length >= MOST_ROWS
  const run = (event?: FormEvent) => {
    event?.preventDefault()
    onRun(queries, hidden)
  }
  const insert = (at: number, text: string) => setQueries(queries.toSpliced(at, 0, text))
  const remove = (at: number) => onRun(queries.toSpliced(at, 1), hiddenWithout(hidden, at))
  return (
    <form className={styles['rows']} aria-label="Metric queries" onSubmit={run}>
      {queries.map((query, index) => {
        const id = rowId(index)
        const off = hidden.includes(id)
        const Eye = off ? IconEyeOff : IconEye
        return (
          <div key={index} className={styles['row']} data-hidden={off}>
            <IconButton
              label={off ? `Show row ${id}` : `Hide row ${id}`}
              onClick={() => onRun(queries, toggledHidden(hidden, id))}
            >
              <Eye {...icon} />
            </IconButton>
            <span className={styles['rowId']}>#{id}</span>
            <input
              className="field-input dense mono"
              aria-label={`Query of row ${id}`}
              value={query}
              spellCheck={false}
              placeholder="metric=Invocations EndpointName=* | sum by EndpointName"
              onChange={(event) => setQueries(queries.with(index, event.currentTarget.value))}
            />
            <IconButton
              label={`Duplicate row ${id}`}
              disabled={full}
              onClick={() => insert(index + 1, query)}
            >
              <IconCopy {...icon} />
            </IconButton>
            <IconButton
              label={`Delete row ${id}`}
              disabled={queries.length === 1 && query === ''}
              onClick={() => remove(index)}
            >
              <IconTrash {...icon} />
            </IconButton>
          </div>
        )
      })}
      <div className={styles['rowButtons']}>
        <Button small kind="quiet" disabled={full} onClick={() => insert(queries.length, '')}>
          <IconPlus size={14} stroke={1.75} aria-hidden />
          Add row
        </Button>
        <Button
          type="submit"
          kind="primary"
          disabled={queries.every((query) => query.trim() === '')}
        >
          <IconPlayerPlay size={15} stroke={1.75} aria-hidden />
          {running ? 'Running' : 'Run'}
        </Button>
      </div>
    </form>
  )
}
