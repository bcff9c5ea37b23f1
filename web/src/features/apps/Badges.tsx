import type { Instance } from '@/api/apps-schema'
import { upgradable } from './app-list'
import styles from './apps.module.css'

/** Whether an app is installed, in which versions, and whether there is a newer one. */
export function Badges({ instances }: { instances: readonly Instance[] }) {
  const versions = [...new Set(instances.map((one) => one.version).filter(Boolean))]
  const newer = instances.find(upgradable)
  const pending = instances.find((one) => one.pending)
  return (
    <span className={styles['badges']}>
      {versions.length > 0 && (
        <span className={styles['badge']} data-tone="ok">
          <span aria-hidden>✓</span> Installed {versions.join(', ')}
        </span>
      )}
      {newer && (
        <span className={styles['badge']} data-tone="info">
          <span aria-hidden>↑</span> Upgrade to {newer.latestVersion}
        </span>
      )}
      {pending && (
        <span className={styles['badge']} data-tone="warn" role="status">
          Being changed: {pending.pending}
        </span>
      )}
    </span>
  )
}
