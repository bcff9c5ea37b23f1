import { IconEye, IconEyeOff, IconPlus, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { PanelAnswer, PanelQuery } from '@/api/library-schema'
import editorStyles from '@/features/editor/editor.module.css'
import { useCheck, useQuestions, useWords } from '@/features/editor/use-log-help'
import { useMetricWords, useRowQuestions } from '@/features/metrics/use-metrics'
import { applyFix } from '@/lib/query-lang/lint'
import { Button, IconButton } from '@/ui/Button'
import { Select } from '@/ui/Select'
import { freeLetter, newQuery } from '../model/edits'
import styles from './edit.module.css'

const QueryEditor = lazy(async () => ({
  default: (await import('@/features/editor/QueryEditor')).QueryEditor,
}))

const icon = { size: 15, stroke: 1.5 }
const nothing = () => undefined
const noCheck = async () => []
const noHistory = () => null

interface Props {
  queries: readonly PanelQuery[]
  answer: PanelAnswer | null
  hidden: readonly string[]
  onChange: (queries: PanelQuery[]) => void
  onHide: (letter: string, hidden: boolean) => void
}

/** The queries of a panel: each is run, and kept in the draft, with Enter or its button. */
export function QueriesEditor({ queries, answer, hidden, onChange, onHide }: Props) {
  const letter = freeLetter(queries)
  const kind = queries.at(-1)?.queryType ?? 'Metrics'
  return (
    <section className={styles['queries']} aria-label="Queries">
      {queries.map((query) => (
        <QueryRow
          key={query.queryKey}
          query={query}
          others={queries
            .filter((one) => one !== query && one.queryType === 'Metrics')
            .map((one) => one.queryKey)
            .join('')}
          faults={(answer?.faults ?? []).filter(
            (fault) => (fault.query ?? query.queryKey) === query.queryKey,
          )}
          hidden={hidden.includes(query.queryKey)}
          alone={queries.length === 1}
          onChange={(next) =>
            onChange(queries.map((one) => (one.queryKey === query.queryKey ? next : one)))
          }
          onHide={(hide) => onHide(query.queryKey, hide)}
          onDelete={() => onChange(queries.filter((one) => one.queryKey !== query.queryKey))}
        />
      ))}
      {letter !== null && (
        <Button small onClick={() => onChange([...queries, newQuery(kind, letter)])}>
          <IconPlus {...icon} aria-hidden />
          Add a query
        </Button>
      )}
    </section>
  )
}

interface RowProps {
  query: PanelQuery
  /** The letters of the other rows of metrics. */
  others: string
  faults: PanelAnswer['faults']
  hidden: boolean
  alone: boolean
  onChange: (query: PanelQuery) => void
  onHide: (hidden: boolean) => void
  onDelete: () => void
}

function QueryRow({ query, others, faults, hidden, alone, onChange, onHide, onDelete }: RowProps) {
  const { queryKey: letter, queryString: ran } = query
  const [text, setText] = useState(ran)
  const [of, setOf] = useState(ran)
  if (of !== ran) {
    // A step back puts another text here.
    setOf(ran)
    setText(ran)
  }
  const metrics = query.queryType === 'Metrics'
  const run = (typed: string) => typed !== ran && onChange({ ...query, queryString: typed })
  const runFaults = useMemo(() => ({ text: ran, faults }), [ran, faults])
  const Eye = hidden ? IconEyeOff : IconEye
  return (
    <div className={styles['query']} role="group" aria-label={`Query ${letter}`}>
      <div className={styles['queryHead']}>
        <span className={styles['letter']}>#{letter}</span>
        <Select
          dense
          label={`Kind of query ${letter}`}
          value={query.queryType}
          choices={[
            { value: 'Metrics', label: 'Metrics' },
            { value: 'Logs', label: 'Log search' },
          ]}
          onChange={(queryType) => onChange({ ...newQuery(queryType, letter), queryString: ran })}
        />
        <span className={styles['grow']} />
        <IconButton
          small
          label={hidden ? `Draw query ${letter}` : `Do not draw query ${letter}`}
          aria-pressed={hidden}
          onClick={() => onHide(!hidden)}
        >
          <Eye {...icon} />
        </IconButton>
        <IconButton small label={`Delete query ${letter}`} disabled={alone} onClick={onDelete}>
          <IconTrash {...icon} />
        </IconButton>
        <Button small kind="primary" disabled={text === ran} onClick={() => run(text)}>
          <IconPlayerPlay size={13} stroke={1.75} aria-hidden />
          Run
        </Button>
      </div>
      <Suspense fallback={<pre className={editorStyles['soon']}>{text}</pre>}>
        {metrics ? (
          <MetricEditor
            letter={letter}
            others={others}
            text={text}
            runFaults={runFaults}
            onText={setText}
            onRun={run}
          />
        ) : (
          <LogEditor
            letter={letter}
            text={text}
            runFaults={runFaults}
            onText={setText}
            onRun={run}
          />
        )}
      </Suspense>
      {text !== ran && <p className={styles['note']}>Edited, not run.</p>}
      {text === ran &&
        faults.map((fault) => (
          <p key={fault.code + fault.message} role="alert" className={styles['fault']}>
            {fault.message} <span>{fault.hint}</span>{' '}
            {fault.fix && (
              <Button kind="link" onClick={() => run(applyFix(ran, fault.fix!))}>
                {fault.fix.text === '' ? 'Remove it' : `Use ${fault.fix.text.trim()}`}
              </Button>
            )}
          </p>
        ))}
    </div>
  )
}

interface EditorProps {
  letter: string
  text: string
  runFaults: { text: string; faults: PanelAnswer['faults'] }
  onText: (text: string) => void
  onRun: (text: string) => void
}

function MetricEditor({
  letter,
  others,
  text,
  runFaults,
  onText,
  onRun,
}: EditorProps & { others: string }) {
  const words = useMetricWords()
  const questions = useRowQuestions(others)
  return (
    <QueryEditor
      text={text}
      label={`Text of query ${letter}`}
      placeholder="namespace=AWS/SageMaker metric=Invocations | sum by endpointname"
      words={words}
      questions={questions}
      onChange={onText}
      onRun={onRun}
      onHistory={noHistory}
      check={noCheck}
      runFaults={runFaults}
    />
  )
}

function LogEditor({ letter, text, runFaults, onText, onRun }: EditorProps) {
  const words = useWords()
  const questions = useQuestions()
  const check = useCheck(nothing)
  // With placeholders in it a text is no query yet; it is checked when they are filled in.
  return (
    <QueryEditor
      text={text}
      label={`Text of query ${letter}`}
      placeholder="error | timeslice 1h | count by _timeslice"
      words={words}
      questions={questions}
      onChange={onText}
      onRun={onRun}
      onHistory={noHistory}
      check={text.includes('{{') ? noCheck : check}
      runFaults={runFaults}
    />
  )
}
