import { memo } from 'react'
import type { Row } from '@/api/schema'
import { cutAt, decodeEscapes, jsonIn } from '@/lib/message-text'
import { rowStamp, type Zone } from '@/lib/time'
import { JsonTree } from './JsonTree'
import { levelOf, type MessageSet, rawOf, timeOf } from './messages'
import styles from './messages.module.css'

export interface MessageLook {
  set: MessageSet
  zone: Zone
  /** Words of the scope, to be marked. */
  pattern: RegExp | null
  /** Columns shown in place of the whole message. */
  columns: readonly string[]
  /** Shows octal escapes as they came. */
  raw: boolean
}

interface Props {
  look: MessageLook
  row: Row
  index: number
  active: boolean
  expanded: boolean
  folds: ReadonlySet<string>
}

const LONGEST_LINE = 500

/** One message: a line, or the whole of it when it is expanded. It leaves clicks to the list. */
export const MessageRow = memo(function MessageRow(props: Props) {
  const { look, row, index, active, expanded } = props
  const level = levelOf(row[look.set.level])
  return (
    <div
      role="row"
      id={`message-${index}`}
      aria-rowindex={index + 2}
      aria-selected={active}
      aria-expanded={expanded}
      className={styles['row']}
      data-level={level}
      data-active={active}
      data-expanded={expanded}
    >
      <div className={styles['line']} data-act="row">
        <span
          className={styles['chevron']}
          role="gridcell"
          aria-label={expanded ? 'Expanded' : 'Folded'}
        />
        <time className={styles['time']} role="gridcell">
          {rowStamp(timeOf(look.set, row), look.zone)}
        </time>
        <span className={styles['level']} role="gridcell">
          {level === 'other' ? '' : level}
        </span>
        <Summary look={look} row={row} />
        <span role="gridcell" className={styles['openCell']}>
          <button
            type="button"
            tabIndex={-1}
            data-act="open"
            className={styles['open']}
            title="Open beside the list (o)"
          >
            Open
          </button>
        </span>
      </div>
      {expanded && <Whole {...props} />}
    </div>
  )
})

function Summary({ look, row }: { look: MessageLook; row: Row }) {
  if (look.columns.length > 0) {
    return look.columns.map((name) => {
      const value = row[look.set.indexOf(name)]
      return (
        <span key={name} role="gridcell" className={styles['cell']}>
          {value === null || value === undefined ? '' : String(value)}
        </span>
      )
    })
  }
  const raw = rawOf(look.set, row).slice(0, LONGEST_LINE)
  const text = (look.raw ? raw : decodeEscapes(raw)).replace(/\s+/g, ' ')
  return (
    <span role="gridcell" className={styles['text']}>
      <Marked text={text} pattern={look.pattern} />
    </span>
  )
}

export function Marked({ text, pattern }: { text: string; pattern: RegExp | null }) {
  return cutAt(text, pattern).map((piece, index) =>
    piece.hit ? <mark key={index}>{piece.text}</mark> : piece.text,
  )
}

function Whole({ look, row, folds }: Props) {
  const text = rawOf(look.set, row)
  const json = jsonIn(text)
  return (
    <div className={styles['whole']} role="gridcell">
      <Tags look={look} row={row} />
      {(!json || json.before) && (
        <pre className={styles['pre']}>
          <Marked text={shown(json ? json.before : text, look.raw)} pattern={look.pattern} />
        </pre>
      )}
      {json && <JsonTree value={json.value} folds={folds} pattern={look.pattern} />}
    </div>
  )
}

const shown = (text: string, raw: boolean) => (raw ? text : decodeEscapes(text))

const TAGS = ['_sourceCategory', '_sourceHost', '_sourceName']

/** Where the message came from; each can be filtered by. */
function Tags({ look, row }: { look: MessageLook; row: Row }) {
  const tags = TAGS.flatMap((name) => {
    const value = row[look.set.indexOf(name)]
    return value === null || value === undefined || value === '' ? [] : [{ name, value }]
  })
  return (
    <div className={styles['tags']}>
      {tags.map(({ name, value }) => (
        <button
          key={name}
          type="button"
          data-act="field"
          data-field={name}
          className={styles['tag']}
          title="Show what can be done with it"
        >
          <span>{name.slice(1)}</span> {String(value)}
        </button>
      ))}
    </div>
  )
}
