import { type FormEvent, useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { collection } from '@/api/collection'
import type { ListedSource, SourceFilter } from '@/api/collection-schema'
import { compact } from '@/lib/format'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Select'
import styles from './collection.module.css'

const KINDS = ['Exclude', 'Include', 'Hash', 'Mask'].map((kind) => ({ value: kind, label: kind }))
const EMPTY: SourceFilter = { filterType: 'Exclude', name: '', regexp: '', mask: '' }

interface Props {
  source: ListedSource
  presets: readonly SourceFilter[]
}

/** What of the messages of a source is left out or made unreadable before it is stored. */
export function Filters({ source, presets }: Props) {
  const client = useQueryClient()
  const [draft, setDraft] = useState<SourceFilter | null>(null)
  const { mutate, error, isPending } = useMutation({
    mutationFn: (filters: SourceFilter[]) => collection.changeSource(source, { filters }),
    onSuccess: () => setDraft(null),
    onSettled: () => client.invalidateQueries({ queryKey: ['collection', 'sources'] }),
  })
  const names = new Set(source.filters.map((one) => one.name))
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (draft) mutate([...source.filters, draft])
  }
  return (
    <section>
      <h3>Filters</h3>
      <ul className={styles['filters']}>
        {source.filters.map((one) => (
          <li key={one.name}>
            <strong>{one.filterType}</strong> {one.name} <code>{one.regexp}</code>
            <span className={styles['quiet']}>
              {compact(source.health.dropped[one.name] ?? 0)} left out
            </span>
            <Button
              small
              disabled={isPending}
              onClick={() => mutate(source.filters.filter((held) => held.name !== one.name))}
            >
              Take away
            </Button>
          </li>
        ))}
      </ul>
      {draft === null ? (
        <div className={styles['actions']}>
          <Button small onClick={() => setDraft(EMPTY)}>
            Add filter
          </Button>
          {presets
            .filter((one) => !names.has(one.name))
            .map((one) => (
              <Button
                key={one.name}
                small
                disabled={isPending}
                onClick={() => mutate([...source.filters, one])}
              >
                Leave out {one.name}
              </Button>
            ))}
        </div>
      ) : (
        <form className={styles['form']} onSubmit={save}>
          <Select
            label="Kind"
            value={draft.filterType}
            choices={KINDS}
            onChange={(kind) =>
              setDraft({ ...draft, filterType: kind as SourceFilter['filterType'] })
            }
          />
          <Field
            label="Name"
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          />
          <Field
            label="Expression"
            note={
              draft.filterType === 'Exclude' || draft.filterType === 'Include'
                ? 'It has to match the whole message.'
                : 'What its parentheses hold is replaced.'
            }
            value={draft.regexp}
            onChange={(event) => setDraft({ ...draft, regexp: event.currentTarget.value })}
          />
          {draft.filterType === 'Mask' && (
            <Field
              label="Mask"
              value={draft.mask ?? ''}
              onChange={(event) => setDraft({ ...draft, mask: event.currentTarget.value })}
            />
          )}
          <div className={styles['actions']}>
            <Button kind="primary" type="submit" disabled={isPending}>
              Save
            </Button>
            <Button onClick={() => setDraft(null)}>Cancel</Button>
          </div>
        </form>
      )}
      <Faults error={error} />
    </section>
  )
}
