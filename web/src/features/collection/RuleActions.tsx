import { useState } from 'react'
import { Button } from '@/ui/Button'
import styles from './collection.module.css'

interface Props {
  /** Whether it can be saved. */
  ready: boolean
  onDone: () => void
  /** Takes the rule away; none where there is nothing to take away yet. */
  onRemove: (() => void) | undefined
}

/** The buttons below a rule that is written. */
export function RuleActions({ ready, onDone, onRemove }: Props) {
  const [sure, setSure] = useState(false)
  return (
    <div className={styles['actions']}>
      <Button kind="primary" type="submit" disabled={!ready}>
        Save rule
      </Button>
      <Button onClick={onDone}>Cancel</Button>
      {onRemove && (
        <Button kind="danger" onClick={() => (sure ? onRemove() : setSure(true))}>
          {sure ? 'Yes, delete it' : 'Delete'}
        </Button>
      )}
    </div>
  )
}
