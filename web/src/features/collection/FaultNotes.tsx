import type { Fault } from '@/api/schema'
import styles from './collection.module.css'

interface Props {
  text: string
  faults: readonly Fault[]
}

/** What is wrong with a text that is being written: each fault with the place that it is about, and its next step. */
export function FaultNotes({ text, faults }: Props) {
  return faults.map((fault) => (
    <span key={`${fault.code} ${fault.message}`} role="alert" className={styles['faulty']}>
      {fault.message} {fault.hint}
      {fault.span && fault.span.end > fault.span.start && (
        <code>
          {text.slice(Math.max(0, fault.span.start - 24), fault.span.start)}
          <mark>{text.slice(fault.span.start, fault.span.end)}</mark>
          {text.slice(fault.span.end, fault.span.end + 24)}
        </code>
      )}
    </span>
  ))
}
