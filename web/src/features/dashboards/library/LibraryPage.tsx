import { IconFileImport, IconFolderPlus, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useDeferredValue, useMemo, useState } from 'react'
import { library } from '@/api/library'
import type { Item } from '@/api/library-schema'
import { useShortcuts } from '@/app/shortcuts'
import { plural } from '@/lib/format'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { FolderTree } from './FolderTree'
import { ItemDialogs, type Asked } from './ItemDialogs'
import { ItemTable } from './ItemTable'
import { DEEPEST, folderQuery, inOrder, rootsQuery, useFirstFolder } from './use-library'
import styles from './library.module.css'

const route = getRouteApi('/dashboards')

/** The library: its folders, what is in the chosen one or was found, and what makes and changes items. */
export function LibraryPage() {
  const state = route.useSearch()
  const navigate = route.useNavigate()
  const [asked, setAsked] = useState<Asked | null>(null)
  const roots = useQuery(rootsQuery)
  const list = useMemo(() => sorted(roots.data ?? []), [roots.data])
  const first = useFirstFolder(list, state.folder === undefined)
  const chosen = state.folder ?? first
  const folder = useQuery({ ...folderQuery(chosen ?? ''), enabled: chosen !== null })
  const words = useDeferredValue(state.q ?? '')
  const found = useQuery({
    queryKey: ['found', words],
    queryFn: () => library.search(words),
    enabled: words.trim() !== '',
    placeholderData: (before) => before,
  })
  const around = useAround(chosen, list)
  const put = (change: Partial<typeof state>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: 'q' in change })
  useShortcuts({ '/': () => document.querySelector<HTMLElement>('[data-find]')?.focus() })

  const here = folder.data
  const fixed = here === undefined || here.ofApp || here.name === 'Installed Apps'
  const error = folder.error ?? roots.error
  const searching = words.trim() !== ''
  return (
    <div className={styles['page']}>
      <aside className={styles['folders']} aria-label="Folders">
        <FolderTree
          label="Folders"
          roots={list}
          chosen={chosen}
          around={around}
          onChoose={(one) => put({ folder: one.id, q: undefined })}
        />
      </aside>
      <section className={styles['content']} aria-label="Content">
        <div className={styles['bar']}>
          <Field
            data-find
            label="Find dashboards"
            hideLabel
            dense
            type="search"
            placeholder="Find in titles and queries of all folders"
            value={state.q ?? ''}
            onChange={(event) => put({ q: event.currentTarget.value || undefined })}
          />
          <span className={styles['grow']} />
          <Button
            small
            disabled={fixed}
            onClick={() => here && setAsked({ kind: 'import', into: here })}
          >
            <IconFileImport size={15} stroke={1.5} aria-hidden />
            Import
          </Button>
          <Button
            small
            disabled={fixed}
            onClick={() => here && setAsked({ kind: 'folder', into: here })}
          >
            <IconFolderPlus size={15} stroke={1.5} aria-hidden />
            New folder
          </Button>
          <Button
            small
            kind="primary"
            disabled={fixed}
            onClick={() => here && setAsked({ kind: 'dashboard', into: here })}
          >
            <IconPlus size={15} stroke={1.75} aria-hidden />
            New dashboard
          </Button>
        </div>
        <h2 className={styles['title']}>
          {searching
            ? `Found: ${plural(found.data?.items.length ?? 0, 'item')}`
            : (here?.name ?? '')}
        </h2>
        <Faults error={error} />
        {searching ? (
          <ItemTable
            items={found.data?.items ?? []}
            onAsk={setAsked}
            onFolder={(item) => put({ folder: item.id, q: undefined })}
            empty={
              <EmptyState title="Nothing has these words">
                <p>Titles, descriptions, texts and queries of panels are looked through.</p>
              </EmptyState>
            }
          />
        ) : (
          here && (
            <ItemTable
              items={inOrder(here.children)}
              onAsk={setAsked}
              onFolder={(item) => put({ folder: item.id })}
              empty={<EmptyFolder folder={here} fixed={fixed} onAsk={setAsked} />}
            />
          )
        )}
      </section>
      <ItemDialogs asked={asked} roots={list} onClose={() => setAsked(null)} />
    </div>
  )
}

const ROOTS = ['Personal', 'Shared', 'Installed Apps']
const sorted = (roots: readonly Item[]) =>
  [...roots].sort((a, b) => ROOTS.indexOf(a.name) - ROOTS.indexOf(b.name))

interface EmptyProps {
  folder: Item
  fixed: boolean
  onAsk: (asked: Asked) => void
}

function EmptyFolder({ folder, fixed, onAsk }: EmptyProps) {
  if (fixed) {
    return (
      <EmptyState title="Nothing here yet">
        <p>What an app brings is here once it is installed.</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="This folder is empty"
      actions={
        <>
          <Button kind="primary" onClick={() => onAsk({ kind: 'dashboard', into: folder })}>
            New dashboard
          </Button>
          <Button onClick={() => onAsk({ kind: 'import', into: folder })}>Import a file</Button>
        </>
      }
    >
      <p>Make a dashboard, or import one that was exported here or from Sumo Logic.</p>
    </EmptyState>
  )
}

/** The folders around the chosen one, which are open in the tree. */
function useAround(chosen: string | null, roots: readonly Item[]): ReadonlySet<string> {
  const { data } = useQuery({
    queryKey: ['around', chosen],
    enabled: chosen !== null && roots.length > 0,
    queryFn: async () => {
      const ids: string[] = []
      let id = chosen
      while (id && ids.length < DEEPEST && !ids.includes(id)) {
        ids.push(id)
        id = roots.some((root) => root.id === id) ? null : (await library.folder(id)).parentId
      }
      return ids
    },
  })
  return useMemo(() => new Set(data ?? []), [data])
}
