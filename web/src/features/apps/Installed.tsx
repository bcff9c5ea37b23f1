import { Link } from '@tanstack/react-router'
import type { App, Instance } from '@/api/apps-schema'
import { useZone } from '@/app/preferences'
import { keepTime } from '@/app/time-range'
import { cellStamp, instantOfStamp, wholeSecond } from '@/lib/time'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { newerVersions, olderVersions } from './app-list'
import type { Asked } from './ChangeDialog'
import { PanelCheck } from './PanelCheck'
import styles from './apps.module.css'

interface Props {
  app: App
  onAsk: (asked: Asked) => void
}

/** Where an app is installed, with its dashboards and what can be done with it. */
export function Installed({ app, onAsk }: Props) {
  return (
    <section className={styles['installed']} aria-label="Installed">
      {app.instances.map((instance) => (
        <One key={instance.id} app={app} instance={instance} onAsk={onAsk} />
      ))}
    </section>
  )
}

function One({ app, instance, onAsk }: Props & { instance: Instance }) {
  const zone = useZone()
  const busy = Boolean(instance.pending)
  const [newest] = newerVersions(app.versions, instance)
  const [before] = olderVersions(app.versions, instance)
  return (
    <article className={styles['card']} aria-label={instance.name}>
      <div className={styles['head']}>
        <h3>
          {instance.name} {instance.version}
        </h3>
        <span className={styles['quiet']}>
          since {cellStamp(wholeSecond(instantOfStamp(instance.modifiedAt)), zone)}
          {instance.previousVersion && `, ${instance.previousVersion} before`}
        </span>
        <span className={styles['grow']} />
        {newest !== undefined && (
          <Button
            small
            kind="primary"
            disabled={busy}
            onClick={() => onAsk({ doing: 'upgrade', instance, version: newest })}
          >
            Upgrade…
          </Button>
        )}
        {before !== undefined && (
          <Button
            small
            disabled={busy}
            onClick={() => onAsk({ doing: 'downgrade', instance, version: before })}
          >
            Downgrade…
          </Button>
        )}
        <Button
          small
          disabled={busy || instance.version === ''}
          onClick={() => onAsk({ doing: 'configure', instance, version: instance.version })}
        >
          Change answers…
        </Button>
        <Button
          small
          kind="danger"
          disabled={busy}
          onClick={() => onAsk({ doing: 'uninstall', instance, version: '' })}
        >
          Uninstall…
        </Button>
      </div>
      {busy && (
        <Notice
          tone="warn"
          title={`It is being changed: ${instance.pending}.`}
          hint="Wait until that is done; this page looks again by itself."
        />
      )}
      <DashboardLinks instance={instance} />
      {/* After a change the panels are other ones, and what was found of the ones before is gone. */}
      {instance.dashboards.length > 0 && (
        <PanelCheck key={instance.modifiedAt} instance={instance} />
      )}
    </article>
  )
}

/** The dashboards of an installed app. */
export function DashboardLinks({ instance }: { instance: Instance }) {
  return (
    <ul className={styles['links']} aria-label={`Dashboards of ${instance.name}`}>
      {instance.dashboards.map(({ id, name }) => (
        <li key={id}>
          <Link to="/dashboards/$id" params={{ id }} search={keepTime}>
            {name}
          </Link>
        </li>
      ))}
    </ul>
  )
}
