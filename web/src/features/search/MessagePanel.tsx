import { IconChevronDown, IconChevronUp, IconCopy, IconMinus, IconPlus } from '@tabler/icons-react'
import { type MouseEvent, useState } from 'react'
import type { Cell } from '@/api/schema'
import { flip } from '@/lib/flip'
import type { JsonPath } from '@/lib/json-path'
import { decodeEscapes, jsonIn } from '@/lib/message-text'
import { stamp, zoneLabel } from '@/lib/time'
import { isTimeColumn } from '@/lib/charts/shape'
import { IconButton } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { copyText } from '@/ui/notify'
import { SidePanel } from '@/ui/SidePanel'
import { Tabs } from '@/ui/Tabs'
import { JsonTree } from './JsonTree'
import { Marked, type MessageLook } from './MessageRow'
import { copyMessage } from './MessageList'
import { rawOf, timeOf } from './messages'
import styles from './fields.module.css'

interface Props {
  look: MessageLook
  index: number
  onMove: (index: number) => void
  onClose: () => void
  onFilter: (field: string, value: Cell, negate: boolean) => void
  onJson: (act: 'include' | 'exclude' | 'copy', index: number, path: JsonPath) => void
}

type View = 'fields' | 'json' | 'raw'

/** One message with all that belongs to it, beside the list. */
export function MessagePanel({ look, index, onMove, onClose, onFilter, onJson }: Props) {
  const [view, setView] = useState<View>('fields')
  const row = look.set.rows[index]
  if (!row) return null
  const json = jsonIn(rawOf(look.set, row))
  const title = `${stamp(timeOf(look.set, row), look.zone)} ${zoneLabel(look.zone)}`
  return (
    <SidePanel
      title={title}
      onClose={onClose}
      actions={
        <>
          <IconButton
            label="Previous message"
            keys="k"
            disabled={index === 0}
            onClick={() => onMove(index - 1)}
          >
            <IconChevronUp size={16} stroke={1.5} />
          </IconButton>
          <IconButton
            label="Next message"
            keys="j"
            disabled={index >= look.set.rows.length - 1}
            onClick={() => onMove(index + 1)}
          >
            <IconChevronDown size={16} stroke={1.5} />
          </IconButton>
          <IconButton label="Copy message" keys="y" onClick={() => copyMessage(look, index)}>
            <IconCopy size={16} stroke={1.5} />
          </IconButton>
        </>
      }
    >
      <Tabs
        label="Views of the message"
        className={styles['panelTabs']}
        value={view}
        onChange={setView}
        tabs={[
          { value: 'fields', label: 'Fields' },
          { value: 'json', label: 'JSON', disabled: !json },
          { value: 'raw', label: 'Raw' },
        ]}
      >
        {view === 'fields' && <FieldTable look={look} index={index} onFilter={onFilter} />}
        {view === 'json' && <JsonView look={look} index={index} onJson={onJson} />}
        {view === 'raw' && (
          <pre className={styles['panelRaw']}>
            <Marked
              text={look.raw ? rawOf(look.set, row) : decodeEscapes(rawOf(look.set, row))}
              pattern={look.pattern}
            />
          </pre>
        )}
      </Tabs>
    </SidePanel>
  )
}

type FieldProps = Pick<Props, 'look' | 'index' | 'onFilter'>

function FieldTable({ look, index, onFilter }: FieldProps) {
  const [typed, setTyped] = useState('')
  const row = look.set.rows[index] ?? []
  const fields = look.set.columns
    .map((column, at) => ({ name: column.name, value: row[at] ?? null }))
    .filter(({ name, value }) => value !== null && value !== '' && name !== '_raw')
    .filter(({ name, value }) =>
      `${name} ${String(value)}`.toLowerCase().includes(typed.toLowerCase()),
    )
  return (
    <div className={styles['panelFields']}>
      <Field
        label="Find in the fields"
        hideLabel
        dense
        placeholder="Find in the fields"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <dl>
        {fields.map(({ name, value }) => (
          <div key={name} className={styles['panelField']}>
            <dt>{name}</dt>
            <dd>
              <span>{isTimeColumn(name) ? stamp(Number(value), look.zone) : String(value)}</span>
              <span className={styles['valueActions']}>
                <button
                  type="button"
                  aria-label={`Filter for ${name}`}
                  onClick={() => onFilter(name, value, false)}
                >
                  <IconPlus size={13} stroke={2} aria-hidden />
                </button>
                <button
                  type="button"
                  aria-label={`Filter out ${name}`}
                  onClick={() => onFilter(name, value, true)}
                >
                  <IconMinus size={13} stroke={2} aria-hidden />
                </button>
                <button
                  type="button"
                  aria-label={`Copy ${name}`}
                  onClick={() => void copyText(String(value))}
                >
                  <IconCopy size={13} stroke={1.75} aria-hidden />
                </button>
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

type JsonProps = Pick<Props, 'look' | 'index' | 'onJson'>

function JsonView({ look, index, onJson }: JsonProps) {
  const [folds, setFolds] = useState<ReadonlySet<string>>(new Set())
  const json = jsonIn(rawOf(look.set, look.set.rows[index] ?? []))
  if (!json) return <EmptyState title="This message is not JSON" />
  const click = (event: MouseEvent) => {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-act]')
    const { act, path = '[]' } = element?.dataset ?? {}
    if (act === 'fold') setFolds((now) => flip(now, path))
    else if (act === 'include' || act === 'exclude' || act === 'copy') {
      onJson(act, index, JSON.parse(path) as JsonPath)
    }
  }
  return (
    <div className={styles['panelJson']} onClick={click}>
      <JsonTree value={json.value} folds={folds} pattern={look.pattern} />
    </div>
  )
}
