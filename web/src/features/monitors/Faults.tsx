import { faultsOf } from '@/api/faults'
import { Notice } from '@/ui/Notice'

/** What went wrong with a question, where something did. */
export function Faults({ error }: { error: unknown }) {
  if (!error) return null
  return (
    <>
      {faultsOf(error).map((fault) => (
        <Notice
          key={fault.code + fault.message}
          tone="danger"
          title={fault.message}
          hint={fault.hint}
          more={fault.code}
        />
      ))}
    </>
  )
}
