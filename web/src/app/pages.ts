import {
  IconActivity,
  IconApps,
  IconBell,
  IconChartLine,
  IconEyeCheck,
  IconHelp,
  IconHome,
  IconLayoutDashboard,
  IconPlugConnected,
  IconSearch,
  IconSitemap,
} from '@tabler/icons-react'

/** The pages that exist, in the order of the rail. The range of time is that of a page, of those below it, or of none. */
export const PAGES = [
  { path: '/', label: 'Home', icon: IconHome, keys: 'g h', foot: false, timed: false },
  { path: '/search', label: 'Search', icon: IconSearch, keys: 'g s', foot: false, timed: true },
  { path: '/tail', label: 'Live tail', icon: IconActivity, keys: 'g t', foot: false, timed: false },
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
    timed: 'below',
  },
  { path: '/apps', label: 'Apps', icon: IconApps, keys: 'g p', foot: false, timed: false },
  { path: '/alerts', label: 'Alerts', icon: IconBell, keys: 'g a', foot: false, timed: false },
  {
    path: '/monitors',
    label: 'Monitors',
    icon: IconEyeCheck,
    keys: 'g o',
    foot: false,
    timed: false,
  },
  { path: '/explore', label: 'Explore', icon: IconSitemap, keys: 'g e', foot: false, timed: true },
  {
    path: '/collection',
    label: 'Collection',
    icon: IconPlugConnected,
    keys: 'g c',
    foot: false,
    timed: false,
  },
  { path: '/help', label: 'Help', icon: IconHelp, keys: '', foot: true, timed: false },
] as const

/** What the top bar shows for an address: the page's name, and whether it has a range. Pages may have further ones below. */
export function shownAt(path: string, base: string): { label: string; timed: boolean } {
  const inner = path.startsWith(base) ? `/${path.slice(base.length)}` : path
  const page = PAGES.find(
    (one) => inner === one.path || (one.path !== '/' && inner.startsWith(`${one.path}/`)),
  )
  if (!page) return { label: 'Not found', timed: false }
  const timed = page.timed === 'below' ? inner !== page.path : page.timed
  return { label: page.label, timed }
}
