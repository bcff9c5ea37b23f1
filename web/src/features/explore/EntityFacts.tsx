import { Link } from '@tanstack/react-router'
import type { Change, EntityAnswer, OpenAlert } from '@/api/explore-schema'
import { keepTime } from '@/app/time-range'
import { cellStamp, wholeSecond, type Zone } from '@/lib/time'
import { HealthMark } from './HealthMark'
import styles from './entity.module.css'

const SHOWN = 12

/** What it is made of, as calls and events have told it. */
export function Configuration({ found }: { found: EntityAnswer }) {
  const { configuration, variants } = found
  return (
    <section className={styles['box']} aria-label="Configuration">
      <h2>Configuration</h2>
      {configuration.length === 0 && variants.length === 0 && (
        <p className={styles['quiet']}>
          No call of CloudTrail and no event of EventBridge has told it yet.
        </p>
      )}
      <dl className={styles['facts']}>
        {configuration.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {found.namespaces.length > 0 && (
          <div>
            <dt>Metrics in</dt>
            <dd>{found.namespaces.join(', ')}</dd>
          </div>
        )}
      </dl>
      {variants.length > 0 && (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th>Variant</th>
              <th>Instances</th>
              <th>Model</th>
              <th className={styles['number']}>Weight</th>
            </tr>
          </thead>
          <tbody>
            {variants.map((one) => (
              <tr key={one.name}>
                <td>{one.name}</td>
                <td>{one.serverless ? 'serverless' : instancesText(one)}</td>
                <td>{one.model}</td>
                <td className={styles['number']}>{one.weight ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const instancesText = ({ instances, instanceType }: EntityAnswer['variants'][number]) =>
  `${instances ?? '?'} × ${instanceType || 'type not known'}`

/** What was changed, the newest first. */
export function ChangeList({ changes, zone }: { changes: readonly Change[]; zone: Zone }) {
  return (
    <section className={styles['box']} aria-label="Changes">
      <h2>Changes</h2>
      {changes.length === 0 && <p className={styles['quiet']}>None has been seen.</p>}
      <ul className={styles['events']}>
        {changes.slice(0, SHOWN).map((one) => (
          <li key={one.id}>
            <time>{cellStamp(wholeSecond(one.at), zone)}</time>
            <span className={styles['what']} data-action={one.action}>
              {one.call}
            </span>
            <span className={styles['who']} title={`${one.caller} ${one.address}`}>
              {one.who}
            </span>
          </li>
        ))}
      </ul>
      {changes.length > SHOWN && (
        <p className={styles['quiet']}>{changes.length - SHOWN} older ones.</p>
      )}
    </section>
  )
}

/** Its statuses, the newest first, with why where somebody said. */
export function StatusList({ statuses, zone }: Pick<EntityAnswer, 'statuses'> & { zone: Zone }) {
  return (
    <section className={styles['box']} aria-label="Status">
      <h2>Status</h2>
      {statuses.length === 0 && (
        <p className={styles['quiet']}>
          No event of EventBridge has told one: metrics and logs do not.
        </p>
      )}
      <ul className={styles['events']}>
        {statuses.slice(0, SHOWN).map((one) => (
          <li key={`${one.at} ${one.status}`}>
            <time>{cellStamp(wholeSecond(one.at), zone)}</time>
            <span className={styles['what']}>{one.status}</span>
            <span className={styles['who']} title={one.reason}>
              {one.reason}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const LEVEL_OF: Record<string, 'critical' | 'warning' | 'missing'> = {
  Critical: 'critical',
  Warning: 'warning',
  MissingData: 'missing',
}

/** The alerts that are open. */
export function Alerts({ alerts, zone }: { alerts: readonly OpenAlert[]; zone: Zone }) {
  if (alerts.length === 0) return null
  return (
    <section className={styles['box']} aria-label="Open alerts">
      <h2>Open alerts</h2>
      <ul className={styles['events']}>
        {alerts.map((one) => (
          <li key={one.id}>
            <time>{cellStamp(wholeSecond(one.abnormalityStartTime), zone)}</time>
            <span className={styles['what']}>
              <HealthMark level={LEVEL_OF[one.alertType] ?? 'warning'} /> {one.name}
            </span>
            <span className={styles['who']} title={one.reason}>
              {one.isMuted ? 'muted · ' : ''}
              {one.reason}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A link to a query in Search, over the same range. */
export function SearchLink({ query, label }: { query: string; label: string }) {
  return (
    <Link
      to="/search"
      search={(state) => ({ ...keepTime(state), q: query })}
      className={styles['chartLink']}
    >
      {label}
    </Link>
  )
}
