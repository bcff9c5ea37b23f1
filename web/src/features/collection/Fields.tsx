import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { collection } from '@/api/collection'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { useAction } from './use-action'
import styles from './collection.module.css'

/** The fields that messages may have, which rules set them, and how many more there may be. */
export function Fields() {
  const { data, error } = useQuery({
    queryKey: ['collection', 'fields'],
    queryFn: async () => ({ ...(await collection.fields()), ...(await collection.quota()) }),
    staleTime: 0,
  })
  const { data: rules } = useQuery({
    queryKey: ['collection', 'rules'],
    queryFn: collection.rules,
  })
  const { act, busy } = useAction('fields')
  const [name, setName] = useState('')
  const [typed, setTyped] = useState('')
  if (error) return <Faults error={error} />
  if (!data) return null
  const setBy = (field: string) =>
    (rules?.data ?? [])
      .filter((rule) => rule.fieldNames.some((one) => one.toLowerCase() === field.toLowerCase()))
      .map((rule) => rule.name)
      .join(', ')
  const add = (event: FormEvent) => {
    event.preventDefault()
    act(() => collection.addField(name.trim()))
    setName('')
  }
  const shown = data.data.filter((one) =>
    one.fieldName.toLowerCase().includes(typed.trim().toLowerCase()),
  )
  const used = data.quota - data.remaining
  return (
    <div className={styles['main']}>
      <form className={styles['bar']} onSubmit={add}>
        <Field
          label="Find a field"
          hideLabel
          placeholder="Find a field"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Field
          label="New field"
          hideLabel
          placeholder="New field"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button kind="primary" type="submit" disabled={busy || !name.trim()}>
          Add field
        </Button>
      </form>
      <p className={styles['quiet']}>
        <label>
          {used} of {data.quota} fields <meter min={0} max={data.quota} value={used} />
        </label>
      </p>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th>Name</th>
            <th>State</th>
            <th>Set by rules</th>
            <th>
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => {
            const enabled = one.state === 'Enabled'
            return (
              <tr key={one.fieldId}>
                <td className={styles['mono']}>{one.fieldName}</td>
                <td>{one.state}</td>
                <td>{setBy(one.fieldName) || 'sources and senders'}</td>
                <td className={styles['actions']}>
                  <Button
                    small
                    disabled={busy}
                    aria-label={`${enabled ? 'Disable' : 'Enable'} ${one.fieldName}`}
                    onClick={() =>
                      act(() =>
                        enabled
                          ? collection.disableField(one.fieldId)
                          : collection.enableField(one.fieldId),
                      )
                    }
                  >
                    {enabled ? 'Disable' : 'Enable'}
                  </Button>
                  <Button
                    small
                    disabled={busy}
                    aria-label={`Delete ${one.fieldName}`}
                    onClick={() => act(() => collection.removeField(one.fieldId))}
                  >
                    Delete
                  </Button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
