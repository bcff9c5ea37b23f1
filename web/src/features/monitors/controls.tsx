import { type ComponentProps, type ReactNode, useId } from 'react'
import styles from './monitors.module.css'

interface SelectProps extends Omit<ComponentProps<'select'>, 'onChange'> {
  label: string
  hideLabel?: boolean
  choices: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

/** A choice of one among several, with its label. */
export function Select({ label, hideLabel, choices, onChange, ...rest }: SelectProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'field-label'}>
        {label}
      </label>
      <select
        id={id}
        className="field-input"
        onChange={(event) => onChange(event.currentTarget.value)}
        {...rest}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  )
}

interface CheckProps {
  label: string
  hideLabel?: boolean
  checked: boolean
  onChange: (checked: boolean) => void
}

/** A box to tick, with its label beside it. */
export function Check({ label, hideLabel, checked, onChange }: CheckProps) {
  return (
    <label className={styles['check']}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className={hideLabel ? 'sr-only' : undefined}>{label}</span>
    </label>
  )
}

interface AreaProps {
  label: string
  value: string
  rows?: number
  note?: string
  mono?: boolean
  onChange: (value: string) => void
}

/** Several lines of text, with their label. */
export function Area({ label, value, rows = 3, note, mono, onChange }: AreaProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        value={value}
        className={`field-input ${styles['area']} ${mono ? 'mono' : ''}`}
        aria-describedby={note ? `${id}-note` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {note && (
        <div id={`${id}-note`} className="field-note">
          {note}
        </div>
      )}
    </div>
  )
}

interface SectionProps {
  title: string
  note?: ReactNode
  children: ReactNode
}

/** A part of a page under a heading. */
export function Section({ title, note, children }: SectionProps) {
  return (
    <section className={styles['section']} aria-label={title}>
      <h2 className={styles['sectionTitle']}>{title}</h2>
      {note && <p className={styles['sectionNote']}>{note}</p>}
      {children}
    </section>
  )
}
