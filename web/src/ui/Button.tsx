import type { ComponentProps } from 'react'
import { Tooltip } from './Tooltip'

export type ButtonKind = 'default' | 'primary' | 'quiet' | 'danger' | 'link'

interface Props extends ComponentProps<'button'> {
  kind?: ButtonKind
  small?: boolean
}

export function Button({ kind = 'default', small, className, ...rest }: Props) {
  const names = ['btn', `btn-${kind}`, small ? 'btn-small' : '', className ?? '']
  return <button type="button" className={names.filter(Boolean).join(' ')} {...rest} />
}

interface IconProps extends Props {
  label: string
  /** Shown behind the label in the tooltip. */
  keys?: string
}

/** A button that shows only an icon; its label is read out and shown on hover. */
export function IconButton({ label, keys, className, kind = 'quiet', ...rest }: IconProps) {
  return (
    <Tooltip text={keys ? `${label} (${keys})` : label}>
      <Button aria-label={label} kind={kind} className={`btn-icon ${className ?? ''}`} {...rest} />
    </Tooltip>
  )
}
