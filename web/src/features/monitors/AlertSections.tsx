import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { alerts as api } from '@/api/monitors'
import type { Delivery } from '@/api/monitors-schema'
import { plural } from '@/lib/format'
import { cellStamp, duration, rowStamp, type Zone } from '@/lib/time'
import { Faults } from '@/ui/Faults'
import { AlertState } from './AlertsPage'
import { Section } from './Section'
import { alertsOf, useChannels } from './use-monitors'
import styles from './monitors.module.css'

interface OfAlert {
  id: string
  zone: Zone
}

/** Changes from CloudTrail before the alert; those that name what it is about come first. */
export function Changes({ id, zone, began }: OfAlert & { began: number }) {
  const { data, error } = useQuery({
    queryKey: ['alerts', id, 'changes'],
    queryFn: () => api.changes(id),
    staleTime: 60_000,
  })
  return (
    <Section title="Changes before it" note="From CloudTrail, half an hour back.">
      <Faults error={error} />
      {data?.data.length === 0 && <p className={styles['none']}>Nothing was changed.</p>}
      <ul className={styles['items']}>
        {data?.data.slice(0, 20).map((one) => (
          <li key={`${one.at}${one.event}${one.targets.join()}`} data-strong={one.namesEntity}>
            <span className={styles['time']}>{rowStamp(one.at, zone)}</span>
            <span>
              <strong>{one.event}</strong> by {one.user}
              <span className={styles['dim']}> {ago(began - one.at)}</span>
              {one.error && <span className={styles['bad']}> {one.error}</span>}
              <span className="mono"> {one.targets.join(', ')}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const ago = (ms: number) => (ms >= 0 ? `${duration(ms)} earlier` : `${duration(-ms)} later`)

/** Other alerts at the time. */
export function Related({ id, zone }: OfAlert) {
  const { data, error } = useQuery({
    queryKey: ['alerts', id, 'related'],
    queryFn: () => api.related(id),
    staleTime: 60_000,
  })
  return (
    <Section title="Other alerts" note="Of the same within an hour, of others within half an hour.">
      <Faults error={error} />
      {data?.data.length === 0 && <p className={styles['none']}>There was no other alert.</p>}
      <ul className={styles['items']}>
        {data?.data.slice(0, 20).map((one) => (
          <li key={one.id} data-strong={one.sameEntity}>
            <span className={styles['time']}>{rowStamp(one.abnormalityStartTime, zone)}</span>
            <span className={styles['marks']}>
              <Link to="/alerts/$alertId" params={{ alertId: one.id }}>
                {one.name}
              </Link>
              <span className="mono">{one.entity}</span>
              <AlertState alert={one} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The rows that made the alert. */
export function Results({ rows }: { rows: Record<string, string>[] }) {
  const names = [...new Set(rows.slice(0, 20).flatMap((row) => Object.keys(row)))].slice(0, 12)
  if (rows.length === 0) return null
  return (
    <Section
      title="Results that made it"
      note={rows.length > 20 ? `The first 20 of ${rows.length}.` : undefined}
    >
      <div className={styles['wide']} tabIndex={0} role="group" aria-label="Results">
        <table className={styles['list']} aria-label="Results that made it">
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name}>{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, 20).map((row, index) => (
              <tr key={index}>
                {names.map((name) => (
                  <td key={name} className="mono">
                    {row[name] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

/** The messages that were counted, or those that name what the alert is about. */
export function Messages({ id, logs, zone }: OfAlert & { logs: boolean }) {
  const { data, error } = useQuery({
    queryKey: ['alerts', id, 'messages'],
    queryFn: () => api.messages(id),
    staleTime: 60_000,
  })
  const note = logs ? 'Those that were counted.' : 'Those of the time that name what it is about.'
  return (
    <Section title="Messages" note={note}>
      <Faults error={error} />
      {data?.messages.length === 0 && <p className={styles['none']}>There are none.</p>}
      <ul className={styles['messages']}>
        {data?.messages.slice(0, 25).map((one, index) => (
          <li key={index}>
            <span className={styles['time']}>
              {rowStamp(Number(one['_messageTime'] ?? one['_messagetime'] ?? 0), zone)}
            </span>
            <code>{one['_raw']}</code>
          </li>
        ))}
      </ul>
      {data && data.messages.length > 0 && (
        <Link to="/search" search={{ q: data.query, from: String(data.from), to: String(data.to) }}>
          {data.messages.length > 25
            ? `All ${plural(data.messages.length, 'message')} in Search`
            : 'See them in Search'}
        </Link>
      )}
    </Section>
  )
}

/** What became of each notification. */
export function Deliveries({ deliveries, zone }: { deliveries: Delivery[]; zone: Zone }) {
  const channels = useChannels()
  const nameOf = (one: Delivery) =>
    channels.find((channel) => channel.id === one.connectionId)?.name ?? ''
  return (
    <Section title="Who was told">
      {deliveries.length === 0 && (
        <p className={styles['none']}>The monitor has no notifications: nobody was told.</p>
      )}
      <ul className={styles['items']}>
        {deliveries.map((one) => (
          <li key={one.id}>
            <span className={styles['time']}>
              {rowStamp(one.finishedAt ?? one.createdAt, zone)}
            </span>
            <span>
              <strong>{one.resolved ? 'End' : 'Alert'}</strong> by {one.connectionType}{' '}
              {nameOf(one)}:{' '}
              <span className={one.state === 'failed' ? styles['bad'] : undefined}>
                {one.state}
              </span>
              {one.attempts > 1 && ` after ${one.attempts} attempts`}
              {one.nextAt !== null && `, next at ${cellStamp(one.nextAt, zone)}`}
              {one.answer && <span className={styles['dim']}> {one.answer}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The other alerts of its monitor. */
export function History({
  monitor,
  except,
  zone,
}: {
  monitor: string
  except: string
  zone: Zone
}) {
  const { data, error } = useQuery(alertsOf(monitor))
  const others = (data?.data ?? []).filter((one) => one.id !== except)
  return (
    <Section title="History of the monitor" note="Its alerts of 30 days.">
      <Faults error={error} />
      {data && others.length === 0 && <p className={styles['none']}>It is its first alert.</p>}
      <ul className={styles['items']}>
        {others.slice(0, 15).map((one) => (
          <li key={one.id}>
            <Link to="/alerts/$alertId" params={{ alertId: one.id }} className={styles['time']}>
              {rowStamp(one.abnormalityStartTime, zone)}
            </Link>
            <span className={styles['marks']}>
              <AlertState alert={one} />
              <span className="mono">{one.entity}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
