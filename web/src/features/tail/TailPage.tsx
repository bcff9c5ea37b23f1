import { Link, getRouteApi } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { TailRow } from '@/api/collection-schema'
import { useZone } from '@/app/preferences'
import { useShortcuts } from '@/app/shortcuts'
import { compact, grouped } from '@/lib/format'
import { decodeEscapes } from '@/lib/message-text'
import { rowStamp } from '@/lib/time'
import { Button } from '@/ui/Button'
import { Check } from '@/ui/Check'
import { EmptyState } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { highlights, rateOf } from './tail-buffer'
import { useTail } from './use-tail'
import styles from './tail.module.css'

const route = getRouteApi('/tail')
const ROW = 20
const NEAR = 40

/** Messages of a scope as they arrive, in the order in which they do. */
export function TailPage() {
  const { q } = route.useSearch()
  const [turn, setTurn] = useState(0)
  return <Following key={`${turn} ${q}`} q={q} onAgain={() => setTurn(turn + 1)} />
}

interface FollowingProps {
  q: string | undefined
  /** Follows the same scope once more. */
  onAgain: () => void
}

function Following({ q, onAgain }: FollowingProps) {
  const navigate = route.useNavigate()
  const [typed, setTyped] = useState(q ?? '')
  const [words, setWords] = useState('')
  const [wrap, setWrap] = useState(false)
  const [paused, setPaused] = useState(false)
  const { tail, connection, reason, held, clear } = useTail(q, paused)
  const now = useSeconds()
  const operators = typed.includes('|')
  useShortcuts({
    ' ': () => setPaused((before) => !before),
    End: () => setPaused(false),
    '/': () => document.getElementById('tail-scope')?.focus(),
  })
  const follow = (event: FormEvent) => {
    event.preventDefault()
    if (operators) return
    const scope = typed.trim() || '*'
    if (scope === q) onAgain()
    else void navigate({ search: { q: scope } })
  }
  return (
    <div className={styles['page']}>
      <form className={styles['bar']} onSubmit={follow}>
        <Field
          id="tail-scope"
          label="Scope"
          hideLabel
          placeholder="Words and field=value, such as _sourceHost=/aws/sagemaker/* error"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={
            operators && (
              <>
                Live tail follows a scope without stages.{' '}
                <Link to="/search" search={{ q: typed }}>
                  Run it in Search
                </Link>
              </>
            )
          }
        />
        <Button kind="primary" type="submit" disabled={operators}>
          {connection === 'ended' ? 'Follow again' : 'Follow'}
        </Button>
        <Button disabled={q === undefined} onClick={() => setPaused(!paused)}>
          {paused ? 'Go on' : 'Pause'}
        </Button>
        <Button disabled={tail.rows.length === 0} onClick={clear}>
          Clear
        </Button>
        <Field
          label="Highlight"
          hideLabel
          placeholder="Highlight words"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Check label="Wrap" checked={wrap} onChange={setWrap} />
      </form>
      <p className={styles['status']} role="status">
        {q === undefined
          ? 'Not following anything'
          : connection === 'open'
            ? `${grouped(rateOf(tail, now), 1)} a second, ${compact(tail.matched)} came`
            : connection === 'waiting'
              ? 'Connecting…'
              : `Ended. ${reason}`}
        {tail.dropped > 0 &&
          `, ${compact(tail.dropped)} of them not shown: add a word to see all of fewer`}
        {paused && `, paused with ${compact(held)} new`}
      </p>
      {connection === 'ended' && (
        <Notice
          tone="warn"
          title={reason || 'The scope was not taken, or the server does not answer.'}
          hint="Correct the scope, or follow it again."
        />
      )}
      {tail.rows.length === 0 ? (
        <EmptyState
          title={q === undefined ? 'Follow messages as they arrive' : 'Nothing came yet'}
          actions={
            q !== undefined && (
              <Link to="/search" search={{ q, from: '-24h', to: 'now' }}>
                Search the last 24 hours
              </Link>
            )
          }
        >
          <p>
            {q === undefined
              ? 'Give a scope, or * for everything.'
              : 'Messages that are in this scope show here a moment after they are stored. Sources that are read from AWS bring them every few minutes.'}
          </p>
        </EmptyState>
      ) : (
        <Rows
          rows={tail.rows}
          words={words.split(/\s+/).filter(Boolean)}
          wrap={wrap}
          paused={paused}
          onPause={setPaused}
        />
      )}
      {paused && held > 0 && (
        <button type="button" className={styles['pill']} onClick={() => setPaused(false)}>
          {compact(held)} new · Jump to newest
        </button>
      )}
    </div>
  )
}

interface RowsProps {
  rows: readonly TailRow[]
  words: readonly string[]
  wrap: boolean
  paused: boolean
  onPause: (paused: boolean) => void
}

function Rows({ rows, words, wrap, paused, onPause }: RowsProps) {
  const zone = useZone()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 20,
  })
  useEffect(() => {
    if (!paused) virtual.scrollToIndex(rows.length - 1)
  }, [rows.length, paused, virtual])
  const wheel = (up: boolean) => {
    const box = scroller.current
    if (!box) return
    const below = box.scrollHeight - box.scrollTop - box.clientHeight
    if (up && !paused) onPause(true)
    if (!up && paused && below < NEAR) onPause(false)
  }
  return (
    <div
      ref={scroller}
      className={styles['rows']}
      role="log"
      aria-live="off"
      aria-label="Messages"
      tabIndex={0}
      onWheel={(event) => wheel(event.deltaY < 0)}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (!row) return null
          return (
            <div
              key={row.message_id}
              ref={virtual.measureElement}
              data-index={item.index}
              className={styles['row']}
              data-level={row.loglevel?.toLowerCase()}
              data-wrap={wrap}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <time>{rowStamp(row.message_time, zone)}</time>
              <span className={styles['host']} title={`${row.source_host} ${row.source_name}`}>
                {row.source_host || row.source_category}
              </span>
              <span>
                <Marked text={decodeEscapes(row.raw).slice(0, 4_000)} words={words} />
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function Marked({ text, words }: { text: string; words: readonly string[] }) {
  const pieces = []
  let at = 0
  for (const [start, end] of highlights(text, words)) {
    pieces.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>)
    at = end
  }
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  )
}

function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
