import { queryOptions } from '@tanstack/react-query'
import { objectives } from '@/api/objectives'

/** How an objective stands changes with the data; measuring it reads its whole period. */
const AGAIN = 60_000

// Below the key of monitors, so that a change of either asks again for both.
export const objectivesQuery = queryOptions({
  queryKey: ['monitors', 'objectives'],
  queryFn: objectives.list,
  staleTime: 0,
})
export const objectiveQuery = (id: string) =>
  queryOptions({
    queryKey: ['monitors', 'objectives', id],
    queryFn: () => objectives.get(id),
    staleTime: 0,
  })
export const standingQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['monitors', 'objectives', id, 'standing', version],
    queryFn: () => objectives.standing(id),
    refetchInterval: AGAIN,
    retry: false,
  })
export const reportQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['monitors', 'objectives', id, 'report', version],
    queryFn: () => objectives.report(id),
    refetchInterval: AGAIN,
    retry: false,
  })
