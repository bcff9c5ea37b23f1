import { Link } from '@tanstack/react-router'
import { type BareNode, LEVELS, type TreeNode } from '@/api/explore-schema'
import { useZone } from '@/app/preferences'
import { plural } from '@/lib/format'
import { cellStamp, duration, now, wholeSecond, type Zone } from '@/lib/time'
import { DashboardLinks } from './DashboardLinks'
import { HealthMark } from './HealthMark'
import { total, unwellText, WORDS } from './health-words'
import { Reasons } from './Reasons'
import { useNode } from './use-explore'
import styles from './explore.module.css'

interface Props {
  node: TreeNode
  range: { from?: string | undefined; to?: string | undefined }
  onChoose: (id: string) => void
}

/** One node: how well it is and why, what is in it, and the dashboards that apply. */
export function NodePane({ node, range, onChoose }: Props) {
  const { data } = useNode(node.id)
  const zone = useZone()
  return (
    <section className={styles['pane']} aria-label={node.name || 'Node'}>
      <header className={styles['paneHead']}>
        <HealthMark level={node.health} size={18} />
        <div>
          <h2>{node.name || '(none)'}</h2>
          <p className={styles['quiet']}>
            {node.kindLabel} · {WORDS[node.health]}
            {node.entity?.status ? ` · ${node.entity.status}` : ''}
          </p>
        </div>
        {node.entity && (
          <Link
            to="/explore/entity/$entity"
            params={{ entity: node.entity.id }}
            search={{ from: range.from ?? '-24h', to: range.to ?? 'now' }}
            className="btn btn-primary"
          >
            Open
          </Link>
        )}
      </header>
      <Reasons reasons={node.reasons} />
      {node.entity && <Seen entity={node.entity} zone={zone} />}
      <h3>Dashboards</h3>
      {data && <DashboardLinks dashboards={data.dashboards} range={range} />}
      {node.children.length > 0 && (
        <>
          <h3>{node.entity ? 'Parts' : 'In it'}</h3>
          <Children nodes={node.children} onChoose={onChoose} />
        </>
      )}
    </section>
  )
}

function Seen({ entity, zone }: { entity: NonNullable<BareNode['entity']>; zone: Zone }) {
  const facts = [
    ['Last heard of', `${duration(Math.max(1000, now() - entity.lastSeen))} ago`],
    ['First heard of', cellStamp(wholeSecond(entity.firstSeen), zone)],
    ...(entity.createdAt ? [['Created', cellStamp(entity.createdAt, zone)]] : []),
    ...(entity.statusAt ? [['Status since', cellStamp(entity.statusAt, zone)]] : []),
    ...(entity.deleted ? [['Deleted', 'yes']] : []),
  ]
  return (
    <dl className={styles['facts']}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Children({ nodes, onChoose }: { nodes: TreeNode[]; onChoose: (id: string) => void }) {
  const worstFirst = [...nodes].sort((a, b) => LEVELS.indexOf(a.health) - LEVELS.indexOf(b.health))
  return (
    <ul className={styles['children']}>
      {worstFirst.map((child) => (
        <li key={child.id}>
          <button type="button" onClick={() => onChoose(child.id)}>
            <HealthMark level={child.health} />
            <span className={styles['lineName']}>{child.name || '(none)'}</span>
            <span className={styles['lineNote']}>
              {child.entity
                ? (child.reasons[0]?.text ?? child.kindLabel)
                : unwellText(child.counts) || plural(total(child.counts), 'entity', 'entities')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
