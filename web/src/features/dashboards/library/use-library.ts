import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { library } from '@/api/library'
import type { Folder, Item } from '@/api/library-schema'

export const rootsQuery = queryOptions({
  queryKey: ['roots'],
  queryFn: async () => (await library.roots()).data,
})

export const folderQuery = (id: string) =>
  queryOptions({ queryKey: ['folder', id], queryFn: () => library.folder(id), staleTime: 10_000 })

/** Reads folders, paths and what was found anew, after something has changed. */
export function useLibraryChanged(): () => Promise<void> {
  const client = useQueryClient()
  return useCallback(async () => {
    await Promise.all(
      ['folder', 'path', 'found'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    )
  }, [client])
}

export const isFolder = ({ itemType }: Pick<Item, 'itemType'>) => itemType === 'Folder'
export const isDashboard = ({ itemType }: Pick<Item, 'itemType'>) => itemType === 'Dashboard'

const ORDER = ['Folder', 'Dashboard', 'Search', 'Report']

/** Folders first, then dashboards; each as people count, so that `2.` comes before `10.`. */
export function inOrder(items: readonly Item[]): Item[] {
  const rank = ({ itemType }: Item) => ORDER.indexOf(itemType) + 1 || ORDER.length + 1
  return [...items].sort(
    (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en', { numeric: true }),
  )
}

/** The folders of a folder. */
export const foldersOf = (folder: Folder | undefined) =>
  inOrder(folder?.children ?? []).filter(isFolder)
