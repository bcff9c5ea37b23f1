import { IconAlertTriangle, IconExclamationCircle, IconInfoCircle } from '@tabler/icons-react'
import type { CSSProperties, ReactNode } from 'react'

export type Tone = 'danger' | 'warn' | 'info'

const ICONS = { danger: IconExclamationCircle, warn: IconAlertTriangle, info: IconInfoCircle }

interface Props {
  tone: Tone
  title: string
  hint?: string | null | undefined
  more?: string | undefined
  children?: ReactNode
}

/** What is wrong, what to do about it, and the button that does it. */
export function Notice({ tone, title, hint, more, children }: Props) {
  const Icon = ICONS[tone]
  return (
    <div
      className="notice"
      role={tone === 'danger' ? 'alert' : 'status'}
      style={{ '--tone': `var(--${tone})` } as CSSProperties}
    >
      <Icon size={16} stroke={1.75} aria-hidden />
      <div>
        <div>{title}</div>
        {hint && <div className="notice-hint">{hint}</div>}
        {more && <div className="notice-more">{more}</div>}
      </div>
      {children && <div>{children}</div>}
    </div>
  )
}
