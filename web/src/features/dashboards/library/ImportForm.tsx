import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type DragEvent, useRef, useState } from 'react'
import { library } from '@/api/library'
import type { ImportReport, Item } from '@/api/library-schema'
import { plural } from '@/lib/format'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { Notice } from '@/ui/Notice'
import { useLibraryChanged } from './use-library'
import styles from './library.module.css'

interface Props {
  into: Item
  onClose: () => void
}

/** Takes an export from a file, and says what of it was read and what will not be shown. */
export function ImportForm({ into, onClose }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const changed = useLibraryChanged()
  const navigate = useNavigate()
  const importing = useMutation({
    mutationFn: async (file: File) => {
      let document: unknown
      try {
        document = JSON.parse(await file.text())
      } catch {
        throw new Error(`${file.name} is no JSON. Choose an export as the library makes it.`)
      }
      return library.import(into.id, document)
    },
    onSuccess: changed,
  })
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) importing.mutate(file)
  }
  const { data } = importing
  if (data) {
    const only = data.report.counts['dashboard'] === 1 && !data.report.counts['folder']
    return (
      <div className={styles['form']}>
        <Report report={data.report} />
        <div className={styles['actions']}>
          <Button
            onClick={() => {
              onClose()
              void (only
                ? navigate({ to: '/dashboards/$id', params: { id: data.contentId } })
                : navigate({ to: '/dashboards', search: { folder: data.contentId } }))
            }}
          >
            Open it
          </Button>
          <Button kind="primary" data-autofocus onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    )
  }
  return (
    <div className={styles['form']}>
      <div
        className={styles['drop']}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>
          Drop an export here: a folder or a dashboard as JSON, of this library or of Sumo Logic.
        </p>
        <Button
          kind="primary"
          disabled={importing.isPending}
          onClick={() => input.current?.click()}
        >
          {importing.isPending ? 'Reading…' : 'Choose a file'}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label="File to import"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            if (file) importing.mutate(file)
            event.currentTarget.value = ''
          }}
        />
      </div>
      <Faults error={importing.error} />
      <div className={styles['actions']}>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </div>
  )
}

const KINDS: Record<string, [one: string, many: string]> = {
  folder: ['folder', 'folders'],
  dashboard: ['dashboard', 'dashboards'],
  search: ['search', 'searches'],
  'metrics-search': ['metrics search', 'metrics searches'],
  other: ['other item', 'other items'],
}

function Report({ report }: { report: ImportReport }) {
  const parts = Object.entries(report.counts).map(([kind, count]) =>
    plural(count, ...(KINDS[kind] ?? [kind, kind])),
  )
  return (
    <>
      <Notice tone="info" title={`Imported: ${parts.join(', ')}.`} />
      {report.notes.length > 0 && (
        <>
          <h3 className={styles['reportTitle']}>{plural(report.notes.length, 'thing')} to know</h3>
          <ul className={styles['report']}>
            {report.notes.map(({ path, note }, index) => (
              <li key={index}>
                <strong>{path}</strong> {note}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
