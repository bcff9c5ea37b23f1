import { IconFolder, IconPlus, IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { monitors as api } from '@/api/monitors'
import type { FoundMonitor } from '@/api/monitors-schema'
import { useZone } from '@/app/preferences'
import { plural } from '@/lib/format'
import { cellStamp, type Zone } from '@/lib/time'
import { namesIn } from '@/lib/paths'
import { hasWords } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Check } from '@/ui/Check'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { withId } from './AlertsPage'
import { StatusMark } from './StatusMark'
import { foundQuery, useChange } from './use-monitors'
import styles from './monitors.module.css'

interface Props {
  find: string
  onFind: (text: string) => void
}

/** All monitors by folder: how they stand, and what can be done to several at once. */
export function MonitorList({ find, onFind }: Props) {
  const { data, error, isPending } = useQuery(foundQuery)
  const zone = useZone()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const enable = useChange((ids: string[]) => api.switch(ids, true))
  const disable = useChange((ids: string[]) => api.switch(ids, false))
  const folders = useMemo(() => byFolder(data ?? [], find), [data, find])
  const ids = [...chosen]
  return (
    <div className={styles['page']}>
      <div className={styles['tools']}>
        <Field
          label="Find a monitor"
          hideLabel
          dense
          placeholder="Find by name, status or query"
          value={find}
          onChange={(event) => onFind(event.currentTarget.value)}
        />
        <span className={styles['fact']} role="status">
          {data && plural(data.filter(isMonitor).length, 'monitor')}
        </span>
        <Button small disabled={ids.length === 0} onClick={() => enable.mutate(ids)}>
          Enable
        </Button>
        <Button small disabled={ids.length === 0} onClick={() => disable.mutate(ids)}>
          Disable
        </Button>
        <ImportButton />
        <Link
          to="/monitors/$monitorId"
          params={{ monitorId: 'new' }}
          className="btn btn-primary btn-small"
        >
          <IconPlus size={14} stroke={2} aria-hidden />
          New monitor
        </Link>
      </div>
      <div className={styles['listBox']}>
        <Faults error={error} />
        {!isPending && !error && folders.length === 0 && (
          <NoMonitors any={(data ?? []).some(isMonitor)} />
        )}
        {folders.length > 0 && (
          <table className={styles['list']} aria-label="Monitors">
            <thead>
              <tr>
                <th>
                  <span className="sr-only">Choose</span>
                </th>
                <th>Status</th>
                <th>Name</th>
                <th>Type</th>
                <th>Watches</th>
                <th>Looked at</th>
                <th>Tells</th>
              </tr>
            </thead>
            {folders.map(([folder, held]) => (
              <tbody key={folder}>
                <tr className={styles['folder']}>
                  <th colSpan={7} scope="rowgroup">
                    <IconFolder size={14} stroke={1.5} aria-hidden /> {folder}
                  </th>
                </tr>
                {held.map((one) => (
                  <MonitorLine
                    key={one.item.id}
                    found={one}
                    zone={zone}
                    chosen={chosen.has(one.item.id)}
                    onChoose={(on) => setChosen(withId(chosen, one.item.id, on))}
                  />
                ))}
              </tbody>
            ))}
          </table>
        )}
      </div>
    </div>
  )
}

const isMonitor = ({ item }: FoundMonitor) => item.contentType === 'Monitor'

function byFolder(all: readonly FoundMonitor[], find: string): [string, FoundMonitor[]][] {
  const found = new Map<string, FoundMonitor[]>()
  for (const one of all.filter(isMonitor)) {
    const { item, path } = one
    const queries = item.queries.map((row) => row.query).join(' ')
    if (!hasWords(`${item.name} ${item.status.join(' ')} ${queries} ${path}`, find)) continue
    const folder = namesIn(path).slice(0, -1).join(' / ')
    found.set(folder, [...(found.get(folder) ?? []), one])
  }
  return [...found].sort(([a], [b]) => a.localeCompare(b, 'en'))
}

interface LineProps {
  found: FoundMonitor
  zone: Zone
  chosen: boolean
  onChoose: (on: boolean) => void
}

function MonitorLine({ found: { item }, zone, chosen, onChoose }: LineProps) {
  const told = item.notifications.length
  return (
    <tr data-open={item.status.some((one) => one !== 'Normal' && one !== 'Disabled')}>
      <td>
        <Check hideLabel label={`Choose ${item.name}`} checked={chosen} onChange={onChoose} />
      </td>
      <td>
        <span className={styles['marks']}>
          {item.status.map((one) => (
            <StatusMark key={one} state={one} />
          ))}
          {item.isMuted && <StatusMark state="Muted" />}
        </span>
      </td>
      <td>
        <Link to="/monitors/$monitorId" params={{ monitorId: item.id }}>
          {item.name}
        </Link>
        {item.warnings?.['query'] && <div className={styles['bad']}>{item.warnings['query']}</div>}
      </td>
      <td>{item.monitorType}</td>
      <td className={`mono ${styles['reason']}`} title={item.queries.at(-1)?.query}>
        {item.queries.at(-1)?.query}
      </td>
      <td className={styles['time']}>
        {item.lastLookAt === null ? 'never' : cellStamp(item.lastLookAt, zone)}
      </td>
      <td>
        {told === 0 ? <span className={styles['dim']}>nobody</span> : plural(told, 'channel')}
      </td>
    </tr>
  )
}

function NoMonitors({ any }: { any: boolean }) {
  if (any) return <EmptyState title="No such monitor" />
  return (
    <EmptyState
      title="No monitors yet"
      actions={
        <Link to="/monitors/$monitorId" params={{ monitorId: 'new' }} className="btn btn-primary">
          New monitor
        </Link>
      }
    >
      <p>
        A monitor runs a query by the clock and tells people when it finds what it should not. Begin
        here, with a query in Search or Metrics, or import monitors that were exported from Sumo
        Logic.
      </p>
    </EmptyState>
  )
}

function ImportButton() {
  const input = useRef<HTMLInputElement>(null)
  const add = useChange(async (file: File) => {
    const held = JSON.parse(await file.text()) as Record<string, unknown>
    await api.import({ type: 'MonitorsLibraryMonitorExport', ...held })
  }, 'Imported')
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        className="sr-only"
        aria-label="File of monitors"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          if (file) add.mutate(file)
          event.currentTarget.value = ''
        }}
      />
      <Button small onClick={() => input.current?.click()}>
        <IconUpload size={14} stroke={1.75} aria-hidden />
        Import
      </Button>
    </>
  )
}
