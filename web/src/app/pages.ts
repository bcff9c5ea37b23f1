import { IconBell, IconChartLine, IconEyeCheck, IconHelp, IconSearch } from '@tabler/icons-react'

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
  { path: '/alerts', label: 'Alerts', icon: IconBell, keys: 'g a', foot: false, timed: false },
  {
    path: '/monitors',
    label: 'Monitors',
    icon: IconEyeCheck,
    keys: 'g o',
    foot: false,
    timed: false,
  },
  { path: '/help', label: 'Help', icon: IconHelp, keys: '', foot: true, timed: false },
] as const
