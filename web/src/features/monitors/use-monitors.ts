import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { faultsOf } from '@/api/faults'
import { alerts, connections, monitors, mutes } from '@/api/monitors'
import { notify } from '@/ui/notify'

/** Alerts come without being asked for. */
const AGAIN = 15_000
const fresh = { staleTime: 0, refetchInterval: AGAIN } as const

export const foundQuery = queryOptions({
  queryKey: ['monitors', 'found'],
  queryFn: monitors.found,
  ...fresh,
})
export const monitorQuery = (id: string) =>
  queryOptions({ queryKey: ['monitors', id], queryFn: () => monitors.get(id), staleTime: 0 })
export const whyQuery = (id: string) =>
  queryOptions({ queryKey: ['monitors', id, 'why'], queryFn: () => monitors.why(id), ...fresh })
export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['monitors', id, 'history'],
    queryFn: () => monitors.history(id, '-1d'),
    ...fresh,
  })
export const alertsQuery = queryOptions({
  queryKey: ['alerts', 'list'],
  queryFn: () => alerts.list({}),
  ...fresh,
})
export const alertsOf = (monitor: string) =>
  queryOptions({
    queryKey: ['alerts', 'of', monitor],
    queryFn: () => alerts.list({ monitor, from: '-30d' }),
    ...fresh,
  })
export const alertQuery = (id: string) =>
  queryOptions({ queryKey: ['alerts', id], queryFn: () => alerts.page(id), ...fresh })
export const channelsQuery = queryOptions({
  queryKey: ['monitors', 'channels'],
  queryFn: connections.list,
  staleTime: 0,
})
export const mutesQuery = queryOptions({
  queryKey: ['monitors', 'mutes'],
  queryFn: mutes.list,
  ...fresh,
})

/** Something that changes monitors or alerts; afterwards what is shown is asked for again. */
export function useChange<Given>(change: (given: Given) => Promise<unknown>, said?: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => {
      if (said) notify(said)
    },
    onError: (error) => notify(faultsOf(error)[0]?.message ?? 'It failed.'),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['monitors'] })
      await client.invalidateQueries({ queryKey: ['alerts'] })
    },
  })
}

/** The names of channels by their ids. */
export function useChannels() {
  const { data } = useQuery(channelsQuery)
  return data?.data ?? []
}
