import { useQuery } from '@tanstack/react-query'
import { api } from '@/api/client'
import { useZone } from '@/app/preferences'
import { resolveNow } from '@/app/time-range'
import { count } from '@/lib/format'
import { newId } from '@/lib/ids'
import { scopeTerms, withoutTerm } from '@/lib/query-lang/edits'
import { type TimeRange, widenRange } from '@/lib/time-expression'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'

interface Props {
  query: string
  range: TimeRange
  onQuery: (query: string) => void
  onRange: (range: TimeRange) => void
}

/** No rows: says whether the range is empty or the query matched nothing, and what to try. */
export function NoResult({ query, range, onQuery, onRange }: Props) {
  const zone = useZone()
  const all = useQuery({
    queryKey: ['count-all', range, zone],
    queryFn: ({ signal }) => countAll(range, zone, signal),
    staleTime: 0,
  })
  const wider = (
    <>
      <Button onClick={() => onRange({ from: '-24h', to: 'now' })}>Last 24 hours</Button>
      <Button onClick={() => onRange(widenRange(resolveNow(range, zone)))}>Twice the range</Button>
    </>
  )
  if (all.isPending) return <EmptyState title="No rows" />
  if (all.data === 0) {
    return (
      <EmptyState title="Nothing in this range" actions={wider}>
        <p>No message at all arrived in this range. Widen it, or look at an earlier one.</p>
      </EmptyState>
    )
  }
  const terms = scopeTerms(query).slice(0, 4)
  return (
    <EmptyState
      title="No match"
      actions={
        <>
          {terms.map((term) => (
            <Button key={term.from} onClick={() => onQuery(withoutTerm(query, term))}>
              Without {term.text}
            </Button>
          ))}
          {wider}
        </>
      }
    >
      <p>
        {all.data === undefined ? 'There are messages' : `${count(all.data)} messages are`} in this
        range, and this query keeps none of them.
      </p>
    </EmptyState>
  )
}

async function countAll(range: TimeRange, zone: string, signal: AbortSignal): Promise<number> {
  const { from, to } = resolveNow(range, zone)
  const request = { query: '*', from, to, timeZone: zone, limit: 1, histogram: false }
  const result = await api.run({ ...request, runId: newId(), show: 'auto' }, signal)
  return Math.max(result.total, result.rows.length)
}
