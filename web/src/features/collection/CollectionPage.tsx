import { getRouteApi } from '@tanstack/react-router'
import type { CollectionTab } from '@/lib/url-state'
import { Tabs } from '@/ui/Tabs'
import { ConnectAws } from './ConnectAws'
import { ExtractionRules } from './ExtractionRules'
import { Fields } from './Fields'
import { MetricRules } from './MetricRules'
import { Sources } from './Sources'
import styles from './collection.module.css'

const route = getRouteApi('/collection')

const TABS = [
  { value: 'sources', label: 'Sources' },
  { value: 'aws', label: 'Connect AWS' },
  { value: 'fields', label: 'Fields' },
  { value: 'rules', label: 'Extraction rules' },
  { value: 'metric-rules', label: 'Metric rules' },
] as const

/** What comes in, by which ways, and what is made of it as it arrives. */
export function CollectionPage() {
  const state = route.useSearch()
  const { tab = 'sources', source } = state
  const navigate = route.useNavigate()
  const show = (value: CollectionTab) => void navigate({ search: { tab: value } })
  const open = (id: number | undefined) =>
    void navigate({ search: (now) => ({ ...now, source: id }) })
  return (
    <Tabs
      label="Collection"
      className={styles['page'] ?? ''}
      value={tab}
      tabs={TABS}
      onChange={show}
    >
      {tab === 'sources' && <Sources opened={source} onOpen={open} />}
      {tab === 'aws' && (
        <ConnectAws
          state={state}
          onChange={(change) => void navigate({ search: (now) => ({ ...now, ...change }) })}
        />
      )}
      {tab === 'fields' && <Fields />}
      {tab === 'rules' && <ExtractionRules />}
      {tab === 'metric-rules' && <MetricRules />}
    </Tabs>
  )
}
