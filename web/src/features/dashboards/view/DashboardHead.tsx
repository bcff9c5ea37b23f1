import {
  IconDownload,
  IconDots,
  IconEdit,
  IconHistory,
  IconMaximize,
  IconRefresh,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import type { Dashboard } from '@/api/library-schema'
import { namesIn } from '@/lib/paths'
import { Button, IconButton } from '@/ui/Button'
import { Menu } from '@/ui/Menu'
import { notify } from '@/ui/notify'
import { periodText } from '../model/periods'
import { exportItem } from './export-item'
import { useCrumbs } from './use-dashboard'
import type { Editing } from './use-editing'
import styles from './view.module.css'

const icon = { size: 16, stroke: 1.5 }
const PERIODS = [0, 30, 60, 300, 900, 3600]

interface Props {
  dashboard: Dashboard
  title: string
  editing: Editing
  /** From one refresh to the next; 0 is never. */
  seconds: number
  onRefresh: () => void
  onSeconds: (seconds: number) => void
  onVersions: () => void
}

/** Where the dashboard is, what it is called, and what can be done with the whole of it. */
export function DashboardHead({ dashboard, title, editing, seconds, ...on }: Props) {
  return (
    <div className={styles['head']}>
      <Crumbs dashboard={dashboard} title={title} />
      <IconButton label="Refresh" keys="r" onClick={on.onRefresh}>
        <IconRefresh {...icon} />
      </IconButton>
      <Menu
        title="Refresh by itself"
        target={
          <button type="button" className="btn btn-small">
            {seconds === 0 ? 'Auto: off' : `Every ${periodText(seconds)}`}
          </button>
        }
        entries={PERIODS.map((period) => ({
          label: periodText(period),
          onSelect: () => on.onSeconds(period),
        }))}
      />
      <IconButton label="Full screen" onClick={() => void fullScreen()}>
        <IconMaximize {...icon} />
      </IconButton>
      {!editing.on && editing.allowed && (
        <Button small kind="primary" onClick={editing.start}>
          <IconEdit size={14} stroke={1.75} aria-hidden />
          Edit
        </Button>
      )}
      {!editing.allowed && (
        <span className={styles['note']}>Of an app: copy it in the library to change it.</span>
      )}
      <Menu
        target={
          <button
            type="button"
            className="btn btn-quiet btn-icon"
            aria-label="Menu of the dashboard"
          >
            <IconDots {...icon} aria-hidden />
          </button>
        }
        entries={[
          { label: 'Versions', icon: <IconHistory {...icon} />, onSelect: on.onVersions },
          {
            label: 'Export as a file',
            icon: <IconDownload {...icon} />,
            onSelect: () => void exportItem(dashboard.id, title),
          },
        ]}
      />
    </div>
  )
}

// The frame of the page is left out there, see its styles.
async function fullScreen(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen()
    else await document.documentElement.requestFullscreen()
  } catch {
    notify('This browser did not allow the full screen.')
  }
}

function Crumbs({ dashboard, title }: { dashboard: Dashboard; title: string }) {
  const path = useCrumbs(dashboard.id)
  const folders = namesIn(path ?? '').slice(1, -1)
  return (
    <nav className={styles['crumbs']} aria-label="Path">
      <Link to="/dashboards" search={{ folder: dashboard.folderId ?? undefined }}>
        Library
      </Link>
      {folders.map((folder, index) => (
        <Fragment key={index}>
          <span aria-hidden>/</span>
          {index === folders.length - 1 ? (
            <Link to="/dashboards" search={{ folder: dashboard.folderId ?? undefined }}>
              {folder}
            </Link>
          ) : (
            <span>{folder}</span>
          )}
        </Fragment>
      ))}
      <span aria-hidden>/</span>
      <h2 title={title}>{title}</h2>
    </nav>
  )
}
