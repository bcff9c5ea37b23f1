import type { ReactNode } from 'react'
import styles from './monitors.module.css'

interface Props {
  title: string
  note?: ReactNode
  children: ReactNode
}

/** A part of a page under a heading. */
export function Section({ title, note, children }: Props) {
  return (
    <section className={styles['section']} aria-label={title}>
      <h2 className={styles['sectionTitle']}>{title}</h2>
      {note && <p className={styles['sectionNote']}>{note}</p>}
      {children}
    </section>
  )
}
