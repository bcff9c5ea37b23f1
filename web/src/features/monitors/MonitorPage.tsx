import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { monitors as api } from '@/api/monitors'
import type { Monitor } from '@/api/monitors-schema'
import { useZone } from '@/app/preferences'
import { cellStamp, rowStamp, type Zone } from '@/lib/time'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { AlertState } from './AlertsPage'
import { Section } from './Section'
import { MonitorEditor } from './MonitorEditor'
import { draftOf, newDraft } from './monitor-draft'
import { StatusMark } from './StatusMark'
import { alertsOf, historyQuery, monitorQuery, useChange, whyQuery } from './use-monitors'
import styles from './monitors.module.css'

const route = getRouteApi('/monitors/$monitorId')

/** A monitor: how it stands and why, and the form that makes or changes it. */
export function MonitorPage() {
  const { monitorId } = route.useParams()
  if (monitorId === 'new') return <NewMonitor />
  return <StoredMonitor key={monitorId} id={monitorId} />
}

function NewMonitor() {
  const { logs, m } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <MonitorEditor
      start={newDraft(logs, m)}
      onSaved={(monitor) =>
        void navigate({ to: '/monitors/$monitorId', params: { monitorId: monitor.id }, search: {} })
      }
    />
  )
}

function StoredMonitor({ id }: { id: string }) {
  const { data, error } = useQuery(monitorQuery(id))
  const zone = useZone()
  if (!data) {
    return (
      <div className={styles['page']}>
        <div className={styles['scroll']}>
          <Faults error={error} />
        </div>
      </div>
    )
  }
  return (
    <MonitorEditor key={data.version} start={draftOf(data)} before={data} onSaved={() => undefined}>
      <Standing monitor={data} zone={zone} />
    </MonitorEditor>
  )
}

/** How a monitor stands, why, and what it did. */
function Standing({ monitor, zone }: { monitor: Monitor; zone: Zone }) {
  const navigate = route.useNavigate()
  const { data: why } = useQuery(whyQuery(monitor.id))
  const { data: looks } = useQuery(historyQuery(monitor.id))
  const { data: alerts } = useQuery(alertsOf(monitor.id))
  const change = useChange((on: boolean) => api.switch([monitor.id], on))
  const remove = useChange(async () => {
    // Nobody asks any more for what is about to be gone.
    await navigate({ to: '/monitors', search: {} })
    await api.remove(monitor.id)
  })
  return (
    <Section title="How it stands">
      <div className={styles['marks']}>
        {monitor.status.map((one) => (
          <StatusMark key={one} state={one} />
        ))}
        {monitor.isMuted && <StatusMark state="Muted" />}
        <Button small disabled={change.isPending} onClick={() => change.mutate(monitor.isDisabled)}>
          {monitor.isDisabled ? 'Enable' : 'Disable'}
        </Button>
        <Button small kind="danger" onClick={() => remove.mutate(undefined)}>
          Delete
        </Button>
      </div>
      <ul className={styles['reasons']}>
        {why?.reasons.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <div className={styles['columns']}>
        <div>
          <h3>Alerts of 30 days</h3>
          {alerts?.data.length === 0 && <p className={styles['none']}>None.</p>}
          <ul className={styles['items']}>
            {alerts?.data.slice(0, 8).map((one) => (
              <li key={one.id}>
                <Link to="/alerts/$alertId" params={{ alertId: one.id }} className={styles['time']}>
                  {rowStamp(one.abnormalityStartTime, zone)}
                </Link>
                <span className={styles['marks']}>
                  <AlertState alert={one} /> <span className="mono">{one.entity}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>Looks of the last day</h3>
          {looks?.data.length === 0 && <p className={styles['none']}>None.</p>}
          <ul className={styles['items']}>
            {looks?.data.slice(0, 8).map((look) => (
              <li
                key={look.at + look.kind}
                data-strong={/opened|resolved|error/.test(look.outcome)}
              >
                <span className={styles['time']}>{cellStamp(look.at, zone)}</span>
                <span>
                  {look.kind}: {look.why}
                </span>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </Section>
  )
}
