import { type ComponentProps, type ReactNode, useId } from 'react'

interface Props extends ComponentProps<'input'> {
  label: string
  hideLabel?: boolean
  note?: ReactNode
  error?: ReactNode
  dense?: boolean
}

/** A text input with its label, and with what is wrong beside it. */
export function Field({
  id: given,
  label,
  hideLabel,
  note,
  error,
  dense,
  className,
  ...rest
}: Props) {
  const own = useId()
  const id = given ?? own
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'field-label'}>
        {label}
      </label>
      <input
        id={id}
        className={`field-input ${dense ? 'dense' : ''} ${className ?? ''}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || note ? `${id}-note` : undefined}
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
