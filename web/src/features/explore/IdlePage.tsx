import { getRouteApi, Link } from '@tanstack/react-router'
import type { IdleEndpoint } from '@/api/explore-schema'
import { useZone } from '@/app/preferences'
import { plural } from '@/lib/format'
import { cellStamp, duration, HOUR, type Zone } from '@/lib/time'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { Segmented } from '@/ui/Segmented'
import { useIdle } from './use-explore'
import styles from './entity.module.css'

const route = getRouteApi('/explore/idle')
const HOURS = ['1', '6', '24', '72', '168'] as const
const CHOICES = HOURS.map((value) => ({ value, label: duration(Number(value) * HOUR) }))

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
const perHour = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 3,
})

/** Endpoints that nobody calls, and what they cost. */
export function IdlePage() {
  const { hours: asked } = route.useSearch()
  const navigate = route.useNavigate()
  const zone = useZone()
  const hours = HOURS.find((one) => Number(one) === asked) ?? '24'
  const { data, error } = useIdle(Number(hours))
  const known = data?.data.filter((one) => one.perHour !== null) ?? []
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <div className={styles['title']}>
          <h2>Idle endpoints</h2>
          <Segmented
            label="Without a call for"
            value={hours}
            choices={CHOICES}
            onChange={(value) =>
              void navigate({ search: (now) => ({ ...now, hours: Number(value) }) })
            }
          />
        </div>
        <p className={styles['sub']}>
          Endpoints are paid for by the hour whether anybody calls them or not.
          {data && known.length > 0 && (
            <strong>
              {` ${plural(known.length, 'idle endpoint')} ${known.length === 1 ? 'costs' : 'cost'} ${perHour.format(data.perHour)} an hour, ${dollars.format(data.perHour * 730)} a month.`}
            </strong>
          )}
        </p>
      </header>
      <Faults error={error} />
      {data?.data.length === 0 && (
        <EmptyState title="Every endpoint is called">
          <p>None has been without a call for {duration(Number(hours) * HOUR)}.</p>
        </EmptyState>
      )}
      {data && data.data.length > 0 && (
        <section className={styles['box']} aria-label="Idle endpoints">
          <table className={styles['table']}>
            <thead>
              <tr>
                <th>Endpoint</th>
                <th>Account</th>
                <th>Region</th>
                <th>Instances</th>
                <th>Idle since</th>
                <th className={styles['number']}>An hour</th>
                <th className={styles['number']}>Since then</th>
              </tr>
            </thead>
            <tbody>
              {data.data.map((one) => (
                <IdleRow key={one.entity} one={one} zone={zone} />
              ))}
            </tbody>
          </table>
          <p className={styles['quiet']}>
            Prices are those of the lookup table <code>{data.prices}</code>; write your own figures
            there. The ones that come with Sagescope are approximate.
          </p>
        </section>
      )}
    </div>
  )
}

function IdleRow({ one, zone }: { one: IdleEndpoint; zone: Zone }) {
  const since = cellStamp(Math.floor(one.idleSince / 60_000) * 60_000, zone)
  return (
    <tr>
      <td>
        <Link
          to="/explore/entity/$entity"
          params={{ entity: one.entity }}
          search={{ from: '-24h', to: 'now' }}
        >
          {one.name}
        </Link>
      </td>
      <td>{one.account}</td>
      <td>{one.region}</td>
      <td>{one.instances.map((held) => `${held.count} × ${held.type}`).join(', ')}</td>
      <td title={one.sinceKnown ? undefined : 'No call of it was ever seen.'}>
        {one.sinceKnown ? since : `at least ${since}`}
      </td>
      {one.perHour === null ? (
        <td colSpan={2} className={styles['quietCell']}>
          {one.unknown}
        </td>
      ) : (
        <>
          <td className={styles['number']}>{perHour.format(one.perHour)}</td>
          <td className={styles['number']}>{dollars.format(one.soFar ?? 0)}</td>
        </>
      )}
    </tr>
  )
}
