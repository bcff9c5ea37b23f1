import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { exploreApi } from '@/api/explore'
import type { Change } from '@/api/explore-schema'
import { resolveNow } from '@/app/time-range'
import type { Marker } from '@/lib/charts/markers'
import type { Zone } from '@/lib/time'
import type { TimeRange } from '@/lib/time-expression'

/** How often what is shown is asked for again, while the page is seen. */
const AGAIN = 30_000

export function useTree(filter: string[]) {
  return useQuery({
    queryKey: ['explore', 'tree', filter],
    queryFn: ({ signal }) => exploreApi.tree(filter, 'now', signal),
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN,
    staleTime: 0,
  })
}

export function useNode(path: string | undefined) {
  return useQuery({
    queryKey: ['explore', 'node', path],
    enabled: path !== undefined,
    queryFn: ({ signal }) => exploreApi.node(path ?? '', signal),
    staleTime: 10_000,
  })
}

export function useEntity(id: string) {
  return useQuery({
    queryKey: ['explore', 'entity', id],
    queryFn: ({ signal }) => exploreApi.entity(id, signal),
    refetchInterval: AGAIN,
    staleTime: 0,
  })
}

export function useIdle(hours: number) {
  return useQuery({
    queryKey: ['explore', 'idle', hours],
    queryFn: ({ signal }) => exploreApi.idle(hours, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

export interface Whose {
  account?: string
  region?: string
  kind?: string
  name?: string
}

/** What was changed in a range: of one entity, of a place, or at all. */
export function useChanges(whose: Whose, range: TimeRange, zone: Zone) {
  return useQuery({
    queryKey: ['explore', 'changes', whose, range, zone],
    queryFn: async ({ signal }) => {
      const { fromMs, toMs } = resolveNow(range, zone)
      const times = { from: String(fromMs), to: String(toMs) }
      return (await exploreApi.changes({ ...whose, ...times }, signal)).data
    },
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
}

/** Changes as the marks of a chart. */
export const markersOf = (changes: readonly Change[]): Marker[] =>
  changes.map(({ at, call, who }) => ({ at, label: who ? `${call} by ${who}` : call }))
