import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { objectives as api } from '@/api/objectives'
import type { ObjectiveDocument } from '@/api/objectives-schema'
import styles from '@/features/monitors/monitors.module.css'
import { PreviewFrame } from '@/features/monitors/PreviewFrame'
import { BudgetChart, ObjectiveFacts, PartsChart } from './ObjectiveCharts'

const RANGES = [
  { value: '-24h', label: '24 hours' },
  { value: '-7d', label: '7 days' },
  { value: '', label: 'Its period' },
] as const

interface Props {
  document: ObjectiveDocument
  target: number
  /** Whether there is something to measure. */
  ready: boolean
}

/** What the queries give over stored data: the good ones of all, and the budget. */
export function ObjectivePreview({ document, target, ready }: Props) {
  const [range, setRange] = useState<(typeof RANGES)[number]['value']>('-24h')
  // It runs when it is asked for: a period may be long.
  const [asked, setAsked] = useState<ObjectiveDocument | null>(() => (ready ? document : null))
  const key = asked && keyOf(asked)
  const { data, error, isFetching } = useQuery({
    queryKey: ['monitors', 'objectives', 'preview', key, range],
    queryFn: ({ signal }) => api.preview(nameless(asked ?? document), range || undefined, signal),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })
  return (
    <PreviewFrame
      title="What it measures"
      range={range}
      ranges={RANGES}
      onRange={setRange}
      stale={key !== keyOf(document)}
      ready={ready}
      fetching={isFetching}
      button={isFetching ? 'Measuring' : 'Measure'}
      onAsk={() => setAsked(document)}
      error={error}
      instead={
        data
          ? null
          : isFetching
            ? 'Measuring stored data…'
            : ready
              ? 'Measure it: its queries run over stored data, and nothing is kept.'
              : 'Write its queries first.'
      }
    >
      {data && !error && (
        <div data-old={isFetching} className={styles['previewBody']} role="status">
          <ObjectiveFacts report={data} target={target} />
          <PartsChart report={data} />
          <BudgetChart report={data} />
        </div>
      )}
    </PreviewFrame>
  )
}

/** A document that can be measured before it has a name. */
const nameless = (document: ObjectiveDocument) => ({
  ...document,
  name: document.name || 'new objective',
})

const keyOf = ({ indicator, compliance }: ObjectiveDocument) =>
  JSON.stringify([indicator, compliance])
