import { Link } from '@tanstack/react-router'
import type { BareNode } from '@/api/explore-schema'
import { HealthMark } from './HealthMark'
import styles from './explore.module.css'

/** Why something is not well: each sentence with its mark; one about an entity leads there. */
export function Reasons({ reasons }: { reasons: BareNode['reasons'] }) {
  if (reasons.length === 0) return null
  return (
    <ul className={styles['reasons']} aria-label="Why">
      {reasons.map(({ level, text, entity }, index) => (
        <li key={index}>
          <HealthMark level={level} />
          {entity ? (
            <Link
              to="/explore/entity/$entity"
              params={{ entity }}
              search={(now) => ({ from: now.from ?? '-24h', to: now.to ?? 'now' })}
            >
              {text}
            </Link>
          ) : (
            <span>{text}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
