import { IconChartLine, IconHelp, IconHome, IconSearch, IconSitemap } from '@tabler/icons-react'

/** The pages that exist, in the order of the rail. */
export const PAGES = [
  { path: '/', label: 'Home', icon: IconHome, keys: 'g h', foot: false, timed: false },
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
  { path: '/explore', label: 'Explore', icon: IconSitemap, keys: 'g e', foot: false, timed: true },
  { path: '/help', label: 'Help', icon: IconHelp, keys: '', foot: true, timed: false },
] as const

/** The page that an address belongs to: pages may have further ones below them. */
export function pageAt(path: string, base: string): (typeof PAGES)[number] | undefined {
  const inner = path.startsWith(base) ? `/${path.slice(base.length)}` : path
  return PAGES.find(
    (one) => inner === one.path || (one.path !== '/' && inner.startsWith(`${one.path}/`)),
  )
}
