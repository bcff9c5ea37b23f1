import {
  IconChevronDown,
  IconChevronRight,
  IconCopy,
  IconMinus,
  IconPlus,
} from '@tabler/icons-react'
import { plural } from '@/lib/format'
import { cutAt, type JsonValue } from '@/lib/message-text'
import { type JsonPath, pathText } from '@/lib/json-path'
import styles from './json.module.css'

interface Props {
  value: JsonValue
  /** Paths (as JSON text) whose fold is not the one they start with. */
  folds: ReadonlySet<string>
  pattern: RegExp | null
}

/**
 * A JSON document as a tree that folds. It has no listeners of its own: the list around it handles
 * clicks by `data-act` (fold, include, exclude, copy) and `data-path`.
 */
export function JsonTree({ value, folds, pattern }: Props) {
  return (
    <div className={styles['tree']}>
      <Node name={null} value={value} path={[]} last folds={folds} pattern={pattern} />
    </div>
  )
}

interface NodeProps extends Props {
  name: string | null
  path: JsonPath
  last: boolean
}

const FOLDED_DEPTH = 3
const FOLDED_SIZE = 30

function startsFolded(value: object, depth: number): boolean {
  return depth >= FOLDED_DEPTH || (depth > 0 && Object.keys(value).length > FOLDED_SIZE)
}

function Node({ name, value, path, last, folds, pattern }: NodeProps) {
  const key = JSON.stringify(path)
  if (value === null || typeof value !== 'object') {
    return <Leaf name={name} value={value} path={path} last={last} pattern={pattern} />
  }
  const entries = Object.entries(value)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const folded = startsFolded(value, path.length) !== folds.has(key)
  const Chevron = folded ? IconChevronRight : IconChevronDown
  return (
    <div className={styles['node']}>
      <div className={styles['line']}>
        <button
          type="button"
          className={styles['fold']}
          data-act="fold"
          data-path={key}
          aria-expanded={!folded}
          aria-label={folded ? 'Unfold' : 'Fold'}
        >
          <Chevron size={12} stroke={2} aria-hidden />
        </button>
        <Name name={name} />
        <span className={styles['punct']}>{open}</span>
        {folded && (
          <button type="button" className={styles['more']} data-act="fold" data-path={key}>
            {plural(entries.length, Array.isArray(value) ? 'item' : 'key')}
          </button>
        )}
        {folded && <span className={styles['punct']}>{close}</span>}
      </div>
      {!folded && (
        <>
          {entries.map(([child, inner], index) => (
            <Node
              key={child}
              name={Array.isArray(value) ? null : child}
              value={inner}
              path={[...path, Array.isArray(value) ? index : child]}
              last={index === entries.length - 1}
              folds={folds}
              pattern={pattern}
            />
          ))}
          <div className={styles['line']}>
            <span className={styles['punct']}>{close}</span>
          </div>
        </>
      )}
    </div>
  )
}

function Name({ name }: { name: string | null }) {
  if (name === null) return null
  return (
    <>
      <span className={styles['name']}>{name}</span>
      <span className={styles['punct']}>: </span>
    </>
  )
}

interface LeafProps {
  name: string | null
  value: string | number | boolean | null
  path: JsonPath
  last: boolean
  pattern: RegExp | null
}

function Leaf({ name, value, path, pattern }: LeafProps) {
  const text = value === '' ? '""' : String(value)
  return (
    <div className={styles['line']}>
      <Name name={name} />
      <span className={styles['value']} data-type={value === null ? 'null' : typeof value}>
        {cutAt(text, pattern).map((piece, index) =>
          piece.hit ? <mark key={index}>{piece.text}</mark> : piece.text,
        )}
      </span>
      <LeafActions path={path} />
    </div>
  )
}

function LeafActions({ path }: { path: JsonPath }) {
  const name = pathText(path)
  const key = JSON.stringify(path)
  return (
    <span className={styles['actions']}>
      <button type="button" data-act="include" data-path={key} aria-label={`Filter for ${name}`}>
        <IconPlus size={12} stroke={2} aria-hidden />
      </button>
      <button type="button" data-act="exclude" data-path={key} aria-label={`Filter out ${name}`}>
        <IconMinus size={12} stroke={2} aria-hidden />
      </button>
      <button type="button" data-act="copy" data-path={key} aria-label={`Copy ${name}`}>
        <IconCopy size={12} stroke={1.75} aria-hidden />
      </button>
    </span>
  )
}
