import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { alerts as api } from '@/api/monitors'
import type { Alert } from '@/api/monitors-schema'
import { useZone } from '@/app/preferences'
import { numeric, plural } from '@/lib/format'
import { cellStamp, duration, now, type Zone } from '@/lib/time'
import { hasWords } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Check } from '@/ui/Check'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { Segmented } from '@/ui/Segmented'
import { StatusMark } from './StatusMark'
import { alertsQuery, useChange } from './use-monitors'
import styles from './monitors.module.css'

const route = getRouteApi('/alerts')
const STATES = [
  { value: 'active', label: 'Active' },
  { value: 'all', label: 'Last 7 days' },
] as const

/** All alerts: the open ones first, with what can be done to several at once. */
export function AlertsPage() {
  const { state = 'all', find = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const zone = useZone()
  const { data, error, isPending } = useQuery(alertsQuery)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const acknowledge = useChange((ids: string[]) => Promise.all(ids.map(api.acknowledge)))
  const resolve = useChange((ids: string[]) => Promise.all(ids.map(api.resolve)))
  const all = useMemo(() => data?.data ?? [], [data])
  const shown = useMemo(() => all.filter((one) => matches(one, state, find)), [all, state, find])
  const open = shown.filter((one) => chosen.has(one.id) && one.status === 'Triggered')
  const ids = open.map((one) => one.id)
  const active = all.filter((one) => one.status === 'Triggered').length
  return (
    <div className={styles['page']}>
      <div className={styles['tools']}>
        <Segmented
          label="Which alerts"
          value={state}
          choices={STATES}
          onChange={(value) => void navigate({ search: (at) => ({ ...at, state: value }) })}
        />
        <Field
          label="Find an alert"
          hideLabel
          dense
          placeholder="Find by name, group or reason"
          value={find}
          onChange={(event) => {
            const value = event.currentTarget.value
            void navigate({ search: (at) => ({ ...at, find: value }), replace: true })
          }}
        />
        <span className={styles['fact']} role="status">
          {data && `${plural(active, 'open alert')}, ${all.length} in 7 days`}
        </span>
        <Button small disabled={ids.length === 0} onClick={() => acknowledge.mutate(ids)}>
          Acknowledge
        </Button>
        <Button small disabled={ids.length === 0} onClick={() => resolve.mutate(ids)}>
          Resolve
        </Button>
      </div>
      <div className={styles['listBox']}>
        <Faults error={error} />
        {!isPending && !error && shown.length === 0 && (
          <Nothing any={all.length > 0} active={state === 'active'} />
        )}
        {shown.length > 0 && (
          <table className={styles['list']} aria-label="Alerts">
            <thead>
              <tr>
                <th>
                  <span className="sr-only">Choose</span>
                </th>
                <th>State</th>
                <th>Alert</th>
                <th>Of</th>
                <th>Began</th>
                <th>Lasted</th>
                <th className="number">Value</th>
                <th>Reason</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <AlertLine
                  key={one.id}
                  alert={one}
                  zone={zone}
                  chosen={chosen.has(one.id)}
                  onChoose={(on) => setChosen(withId(chosen, one.id, on))}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  )
}

function matches(alert: Alert, state: string, find: string): boolean {
  if (state === 'active' && alert.status !== 'Triggered') return false
  return hasWords(`${alert.name} ${alert.entity} ${alert.reason} ${alert.alertType}`, find)
}

export function withId(held: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(held)
  if (on) next.add(id)
  else next.delete(id)
  return next
}

function Nothing({ any, active }: { any: boolean; active: boolean }) {
  if (any) {
    return (
      <EmptyState title={active ? 'Nothing is wrong' : 'No such alert'}>
        <p>{active ? 'No alert is open.' : 'No alert of the last seven days has these words.'}</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="No alerts in seven days"
      actions={
        <Link to="/monitors" className="btn">
          See the monitors
        </Link>
      }
    >
      <p>Alerts come from monitors that are enabled. Make one of a query, and try it out first.</p>
    </EmptyState>
  )
}

interface LineProps {
  alert: Alert
  zone: Zone
  chosen: boolean
  onChoose: (on: boolean) => void
}

function AlertLine({ alert, zone, chosen, onChoose }: LineProps) {
  const open = alert.status === 'Triggered'
  return (
    <tr data-open={open}>
      <td>
        <Check
          hideLabel
          label={`Choose ${alert.name} ${alert.entity}`}
          checked={chosen}
          onChange={onChoose}
        />
      </td>
      <td>
        <AlertState alert={alert} />
      </td>
      <td>
        <Link to="/alerts/$alertId" params={{ alertId: alert.id }}>
          {alert.name}
        </Link>
      </td>
      <td className="mono">{alert.entity}</td>
      <td className={styles['time']}>{cellStamp(alert.abnormalityStartTime, zone)}</td>
      <td className={styles['time']}>
        {duration((alert.resolvedAt ?? now()) - alert.abnormalityStartTime)}
      </td>
      <td className="number">{alert.triggerValue === null ? '' : numeric(alert.triggerValue)}</td>
      <td className={styles['reason']} title={alert.reason}>
        {alert.reason}
      </td>
    </tr>
  )
}

/** What kind of alert it is, whether it has ended, and who has it in hand. */
export function AlertState({ alert }: { alert: Alert }) {
  const open = alert.status === 'Triggered'
  return (
    <span className={styles['marks']}>
      <StatusMark state={open ? alert.alertType : 'Resolved'} />
      {open && alert.acknowledgedAt !== null && <span className={styles['chip']}>in hand</span>}
      {!open && <span className={styles['chip']}>{alert.alertType}</span>}
      {alert.isMuted && <span className={styles['chip']}>muted</span>}
    </span>
  )
}
