import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { exploreApi } from '@/api/explore'
import type { HomeAnswer } from '@/api/explore-schema'
import { useZone } from '@/app/preferences'
import { DashboardLink } from '@/features/explore/DashboardLinks'
import { HealthMark } from '@/features/explore/HealthMark'
import { total, unwellText } from '@/features/explore/health-words'
import { useHistory } from '@/features/search/history'
import { bytes, compact, count, plural } from '@/lib/format'
import { cellStamp, duration, now, wholeSecond } from '@/lib/time'
import { rangeLabel } from '@/lib/time-expression'
import { Faults } from '@/ui/Faults'
import { Sparkline } from '@/ui/Sparkline'
import { FirstRun } from './FirstRun'
import styles from './home.module.css'

const AGAIN = 30_000
const RECENT = 6
/** Messages of a source that are older than this stand out. */
const STALE = 15 * 60_000

/** Home: what is wrong now, what arrives, and where somebody was. */
export function HomePage() {
  const { data, error } = useQuery({
    queryKey: ['home'],
    queryFn: ({ signal }) => exploreApi.home(signal),
    refetchInterval: AGAIN,
    staleTime: 0,
  })
  if (error && !data) {
    return (
      <div className={styles['page']}>
        <Faults error={error} />
      </div>
    )
  }
  if (!data) return null
  if (data.stored.messages === 0 && data.points.every((n) => n === 0)) return <FirstRun />
  return (
    <div className={styles['page']}>
      <Tiles found={data} />
      <div className={styles['columns']}>
        <div className={styles['main']}>
          <Wrong found={data} />
          <Changes found={data} />
        </div>
        <div className={styles['aside']}>
          <Continue found={data} />
          <Arriving found={data} />
        </div>
      </div>
    </div>
  )
}

interface FoundProps {
  found: HomeAnswer
}

function Tiles({ found }: FoundProps) {
  const { messages, points, kinds, alerts, stored } = found
  // The newest minute is not over yet.
  const last = messages.at(-2) ?? 0
  const critical = alerts.filter((one) => one.alertType === 'Critical').length
  const endpoints = kinds.find((one) => one.id === 'endpoint')
  const unwell = kinds.map(({ id, plural: name, counts }) => ({
    id,
    name,
    text: unwellText(counts),
  }))
  const ill = unwell.filter((one) => one.text !== '')
  return (
    <ul className={styles['tiles']}>
      <li>
        <Link to="/search" search={{ q: '*', from: '-60m', to: 'now' }} className={styles['tile']}>
          <span className={styles['tileName']}>Arriving</span>
          <strong>{compact(last)}</strong>
          <span className={styles['tileNote']}>
            messages a minute · {compact(points.at(-2) ?? 0)} points
          </span>
          <Sparkline
            className={styles['spark']}
            values={messages}
            label="Messages in each of the last 60 minutes"
          />
        </Link>
      </li>
      <li>
        <div className={styles['tile']} data-level={critical > 0 ? 'critical' : undefined}>
          <span className={styles['tileName']}>Open alerts</span>
          <strong>{count(alerts.length)}</strong>
          <span className={styles['tileNote']}>
            {alerts.length === 0 ? 'no monitor has fired' : `${count(critical)} critical`}
          </span>
        </div>
      </li>
      <li>
        <Link
          to="/explore"
          search={
            ill.length > 0 ? { f: ['health=critical', 'health=warning', 'health=missing'] } : {}
          }
          className={styles['tile']}
          data-level={found.unwell[0]?.health}
        >
          <span className={styles['tileName']}>SageMaker</span>
          <strong>
            {ill.length === 0
              ? 'Well'
              : plural(found.unwell.length, 'entity', 'entities') + ' unwell'}
          </strong>
          <span className={styles['tileNote']}>
            {ill.length === 0
              ? plural(endpoints ? total(endpoints.counts) : 0, 'endpoint')
              : ill
                  .slice(0, 2)
                  .map((one) => `${one.name}: ${one.text}`)
                  .join(' · ')}
          </span>
        </Link>
      </li>
      <li>
        <div className={styles['tile']}>
          <span className={styles['tileName']}>Stored</span>
          <strong>{bytes(stored.bytes)}</strong>
          <span className={styles['tileNote']}>{plural(stored.messages, 'message')}</span>
        </div>
      </li>
    </ul>
  )
}

/** Entities that are not well, and alerts of none of them. */
function Wrong({ found }: FoundProps) {
  const { unwell, alerts } = found
  const told = new Set(unwell.flatMap((node) => node.reasons.map((reason) => reason.alert)))
  const others = alerts.filter((one) => !told.has(one.id))
  return (
    <section className={styles['box']} aria-label="What is wrong now">
      <h2>What is wrong now</h2>
      {unwell.length === 0 && others.length === 0 && (
        <p className={styles['quiet']}>
          Nothing: no alert is open, no endpoint fails, no job of the last day has failed.
        </p>
      )}
      <ul className={styles['wrong']}>
        {unwell.map((node) => (
          <li key={node.id}>
            <HealthMark level={node.health} size={15} />
            <div>
              <Link
                to="/explore/entity/$entity"
                params={{ entity: node.entity?.id ?? '' }}
                search={{ from: '-24h', to: 'now' }}
              >
                {node.name}
              </Link>
              <span className={styles['where']}>
                {node.kindLabel} · {node.labels['account']} / {node.labels['region']}
              </span>
              <p>{node.reasons[0]?.text}</p>
            </div>
          </li>
        ))}
        {others.map((one) => (
          <li key={one.id}>
            <HealthMark level={one.alertType === 'Critical' ? 'critical' : 'warning'} size={15} />
            <div>
              <span className={styles['name']}>{one.name}</span>
              <span className={styles['where']}>{one.entity}</span>
              <p>{one.reason}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Changes({ found }: FoundProps) {
  const zone = useZone()
  return (
    <section className={styles['box']} aria-label="Changes">
      <h2>Changes of the last day</h2>
      {found.changes.length === 0 && <p className={styles['quiet']}>None has been seen.</p>}
      <ul className={styles['changes']}>
        {found.changes.map((one) => (
          <li key={one.id}>
            <time>{cellStamp(wholeSecond(one.at), zone)}</time>
            <span className={styles['call']}>{one.call}</span>
            {one.entity ? (
              <Link
                to="/explore/entity/$entity"
                params={{ entity: one.entity }}
                search={{ from: '-24h', to: 'now' }}
              >
                {one.name}
              </Link>
            ) : (
              <span className={styles['call']}>{one.name}</span>
            )}
            <span className={styles['where']} title={one.caller}>
              {one.who}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Where somebody was: queries of this browser, and dashboards that were changed last. */
function Continue({ found }: FoundProps) {
  const history = useHistory((state) => state.entries)
  return (
    <section className={styles['box']} aria-label="Continue">
      <h2>Continue</h2>
      {history.length === 0 && found.dashboards.length === 0 && (
        <p className={styles['quiet']}>
          <Link to="/search">Search messages</Link>, draw <Link to="/metrics-search">metrics</Link>{' '}
          or <Link to="/explore">explore</Link> what the accounts hold.
        </p>
      )}
      <ul className={styles['continue']}>
        {history.slice(0, RECENT).map((entry) => (
          <li key={entry.q}>
            <Link to="/search" search={{ q: entry.q, from: entry.from, to: entry.to }}>
              <code>{entry.q.replace(/\s+/g, ' ')}</code>
            </Link>
            <span className={styles['where']}>
              {rangeLabel({ from: entry.from, to: entry.to }, now(), 'UTC')}
            </span>
          </li>
        ))}
        {found.dashboards.slice(0, RECENT).map((one) => (
          <li key={one.id}>
            <DashboardLink id={one.id}>{one.name}</DashboardLink>
            <span className={styles['where']}>dashboard</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What each source category has brought, and how old the newest of it is. */
function Arriving({ found }: FoundProps) {
  return (
    <section className={styles['box']} aria-label="What arrives">
      <h2>What arrives</h2>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th>Source category</th>
            <th className={styles['number']}>24 h</th>
            <th className={styles['number']}>Newest</th>
          </tr>
        </thead>
        <tbody>
          {found.categories.map((one) => {
            const age = found.at - one.last
            return (
              <tr key={one.category}>
                <td>
                  <Link
                    to="/search"
                    search={{ q: `_sourceCategory=${one.category}`, from: '-60m', to: 'now' }}
                  >
                    {one.category || '(none)'}
                  </Link>
                </td>
                <td className={styles['number']}>{compact(one.messages)}</td>
                <td className={styles['number']} data-stale={age > STALE}>
                  {duration(Math.max(1000, age))}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
