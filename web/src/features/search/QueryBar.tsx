import {
  IconBellPlus,
  IconPlayerPlay,
  IconPlayerStop,
  IconRoute,
  IconTrash,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, type RefObject, Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { faultsOf } from '@/api/faults'
import type { Fault } from '@/api/schema'
import { applyFix } from '@/lib/query-lang/lint'
import type { EditorHandle } from '@/features/editor/editor'
import editorStyles from '@/features/editor/editor.module.css'
import { useCheck, useQuestions, useWords } from '@/features/editor/use-log-help'
import { Button, IconButton } from '@/ui/Button'
import { Tooltip } from '@/ui/Tooltip'
import { useHistory } from './history'
import type { Run } from './use-run'
import styles from './query.module.css'

// The largest part of the page; it is on its way before the bar is drawn, and the query runs without it.
const editorModule = import('@/features/editor/QueryEditor')
const QueryEditor = lazy(async () => ({ default: (await editorModule).QueryEditor }))

interface Props {
  editor: RefObject<EditorHandle | null>
  /** The query of the address: what the results are of. */
  ran: string
  run: Run
  onRun: (text: string) => void
  onExplain: (text: string) => void
}

/** The query, its faults, and the buttons that run or stop it. */
export function QueryBar({ editor, ran, run, onRun, onExplain }: Props) {
  const [draft, onDraft] = useDraft(ran)
  const [checked, setChecked] = useState<{ text: string; faults: Fault[] }>(noFaults)
  const runFaults = useMemo(
    () => ({ text: ran, faults: run.error ? faultsOf(run.error) : [] }),
    [ran, run.error],
  )
  const check = useCheck(setChecked)
  const recall = useRecall(draft)
  const words = useWords()
  const questions = useQuestions()
  const faults = checked.text === draft ? checked.faults : []
  const running = run.phase === 'running'
  return (
    <section className={styles['bar']} aria-label="Query">
      <div className={styles['barLine']}>
        <Suspense fallback={<pre className={editorStyles['soon']}>{draft}</pre>}>
          <QueryEditor
            ref={editor}
            text={draft}
            label="Query"
            placeholder="Search, for example: namespace=aws/sagemaker error"
            words={words}
            questions={questions}
            onChange={onDraft}
            onRun={onRun}
            onHistory={recall}
            check={check}
            runFaults={runFaults}
          />
        </Suspense>
        <div className={styles['barButtons']}>
          {running ? (
            <Button kind="danger" onClick={run.stop}>
              <IconPlayerStop size={15} stroke={1.75} aria-hidden />
              Stop
            </Button>
          ) : (
            <Button kind="primary" disabled={draft.trim() === ''} onClick={() => onRun(draft)}>
              <IconPlayerPlay size={15} stroke={1.75} aria-hidden />
              Run
            </Button>
          )}
          <IconButton
            label="Explain the query"
            disabled={draft.trim() === ''}
            onClick={() => onExplain(draft)}
          >
            <IconRoute size={16} stroke={1.5} />
          </IconButton>
          {draft.trim() !== '' && (
            <Tooltip text="Make a monitor of this query">
              <Link
                to="/monitors/$monitorId"
                params={{ monitorId: 'new' }}
                search={{ logs: draft }}
                className="btn btn-quiet btn-icon"
                aria-label="Make a monitor of this query"
              >
                <IconBellPlus size={16} stroke={1.5} aria-hidden />
              </Link>
            </Tooltip>
          )}
          <IconButton
            label="Clear the query"
            disabled={draft === ''}
            onClick={() => {
              onDraft('')
              editor.current?.focus()
            }}
          >
            <IconTrash size={16} stroke={1.5} />
          </IconButton>
        </div>
      </div>
      <QueryNote
        draft={draft}
        edited={draft.trim() !== '' && draft !== ran}
        fault={faults[0]}
        onDraft={onDraft}
      />
    </section>
  )
}

/** What stands in the editor; a query that arrives by the address takes its place. */
function useDraft(query: string) {
  const [draft, setDraft] = useState(query)
  const [of, setOf] = useState(query)
  if (of !== query) {
    setOf(query)
    setDraft(query)
  }
  return [draft, setDraft] as const
}

const noFaults = { text: '', faults: [] }

interface NoteProps {
  draft: string
  edited: boolean
  fault: Fault | undefined
  onDraft: (text: string) => void
}

/** One line under the editor: the first fault and its fix, or that the text has not run yet. */
function QueryNote({ draft, edited, fault, onDraft }: NoteProps) {
  if (fault) {
    return (
      <div className={styles['note']} role="status">
        <span className={styles['noteFault']}>
          {fault.span ? `Line ${fault.span.line}: ` : ''}
          {fault.message}
        </span>
        {fault.hint && <span>{fault.hint}</span>}
        {fault.fix && (
          <Button kind="link" onClick={() => onDraft(applyFix(draft, fault.fix!))}>
            {fault.fix.text === '' ? 'Remove it' : `Use ${fault.fix.text.trim()}`}
          </Button>
        )}
      </div>
    )
  }
  return (
    <div className={styles['note']}>
      <span>
        {edited
          ? 'Edited, not run. Enter runs it, Shift+Enter makes a new line.'
          : 'Enter runs, Shift+Enter makes a new line, Ctrl+Space suggests.'}
      </span>
    </div>
  )
}

/** Walks through the history from the draft, which stays at its end. */
function useRecall(draft: string) {
  const place = useRef({ at: -1, shown: '', draft: '' })
  return useCallback(
    (step: -1 | 1): string | null => {
      const { entries } = useHistory.getState()
      if (draft !== place.current.shown) place.current = { at: -1, shown: draft, draft }
      const at = place.current.at - step
      const text = at < 0 ? place.current.draft : entries[at]?.q
      if (text === undefined || at < -1) return null
      place.current = { ...place.current, at, shown: text }
      return text
    },
    [draft],
  )
}
