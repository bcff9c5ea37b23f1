import type { ReactNode } from 'react'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import styles from './monitors.module.css'

interface Props {
  /** What saving went wrong for. */
  error: unknown
  /** What is wrong with the form, where saving it was tried. */
  problems: ReadonlyMap<string, string>
  saving: boolean
  label: string
  /** Other buttons. */
  children?: ReactNode
}

/** The end of a form that makes or changes a monitor or an objective: what is wrong, and the button that saves. */
export function EditorEnd({ error, problems, saving, label, children }: Props) {
  return (
    <div className={styles['save']}>
      <Faults error={error} />
      {problems.size > 0 && (
        <p role="alert" className={styles['bad']}>
          {[...problems.values()].join(' ')}
        </p>
      )}
      <div className={styles['actions']}>
        <Button type="submit" kind="primary" disabled={saving}>
          {label}
        </Button>
        {children}
      </div>
    </div>
  )
}
