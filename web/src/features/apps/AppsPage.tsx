import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { App } from '@/api/apps-schema'
import { keepTime } from '@/app/time-range'
import { useShortcuts } from '@/app/shortcuts'
import { plural } from '@/lib/format'
import type { AppShow } from '@/lib/url-state'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { Segmented } from '@/ui/Segmented'
import { chosenApps, upgradable } from './app-list'
import { Badges } from './Badges'
import { catalogQuery } from './use-apps'
import styles from './apps.module.css'

const route = getRouteApi('/apps')

/** The catalog: which apps there are, which are installed, and which have a newer version. */
export function AppsPage() {
  const { find = '', show = 'all' } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error } = useQuery(catalogQuery)
  const put = (change: { find?: string | undefined; show?: AppShow | undefined }) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true })
  useShortcuts({ '/': () => document.querySelector<HTMLElement>('[data-find]')?.focus() })
  const shown = chosenApps(data ?? [], find, show)
  const upgrades = data?.filter((app) => app.instances.some(upgradable)).length ?? 0
  return (
    <div className={styles['page']}>
      <div className={styles['bar']}>
        <Field
          data-find
          label="Find apps"
          hideLabel
          dense
          type="search"
          placeholder="Find by name, category or author"
          value={find}
          onChange={(event) => put({ find: event.currentTarget.value || undefined })}
        />
        <Segmented<AppShow>
          label="Which apps"
          value={show}
          choices={[
            { value: 'all', label: 'All' },
            { value: 'installed', label: 'Installed' },
            { value: 'upgrades', label: upgrades > 0 ? `Upgrades (${upgrades})` : 'Upgrades' },
          ]}
          onChange={(value) => put({ show: value === 'all' ? undefined : value })}
        />
      </div>
      <div className={styles['scroll']}>
        <Faults error={data ? null : error} />
        {data && shown.length === 0 ? (
          <EmptyState
            title={show === 'upgrades' ? 'No app has a newer version' : 'No app is like that'}
            actions={
              <Button onClick={() => put({ find: undefined, show: undefined })}>
                Show all apps
              </Button>
            }
          />
        ) : (
          <ul className={styles['apps']} aria-label="Apps">
            {shown.map((app) => (
              <Card key={app.name} app={app} />
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

function Card({ app }: { app: App }) {
  return (
    <li className={styles['card']}>
      <div className={styles['head']}>
        <h2>
          <Link to="/apps/$name" params={{ name: app.name }} search={keepTime}>
            {app.title}
          </Link>
        </h2>
        <Badges instances={app.instances} />
      </div>
      <p>{app.summary}</p>
      <p className={styles['quiet']}>
        {[
          app.latestVersion,
          app.author && `by ${app.author}`,
          app.categories.join(', '),
          app.versions.length > 1 && plural(app.versions.length, 'version'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  )
}
