import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useBlocker } from '@tanstack/react-router'
import { IconChartLine, IconEdit, IconTable, IconTextCaption } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Refused } from '@/api/faults'
import { dashboards } from '@/api/library'
import type { Dashboard } from '@/api/library-schema'
import { plural } from '@/lib/format'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { Modal } from '@/ui/Modal'
import { notify } from '@/ui/notify'
import { type NewPanel, newPanel, withPanel } from '../model/edits'
import { newPanelKey } from '../model/names'
import { dashboardQuery } from './use-dashboard'
import { useDraft } from './use-draft'
import styles from './view.module.css'

const route = getRouteApi('/dashboards/$id')
const STALE = 412

export interface Editing {
  on: boolean
  /** Whether it may be edited; a dashboard of an app is copied first. */
  allowed: boolean
  draft: ReturnType<typeof useDraft>
  saving: boolean
  start: () => void
  /** Leaves the editor; what is not saved is asked about. */
  end: () => void
  save: () => Promise<void>
  add: (kind: NewPanel) => string
  dialogs: ReactNode
}

/** A dashboard as it is edited: the draft, saving it, and what is asked before something is lost. */
export function useEditing(dashboard: Dashboard): Editing {
  const state = route.useSearch()
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const on = state.edit === '1' && !dashboard.ofApp
  const draft = useDraft(dashboard, on)
  const [leaving, setLeaving] = useState(false)
  const dirty = draft.changes > 0
  const setEdit = (edit: '1' | undefined) =>
    void navigate({ search: (now) => ({ ...now, edit, panel: undefined }) })
  const saving = useMutation({
    mutationFn: (version: number) => dashboards.change(dashboard.id, draft.document, version),
    onSuccess: (saved) => {
      client.setQueryData(dashboardQuery(dashboard.id).queryKey, saved)
      draft.discard()
      void client.invalidateQueries({ queryKey: ['folder'] })
      notify('Saved')
    },
  })
  const save = async () => {
    if (dirty && !saving.isPending)
      await saving.mutateAsync(dashboard.version).catch(() => undefined)
  }
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  })
  const add = (kind: NewPanel) => {
    const key = newPanelKey()
    const size = kind === 'Text' ? { w: 12, h: 3 } : { w: 12, h: 6 }
    draft.change((now) => withPanel(now, newPanel(kind, key), size))
    return key
  }
  const dialogs = (
    <>
      <LeaveDialog
        changes={draft.changes}
        opened={leaving || blocker.status === 'blocked'}
        onStay={() => {
          setLeaving(false)
          blocker.reset?.()
        }}
        onLeave={() => {
          draft.discard()
          setLeaving(false)
          if (blocker.status === 'blocked') blocker.proceed()
          else setEdit(undefined)
        }}
      />
      <RefusedDialog
        error={saving.error}
        onClose={saving.reset}
        onReload={() => {
          saving.reset()
          draft.discard()
          void client.invalidateQueries(dashboardQuery(dashboard.id))
        }}
        onOverwrite={() => {
          saving.reset()
          // The version that is there now is the one that is replaced, and stays among the versions.
          void client
            .fetchQuery(dashboardQuery(dashboard.id))
            .then(({ version }) => saving.mutateAsync(version))
            .catch(() => undefined)
        }}
      />
    </>
  )
  return {
    on,
    allowed: !dashboard.ofApp,
    draft,
    saving: saving.isPending,
    start: () => setEdit('1'),
    end: () => (dirty ? setLeaving(true) : setEdit(undefined)),
    save,
    add,
    dialogs,
  }
}

interface LeaveProps {
  changes: number
  opened: boolean
  onStay: () => void
  onLeave: () => void
}

function LeaveDialog({ changes, opened, onStay, onLeave }: LeaveProps) {
  return (
    <Modal opened={opened} onClose={onStay} title="Leave without saving?" width={440}>
      <p>{plural(changes, 'change')} will be lost.</p>
      <div className={styles['dialogActions']}>
        <Button data-autofocus onClick={onStay}>
          Stay
        </Button>
        <Button kind="danger" onClick={onLeave}>
          Leave
        </Button>
      </div>
    </Modal>
  )
}

interface RefusedProps {
  error: Error | null
  onClose: () => void
  onReload: () => void
  onOverwrite: () => void
}

/** Why it was not saved; where somebody else saved in between, what can be done about that. */
function RefusedDialog({ error, onClose, onReload, onOverwrite }: RefusedProps) {
  const stale = error instanceof Refused && error.status === STALE
  return (
    <Modal opened={error !== null} onClose={onClose} title="It was not saved" width={520}>
      <Faults error={error} />
      <div className={styles['dialogActions']}>
        {stale && (
          <>
            <Button onClick={onReload}>Take theirs</Button>
            <Button onClick={onOverwrite}>Save mine over it</Button>
          </>
        )}
        <Button kind="primary" data-autofocus onClick={onClose}>
          Back to my changes
        </Button>
      </div>
    </Modal>
  )
}

/** A dashboard without panels: how to begin. */
export function EditStart({
  editing,
  onPanel,
}: {
  editing: Editing
  onPanel: (key: string) => void
}) {
  const icon = { size: 15, stroke: 1.5 }
  if (!editing.on) {
    return (
      <EmptyState
        title="No panels yet"
        actions={
          editing.allowed && (
            <Button kind="primary" onClick={editing.start}>
              <IconEdit {...icon} aria-hidden />
              Edit
            </Button>
          )
        }
      >
        <p>Panels show results of searches and metrics, or text.</p>
      </EmptyState>
    )
  }
  const begin = (kind: NewPanel) => onPanel(editing.add(kind))
  return (
    <EmptyState
      title="Begin with a panel"
      actions={
        <>
          <Button kind="primary" onClick={() => begin('Metrics')}>
            <IconChartLine {...icon} aria-hidden />
            Metrics
          </Button>
          <Button onClick={() => begin('Logs')}>
            <IconTable {...icon} aria-hidden />
            Log search
          </Button>
          <Button onClick={() => begin('Text')}>
            <IconTextCaption {...icon} aria-hidden />
            Text
          </Button>
        </>
      }
    >
      <p>Each panel has a query and a way to be drawn. Others can be added at any time.</p>
    </EmptyState>
  )
}
