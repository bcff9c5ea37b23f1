import { IconLayoutDashboard } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
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

interface LinkProps {
  id: string
  variables?: Record<string, string>
  range?: Props['range']
  title?: string | undefined
  children: ReactNode
}

/** A link to a dashboard, of which any variables can be set. */
export function DashboardLink({ id, variables = {}, range = {}, title, children }: LinkProps) {
  const router = useRouter()
  const href = router.basepath.replace(/\/$/, '') + dashboardAddress(id, variables, range)
  return (
    <a
      href={href}
      title={title}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        router.history.push(href)
      }}
    >
      {children}
    </a>
  )
}

/** Dashboards that apply, each with the variables that the place sets. */
export function DashboardLinks({ dashboards, range }: Props) {
  if (dashboards.length === 0) {
    return <p className={styles['quiet']}>No dashboard of the library applies here.</p>
  }
  return (
    <ul className={styles['dashboards']}>
      {dashboards.map(({ id, name, description, variables }) => (
        <li key={id}>
          <DashboardLink
            id={id}
            variables={variables}
            range={range}
            title={description || undefined}
          >
            <IconLayoutDashboard size={15} stroke={1.5} aria-hidden />
            {name}
          </DashboardLink>
        </li>
      ))}
    </ul>
  )
}
