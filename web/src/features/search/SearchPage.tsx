import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { usePageCommands } from '@/app/commands'
import { useZone } from '@/app/preferences'
import { useShortcuts } from '@/app/shortcuts'
import { useSetTimeRange, useTimeRange } from '@/app/time-range'
import type { EditorHandle } from '@/features/editor/editor'
import type { SearchState } from '@/lib/url-state'
import { EXAMPLES, type Example } from './examples'
import { FirstOpen } from './FirstOpen'
import { Histogram } from './Histogram'
import { useHistory } from './history'
import { ofLevel, messageSet } from './messages'
import { NoResult } from './NoResult'
import { QueryBar } from './QueryBar'
import { RunFault } from './RunFault'
import { RunFooter } from './RunFooter'
import { type Run, useRun } from './use-run'
import { Waiting } from './Waiting'
import styles from './search.module.css'

const Results = lazy(async () => ({ default: (await import('./Results')).Results }))
const ExplainPanel = lazy(async () => ({ default: (await import('./ExplainPanel')).ExplainPanel }))

const FIRST_LIMIT = 2000
const NEXT_LIMIT = 20_000
const MOST = 100_000

const route = getRouteApi('/search')

/** Search: a query, its messages over time, and its messages or aggregates. */
export function SearchPage() {
  const state = route.useSearch()
  const { query, setQuery, change } = useAddress(state)
  const [explained, setExplained] = useState<string | null>(null)
  const editor = useRef<EditorHandle>(null)
  const runs = useRuns(query, state)
  const run = useCallback(
    (text: string) => {
      const trimmed = text.trim()
      if (trimmed === '') return
      if (trimmed === query) runs.again()
      else setQuery(trimmed)
    },
    [query, runs, setQuery],
  )
  const runExample = useCallback(
    ({ query: text, range, columns: cols }: Example) => setQuery(text, range, cols),
    [setQuery],
  )
  usePageKeys(editor, runs, () => setExplained(null))
  useExampleCommands(runExample)
  return (
    <div className={styles['page']}>
      <QueryBar editor={editor} ran={query} run={runs.shown} onRun={run} onExplain={setExplained} />
      <div className={styles['body']}>
        {query === '' ? (
          <FirstOpen onRun={runExample} />
        ) : (
          <Answer query={query} state={state} runs={runs} setQuery={setQuery} change={change} />
        )}
        {explained !== null && (
          <div className={styles['aside']}>
            <Suspense fallback={null}>
              <ExplainPanel query={explained} onClose={() => setExplained(null)} />
            </Suspense>
          </div>
        )}
      </div>
    </div>
  )
}

type SetQuery = (query: string, range?: Example['range'], cols?: string[]) => void

/** The query and the rest of the page's state, which live in the address. */
function useAddress(state: SearchState) {
  const navigate = route.useNavigate()
  const query = (state.q ?? '').trim()
  const range = useTimeRange()
  const setQuery = useCallback<SetQuery>(
    (q, to, cols) => {
      useHistory.getState().remember({ q, ...(to ?? range) })
      void navigate({
        search: (now) => ({
          ...now,
          ...(to ?? {}),
          ...(cols ? { cols } : {}),
          q,
          // What was chosen for the results of one query says nothing about those of another.
          tab: undefined,
          level: undefined,
          limit: undefined,
        }),
      })
    },
    [navigate, range],
  )
  const change = useCallback(
    (part: Partial<SearchState>) =>
      void navigate({ search: (now) => ({ ...now, ...part }), replace: true }),
    [navigate],
  )
  return { query, setQuery, change }
}

interface Runs {
  tab: 'messages' | 'aggregates'
  primary: Run
  messages: Run
  /** The run of the tab that is shown. */
  shown: Run
  again: () => void
}

/**
 * The run of the query, and for a query that aggregates a second one for the messages that went in,
 * once somebody looks at them.
 */
function useRuns(query: string, state: SearchState): Runs {
  const range = useTimeRange()
  const zone = useZone()
  const { limit = FIRST_LIMIT, tab: chosen } = state
  const input = useMemo(() => ({ query, range, zone, limit }), [query, range, zone, limit])
  const primary = useRun(input, { show: 'auto', enabled: query !== '', keep: true })
  const aggregates = primary.result?.kind === 'records'
  const tab = chosen === 'messages' || !aggregates ? 'messages' : 'aggregates'
  const second = useRun(input, {
    show: 'messages',
    enabled: aggregates && tab === 'messages' && primary.phase === 'done',
    keep: true,
  })
  const messages = aggregates ? second : primary
  const shown = tab === 'aggregates' || primary.phase !== 'done' ? primary : messages
  const again = useCallback(() => {
    primary.again()
    if (second.result) second.again()
  }, [primary, second])
  return { tab, primary, messages, shown, again }
}

interface AnswerProps {
  query: string
  state: SearchState
  runs: Runs
  setQuery: SetQuery
  change: (part: Partial<SearchState>) => void
}

function Answer({ query, state, runs, setQuery, change }: AnswerProps) {
  const range = useTimeRange()
  const setRange = useSetTimeRange()
  const zone = useZone()
  const { primary, messages, shown, tab } = runs
  const [active, setActive] = useActive(messages.result)
  const [open, setOpen] = useState(false)
  const counted = primary.result?.histogram ? primary.result : messages.result
  const empty = shown.phase === 'done' && shown.result?.rows.length === 0
  const records = primary.result?.kind === 'records' ? primary.result : undefined
  const { moveBy } = useRowKeys(setActive, open, setOpen, messages.result?.rows.length ?? 0)
  return (
    <div className={styles['answer']}>
      <Progress running={shown.phase === 'running'} />
      {shown.error && (
        <RunFault error={shown.error} query={query} onAgain={runs.again} onQuery={setQuery} />
      )}
      {counted?.histogram && counted.histogram.buckets.length > 0 && (
        <Histogram
          data={counted.histogram}
          range={counted.range}
          zone={zone}
          level={state.level}
          onLevel={(level) => change({ level })}
          onZoom={(from, to) => setRange({ from: String(from), to: String(to) })}
        />
      )}
      {!primary.result ? (
        <Waiting run={shown} />
      ) : empty ? (
        <NoResult query={query} range={range} onQuery={setQuery} onRange={setRange} />
      ) : (
        <Suspense fallback={<Waiting run={shown} />}>
          <Results
            messages={messages.result}
            records={records}
            tab={tab}
            state={state}
            zone={zone}
            query={query}
            old={shown.old}
            active={active}
            onActive={moveBy}
            open={open}
            onOpen={setOpen}
            change={change}
            onQuery={setQuery}
          />
        </Suspense>
      )}
      <RunFooter
        run={shown}
        shown={shownRows(shown, tab, state.level)}
        onMore={more(shown, state, change)}
      />
    </div>
  )
}

function Progress({ running }: { running: boolean }) {
  return <div className={styles['progress']} data-running={running} aria-hidden />
}

function shownRows({ result }: Run, tab: string, level: string | undefined): number {
  if (!result) return 0
  return tab === 'messages' ? ofLevel(messageSet(result), level).rows.length : result.rows.length
}

function more({ result, phase }: Run, state: SearchState, change: AnswerProps['change']) {
  const limit = state.limit ?? FIRST_LIMIT
  if (!result || phase !== 'done' || result.rows.length >= result.total || limit >= MOST)
    return null
  return () => change({ limit: limit < NEXT_LIMIT ? NEXT_LIMIT : MOST })
}

/** The active row; none again when other rows arrive. */
function useActive(result: unknown) {
  const [active, setActive] = useState(-1)
  const [of, setOf] = useState(result)
  if (of !== result) {
    setOf(result)
    setActive(-1)
  }
  return [active, setActive] as const
}

/** j, k, o and Escape work from anywhere on the page. */
function useRowKeys(
  setActive: (index: number) => void,
  open: boolean,
  setOpen: (open: boolean) => void,
  rows: number,
) {
  const moveBy = useCallback(
    (index: number) => setActive(Math.max(0, Math.min(rows - 1, index))),
    [rows, setActive],
  )
  const toList = (key: string) => () => {
    const list = document.getElementById('messages')
    if (!list || rows === 0) return
    list.focus({ preventScroll: true })
    list.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  }
  useShortcuts({
    j: toList('j'),
    k: toList('k'),
    x: toList('x'),
    o: toList('o'),
    y: toList('y'),
    ...(open ? { Escape: () => setOpen(false) } : {}),
  })
  return { moveBy }
}

const DOUBLE_PRESS = 600

function usePageKeys(
  editor: React.RefObject<EditorHandle | null>,
  runs: Runs,
  closeExplain: () => void,
) {
  const escaped = useRef(0)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      if (event.timeStamp - escaped.current < DOUBLE_PRESS) runs.shown.stop()
      escaped.current = event.timeStamp
    }
    document.addEventListener('keydown', press, { capture: true })
    return () => document.removeEventListener('keydown', press, { capture: true })
  }, [runs])
  useShortcuts({
    '/': () => editor.current?.focus(),
    r: runs.again,
    Escape: closeExplain,
  })
}

function useExampleCommands(run: (example: Example) => void) {
  const entries = useMemo(
    () =>
      EXAMPLES.map((example) => ({
        id: `example-${example.title}`,
        group: 'Examples',
        label: example.title,
        run: () => run(example),
      })),
    [run],
  )
  usePageCommands(entries)
}
