import { queryOptions } from '@tanstack/react-query'
import { apps } from '@/api/apps'
import type { App } from '@/api/apps-schema'

/** How soon an app that is being changed is looked at again. */
const AGAIN = 2_000

const changing = ({ instances }: Pick<App, 'instances'>) => instances.some((one) => one.pending)

export const catalogQuery = queryOptions({
  queryKey: ['apps', 'catalog'],
  queryFn: async () => (await apps.catalog()).apps,
  refetchInterval: ({ state }) => (state.data?.some(changing) ? AGAIN : false),
  staleTime: 5_000,
})

export const appQuery = (name: string, version: string) =>
  queryOptions({
    queryKey: ['apps', 'app', name, version],
    queryFn: () => apps.app(name, version),
    refetchInterval: ({ state }) => (state.data && changing(state.data) ? AGAIN : false),
    staleTime: 5_000,
    placeholderData: (before) => (before?.name === name ? before : undefined),
  })
