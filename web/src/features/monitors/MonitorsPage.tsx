import { getRouteApi } from '@tanstack/react-router'
import type { MonitorView } from '@/lib/url-state'
import { Tabs } from '@/ui/Tabs'
import { Channels } from './Channels'
import { MonitorList } from './MonitorList'
import { Muting } from './Muting'
import styles from './monitors.module.css'

const route = getRouteApi('/monitors')
const TABS = [
  { value: 'monitors', label: 'Monitors' },
  { value: 'muting', label: 'Muting' },
  { value: 'channels', label: 'Channels' },
] as const

/** Monitors, when they are muted, and where their notifications go. */
export function MonitorsPage() {
  const { view = 'monitors', find = '' } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Tabs<MonitorView>
      label="Monitors"
      value={view}
      tabs={TABS}
      className={styles['tabs'] ?? ''}
      onChange={(value) => void navigate({ search: (at) => ({ ...at, view: value }) })}
    >
      {view === 'monitors' && (
        <MonitorList
          find={find}
          onFind={(text) =>
            void navigate({ search: (at) => ({ ...at, find: text }), replace: true })
          }
        />
      )}
      {view === 'muting' && <Muting />}
      {view === 'channels' && <Channels />}
    </Tabs>
  )
}
