import { IconCopy, IconEye, IconEyeOff, IconTrash } from '@tabler/icons-react'
import { lazy, Suspense, useMemo } from 'react'
import type { Fault, MetricsResult } from '@/api/schema'
import editorStyles from '@/features/editor/editor.module.css'
import { plural } from '@/lib/format'
import { applyFix } from '@/lib/query-lang/lint'
import type { Vocabulary } from '@/lib/query-lang/tokens'
import { duration } from '@/lib/time'
import { Button, IconButton } from '@/ui/Button'
import type { MetricRow } from './metric-rows'
import { useRowQuestions } from './use-metrics'
import styles from './metrics.module.css'

const editorModule = import('@/features/editor/QueryEditor')
const QueryEditor = lazy(async () => ({ default: (await editorModule).QueryEditor }))

interface Props {
  row: MetricRow
  /** The letters of the other rows. */
  others: string
  /** The text that has run; undefined where none has. */
  ran: string | undefined
  answer: MetricsResult['queryResult'][number] | undefined
  faults: readonly Fault[]
  words: Vocabulary
  /** Whether there is no place for one more row. */
  full: boolean
  onText: (query: string) => void
  onRun: (query: string) => void
  onHide: () => void
  onDuplicate: () => void
  onDelete: () => void
}

const icon = { size: 16, stroke: 1.5 }
const noCheck = async () => []
const noHistory = () => null
const PLACEHOLDER = 'namespace=AWS/SageMaker metric=Invocations | sum by endpointname'

/** One row: whether it is shown, its letter, its text, and what became of it. */
export function MetricRowLine({ row, others, ran, answer, faults, words, full, ...on }: Props) {
  const questions = useRowQuestions(others)
  const runFaults = useMemo(() => ({ text: ran ?? '', faults }), [ran, faults])
  const Eye = row.hidden ? IconEyeOff : IconEye
  return (
    <div
      className={styles['row']}
      role="group"
      aria-label={`Row ${row.id}`}
      data-hidden={row.hidden}
    >
      <div className={styles['rowLine']}>
        <IconButton
          label={row.hidden ? `Show row ${row.id}` : `Hide row ${row.id}`}
          aria-pressed={row.hidden}
          onClick={on.onHide}
        >
          <Eye {...icon} />
        </IconButton>
        <span className={styles['rowId']}>#{row.id}</span>
        <Suspense fallback={<pre className={editorStyles['soon']}>{row.query}</pre>}>
          <QueryEditor
            text={row.query}
            label={`Query of row ${row.id}`}
            placeholder={PLACEHOLDER}
            words={words}
            questions={questions}
            onChange={on.onText}
            onRun={on.onRun}
            onHistory={noHistory}
            check={noCheck}
            runFaults={runFaults}
          />
        </Suspense>
        <IconButton label={`Duplicate row ${row.id}`} disabled={full} onClick={on.onDuplicate}>
          <IconCopy {...icon} />
        </IconButton>
        <IconButton
          label={`Delete row ${row.id}`}
          disabled={others === '' && row.query === ''}
          onClick={on.onDelete}
        >
          <IconTrash {...icon} />
        </IconButton>
      </div>
      <RowNotes row={row} ran={ran} answer={answer} faults={faults} onText={on.onText} />
    </div>
  )
}

type NotesProps = Pick<Props, 'row' | 'ran' | 'answer' | 'faults' | 'onText'>

/** Under a row: its faults and their fixes, else its warnings and what it gave. */
function RowNotes({ row, ran, answer, faults, onText }: NotesProps) {
  if (row.query.trim() === '') return null
  if (row.query !== ran) return <p className={styles['rowNote']}>Edited, not run.</p>
  if (faults.length > 0) {
    return (
      <div className={styles['rowNote']} role="alert">
        {faults.map((fault) => (
          <p key={fault.code + fault.message}>
            <span className={styles['rowFault']}>{fault.message}</span> {fault.hint}{' '}
            {fault.fix && (
              <Button kind="link" onClick={() => onText(applyFix(row.query, fault.fix!))}>
                {fault.fix.text === '' ? 'Remove it' : `Use ${fault.fix.text.trim()}`}
              </Button>
            )}
          </p>
        ))}
      </div>
    )
  }
  if (row.hidden) return <p className={styles['rowNote']}>Hidden; other rows can still use it.</p>
  if (!answer) return null
  return (
    <div className={styles['rowNote']}>
      <p>{summaryOf(answer)}</p>
      {exceedsHundred(answer) && (
        <p>Percentages can be above 100: each core and each GPU counts up to 100 %.</p>
      )}
      {answer.resultContext.warnings.map((warning) => (
        <p key={warning} className={styles['rowWarning']}>
          {warning}
        </p>
      ))}
    </div>
  )
}

function exceedsHundred({ timeSeriesList: { timeSeries, unit } }: NonNullable<Props['answer']>) {
  if (unit?.toLowerCase() !== 'percent') return false
  return timeSeries.some(({ points }) => points.values.some((value) => (value ?? 0) > 100))
}

/** `2 series · buckets of 5 min, Avg · Microseconds` */
function summaryOf({ timeSeriesList, resultContext }: NonNullable<Props['answer']>): string {
  const { timeSeries, unit } = timeSeriesList
  const { quantizationGranularity: interval, rollup, totalSeries } = resultContext
  const found =
    totalSeries > timeSeries.length
      ? `${plural(timeSeries.length, 'series', 'series')} of ${totalSeries}`
      : plural(timeSeries.length, 'series', 'series')
  const buckets = interval > 0 ? `buckets of ${duration(interval)}, ${rollup}` : ''
  return [found, buckets, unit].filter(Boolean).join(' · ')
}
