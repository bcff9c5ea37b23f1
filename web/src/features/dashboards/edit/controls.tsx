import { type ReactNode, useId } from 'react'
import styles from './edit.module.css'

interface ChoiceProps {
  label: string
  value: string
  choices: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

/** A choice of one among several, with its label. */
export function Choice({ label, value, choices, onChange }: ChoiceProps) {
  const id = useId()
  const known = choices.some((one) => one.value === value)
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <select
        id={id}
        className="field-input dense"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {!known && <option value={value}>{value}</option>}
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  )
}

interface SwitchProps {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
}

export function Switch({ label, checked, onChange }: SwitchProps) {
  return (
    <label className={styles['switch']}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  )
}

interface TextAreaProps {
  label: string
  value: string
  rows?: number
  note?: ReactNode
  mono?: boolean
  onChange: (value: string) => void
}

export function TextArea({ label, value, rows = 4, note, mono, onChange }: TextAreaProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <textarea
        id={id}
        className={`field-input ${styles['area'] ?? ''} ${mono ? 'mono' : ''}`}
        rows={rows}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {note && <div className="field-note">{note}</div>}
    </div>
  )
}

/** A part of the settings that opens and closes. */
export function Section({
  title,
  open = false,
  children,
}: {
  title: string
  open?: boolean
  children: ReactNode
}) {
  return (
    <details className={styles['section']} open={open}>
      <summary>{title}</summary>
      <div className={styles['sectionBody']}>{children}</div>
    </details>
  )
}
