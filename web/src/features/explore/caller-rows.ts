/** The answer to the query for callers as rows of a table. */
import type { RunResult } from '@/api/schema'

export interface CallerRow {
  caller: string
  who: string
  address: string
  call: string
  error: string
  calls: number
}

export function callerRows({ columns, rows }: Pick<RunResult, 'columns' | 'rows'>): CallerRow[] {
  const at = (name: string) => columns.findIndex((one) => one.name === name)
  const [caller, address, call, error, calls] = ['caller', 'address', 'call', 'error', 'calls'].map(
    at,
  )
  return rows.map((row) => {
    const text = (place: number | undefined) => String(row[place ?? -1] ?? '')
    return {
      caller: text(caller),
      who: shortCaller(text(caller)),
      address: text(address),
      call: text(call),
      error: text(error),
      calls: Number(row[calls ?? -1] ?? 0),
    }
  })
}

/** Who an ARN is of, as people say it: the user, or the role with its session. */
export function shortCaller(caller: string): string {
  const resource = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/.exec(caller)?.[1]
  if (resource === undefined) return caller
  return resource.replace(/^(?:user|assumed-role|role)\//, '')
}
