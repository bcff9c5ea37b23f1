import { IconPlus, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Button, IconButton } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Segmented } from '@/ui/Segmented'
import { Section } from './Section'
import type { Draft } from './monitor-draft'
import { QueryText } from './QueryText'
import styles from './monitors.module.css'

interface Props {
  draft: Draft
  error: string | undefined
  onChange: (part: Partial<Draft>) => void
}

const TYPES = [
  { value: 'Logs', label: 'Logs' },
  { value: 'Metrics', label: 'Metrics' },
] as const
const MOST_ROWS = 6
/** What is watched: a log query, or up to six rows of metrics. */
export function QueryRows({ draft, error, onChange }: Props) {
  const { type, queries } = draft
  const metrics = type === 'Metrics'
  const set = (index: number, query: string) =>
    onChange({ queries: queries.map((row, at) => (at === index ? { ...row, query } : row)) })
  if (type === 'Slo') return <OfObjective draft={draft} />
  return (
    <Section title="1. What is watched">
      <Segmented
        label="Kind of data"
        value={type}
        choices={TYPES}
        onChange={(value) => onChange({ type: value, queries: queries.slice(0, 1) })}
      />
      {queries.map((row, index) => (
        <div key={row.rowId} className={styles['queryRow']}>
          {metrics && <span className={styles['rowId']}>#{row.rowId}</span>}
          <QueryText
            type={type}
            label={metrics ? `Query of row ${row.rowId}` : 'Query'}
            text={row.query}
            others={queries
              .filter((one) => one.rowId !== row.rowId)
              .map((one) => one.rowId)
              .join('')}
            onText={(query) => set(index, query)}
          />
          {queries.length > 1 && (
            <IconButton
              label={`Delete row ${row.rowId}`}
              onClick={() => onChange({ queries: queries.filter((_, at) => at !== index) })}
            >
              <IconTrash size={16} stroke={1.5} />
            </IconButton>
          )}
        </div>
      ))}
      {error && <div className="field-error">{error}</div>}
      {metrics && queries.length < MOST_ROWS && (
        <div>
          <Button small kind="quiet" onClick={() => onChange({ queries: withRow(queries) })}>
            <IconPlus size={14} stroke={1.75} aria-hidden />
            Add row
          </Button>
          <span className={styles['dim']}> The last row that no other uses decides.</span>
        </div>
      )}
      <div className={styles['line']}>
        {!metrics && (
          <Field
            label="Value"
            placeholder="number of results"
            note="A field of numbers such as _count; empty counts the results."
            value={draft.field}
            onChange={(event) => onChange({ field: event.currentTarget.value })}
          />
        )}
        <Field
          label="An alert for each"
          placeholder="one for all"
          note="Fields parted by commas, such as endpointname."
          value={draft.groups}
          onChange={(event) => onChange({ groups: event.currentTarget.value })}
        />
        <Field
          label="Evaluation delay"
          note="For data that comes late: 4m."
          value={draft.delay}
          onChange={(event) => onChange({ delay: event.currentTarget.value })}
        />
      </div>
    </Section>
  )
}

/** Its objective has the queries. */
function OfObjective({ draft }: { draft: Draft }) {
  return (
    <Section title="1. What is watched">
      <p>
        <Link
          to="/monitors/objectives/$objectiveId"
          params={{ objectiveId: draft.objective }}
          className="btn btn-small"
        >
          Its objective
        </Link>
      </p>
    </Section>
  )
}

function withRow(queries: Draft['queries']): Draft['queries'] {
  const free = [...'ABCDEF'].find((letter) => !queries.some((row) => row.rowId === letter)) ?? 'F'
  return [...queries, { rowId: free, query: '' }]
}
