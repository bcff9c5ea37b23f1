import { type ComponentProps, type ReactNode, useId } from 'react'

interface Props extends Omit<ComponentProps<'textarea'>, 'onChange'> {
  label: string
  note?: ReactNode
  error?: ReactNode
  mono?: boolean
  onChange: (value: string) => void
}

/** Several lines of text with their label, and with what is wrong below them. */
export function TextArea({ label, rows = 4, note, error, mono, onChange, ...rest }: Props) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        className={`field-input field-area ${mono ? 'mono' : ''}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || note ? `${id}-note` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
        {...rest}
      />
      {(error ?? note) && (
        <div id={`${id}-note`} className={error ? 'field-error' : 'field-note'}>
          {error ?? note}
        </div>
      )}
    </div>
  )
}
