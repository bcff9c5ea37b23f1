import type { ReactNode } from 'react'
import styles from './edit.module.css'

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
