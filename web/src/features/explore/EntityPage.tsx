import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { EntityAnswer } from '@/api/explore-schema'
import { useZone } from '@/app/preferences'
import { keepTime, useTimeRange } from '@/app/time-range'
import { cellStamp, duration, now, type Zone } from '@/lib/time'
import type { TimeRange } from '@/lib/time-expression'
import { Faults } from '@/ui/Faults'
import { DashboardLinks } from './DashboardLinks'
import { Alerts, ChangeList, Configuration, StatusList } from './EntityFacts'
import { EntityCharts } from './EntityCharts'
import { EntityLogs } from './EntityLogs'
import { Callers } from './Callers'
import { HealthMark } from './HealthMark'
import { WORDS } from './health-words'
import { Reasons } from './Reasons'
import { markersOf, useChanges, useEntity } from './use-explore'
import styles from './entity.module.css'

const route = getRouteApi('/explore/entity/$entity')

/** One entity: how well it is, what it is made of, its metrics, logs, callers and changes. */
export function EntityPage() {
  const { entity: id } = route.useParams()
  const { data, error } = useEntity(id)
  const range = useTimeRange()
  const zone = useZone()
  if (error && !data) {
    return (
      <div className={styles['page']}>
        <Faults error={error}>
          <Link to="/explore" className="btn">
            Explore
          </Link>
        </Faults>
      </div>
    )
  }
  return data ? <Entity found={data} range={range} zone={zone} /> : null
}

interface EntityProps {
  found: EntityAnswer
  range: TimeRange
  zone: Zone
}

function Entity({ found, range, zone }: EntityProps) {
  const whose = useMemo(() => {
    // What is a part of another is changed with it.
    const of = found.ancestors.findLast((node) => node.entity !== undefined) ?? found
    const { account = '', region = '' } = found.labels
    return { account, region, kind: of.kind, name: of.name }
  }, [found])
  const { data: changes = [] } = useChanges(whose, range, zone)
  const markers = useMemo(() => markersOf(changes), [changes])
  return (
    <div className={styles['page']}>
      <Head found={found} zone={zone} />
      <Reasons reasons={found.reasons} />
      <Alerts alerts={found.alerts} zone={zone} />
      <EntityCharts charts={found.charts} range={range} zone={zone} markers={markers} />
      <div className={styles['columns']}>
        <Configuration found={found} />
        <ChangeList changes={found.changes} zone={zone} />
        <StatusList statuses={found.statuses} zone={zone} />
        <section className={styles['box']} aria-label="Dashboards">
          <h2>Dashboards</h2>
          <DashboardLinks dashboards={found.dashboards} range={range} />
        </section>
      </div>
      {found.callers && <Callers query={found.callers} range={range} zone={zone} />}
      {found.logs && <EntityLogs scope={found.logs} range={range} zone={zone} />}
    </div>
  )
}

function Head({ found, zone }: { found: EntityAnswer; zone: Zone }) {
  const { entity } = found
  const search = (node: string) => (state: Parameters<typeof keepTime>[0]) => ({
    ...keepTime(state),
    node,
  })
  return (
    <header className={styles['head']}>
      <nav aria-label="Where it is" className={styles['crumbs']}>
        <Link to="/explore" search={keepTime}>
          Explore
        </Link>
        {found.ancestors.map((node) =>
          node.entity ? (
            <Link
              key={node.id}
              to="/explore/entity/$entity"
              params={{ entity: node.entity.id }}
              search={keepTime}
            >
              {node.name}
            </Link>
          ) : (
            <Link key={node.id} to="/explore" search={search(node.id)}>
              {node.name || '(none)'}
            </Link>
          ),
        )}
      </nav>
      <div className={styles['title']}>
        <HealthMark level={found.health} size={20} />
        <h2>{found.name}</h2>
        <span className={styles['kind']}>{found.kindLabel}</span>
        <span className={styles['kind']}>{WORDS[found.health]}</span>
        {entity?.status && <span className={styles['kind']}>{entity.status}</span>}
        {entity?.deleted && <span className={styles['kind']}>Deleted</span>}
      </div>
      <p className={styles['sub']}>
        {found.arn && <code>{found.arn}</code>}
        {entity && (
          <span title={cellStamp(entity.lastSeen, zone)}>
            Last heard of {duration(Math.max(1000, now() - entity.lastSeen))} ago
          </span>
        )}
      </p>
      {found.children.length > 0 && (
        <ul className={styles['parts']} aria-label="Parts">
          {found.children.map((part) => (
            <li key={part.id}>
              <Link
                to="/explore/entity/$entity"
                params={{ entity: part.entity?.id ?? '' }}
                search={keepTime}
              >
                <HealthMark level={part.health} />
                {part.name}
                <span className={styles['partKind']}>{part.kindLabel}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </header>
  )
}
