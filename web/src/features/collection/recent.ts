import { api } from '@/api/client'
import { newId } from '@/lib/ids'
import type { Row } from '@/api/schema'

export interface Recent {
  names: readonly string[]
  rows: readonly Row[]
}

/** The newest messages that a query leaves of those of the last day. */
export async function recent(query: string, limit: number, signal: AbortSignal): Promise<Recent> {
  const { columns, rows } = await api.run(
    {
      runId: newId(),
      query,
      from: '-24h',
      to: '+1d',
      timeZone: 'UTC',
      limit,
      histogram: false,
      show: 'auto',
    },
    signal,
  )
  return { names: columns.map((one) => one.name), rows }
}
