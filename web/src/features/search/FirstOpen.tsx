import { IconArrowRight } from '@tabler/icons-react'
import { rangeLabel } from '@/lib/time-expression'
import { EXAMPLES, type Example } from './examples'
import styles from './search.module.css'

interface Props {
  onRun: (example: Example) => void
}

/** What stands where results will be: three queries that work on SageMaker's own data. */
export function FirstOpen({ onRun }: Props) {
  return (
    <div className={styles['first']}>
      <div className={styles['firstInner']}>
        <h2>Start from an example</h2>
        <p>
          Words before the first pipe choose the messages, each stage behind a pipe works on what
          the one before it gave.
        </p>
        <ul>
          {EXAMPLES.map((example) => (
            <li key={example.title}>
              <button type="button" className={styles['example']} onClick={() => onRun(example)}>
                <span className={styles['exampleHead']}>
                  <strong>{example.title}</strong>
                  <span className={styles['exampleRange']}>
                    {rangeLabel(example.range, 0, 'UTC')}
                  </span>
                  <IconArrowRight size={15} stroke={1.75} aria-hidden />
                </span>
                <span className={styles['exampleTells']}>{example.tells}</span>
                <code>{example.query}</code>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
