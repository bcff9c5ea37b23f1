import { MutationCache, QueryCache, QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from './client'
import { Refused } from './faults'
import type { Language, Session } from './schema'

export const sessionKey = ['session'] as const

/** The cache of answers. Any 401 ends the session here, and the page then shows the sign-in form. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: endSession }),
    mutationCache: new MutationCache({ onError: endSession }),
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, staleTime: Infinity },
    },
  })
  function endSession(error: unknown) {
    if (isUnauthorized(error)) client.setQueryData<Session | null>(sessionKey, null)
  }
  return client
}

export function isUnauthorized(error: unknown): boolean {
  return error instanceof Refused && error.status === 401
}

export const sessionQuery = queryOptions<Session | null>({
  queryKey: sessionKey,
  queryFn: async ({ signal }) => {
    try {
      return await api.session(signal)
    } catch (error) {
      if (isUnauthorized(error)) return null
      throw error
    }
  },
})

// Fields come with the messages that have them.
export const languageQuery = queryOptions({
  queryKey: ['language'],
  queryFn: api.language,
  staleTime: 60_000,
})

export const noLanguage: Language = {
  operators: [],
  aggregates: [],
  functions: [],
  keywords: [],
  metadata: [],
  fields: [],
  metrics: { operators: [], functions: [], reducers: [], rollups: [], keywords: [] },
}
