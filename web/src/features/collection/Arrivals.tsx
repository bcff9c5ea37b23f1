import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { aws } from '@/api/aws'
import type { PartState } from '@/api/aws-schema'
import { collection } from '@/api/collection'
import type { ListedSource } from '@/api/collection-schema'
import { duration } from '@/lib/time'
import { Button } from '@/ui/Button'
import { FaultList, Faults } from '@/ui/Faults'
import { Notice } from '@/ui/Notice'
import { copyText } from '@/ui/notify'
import { type Arrival, arrivalOf, PARTS } from './aws-words'
import styles from './collection.module.css'

const AGAIN = 3_000
const MARKS: Record<Arrival['state'], string> = {
  missing: '○',
  waiting: '○',
  failing: '◆',
  arrived: '✓',
}

/** Whether something of each part has arrived, looked at again and again, and what to look at until then. */
export function Arrivals({ parts }: { parts: readonly PartState[] }) {
  const { data } = useQuery({
    queryKey: ['collection', 'sources'],
    queryFn: collection.sources,
    refetchInterval: AGAIN,
    staleTime: 0,
  })
  if (!data) return null
  const sources = new Map(data.sources.map((one) => [one.id, one]))
  return (
    <>
      <h3>What has arrived</h3>
      <ul className={styles['arrivals']} aria-label="Arrivals">
        {parts.map((part) => (
          <Waiting
            key={part.part}
            part={part}
            source={sources.get(part.source ?? 0)}
            now={data.now}
          />
        ))}
      </ul>
    </>
  )
}

interface WaitingProps {
  part: PartState
  source: ListedSource | undefined
  now: number
}

function Waiting({ part, source, now }: WaitingProps) {
  const client = useQueryClient()
  const running = useMutation({
    mutationFn: (id: number) => aws.run(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['collection', 'sources'] }),
  })
  const { state, text } = arrivalOf(part, source)
  const title = PARTS.find((one) => one.part === part.part)?.title ?? part.part
  const faults = source?.health.faults.filter((fault) => fault.open) ?? []
  return (
    <li data-state={state}>
      <div className={styles['links']}>
        <strong>{title}</strong>
        <span role="status">
          <span aria-hidden>{MARKS[state]}</span> {text}
        </span>
        {source && (
          <Link to="/collection" search={{ tab: 'sources', source: source.id }}>
            {source.name}
          </Link>
        )}
        {source && !part.sent && state !== 'arrived' && (
          <Button small disabled={running.isPending} onClick={() => running.mutate(source.id)}>
            Run now
          </Button>
        )}
      </div>
      {running.data && <FaultList faults={running.data.faults} />}
      {faults.length === 0 && <Faults error={running.error} />}
      {faults.map((fault) => (
        <Notice
          key={fault.code}
          tone="danger"
          title={fault.message}
          hint={fault.hint}
          more={`${fault.code}, last ${duration(now - fault.last)} ago`}
        />
      ))}
      {state !== 'arrived' && (
        <details open={state === 'failing'}>
          <summary>When none comes</summary>
          <ul className={styles['outline']}>
            {part.looks.map((look) => (
              <li key={look.text}>
                {look.text}
                {look.command && (
                  <div className={styles['secret']}>
                    <code>{look.command}</code>
                    <Button small onClick={() => void copyText(look.command, 'Command copied')}>
                      Copy
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
