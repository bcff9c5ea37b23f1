import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { Field } from '@/ui/Field'
import styles from './explore.module.css'

interface Props {
  filter: string[]
  onFilter: (filter: string[]) => void
}

const QUICK = ['health=critical', 'health=warning', 'kind=endpoint', 'kind=training_job']

/** The filter of the tree: what is typed becomes a chip with Enter; a chip goes with a click. */
export function FilterChips({ filter, onFilter }: Props) {
  const [typed, setTyped] = useState('')
  const add = (text: string) => {
    const chip = text.trim()
    if (chip && !filter.includes(chip)) onFilter([...filter, chip])
    setTyped('')
  }
  const offered = QUICK.filter((chip) => !filter.includes(chip))
  return (
    <div className={styles['filter']}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          add(typed)
        }}
      >
        <Field
          label="Filter"
          hideLabel
          dense
          value={typed}
          placeholder="name, region=us-east-1, !account=dev"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </form>
      <div className={styles['chips']}>
        {filter.map((chip) => (
          <button
            key={chip}
            type="button"
            className={styles['chip']}
            aria-label={`Remove ${chip}`}
            onClick={() => onFilter(filter.filter((one) => one !== chip))}
          >
            {chip}
            <IconX size={12} stroke={1.75} aria-hidden />
          </button>
        ))}
        {filter.length === 0 &&
          offered.map((chip) => (
            <button key={chip} type="button" className={styles['offer']} onClick={() => add(chip)}>
              {chip}
            </button>
          ))}
      </div>
    </div>
  )
}
