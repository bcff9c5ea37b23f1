import { getRouteApi } from '@tanstack/react-router'
import { ObjectiveList } from '@/features/objectives/ObjectiveList'
import type { MonitorView } from '@/lib/url-state'
import { Tabs } from '@/ui/Tabs'
import { Channels } from './Channels'
import { MonitorList } from './MonitorList'
import { Muting } from './Muting'
import styles from './monitors.module.css'

const route = getRouteApi('/monitors')
const TABS = [
  { value: 'monitors', label: 'Monitors' },
  { value: 'objectives', label: 'Objectives' },
  { value: 'muting', label: 'Muting' },
  { value: 'channels', label: 'Channels' },
] as const

/** Monitors and objectives, when they are muted, and where their notifications go. */
export function MonitorsPage() {
  const { view = 'monitors', find = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const onFind = (text: string) =>
    void navigate({ search: (at) => ({ ...at, find: text }), replace: true })
  return (
    <Tabs<MonitorView>
      label="Monitors"
      value={view}
      tabs={TABS}
      className={styles['tabs'] ?? ''}
      onChange={(value) =>
        void navigate({ search: (at) => ({ ...at, view: value, find: undefined }) })
      }
    >
      {view === 'monitors' && <MonitorList find={find} onFind={onFind} />}
      {view === 'objectives' && <ObjectiveList find={find} onFind={onFind} />}
      {view === 'muting' && <Muting />}
      {view === 'channels' && <Channels />}
    </Tabs>
  )
}
