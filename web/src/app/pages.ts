import { IconChartLine, IconHelp, IconLayoutDashboard, IconSearch } from '@tabler/icons-react'

/** The pages that exist, in the order of the rail. */
export const PAGES = [
  { path: '/search', label: 'Search', icon: IconSearch, keys: 'g s', foot: false, timed: true },
  {
    // The server answers at /metrics itself, to Prometheus.
    path: '/metrics-search',
    label: 'Metrics',
    icon: IconChartLine,
    keys: 'g m',
    foot: false,
    timed: true,
  },
  {
    path: '/dashboards',
    label: 'Dashboards',
    icon: IconLayoutDashboard,
    keys: 'g d',
    foot: false,
    // The list has no range, and each dashboard below it has.
    timed: false,
  },
  { path: '/help', label: 'Help', icon: IconHelp, keys: '', foot: true, timed: false },
] as const

/** What the top bar shows for a path: the name of the page, and whether it has a range of time. */
export function shownAt(path: string): { label: string; timed: boolean } {
  const page = PAGES.find((one) => path.endsWith(one.path) || path.includes(`${one.path}/`))
  if (!page) return { label: 'Not found', timed: false }
  const inside = !path.endsWith(page.path)
  return { label: page.label, timed: page.timed || inside }
}
