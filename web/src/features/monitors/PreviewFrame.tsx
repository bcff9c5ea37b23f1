import type { ReactNode } from 'react'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { type Choice, Segmented } from '@/ui/Segmented'
import styles from './monitors.module.css'

interface Props<T extends string> {
  title: string
  range: T
  ranges: readonly Choice<T>[]
  onRange: (range: T) => void
  /** Whether the form holds something else than what was asked for last. */
  stale: boolean
  ready: boolean
  fetching: boolean
  button: string
  onAsk: () => void
  error: unknown
  /** What stands there while there is nothing to show; none where there is. */
  instead: string | null
  children: ReactNode
}

/** What a form would do over stored data: asked for by a button, beside the form. */
export function PreviewFrame<T extends string>(props: Props<T>) {
  const { title, range, ranges, onRange, stale, ready, fetching, button, onAsk, error } = props
  return (
    <aside className={styles['preview']} aria-label="Preview">
      <div className={styles['previewHead']}>
        <h2 className={styles['sectionTitle']}>{title}</h2>
        <Segmented label="Range" value={range} choices={ranges} onChange={onRange} />
        <Button
          small
          kind={stale ? 'primary' : 'default'}
          disabled={!ready || fetching}
          onClick={onAsk}
        >
          {button}
        </Button>
      </div>
      <Faults error={error} />
      {!error && props.instead && <p className={styles['none']}>{props.instead}</p>}
      {props.children}
    </aside>
  )
}
