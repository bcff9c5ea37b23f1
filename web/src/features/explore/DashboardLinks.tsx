import { IconLayoutDashboard } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import type { NodeDashboard } from '@/api/explore-schema'
import { formatAddress } from '@/lib/url-state'
import styles from './explore.module.css'

interface Props {
  dashboards: readonly NodeDashboard[]
  range: { from?: string | undefined; to?: string | undefined }
}

/** The address of a dashboard with its variables set: `/dashboards/<id>?from=…&var.region=…`. */
export function dashboardAddress(
  id: string,
  variables: Record<string, string>,
  { from, to }: Props['range'],
): string {
  const set = Object.entries(variables).map(([name, value]) => [`var.${name}`, value] as const)
  return `/dashboards/${encodeURIComponent(id)}${formatAddress({ from, to, ...Object.fromEntries(set) })}`
}

/** Dashboards that apply, each with the variables that the place sets. */
export function DashboardLinks({ dashboards, range }: Props) {
  const router = useRouter()
  const base = router.basepath.replace(/\/$/, '')
  if (dashboards.length === 0) {
    return <p className={styles['quiet']}>No dashboard of the library applies here.</p>
  }
  return (
    <ul className={styles['dashboards']}>
      {dashboards.map(({ id, name, description, variables }) => {
        const href = base + dashboardAddress(id, variables, range)
        return (
          <li key={id}>
            <a
              href={href}
              title={description || undefined}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return
                event.preventDefault()
                router.history.push(href)
              }}
            >
              <IconLayoutDashboard size={15} stroke={1.5} aria-hidden />
              {name}
            </a>
          </li>
        )
      })}
    </ul>
  )
}
