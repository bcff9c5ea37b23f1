import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api } from '@/api/client'
import { languageQuery, noLanguage } from '@/api/queries'
import type { Fault } from '@/api/schema'
import { useZone } from '@/app/preferences'
import { resolveNow, useTimeRange } from '@/app/time-range'
import type { Questions } from '@/lib/query-lang/assistant'
import { vocabularyOf } from '@/lib/query-lang/tokens'

/** Asks for the faults of a query of logs, and tells of them. */
export function useCheck(onChecked: (checked: { text: string; faults: Fault[] }) => void) {
  const client = useQueryClient()
  return useCallback(
    async (text: string) => {
      const faults = await client
        .fetchQuery({ queryKey: ['check', text], queryFn: () => api.check(text), gcTime: 60_000 })
        .then((answer) => answer.faults)
        .catch(() => [])
      onChecked({ text, faults })
      return faults
    },
    [client, onChecked],
  )
}

/** The words that have a colour of their own. */
export function useWords() {
  const { data: language = noLanguage } = useQuery(languageQuery)
  return useMemo(() => vocabularyOf(language), [language])
}

/** What the editor asks the server, for the range of the page. */
export function useQuestions(): Questions {
  const range = useTimeRange()
  const zone = useZone()
  return useMemo(() => {
    return {
      complete: (query, position, signal) =>
        api.complete({ query, position, ...resolveNow(range, zone) }, signal),
      hover: (query, position) => api.hover({ query, position }),
    }
  }, [range, zone])
}
