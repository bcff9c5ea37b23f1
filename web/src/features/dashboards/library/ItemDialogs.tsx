import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { dashboards, library } from '@/api/library'
import type { Folder, Item } from '@/api/library-schema'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { Modal } from '@/ui/Modal'
import { notify } from '@/ui/notify'
import { blankDashboard } from '../model/edits'
import { dashboardQuery } from '../view/use-dashboard'
import { exportItem } from '../view/export-item'
import { documentOf } from '../view/use-draft'
import { FolderTree } from './FolderTree'
import { ImportForm } from './ImportForm'
import { isFolder, useLibraryChanged } from './use-library'
import styles from './library.module.css'

export type Asked =
  | { kind: 'folder' | 'dashboard' | 'import'; into: Folder | Item }
  | { kind: 'rename' | 'move' | 'copy' | 'delete'; item: Item }

interface Props {
  asked: Asked | null
  roots: readonly Item[]
  onClose: () => void
}

/** The dialogs of the library, one at a time. */
export function ItemDialogs({ asked, roots, onClose }: Props) {
  switch (asked?.kind) {
    case 'folder':
      return <NewFolder into={asked.into} onClose={onClose} />
    case 'dashboard':
      return <NewDashboard into={asked.into} onClose={onClose} />
    case 'import':
      return (
        <Modal opened onClose={onClose} title={`Import into ${asked.into.name}`} width={620}>
          <ImportForm into={asked.into} onClose={onClose} />
        </Modal>
      )
    case 'rename':
      return <Rename item={asked.item} onClose={onClose} />
    case 'move':
      return <IntoFolder item={asked.item} roots={roots} copy={false} onClose={onClose} />
    case 'copy':
      return <IntoFolder item={asked.item} roots={roots} copy onClose={onClose} />
    case 'delete':
      return <Delete item={asked.item} onClose={onClose} />
    default:
      return null
  }
}

interface FormProps {
  title: string
  action: string
  danger?: boolean
  disabled?: boolean
  onClose: () => void
  onSubmit: () => Promise<unknown>
  children: ReactNode
}

/** A dialog with one action: it stays open, and says why, where the action is refused. */
function FormDialog({ title, action, danger, disabled, onClose, onSubmit, children }: FormProps) {
  const changed = useLibraryChanged()
  const doing = useMutation({
    mutationFn: onSubmit,
    onSuccess: async () => {
      onClose()
      await changed()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!disabled && !doing.isPending) doing.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={title} width={480}>
      <form className={styles['form']} onSubmit={submit}>
        {children}
        <Faults error={doing.error} />
        <div className={styles['actions']}>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            kind={danger ? 'danger' : 'primary'}
            disabled={disabled || doing.isPending}
          >
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function NewFolder({ into, onClose }: { into: Item; onClose: () => void }) {
  const [name, setName] = useState('')
  return (
    <FormDialog
      title={`New folder in ${into.name}`}
      action="Make it"
      disabled={name.trim() === ''}
      onClose={onClose}
      onSubmit={() => library.createFolder(into.id, name.trim())}
    >
      <Field
        label="Name"
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

function NewDashboard({ into, onClose }: { into: Item; onClose: () => void }) {
  const [title, setTitle] = useState('')
  const navigate = useNavigate()
  return (
    <FormDialog
      title={`New dashboard in ${into.name}`}
      action="Make it"
      disabled={title.trim() === ''}
      onClose={onClose}
      onSubmit={async () => {
        const made = await dashboards.create(into.id, blankDashboard(title.trim()))
        void navigate({ to: '/dashboards/$id', params: { id: made.id }, search: { edit: '1' } })
      }}
    >
      <Field
        label="Title"
        value={title}
        data-autofocus
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

function Rename({ item, onClose }: { item: Item; onClose: () => void }) {
  const [name, setName] = useState(item.name)
  const client = useQueryClient()
  const rename = async () => {
    if (isFolder(item)) return library.renameFolder(item.id, name.trim(), item.description)
    const held = await dashboards.get(item.id)
    const document = { ...documentOf(held), title: name.trim(), name: name.trim() }
    const saved = await dashboards.change(item.id, document, held.version)
    client.setQueryData(dashboardQuery(item.id).queryKey, saved)
    return saved
  }
  return (
    <FormDialog
      title={`Rename ${item.name}`}
      action="Rename"
      disabled={name.trim() === '' || name.trim() === item.name}
      onClose={onClose}
      onSubmit={rename}
    >
      <Field
        label="Name"
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

interface IntoProps {
  item: Item
  roots: readonly Item[]
  copy: boolean
  onClose: () => void
}

function IntoFolder({ item, roots, copy, onClose }: IntoProps) {
  const [folder, setFolder] = useState<Item | null>(null)
  const put = async () => {
    if (!folder) return
    if (copy) await library.copy(item.id, folder.id)
    else await library.move(item.id, folder.id)
    notify(`${copy ? 'Copied' : 'Moved'} to ${folder.name}`)
  }
  return (
    <FormDialog
      title={`${copy ? 'Copy' : 'Move'} ${item.name}`}
      action={folder ? `${copy ? 'Copy' : 'Move'} to ${folder.name}` : 'Choose a folder'}
      disabled={folder === null}
      onClose={onClose}
      onSubmit={put}
    >
      <div className={styles['pick']}>
        <FolderTree
          label="Folders to choose from"
          roots={roots.filter((root) => root.name !== 'Installed Apps')}
          chosen={folder?.id ?? null}
          around={new Set(roots.map((root) => root.id))}
          onChoose={setFolder}
        />
      </div>
    </FormDialog>
  )
}

function Delete({ item, onClose }: { item: Item; onClose: () => void }) {
  const [exported, setExported] = useState(false)
  return (
    <FormDialog
      title={`Delete ${item.name}?`}
      action="Delete"
      danger
      onClose={onClose}
      onSubmit={() => library.remove(item.id)}
    >
      <p>
        {isFolder(item)
          ? 'The folder goes with everything in it, and cannot be brought back.'
          : 'It goes with all its versions, and cannot be brought back.'}
      </p>
      <p className={styles['place']}>
        <Button
          kind="link"
          onClick={() => void exportItem(item.id, item.name).then(() => setExported(true))}
        >
          {exported ? 'Exported' : 'Export it first'}
        </Button>
      </p>
    </FormDialog>
  )
}
