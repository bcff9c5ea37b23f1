import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/api/client'
import type { RunResult } from '@/api/schema'
import { resolveNow } from '@/app/time-range'
import { newId } from '@/lib/ids'
import type { TimeRange } from '@/lib/time-expression'
import type { Zone } from '@/lib/time'

export interface RunInput {
  query: string
  range: TimeRange
  zone: Zone
  limit: number
}

export type RunPhase = 'idle' | 'running' | 'done' | 'stopped' | 'failed'

export interface Run {
  phase: RunPhase
  /** The newest result there is; of an older query while this one runs. */
  result: RunResult | undefined
  /** Whether the result is of another query than the one of the address. */
  old: boolean
  error: Error | null
  again: () => void
  stop: () => void
}

interface Options {
  show: 'auto' | 'messages'
  enabled: boolean
  /** Whether results of the query before may stay on screen meanwhile. */
  keep: boolean
}

/** One run of a query on the server. When the input changes the run before is cancelled there. */
export function useRun(input: RunInput, { show, enabled, keep }: Options): Run {
  const client = useQueryClient()
  const queryKey = ['run', show, input] as const
  const query = useQuery({
    queryKey,
    enabled,
    queryFn: ({ signal }) => ask(input, show, signal),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  })
  return {
    phase: phaseOf(query, enabled),
    result: query.data,
    old: query.isPlaceholderData || query.isFetching || query.isError,
    error: query.isFetching ? null : query.error,
    again: () => void query.refetch({ cancelRefetch: true }),
    stop: () => void client.cancelQueries({ queryKey }),
  }
}

interface QueryState {
  isFetching: boolean
  isError: boolean
  isPlaceholderData: boolean
  data: RunResult | undefined
}

function phaseOf(query: QueryState, enabled: boolean): RunPhase {
  if (query.isFetching) return 'running'
  if (query.isError) return 'failed'
  if (query.data && !query.isPlaceholderData) return 'done'
  return enabled ? 'stopped' : 'idle'
}

async function ask(input: RunInput, show: 'auto' | 'messages', signal: AbortSignal) {
  const runId = newId()
  const cancel = () => void api.cancel(runId).catch(() => undefined)
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const { from, to } = resolveNow(input.range, input.zone)
    return await api.run(
      {
        runId,
        query: input.query,
        from,
        to,
        timeZone: input.zone,
        limit: input.limit,
        histogram: true,
        show,
      },
      signal,
    )
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
