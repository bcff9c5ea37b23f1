import { type ReactNode, useId } from 'react'
import { Tooltip } from './Tooltip'

export interface Choice<T extends string> {
  value: T
  label: string
  icon?: ReactNode
  /** Why this one cannot be chosen. */
  unavailable?: string | null
}

interface Props<T extends string> {
  label: string
  value: T
  choices: readonly Choice<T>[]
  onChange: (value: T) => void
  iconsOnly?: boolean
}

/** A choice of one among a few, as radio buttons that look like one control. */
export function Segmented<T extends string>({
  label,
  value,
  choices,
  onChange,
  iconsOnly,
}: Props<T>) {
  const name = useId()
  return (
    <div className="segmented" role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <Tooltip
          key={choice.value}
          text={choice.unavailable ? `${choice.label}. ${choice.unavailable}` : choice.label}
        >
          <label>
            <input
              type="radio"
              name={name}
              aria-label={choice.label}
              checked={choice.value === value}
              disabled={Boolean(choice.unavailable)}
              onChange={() => onChange(choice.value)}
            />
            {choice.icon}
            {!iconsOnly && choice.label}
          </label>
        </Tooltip>
      ))}
    </div>
  )
}
