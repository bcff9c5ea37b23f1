import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useState } from 'react'
import type { Variable, VariableChoices } from '@/api/library-schema'
import { count } from '@/lib/format'
import { Field } from '@/ui/Field'
import { Popover } from '@/ui/Popover'
import { ALL, labelOf, toggled, valuesText } from '../model/variables'
import styles from './view.module.css'

interface Props {
  variable: Variable
  values: readonly string[]
  choices: VariableChoices | undefined
  onChoose: (values: string[]) => void
}

const MOST_SHOWN = 200

/** The values of a variable: one or several of a list that is searched by typing, or a text of one's own. */
export function VariableControl({ variable, values, choices, onChoose }: Props) {
  const [opened, setOpened] = useState(false)
  const label = labelOf(variable)
  const text = valuesText(values)
  const choose = (value: string) => {
    if (variable.allowMultiSelect) onChoose(toggled(values, value))
    else {
      onChoose([value])
      setOpened(false)
    }
  }
  const target = (
    <button
      type="button"
      className={`btn btn-small ${styles['choice'] ?? ''}`}
      aria-haspopup="dialog"
      aria-expanded={opened}
      aria-label={`${label}: ${text}`}
      title={values.join(', ')}
      onClick={() => setOpened(!opened)}
    >
      <span>{text}</span>
      <IconChevronDown size={13} stroke={1.75} aria-hidden />
    </button>
  )
  return (
    <span className={styles['variable']}>
      <span aria-hidden>{label}</span>
      <Popover opened={opened} onChange={setOpened} target={target} label={`Values of ${label}`}>
        <Choices variable={variable} values={values} choices={choices} onChoose={choose} />
      </Popover>
    </span>
  )
}

interface ChoicesProps extends Omit<Props, 'onChoose'> {
  onChoose: (value: string) => void
}

function Choices({ variable, values, choices, onChoose }: ChoicesProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const offered = optionsOf(variable, choices, typed.trim())
  const shown = offered.slice(0, MOST_SHOWN)
  const at = Math.min(active, shown.length - 1)
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setActive((at + step + shown.length) % Math.max(1, shown.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const option = shown[at]
      if (option) onChoose(option.value)
    }
  }
  return (
    <div className={styles['choices']}>
      <Field
        label={`Find or write a value of ${labelOf(variable)}`}
        hideLabel
        dense
        placeholder="Find, or write a value"
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={shown[at] ? `${id}-${at}` : undefined}
        value={typed}
        onKeyDown={press}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setActive(0)
        }}
      />
      <ul
        id={`${id}-list`}
        className={styles['options']}
        role="listbox"
        aria-label={labelOf(variable)}
        aria-multiselectable={variable.allowMultiSelect ?? false}
      >
        {shown.map((option, index) => (
          <li
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={values.includes(option.value)}
            data-active={index === at}
            className={styles['option']}
            onPointerMove={() => setActive(index)}
            onClick={() => onChoose(option.value)}
          >
            <IconCheck size={14} stroke={2} aria-hidden />
            <span title={option.label}>{option.label}</span>
          </li>
        ))}
      </ul>
      <ChoicesNote choices={choices} found={offered.length} />
    </div>
  )
}

function ChoicesNote({ choices, found }: { choices: VariableChoices | undefined; found: number }) {
  if (!choices) return <p className={styles['note']}>Looking for values…</p>
  const [fault] = choices.faults
  if (fault)
    return <p className={`${styles['note'] ?? ''} ${styles['warning'] ?? ''}`}>{fault.message}</p>
  if (found > MOST_SHOWN) {
    return (
      <p className={styles['note']}>
        {count(MOST_SHOWN)} of {count(found)} values: type to narrow them
      </p>
    )
  }
  if (choices.cut) return <p className={styles['note']}>There are more values than these.</p>
  return choices.values.length === 0 ? (
    <p className={styles['note']}>No values were found.</p>
  ) : null
}

interface Option {
  value: string
  label: string
}

/** What can be chosen: all, the values that match what is typed, and what is typed. */
export function optionsOf(
  variable: Variable,
  choices: VariableChoices | undefined,
  typed: string,
): Option[] {
  const found = (choices?.values ?? []).filter(({ value }) => value !== ALL && value !== '')
  const words = typed.toLowerCase()
  const all: Option[] =
    variable.includeAllOption === false ? [] : [{ value: ALL, label: 'All (*)' }]
  const matching = [...all, ...found].filter(({ label }) => label.toLowerCase().includes(words))
  const own = typed !== '' && typed !== ALL && !found.some(({ value }) => value === typed)
  return own ? [...matching, { value: typed, label: `Use “${typed}”` }] : matching
}
