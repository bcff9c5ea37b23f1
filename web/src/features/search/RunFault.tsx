import { faultsOf, Refused } from '@/api/faults'
import { applyFix } from '@/lib/query-lang/lint'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import styles from './search.module.css'

interface Props {
  error: Error
  query: string
  onAgain: () => void
  onQuery: (query: string) => void
}

/** Why a run failed: every fault, its hint, its fix, and the id to ask about it. */
export function RunFault({ error, query, onAgain, onQuery }: Props) {
  const id = error instanceof Refused && error.requestId ? `Request ${error.requestId}` : undefined
  return (
    <div className={styles['faults']}>
      {faultsOf(error).map((fault) => (
        <Notice
          key={`${fault.code} ${fault.message}`}
          tone="danger"
          title={fault.span ? `Line ${fault.span.line}: ${fault.message}` : fault.message}
          hint={fault.hint}
          more={[fault.code, id].filter(Boolean).join(' · ')}
        >
          {fault.fix ? (
            <Button small onClick={() => onQuery(applyFix(query, fault.fix!))}>
              {fault.fix.text === '' ? 'Remove it and run' : `Use ${fault.fix.text.trim()} and run`}
            </Button>
          ) : (
            <Button small onClick={onAgain}>
              Try again
            </Button>
          )}
        </Notice>
      ))}
    </div>
  )
}
