import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChartLine,
  IconPlus,
  IconSettings,
  IconTable,
  IconTextCaption,
  IconVariable,
} from '@tabler/icons-react'
import { useState } from 'react'
import { plural } from '@/lib/format'
import { Button, IconButton } from '@/ui/Button'
import { Menu } from '@/ui/Menu'
import type { NewPanel } from '../model/edits'
import type { Editing } from '../view/use-editing'
import { DashboardSettings } from './DashboardSettings'
import { VariablesEditor } from './VariablesEditor'
import styles from './edit.module.css'

const icon = { size: 15, stroke: 1.5 }

interface Props {
  editing: Editing
  /** A new panel is opened in the editor. */
  onPanel: (key: string) => void
}

/** What a dashboard is edited with: new panels, variables, settings, steps back and forth, saving. */
export function EditBar({ editing, onPanel }: Props) {
  const [open, setOpen] = useState<'variables' | 'settings' | null>(null)
  const { draft } = editing
  const add = (kind: NewPanel) => () => onPanel(editing.add(kind))
  return (
    <section className={styles['bar']} aria-label="Editing">
      <Menu
        title="Add a panel"
        target={
          <button type="button" className="btn btn-small">
            <IconPlus {...icon} aria-hidden />
            Add panel
          </button>
        }
        entries={[
          { label: 'Metrics', icon: <IconChartLine {...icon} />, onSelect: add('Metrics') },
          { label: 'Log search', icon: <IconTable {...icon} />, onSelect: add('Logs') },
          { label: 'Text', icon: <IconTextCaption {...icon} />, onSelect: add('Text') },
        ]}
      />
      <Button small kind="quiet" onClick={() => setOpen('variables')}>
        <IconVariable {...icon} aria-hidden />
        Variables
      </Button>
      <Button small kind="quiet" onClick={() => setOpen('settings')}>
        <IconSettings {...icon} aria-hidden />
        Settings
      </Button>
      <IconButton
        small
        label="Undo"
        keys="Ctrl+Z"
        disabled={draft.changes === 0}
        onClick={draft.undo}
      >
        <IconArrowBackUp {...icon} />
      </IconButton>
      <IconButton
        small
        label="Redo"
        keys="Ctrl+Shift+Z"
        disabled={!draft.canRedo}
        onClick={draft.redo}
      >
        <IconArrowForwardUp {...icon} />
      </IconButton>
      <span className={styles['changes']} role="status">
        {draft.changes === 0 ? 'Nothing changed' : `${plural(draft.changes, 'change')} not saved`}
      </span>
      <Button small disabled={draft.changes === 0} onClick={draft.discard}>
        Discard
      </Button>
      <Button
        small
        kind="primary"
        disabled={draft.changes === 0 || editing.saving}
        onClick={() => void editing.save()}
      >
        Save
      </Button>
      <Button small kind="quiet" onClick={editing.end}>
        Done
      </Button>
      {open === 'variables' && (
        <VariablesEditor
          variables={draft.document.variables ?? []}
          onChange={draft.change}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'settings' && (
        <DashboardSettings
          document={draft.document}
          onChange={draft.change}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  )
}
