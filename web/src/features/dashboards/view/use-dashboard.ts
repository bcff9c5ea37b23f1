import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { dashboards, library } from '@/api/library'
import type { DashboardDocument, VariableValues } from '@/api/library-schema'
import type { TimeRange } from '@/lib/time-expression'

export const dashboardQuery = (id: string) =>
  queryOptions({ queryKey: ['dashboard', id], queryFn: () => dashboards.get(id), staleTime: 0 })

/** The folders that a dashboard is in, from the root down, and its own name. */
export function useCrumbs(id: string) {
  const { data } = useQuery({
    queryKey: ['path', id],
    queryFn: () => library.pathOf(id),
    staleTime: 60_000,
  })
  return data?.path ?? null
}

export interface Source {
  id: string
  /** The document where it is not the one of the library. */
  draft: DashboardDocument | null
}

/** The values to choose from of each variable, for the values that are chosen now. */
export function useChoices(
  { id, draft }: Source,
  count: number,
  variables: VariableValues,
  range: TimeRange,
  timeZone: string,
) {
  const definitions = draft ? JSON.stringify(draft.variables ?? []) : ''
  return useQuery({
    queryKey: ['choices', id, definitions, variables, range, timeZone],
    enabled: count > 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      dashboards.variables(
        { ...(draft ? { dashboard: draft } : { dashboardId: id }), variables, timeZone, ...range },
        signal,
      ),
  })
}
