import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { AppPageAnswer } from '@/api/apps-schema'
import { keepTime } from '@/app/time-range'
import { TextPanel } from '@/features/dashboards/panels/TextPanel'
import type { AppTab } from '@/lib/url-state'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { Select } from '@/ui/Select'
import { Tabs } from '@/ui/Tabs'
import { Badges } from './Badges'
import { type Asked, ChangeDialog } from './ChangeDialog'
import { Installed } from './Installed'
import { includedKinds, kindCount } from './plan-words'
import { appQuery } from './use-apps'
import styles from './apps.module.css'

const route = getRouteApi('/apps/$name')

/** One app: what it is for, what a version of it includes, and where it is installed. */
export function AppPage() {
  const { name } = route.useParams()
  const { version = '', tab = 'about' } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error } = useQuery(appQuery(name, version))
  const [asked, setAsked] = useState<Asked | null>(null)
  const back = (
    <Link to="/apps" search={keepTime}>
      All apps
    </Link>
  )
  if (!data) {
    return error ? (
      <div className={styles['column']}>
        <Faults error={error} />
        <p>{back}</p>
      </div>
    ) : null
  }
  return (
    <div className={styles['column']}>
      <p className={styles['quiet']}>{back}</p>
      <div className={styles['head']}>
        <h2 className={styles['title']}>{data.title}</h2>
        <Badges instances={data.instances} />
        <span className={styles['grow']} />
        <Select
          label="Version"
          value={data.version}
          choices={[...data.versions].reverse().map((one) => ({
            value: one,
            label: one === data.latestVersion ? `${one} (newest)` : one,
          }))}
          onChange={(value) =>
            void navigate({
              search: (now) => ({
                ...now,
                version: value === data.latestVersion ? undefined : value,
              }),
              replace: true,
            })
          }
        />
        <Button
          kind={data.instances.length === 0 ? 'primary' : 'default'}
          onClick={() => setAsked({ doing: 'install', app: data.name, version: data.version })}
        >
          {data.instances.length === 0 ? 'Install…' : 'Install once more…'}
        </Button>
      </div>
      <p>{data.summary}</p>
      <p className={styles['quiet']}>
        {[data.author && `by ${data.author}`, data.categories.join(', ')]
          .filter(Boolean)
          .join(' · ')}
        {data.website && (
          <>
            {' · '}
            <a href={data.website} target="_blank" rel="noreferrer noopener">
              Website
            </a>
          </>
        )}
      </p>
      <Faults error={error} />
      {data.instances.length > 0 && <Installed app={data} onAsk={setAsked} />}
      <Tabs<AppTab>
        label="About the app"
        value={tab}
        tabs={[
          { value: 'about', label: `About ${data.version}` },
          { value: 'includes', label: 'What’s included', count: String(data.includes.length) },
        ]}
        onChange={(value) =>
          void navigate({
            search: (now) => ({ ...now, tab: value === 'about' ? undefined : value }),
            replace: true,
          })
        }
      >
        {tab === 'about' ? <About app={data} /> : <Includes app={data} />}
      </Tabs>
      {asked && <ChangeDialog asked={asked} onClose={() => setAsked(null)} />}
    </div>
  )
}

const README = {
  markdown: true,
  fontSize: null,
  color: '',
  background: '',
  showTitle: false,
  horizontal: '',
  vertical: '',
}

function About({ app }: { app: AppPageAnswer }) {
  return (
    <div className={styles['about']}>
      {app.requirements.length > 0 && (
        <section>
          <h3>What it needs</h3>
          <ul>
            {app.requirements.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      )}
      <div className={styles['readme']}>
        <TextPanel text={app.readme} look={README} />
      </div>
    </div>
  )
}

function Includes({ app }: { app: AppPageAnswer }) {
  return (
    <div className={styles['about']}>
      {includedKinds(app.includes).map(({ kind, things }) => (
        <section key={kind} aria-label={kind}>
          <h3>{kindCount(kind, things.length)}</h3>
          <ul className={styles['included']}>
            {things.map((one) => (
              <li key={one.name}>
                {one.name}
                {one.description && <span className={styles['quiet']}> {one.description}</span>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
