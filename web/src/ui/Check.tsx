interface Props {
  label: string
  hideLabel?: boolean
  dense?: boolean
  checked: boolean
  onChange: (checked: boolean) => void
}

/** A box to tick, with its label beside it. */
export function Check({ label, hideLabel, dense, checked, onChange }: Props) {
  return (
    <label className={`field-check ${dense ? 'dense' : ''}`}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className={hideLabel ? 'sr-only' : undefined}>{label}</span>
    </label>
  )
}
