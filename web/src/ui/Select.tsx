import { type ComponentProps, useId } from 'react'

interface Props extends Omit<ComponentProps<'select'>, 'onChange'> {
  label: string
  hideLabel?: boolean
  dense?: boolean
  value: string
  choices: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

/** A choice of one among several, with its label. A value that is none of them is offered as it is. */
export function Select({ label, hideLabel, dense, value, choices, onChange, ...rest }: Props) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'field-label'}>
        {label}
      </label>
      <select
        id={id}
        className={`field-input ${dense ? 'dense' : ''}`}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        {...rest}
      >
        {!choices.some((one) => one.value === value) && <option value={value}>{value}</option>}
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  )
}
