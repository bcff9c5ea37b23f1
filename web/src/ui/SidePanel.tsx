import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { IconButton } from './Button'

interface Props {
  title: string
  onClose: () => void
  actions?: ReactNode
  /** Takes the focus when it opens. */
  focus?: boolean
  children: ReactNode
}

/** A panel beside the results; the page behind it stays usable. */
export function SidePanel({ title, onClose, actions, focus, children }: Props) {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    if (focus) panel.current?.focus()
  }, [focus])
  return (
    <aside ref={panel} className="side-panel" aria-label={title} tabIndex={-1}>
      <div className="side-panel-head">
        <h2>{title}</h2>
        {actions}
        <IconButton label="Close" keys="Esc" onClick={onClose}>
          <IconX size={16} stroke={1.5} />
        </IconButton>
      </div>
      <div className="side-panel-body">{children}</div>
    </aside>
  )
}
