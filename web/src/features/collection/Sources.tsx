import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { collection } from '@/api/collection'
import type { ListedSource } from '@/api/collection-schema'
import { compact, grouped } from '@/lib/format'
import { duration } from '@/lib/time'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { Sparkline } from '@/ui/Sparkline'
import { AddSource } from './AddSource'
import { chosen, dayOf, MARKS, states } from './health-words'
import { SourcePanel } from './SourcePanel'
import styles from './collection.module.css'

const AGAIN = 5_000

interface Props {
  opened: number | undefined
  onOpen: (id: number | undefined) => void
}

/** The sources and how they are doing, the one that was opened beside them. */
export function Sources({ opened, onOpen }: Props) {
  const { data, error } = useQuery({
    queryKey: ['collection', 'sources'],
    queryFn: collection.sources,
    refetchInterval: AGAIN,
    staleTime: 0,
  })
  const { data: kinds } = useQuery({
    queryKey: ['collection', 'kinds'],
    queryFn: collection.kinds,
  })
  const [typed, setTyped] = useState('')
  const [adding, setAdding] = useState(false)
  if (error && !data) return <Faults error={error} />
  if (!data) return null
  const titles = new Map(kinds?.kinds.map((one) => [one.kind, one.title]))
  const titleOf = (one: ListedSource) => titles.get(one.contentType ?? 'HTTP') ?? one.sourceType
  const shown = chosen(data.sources, typed)
  const one = data.sources.find((source) => source.id === opened)
  const added = (id: number) => {
    setAdding(false)
    onOpen(id)
  }
  return (
    <div className={styles['split']}>
      <div className={styles['main']}>
        <div className={styles['bar']}>
          <Field
            label="Find a source"
            hideLabel
            placeholder="Name, kind, category or state"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button kind="primary" onClick={() => setAdding(true)}>
            <IconPlus size={16} stroke={1.5} aria-hidden /> Add source
          </Button>
        </div>
        <p className={styles['strip']} aria-label="States">
          {states(data.sources).map(([state, count]) => (
            <button
              key={state}
              type="button"
              className={styles['state']}
              data-state={state}
              onClick={() => setTyped(state)}
            >
              <span aria-hidden>{MARKS[state]}</span> {count} {state.toLowerCase()}
            </button>
          ))}
        </p>
        {data.sources.length === 0 ? (
          <EmptyState
            title="Nothing comes in yet"
            actions={
              <Button kind="primary" onClick={() => setAdding(true)}>
                Add source
              </Button>
            }
          >
            <p>A source is an address that senders post to, or a place in AWS that is read.</p>
          </EmptyState>
        ) : shown.length === 0 ? (
          <EmptyState
            title="No source has all of these words"
            actions={<Button onClick={() => setTyped('')}>Show all</Button>}
          />
        ) : (
          <table className={styles['table']}>
            <thead>
              <tr>
                <th>Name</th>
                <th>Kind</th>
                <th>Category</th>
                <th>State</th>
                <th>Last data</th>
                <th>A second</th>
                <th>24 hours</th>
                <th>Rejected</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((source) => (
                <Line
                  key={source.id}
                  source={source}
                  kind={titleOf(source)}
                  now={data.now}
                  open={source.id === opened}
                  onOpen={() => onOpen(source.id === opened ? undefined : source.id)}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
      {one && (
        <SourcePanel
          key={one.id}
          source={one}
          kind={titleOf(one)}
          now={data.now}
          presets={kinds?.filters ?? []}
          onClose={() => onOpen(undefined)}
        />
      )}
      {kinds && (
        <AddSource opened={adding} kinds={kinds} onClose={() => setAdding(false)} onAdded={added} />
      )}
    </div>
  )
}

interface LineProps {
  source: ListedSource
  kind: string
  now: number
  open: boolean
  onOpen: () => void
}

function Line({ source, kind, now, open, onOpen }: LineProps) {
  const { health } = source
  const day = dayOf(health.volumes, now)
  const sum = day.reduce((a, b) => a + b, 0)
  const lost = health.damaged + health.rejected
  return (
    <tr data-open={open}>
      <td>
        <button type="button" className={styles['name']} aria-expanded={open} onClick={onOpen}>
          {source.name}
        </button>
        <div className={styles['under']}>{source.collectorName}</div>
      </td>
      <td>{kind}</td>
      <td className={styles['mono']}>{source.category}</td>
      <td>
        <span className={styles['state']} data-state={health.state}>
          <span aria-hidden>{MARKS[health.state]}</span> {health.state}
        </span>
      </td>
      <td>{health.received === null ? 'never' : `${duration(now - health.received)} ago`}</td>
      <td className={styles['number']}>
        {grouped(health.rates.messages + health.rates.points, 2)}
      </td>
      <td>
        <Sparkline
          className={styles['spark']}
          values={day}
          label={`${compact(sum)} in 24 hours`}
          height={22}
          floor={0.5}
        />
      </td>
      <td className={styles['number']}>{compact(lost)}</td>
    </tr>
  )
}
