import type { ReactNode } from 'react'
import { faultsOf } from '@/api/faults'
import type { Fault } from '@/api/schema'
import { Notice } from './Notice'

interface Props {
  error: unknown
  /** The button that does something about it. */
  children?: ReactNode
}

/** What went wrong with a question, where something did, each with its next step. */
export function Faults({ error, children }: Props) {
  return error ? <FaultList faults={faultsOf(error)}>{children}</FaultList> : null
}

interface ListProps {
  faults: readonly Fault[]
  children?: ReactNode
}

/** Faults that an answer brought along. */
export function FaultList({ faults, children }: ListProps) {
  return faults.map((fault, index) => (
    <Notice
      key={`${index} ${fault.code}`}
      tone="danger"
      title={fault.message}
      hint={fault.hint}
      more={fault.code}
    >
      {children}
    </Notice>
  ))
}
