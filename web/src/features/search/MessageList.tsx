import { useVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, useMemo, useRef, useState } from 'react'
import { flip } from '@/lib/flip'
import type { JsonPath } from '@/lib/json-path'
import { decodeEscapes } from '@/lib/message-text'
import { zoneLabel } from '@/lib/time'
import { copyText } from '@/ui/notify'
import { type MessageLook, MessageRow } from './MessageRow'
import { rawOf } from './messages'
import styles from './messages.module.css'

export interface ListActions {
  onOpen: (index: number) => void
  onJson: (act: 'include' | 'exclude' | 'copy', index: number, path: JsonPath) => void
  onField: (index: number, field: string, at: { x: number; y: number }) => void
}

interface Props extends ListActions {
  look: MessageLook
  active: number
  onActive: (index: number) => void
  expandAll: boolean
}

const ROW = 22
const NO_FOLDS: ReadonlySet<string> = new Set()

/** The messages, newest first: a virtual list with one listener for all that can be clicked in it. */
export function MessageList({ look, active, onActive, expandAll, ...actions }: Props) {
  const { rows } = look.set
  const scroller = useRef<HTMLDivElement>(null)
  const opened = useOpened(look.set, expandAll)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  })

  const toggle = (index: number) => {
    if (opened.isOpen(index)) virtual.resizeItem(index, ROW)
    opened.toggle(index)
  }
  const click = (event: MouseEvent) => {
    const hit = hitOf(event)
    if (!hit) return
    onActive(hit.index)
    if (hit.act === 'row') toggle(hit.index)
    else if (hit.act === 'open') actions.onOpen(hit.index)
    else if (hit.act === 'fold') opened.fold(hit.index, hit.path)
    else if (hit.act === 'field') actions.onField(hit.index, hit.field, hit.at)
    else actions.onJson(hit.act, hit.index, JSON.parse(hit.path) as JsonPath)
  }
  const move = (index: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, index))
    onActive(next)
    virtual.scrollToIndex(next)
  }
  const press = (event: React.KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey)
      return
    const steps: Record<string, () => void> = {
      j: () => move(active + 1),
      ArrowDown: () => move(active + 1),
      k: () => move(active - 1),
      ArrowUp: () => move(active - 1),
      Home: () => move(0),
      End: () => move(rows.length - 1),
      x: () => active >= 0 && toggle(active),
      o: () => active >= 0 && actions.onOpen(active),
      Enter: () => active >= 0 && actions.onOpen(active),
      y: () => copyMessage(look, active),
    }
    const action = steps[event.key]
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }

  return (
    <div className={styles['list']}>
      <Head look={look} />
      <div
        ref={scroller}
        id="messages"
        role="treegrid"
        tabIndex={0}
        aria-label="Messages"
        aria-rowcount={rows.length + 1}
        aria-activedescendant={active >= 0 ? `message-${active}` : undefined}
        className={styles['scroll']}
        onClick={click}
        onKeyDown={press}
      >
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const expanded = opened.isOpen(item.index)
            return (
              <div
                key={item.key}
                role="presentation"
                ref={expanded ? virtual.measureElement : undefined}
                data-index={item.index}
                className={styles['slot']}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <MessageRow
                  look={look}
                  row={rows[item.index]!}
                  index={item.index}
                  active={item.index === active}
                  expanded={expanded}
                  folds={opened.folds.get(item.index) ?? NO_FOLDS}
                />
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function Head({ look }: { look: MessageLook }) {
  const names = look.columns.length > 0 ? look.columns : ['Message']
  return (
    <div className={styles['head']} aria-hidden>
      <span className={styles['time']}>Time · {zoneLabel(look.zone)}</span>
      <span className={styles['level']}>Level</span>
      {names.map((name) => (
        <span key={name} className={look.columns.length > 0 ? styles['cell'] : styles['text']}>
          {name}
        </span>
      ))}
    </div>
  )
}

export function copyMessage(look: MessageLook, index: number): void {
  const row = look.set.rows[index]
  if (!row) return
  const text = rawOf(look.set, row)
  void copyText(look.raw ? text : decodeEscapes(text), 'Message copied')
}

/** Which rows are expanded and which branches folded; a new result starts anew. */
function useOpened(result: unknown, all: boolean) {
  const [flipped, setFlipped] = useState<ReadonlySet<number>>(new Set())
  const [folds, setFolds] = useState<ReadonlyMap<number, ReadonlySet<string>>>(new Map())
  const [of, setOf] = useState({ result, all })
  if (of.result !== result || of.all !== all) {
    setOf({ result, all })
    setFlipped(new Set())
    setFolds(new Map())
  }
  return useMemo(
    () => ({
      folds,
      isOpen: (index: number) => flipped.has(index) !== all,
      toggle: (index: number) => setFlipped((now) => flip(now, index)),
      fold: (index: number, path: string) =>
        setFolds((now) => new Map(now).set(index, flip(now.get(index) ?? NO_FOLDS, path))),
    }),
    [flipped, folds, all],
  )
}

interface Hit {
  act: 'row' | 'open' | 'fold' | 'field' | 'include' | 'exclude' | 'copy'
  index: number
  path: string
  field: string
  at: { x: number; y: number }
}

/** What was clicked, by the data attributes of the nearest element that has them. */
function hitOf(event: MouseEvent): Hit | null {
  const target = event.target as HTMLElement
  const place = target.closest<HTMLElement>('[data-index]')
  const element = target.closest<HTMLElement>('[data-act]')
  if (!place || !element || !place.contains(element)) return null
  const act = element.dataset['act'] as Hit['act']
  // Selecting text in a line is no click on the line.
  if (act === 'row' && String(window.getSelection()) !== '') return null
  const { left, bottom } = element.getBoundingClientRect()
  return {
    act,
    index: Number(place.dataset['index']),
    path: element.dataset['path'] ?? '[]',
    field: element.dataset['field'] ?? '',
    at: { x: left, y: bottom },
  }
}
