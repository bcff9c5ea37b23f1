import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { alerts as api, mutes } from '@/api/monitors'
import type { AlertPageAnswer } from '@/api/monitors-schema'
import { useZone } from '@/app/preferences'
import { copyLink } from '@/app/TopBar'
import { cellStamp, dayAndTime, duration, MINUTE, now, type Zone } from '@/lib/time'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { Menu } from '@/ui/Menu'
import { AlertChartView } from './AlertChartView'
import { AlertState } from './AlertsPage'
import { Changes, Deliveries, History, Messages, Related, Results } from './AlertSections'
import { Section } from './Section'
import { alertQuery, useChange } from './use-monitors'
import styles from './monitors.module.css'

const route = getRouteApi('/alerts/$alertId')

/** An alert: what happened, what it watched, what changed before it, and what to do. */
export function AlertPage() {
  const { alertId } = route.useParams()
  const { data: alert, error } = useQuery(alertQuery(alertId))
  const zone = useZone()
  return (
    <div className={styles['page']}>
      <div className={styles['scroll']}>
        <Faults error={error} />
        {alert && (
          <div className={styles['alert']}>
            <Head alert={alert} zone={zone} />
            <AlertChartView alert={alert} zone={zone} />
            {alert.playbook && (
              <Section title="Playbook">
                <div className={styles['playbook']}>{alert.playbook}</div>
              </Section>
            )}
            <div className={styles['columns']}>
              <Changes id={alertId} zone={zone} began={alert.abnormalityStartTime} />
              <Related id={alertId} zone={zone} />
            </div>
            <Results rows={alert.results} />
            <Messages id={alertId} logs={alert.monitorType === 'Logs'} zone={zone} />
            <div className={styles['columns']}>
              <Deliveries deliveries={alert.notifications} zone={zone} />
              <History monitor={alert.monitorId} except={alertId} zone={zone} />
            </div>
          </div>
        )}
      </div>
    </div>
  )
}

function Head({ alert, zone }: { alert: AlertPageAnswer; zone: Zone }) {
  const open = alert.status === 'Triggered'
  const acknowledge = useChange(() => api.acknowledge(alert.id))
  const resolve = useChange(() => api.resolve(alert.id), 'Resolved; it begins again when it is met')
  const lasted = duration((alert.resolvedAt ?? now()) - alert.abnormalityStartTime)
  return (
    <header className={styles['head']}>
      <AlertState alert={alert} />
      <h2>{alert.name}</h2>
      <p className={styles['sentence']}>
        {alert.reason}
        {alert.condition && <span> (alerts when {alert.condition.toLowerCase()})</span>}
      </p>
      <dl className={styles['facts']}>
        <Fact name="Began" value={`${cellStamp(alert.abnormalityStartTime, zone)} ${zone}`} />
        <Fact
          name={open ? 'Lasts' : 'Ended'}
          value={
            open
              ? lasted
              : `${cellStamp(alert.resolvedAt ?? 0, zone)}, after ${lasted} (${alert.resolution})`
          }
        />
        {alert.entities.map(({ name, value }) => (
          <Fact key={name + value} name={name} value={value} mono />
        ))}
        {alert.acknowledgedAt !== null && (
          <Fact name="In hand since" value={cellStamp(alert.acknowledgedAt, zone)} />
        )}
        {open && alert.recoveryCondition && (
          <Fact name="Ends when" value={alert.recoveryCondition} />
        )}
      </dl>
      <div className={styles['actions']}>
        {open && (
          <>
            <Button
              kind="primary"
              disabled={alert.acknowledgedAt !== null || acknowledge.isPending}
              onClick={() => acknowledge.mutate(undefined)}
            >
              Acknowledge
            </Button>
            <MuteButton alert={alert} zone={zone} />
            <Button disabled={resolve.isPending} onClick={() => resolve.mutate(undefined)}>
              Resolve
            </Button>
          </>
        )}
        {alert.monitorName !== null && (
          <Link to="/monitors/$monitorId" params={{ monitorId: alert.monitorId }} className="btn">
            Open the monitor
          </Link>
        )}
        <QueryLink alert={alert} />
        <Button kind="quiet" onClick={copyLink}>
          Copy link
        </Button>
      </div>
      {alert.monitorName === null && (
        <p className={styles['sectionNote']}>Its monitor was deleted; what is here was kept.</p>
      )}
      {alert.monitorChangedSince && alert.monitorName !== null && (
        <p className={styles['sectionNote']}>
          The monitor was changed since: its query and conditions here are those of now.
        </p>
      )}
    </header>
  )
}

function Fact({ name, value, mono }: { name: string; value: string; mono?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={mono ? 'mono' : undefined}>{value}</dd>
    </div>
  )
}

function QueryLink({ alert }: { alert: AlertPageAnswer }) {
  const range = { from: String(alert.windowStart), to: String(alert.windowEnd) }
  if (alert.query === '') return null
  if (alert.monitorType === 'Metrics') {
    const m = alert.queries.map((row) => row.query)
    return (
      <Link to="/metrics-search" search={{ ...range, m }} className="btn">
        Open in Metrics
      </Link>
    )
  }
  return (
    <Link to="/search" search={{ ...range, q: alert.query }} className="btn">
      Open in Search
    </Link>
  )
}

const LENGTHS = [30, 120, 480, 1440]

/** Mutes the monitor from now on for a while. */
function MuteButton({ alert, zone }: { alert: AlertPageAnswer; zone: Zone }) {
  const [muted, setMuted] = useState(false)
  const mute = useChange(async (minutes: number) => {
    const at = now()
    const { day, time } = dayAndTime(at, 'UTC')
    await mutes.create({
      name: `${alert.monitorName ?? alert.name} from ${cellStamp(at, zone)}`.slice(0, 255),
      schedule: {
        timezone: 'UTC',
        startDate: day,
        startTime: time,
        duration: minutes,
      },
      monitor: { ids: [alert.monitorId], all: false },
    })
    setMuted(true)
  }, 'Muted: alerts are made, and nobody is told')
  return (
    <Menu
      title="Mute its monitor for"
      target={<Button disabled={muted}>{muted ? 'Muted' : 'Mute…'}</Button>}
      entries={LENGTHS.map((minutes) => ({
        label: duration(minutes * MINUTE),
        onSelect: () => mute.mutate(minutes),
      }))}
    />
  )
}
