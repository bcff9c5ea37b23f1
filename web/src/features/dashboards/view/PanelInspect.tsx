import { useMemo, useState } from 'react'
import type { Panel, PanelResult } from '@/api/library-schema'
import { count, elapsed, plural } from '@/lib/format'
import { download, toCsv } from '@/lib/export'
import { rangeReading, type Zone } from '@/lib/time'
import { Button } from '@/ui/Button'
import { DataTable } from '@/ui/DataTable'
import { FaultList } from '@/ui/Faults'
import { Notice } from '@/ui/Notice'
import { copyText } from '@/ui/notify'
import { SidePanel } from '@/ui/SidePanel'
import { Tabs } from '@/ui/Tabs'
import type { PanelState } from '../model/feed'
import { queryTexts } from '../model/links'
import { settingsOf } from '../model/look'
import { tableOf } from '../model/panel-table'
import { dataColumns } from '../panels/TablePanel'
import styles from './view.module.css'

type View = 'data' | 'query' | 'sql' | 'timing' | 'json' | 'faults'

interface Props {
  panel: Panel
  title: string
  state: PanelState
  zone: Zone
  onClose: () => void
}

/** What is behind a panel: its data, its query with variables filled in, the SQL, times, and what went wrong. */
export function PanelInspect({ panel, title, state, zone, onClose }: Props) {
  const [view, setView] = useState<View>('data')
  const { answer } = state
  const faults = [...(answer?.faults ?? []), ...state.failed]
  const notes = faults.length + (answer?.warnings.length ?? 0)
  return (
    <SidePanel title={`Inspect: ${title}`} onClose={onClose} focus>
      <div className={styles['inspect']}>
        <Tabs
          label="What to inspect"
          value={view}
          onChange={setView}
          tabs={[
            { value: 'data', label: 'Data' },
            { value: 'query', label: 'Query' },
            { value: 'sql', label: 'SQL' },
            { value: 'timing', label: 'Timing' },
            { value: 'json', label: 'JSON' },
            { value: 'faults', label: 'Notes', ...(notes > 0 ? { count: count(notes) } : {}) },
          ]}
        >
          <div className={styles['inspectBody']}>
            {view === 'data' && <Data results={answer?.results ?? []} title={title} zone={zone} />}
            {view === 'query' && <Queries panel={panel} state={state} />}
            {view === 'sql' && <Sql statements={answer?.sql ?? []} />}
            {view === 'timing' && <Timing state={state} zone={zone} />}
            {view === 'json' && <Json panel={panel} />}
            {view === 'faults' && <Notes state={state} />}
          </div>
        </Tabs>
      </div>
    </SidePanel>
  )
}

function Data({
  results,
  title,
  zone,
}: {
  results: readonly PanelResult[]
  title: string
  zone: Zone
}) {
  const [chosen, setChosen] = useState(0)
  const result = results[Math.min(chosen, results.length - 1)]
  const table = useMemo(() => (result ? tableOf(result) : null), [result])
  if (!table) return <p className={styles['note']}>There is no data.</p>
  const names = table.columns.map((column) => column.name)
  return (
    <>
      <div className={styles['row']}>
        {results.length > 1 &&
          results.map((one, index) => (
            <Button
              key={one.key}
              small
              kind="quiet"
              aria-pressed={index === chosen}
              onClick={() => setChosen(index)}
            >
              #{one.key}
            </Button>
          ))}
        <span className={styles['note']}>{plural(table.rows.length, 'row')}</span>
        <Button
          small
          onClick={() => download(`${title || 'panel'}.csv`, 'text/csv', toCsv(names, table.rows))}
        >
          Save as CSV
        </Button>
      </div>
      <div className={styles['inspectTable']}>
        <DataTable
          key={chosen}
          label={`Data of ${title}`}
          columns={dataColumns(table, zone)}
          rows={table.rows}
        />
      </div>
    </>
  )
}

function Queries({ panel, state }: { panel: Panel; state: PanelState }) {
  const texts = queryTexts(panel, state.answer ?? undefined)
  return (panel.queries ?? []).map(({ queryKey, queryType, queryString }) => {
    const text = texts.get(queryKey) ?? queryString
    return (
      <section key={queryKey}>
        <div className={styles['row']}>
          <h3>
            #{queryKey} {queryType.toLowerCase()}
          </h3>
          <Button small kind="quiet" onClick={() => void copyText(text, 'Query copied')}>
            Copy
          </Button>
        </div>
        <pre>{text}</pre>
        {text !== queryString && (
          <>
            <h3>As it is written, with variables</h3>
            <pre>{queryString}</pre>
          </>
        )}
      </section>
    )
  })
}

function Sql({ statements }: { statements: readonly unknown[] }) {
  if (statements.length === 0) return <p className={styles['note']}>No SQL has run.</p>
  return statements.map((statement, index) => {
    const text = typeof statement === 'string' ? statement : JSON.stringify(statement, null, 2)
    return <pre key={index}>{text}</pre>
  })
}

function Timing({ state: { answer }, zone }: { state: PanelState; zone: Zone }) {
  if (!answer) return <p className={styles['note']}>It has not been answered yet.</p>
  const { timing, from, to, results } = answer
  const rows = results.reduce(
    (sum, one) =>
      sum +
      (one.kind === 'series'
        ? one.series.reduce((points, { points: own }) => points + own.length, 0)
        : one.rows.length),
    0,
  )
  return (
    <dl className={styles['facts']}>
      <dt>Range</dt>
      <dd>{from !== null && to !== null ? rangeReading(from, to, zone) : '–'}</dd>
      <dt>Time of its queries</dt>
      <dd>{typeof timing?.ms === 'number' ? elapsed(timing.ms) : '–'}</dd>
      <dt>From the cache</dt>
      <dd>{timing?.cached ? 'yes' : 'no'}</dd>
      <dt>Rows read</dt>
      <dd>{typeof timing?.rowsRead === 'number' ? count(timing.rowsRead) : '–'}</dd>
      <dt>Rows and points here</dt>
      <dd>{count(rows)}</dd>
    </dl>
  )
}

function Json({ panel }: { panel: Panel }) {
  const text = JSON.stringify(
    { ...panel, visualSettings: settingsOf(panel.visualSettings) },
    null,
    2,
  )
  return (
    <>
      <div className={styles['row']}>
        <span className={styles['note']}>The visual settings are shown read.</span>
        <Button
          small
          kind="quiet"
          onClick={() => void copyText(JSON.stringify(panel), 'Panel copied')}
        >
          Copy the panel
        </Button>
      </div>
      <pre>{text}</pre>
    </>
  )
}

function Notes({ state: { answer, failed } }: { state: PanelState }) {
  const faults = [...(answer?.faults ?? []), ...failed]
  const warnings = answer?.warnings ?? []
  if (faults.length + warnings.length === 0) {
    return <p className={styles['note']}>Nothing went wrong.</p>
  }
  return (
    <>
      <FaultList faults={faults} />
      {warnings.map((warning, index) => (
        <Notice key={`warning ${index}`} tone="warn" title={warning} />
      ))}
    </>
  )
}
