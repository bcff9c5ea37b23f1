import { IconArrowsDiagonal, IconArrowsDiagonalMinimize, IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { RunResult } from '@/api/schema'
import { shapeOf } from '@/lib/charts/shape'
import { count } from '@/lib/format'
import { hasEscapes } from '@/lib/message-text'
import { scopePattern } from '@/lib/query-lang/edits'
import type { Zone } from '@/lib/time'
import type { ChartType, SearchState } from '@/lib/url-state'
import { IconButton } from '@/ui/Button'
import { ContextMenu } from '@/ui/ContextMenu'
import { Menu } from '@/ui/Menu'
import { Tabs } from '@/ui/Tabs'
import { Aggregates, ChartSwitch, chartFor } from './Aggregates'
import { exportRows } from './export-rows'
import { FieldList } from './FieldList'
import { MessageList } from './MessageList'
import { MessagePanel } from './MessagePanel'
import type { MessageLook } from './MessageRow'
import { messageSet, type MessageSet, ofLevel, rawOf } from './messages'
import { useFieldActions } from './field-actions'
import styles from './search.module.css'

export interface ResultsProps {
  /** Messages, if any have been asked for. */
  messages: RunResult | undefined
  records: RunResult | undefined
  tab: 'messages' | 'aggregates'
  state: SearchState
  zone: Zone
  /** The query that the results are of. */
  query: string
  /** The results are of another query or range than the one that runs now. */
  old: boolean
  active: number
  onActive: (index: number) => void
  open: boolean
  onOpen: (open: boolean) => void
  change: (change: Partial<SearchState>) => void
  onQuery: (query: string) => void
}

/** The fields, the tabs of messages and aggregates, and the panel of one message. */
export function Results(props: ResultsProps) {
  const { messages, records, tab, state, zone, query, old, change, onQuery } = props
  const look = useLook(messages, state, zone, query)
  const [raw, setRaw] = useState(false)
  const [expandAll, setExpandAll] = useState(false)
  const shown = useMemo(() => ({ ...look, raw }), [look, raw])
  const actions = useFieldActions(query, look.set, onQuery)
  const shape = useMemo(() => records && shapeOf(records), [records])
  const onTab = tab === 'messages' && messages
  const column = (name: string) => {
    const cols = state.cols ?? []
    change({ cols: cols.includes(name) ? cols.filter((one) => one !== name) : [...cols, name] })
  }
  return (
    <div className={styles['results']} data-old={old}>
      {onTab && (
        <FieldList
          set={look.set}
          shown={look.columns}
          onFilter={actions.filter}
          onCountBy={actions.countBy}
          onColumn={column}
        />
      )}
      <Tabs
        label="Results"
        className={styles['tabs']}
        value={tab}
        onChange={(next) => change({ tab: next })}
        tabs={tabsOf(props)}
        aside={
          <div className={styles['tools']}>
            {onTab && (
              <MessageTools
                set={look.set}
                raw={raw}
                setRaw={setRaw}
                all={expandAll}
                setAll={setExpandAll}
              />
            )}
            {tab === 'aggregates' && shape && (
              <ChartSwitch
                shape={shape}
                chart={chartFor(shape, state.chart)}
                onChart={(chart: ChartType) => change({ chart })}
              />
            )}
            <ExportMenu result={onTab ? look.set : records} />
          </div>
        }
      >
        {onTab && (
          <MessageList
            look={shown}
            active={props.active}
            onActive={props.onActive}
            expandAll={expandAll}
            onOpen={() => props.onOpen(true)}
            onJson={actions.json}
            onField={actions.menuOf}
          />
        )}
        {tab === 'aggregates' && records && (
          <Aggregates
            result={records}
            chart={state.chart}
            zone={zone}
            onCell={actions.cellMenu(records)}
          />
        )}
      </Tabs>
      {onTab && props.open && props.active >= 0 && (
        <div className={styles['aside']}>
          <MessagePanel
            look={shown}
            index={props.active}
            onMove={props.onActive}
            onClose={() => props.onOpen(false)}
            onFilter={actions.filter}
            onJson={actions.json}
          />
        </div>
      )}
      <ContextMenu menu={actions.menu} onClose={actions.closeMenu} />
    </div>
  )
}

const nothing = messageSet({ columns: [], rows: [] })
const noColumns: readonly string[] = []

function useLook(
  messages: RunResult | undefined,
  state: SearchState,
  zone: Zone,
  query: string,
): MessageLook {
  const { level, cols = noColumns } = state
  const set = useMemo(
    () => (messages ? ofLevel(messageSet(messages), level) : nothing),
    [messages, level],
  )
  const pattern = useMemo(() => scopePattern(query), [query])
  const columns = useMemo(() => cols.filter((name) => set.indexOf(name) >= 0), [cols, set])
  return useMemo(() => ({ set, zone, pattern, columns, raw: false }), [set, zone, pattern, columns])
}

function tabsOf({ messages, records }: ResultsProps) {
  const number = messages?.total ?? records?.messageCount
  return [
    {
      value: 'messages' as const,
      label: 'Messages',
      ...(number === undefined ? {} : { count: count(number) }),
    },
    {
      value: 'aggregates' as const,
      label: 'Aggregates',
      disabled: !records,
      ...(records ? { count: count(records.total) } : {}),
    },
  ]
}

interface ToolProps {
  set: MessageSet
  raw: boolean
  setRaw: (raw: boolean) => void
  all: boolean
  setAll: (all: boolean) => void
}

function MessageTools({ set, raw, setRaw, all, setAll }: ToolProps) {
  const escaped = useMemo(
    () => set.rows.slice(0, 2000).some((row) => hasEscapes(rawOf(set, row))),
    [set],
  )
  const Expand = all ? IconArrowsDiagonalMinimize : IconArrowsDiagonal
  return (
    <>
      {escaped && (
        <label className={styles['rawSwitch']} title="Show escapes such as #011 as they came">
          <input
            type="checkbox"
            checked={raw}
            onChange={(event) => setRaw(event.currentTarget.checked)}
          />
          Raw escapes
        </label>
      )}
      <IconButton
        small
        label={all ? 'Fold all messages' : 'Expand all messages'}
        aria-pressed={all}
        onClick={() => setAll(!all)}
      >
        <Expand size={15} stroke={1.5} />
      </IconButton>
    </>
  )
}

function ExportMenu({
  result,
}: {
  result: Pick<RunResult, 'columns' | 'rows'> | MessageSet | undefined
}) {
  if (!result) return null
  const rows = { columns: [...result.columns], rows: [...result.rows] }
  return (
    <Menu
      title={`Export ${count(result.rows.length)} rows`}
      target={
        <button type="button" className="btn btn-quiet btn-icon btn-small" aria-label="Export rows">
          <IconDownload size={15} stroke={1.5} />
        </button>
      }
      entries={[
        { label: 'CSV', onSelect: () => exportRows(rows, 'csv') },
        { label: 'JSON', onSelect: () => exportRows(rows, 'json') },
      ]}
    />
  )
}
