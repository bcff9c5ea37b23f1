import { useState } from 'react'
import { Field } from '@/ui/Field'
import { Keys } from '@/ui/Kbd'
import { Modal } from '@/ui/Modal'
import { useCommands } from './commands'
import { usePreferences } from './preferences'
import { SHORTCUTS } from './shortcut-list'
import styles from './Frame.module.css'

/** Every shortcut, searchable, and the switch that turns the plain keys off. */
export function ShortcutSheet() {
  const opened = useCommands((state) => state.sheetOpen)
  return (
    <Modal
      opened={opened}
      onClose={() => useCommands.setState({ sheetOpen: false })}
      title="Keyboard shortcuts"
      width={760}
    >
      <Sheet />
    </Modal>
  )
}

function Sheet() {
  const [typed, setTyped] = useState('')
  const { singleKeys, set } = usePreferences()
  const words = typed.trim().toLowerCase()
  const lines = SHORTCUTS.filter((line) =>
    `${line.keys} ${line.does} ${line.where}`.toLowerCase().includes(words),
  )
  const places = [...new Set(lines.map((line) => line.where))]
  return (
    <div className={styles['sheet']}>
      <Field
        label="Find a shortcut"
        hideLabel
        placeholder="Find a shortcut"
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={styles['sheetGroups']}>
        {places.map((place) => (
          <section key={place} className={styles['sheetGroup']}>
            <h3>{place}</h3>
            <dl>
              {lines
                .filter((line) => line.where === place)
                .map((line) => (
                  <Line key={line.keys} keys={line.keys} does={line.does} />
                ))}
            </dl>
          </section>
        ))}
      </div>
      <label className={styles['check']}>
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => set({ singleKeys: event.currentTarget.checked })}
        />
        Single keys act when nothing is being typed
      </label>
    </div>
  )
}

function Line({ keys, does }: { keys: string; does: string }) {
  return (
    <>
      <dt>{does}</dt>
      <dd>
        <Keys keys={keys} />
      </dd>
    </>
  )
}
