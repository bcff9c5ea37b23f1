import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { objectives as api } from '@/api/objectives'
import type { ObjectiveDocument } from '@/api/objectives-schema'
import styles from '@/features/monitors/monitors.module.css'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { Segmented } from '@/ui/Segmented'
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
  const stale = key !== keyOf(document)
  return (
    <aside className={styles['preview']} aria-label="Preview">
      <div className={styles['previewHead']}>
        <h2 className={styles['sectionTitle']}>What it measures</h2>
        <Segmented label="Range" value={range} choices={RANGES} onChange={setRange} />
        <Button
          small
          kind={stale ? 'primary' : 'default'}
          disabled={!ready || isFetching}
          onClick={() => setAsked(document)}
        >
          {isFetching ? 'Measuring' : 'Measure'}
        </Button>
      </div>
      <Faults error={error} />
      {!data && !error && (
        <p className={styles['none']}>
          {isFetching
            ? 'Measuring stored data…'
            : ready
              ? 'Measure it: its queries run over stored data, and nothing is kept.'
              : 'Write its queries first.'}
        </p>
      )}
      {data && !error && (
        <div data-old={isFetching} className={styles['previewBody']} role="status">
          <ObjectiveFacts report={data} target={target} />
          <PartsChart report={data} />
          <BudgetChart report={data} />
        </div>
      )}
    </aside>
  )
}

/** A document that can be measured before it has a name. */
const nameless = (document: ObjectiveDocument) => ({
  ...document,
  name: document.name || 'new objective',
})

const keyOf = ({ indicator, compliance }: ObjectiveDocument) =>
  JSON.stringify([indicator, compliance])
