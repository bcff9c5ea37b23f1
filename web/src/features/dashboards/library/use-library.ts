import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { library } from '@/api/library'
import type { Folder, Item } from '@/api/library-schema'

/** How deep folders stand in each other at the most. */
export const DEEPEST = 21

export const rootsQuery = queryOptions({
  queryKey: ['roots'],
  queryFn: async () => (await library.roots()).data,
})

export const folderQuery = (id: string) =>
  queryOptions({ queryKey: ['folder', id], queryFn: () => library.folder(id), staleTime: 10_000 })

/** The folder that the library opens with: the first root that has something in it, or a folder that is all there is of it. */
export function useFirstFolder(roots: readonly Item[], wanted: boolean): string | null {
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: ['first folder', roots.map((root) => root.id)],
    enabled: wanted && roots.length > 0,
    // Where somebody is stays, whatever is added elsewhere meanwhile.
    staleTime: Infinity,
    gcTime: 0,
    queryFn: async () => {
      for (const root of roots) {
        let folder = await client.fetchQuery(folderQuery(root.id))
        for (let depth = 0; depth < DEEPEST; depth++) {
          const [only, second] = folder.children
          if (!only || second || !isFolder(only)) break
          folder = await client.fetchQuery(folderQuery(only.id))
        }
        if (folder.children.length > 0) return folder.id
      }
      return roots[0]?.id ?? null
    },
  })
  return data ?? null
}

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
export const isSearch = ({ itemType }: Pick<Item, 'itemType'>) => itemType === 'Search'

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
