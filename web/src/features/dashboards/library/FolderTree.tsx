import { IconChevronRight, IconFolder, IconFolderOpen } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import type { Item } from '@/api/library-schema'
import { folderQuery, foldersOf } from './use-library'
import styles from './library.module.css'

interface Props {
  label: string
  roots: readonly Item[]
  chosen: string | null
  /** Folders that are open at first: those around the chosen one. */
  around: ReadonlySet<string>
  onChoose: (folder: Item) => void
}

/** The folders of the library; each reads what is in it when it is opened. */
export function FolderTree({ label, roots, chosen, around, onChoose }: Props) {
  return (
    <ul className={styles['tree']} aria-label={label} onKeyDown={walk}>
      {roots.map((root) => (
        <Branch
          key={root.id}
          folder={root}
          level={1}
          chosen={chosen}
          around={around}
          onChoose={onChoose}
        />
      ))}
    </ul>
  )
}

interface BranchProps extends Omit<Props, 'roots' | 'label'> {
  folder: Item
  level: number
}

function Branch({ folder, level, chosen, around, onChoose }: BranchProps) {
  const [toggled, setToggled] = useState<boolean | null>(null)
  const open = toggled ?? around.has(folder.id)
  const { data } = useQuery({ ...folderQuery(folder.id), enabled: open || level === 1 })
  const inner = foldersOf(data)
  const Icon = open && inner.length > 0 ? IconFolderOpen : IconFolder
  const leaf = data !== undefined && inner.length === 0
  return (
    <li>
      <div
        className={styles['branch']}
        data-chosen={folder.id === chosen}
        style={{ paddingLeft: level * 14 - 8 }}
      >
        <button
          type="button"
          tabIndex={-1}
          className={styles['twist']}
          aria-expanded={open}
          data-open={open}
          style={{ visibility: leaf ? 'hidden' : undefined }}
          aria-label={open ? `Close ${folder.name}` : `Open ${folder.name}`}
          onClick={() => setToggled(!open)}
        >
          <IconChevronRight size={13} stroke={2} aria-hidden />
        </button>
        <button
          type="button"
          className={styles['folder']}
          aria-current={folder.id === chosen}
          data-step={open ? 'close' : 'open'}
          onClick={() => onChoose(folder)}
          onDoubleClick={() => setToggled(!open)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') setToggled(true)
            if (event.key === 'ArrowLeft') setToggled(false)
          }}
        >
          <Icon size={15} stroke={1.5} aria-hidden />
          <span>{folder.name}</span>
        </button>
      </div>
      {open && inner.length > 0 && (
        <ul aria-label={`In ${folder.name}`}>
          {inner.map((one) => (
            <Branch
              key={one.id}
              folder={one}
              level={level + 1}
              chosen={chosen}
              around={around}
              onChoose={onChoose}
            />
          ))}
        </ul>
      )}
    </li>
  )
}

/** Up and down go through the folders that are shown. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const shown = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-step]')]
  const at = shown.findIndex((one) => one === document.activeElement)
  shown[at + step]?.focus()
}
