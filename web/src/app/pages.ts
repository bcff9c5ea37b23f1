import { IconChartLine, IconHelp, IconSearch } from '@tabler/icons-react'

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
  { path: '/help', label: 'Help', icon: IconHelp, keys: '', foot: true, timed: false },
] as const
