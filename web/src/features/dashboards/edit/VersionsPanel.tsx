import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { dashboards } from '@/api/library'
import type { Dashboard, Version } from '@/api/library-schema'
import { useZone } from '@/app/preferences'
import { plural } from '@/lib/format'
import { cellStamp, instantOfStamp } from '@/lib/time'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { notify } from '@/ui/notify'
import { SidePanel } from '@/ui/SidePanel'
import { dashboardQuery } from '../view/use-dashboard'
import styles from './edit.module.css'

/** What the dashboard was before, and the way back to it. */
export function VersionsPanel({
  dashboard,
  onClose,
}: {
  dashboard: Dashboard
  onClose: () => void
}) {
  const client = useQueryClient()
  const [asked, setAsked] = useState<number | null>(null)
  const { data, error } = useQuery({
    queryKey: ['versions', dashboard.id, dashboard.version],
    queryFn: () => dashboards.versions(dashboard.id),
  })
  const restoring = useMutation({
    mutationFn: (number: number) => dashboards.restore(dashboard.id, number),
    onSuccess: (restored) => {
      client.setQueryData(dashboardQuery(dashboard.id).queryKey, restored)
      setAsked(null)
      notify('Restored; what was there is a version now')
    },
  })
  return (
    <SidePanel title="Versions" onClose={onClose} focus>
      <div className={styles['versions']}>
        <Faults error={error ?? restoring.error} />
        <p className={styles['note']}>
          Version {dashboard.version} is shown. Each time it is saved, what was before stays here.
        </p>
        {data?.versions.length === 0 && <p>It has not been changed yet.</p>}
        <ol>
          {data?.versions.map((version) => (
            <Line
              key={version.version}
              version={version}
              asked={asked === version.version}
              onAsk={setAsked}
              onRestore={() => restoring.mutate(version.version)}
            />
          ))}
        </ol>
      </div>
    </SidePanel>
  )
}

interface LineProps {
  version: Version
  asked: boolean
  onAsk: (number: number | null) => void
  onRestore: () => void
}

function Line({ version, asked, onAsk, onRestore }: LineProps) {
  const zone = useZone()
  const { document } = version
  return (
    <li>
      <div>
        <strong>Version {version.version}</strong> {document.title}
        <div className={styles['note']}>
          {cellStamp(instantOfStamp(version.modifiedAt), zone)} ·{' '}
          {plural(document.panels?.length ?? 0, 'panel')}
        </div>
      </div>
      {asked ? (
        <span className={styles['inline']}>
          <Button small kind="quiet" onClick={() => onAsk(null)}>
            Keep the present one
          </Button>
          <Button small kind="primary" onClick={onRestore}>
            Restore it
          </Button>
        </span>
      ) : (
        <Button small onClick={() => onAsk(version.version)}>
          Restore
        </Button>
      )}
    </li>
  )
}
