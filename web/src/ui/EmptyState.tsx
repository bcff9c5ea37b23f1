import type { ReactNode } from 'react'

interface Props {
  title: string
  children?: ReactNode
  actions?: ReactNode
}

/** A place without data: why, and what to do next. */
export function EmptyState({ title, children, actions }: Props) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
      {actions && <div className="empty-actions">{actions}</div>}
    </div>
  )
}
