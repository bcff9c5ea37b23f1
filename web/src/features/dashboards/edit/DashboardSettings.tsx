import { type FormEvent, useState } from 'react'
import type { DashboardDocument } from '@/api/library-schema'
import { useZone } from '@/app/preferences'
import { useTimeRange } from '@/app/time-range'
import { now } from '@/lib/time'
import { rangeText, readingText, readRange } from '@/lib/time-expression'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Modal } from '@/ui/Modal'
import { Select } from '@/ui/Select'
import { documentRange, rangeOfDocument } from '../model/time-ranges'
import { periodText } from '../model/periods'
import type { Change } from '../view/use-draft'
import styles from './edit.module.css'

/** The refresh intervals that documents know, in seconds. */
const INTERVALS = [0, 30, 60, 120, 300, 900, 1800, 3600, 7200, 86_400]

interface Props {
  document: DashboardDocument
  onChange: Change
  onClose: () => void
}

/** Title, description, default range and refresh of a dashboard. */
export function DashboardSettings({ document, onChange, onClose }: Props) {
  const zone = useZone()
  const shown = useTimeRange()
  const own = rangeOfDocument(document.timeRange, now(), zone)
  const [title, setTitle] = useState(document.title)
  const [description, setDescription] = useState(document.description ?? '')
  const [range, setRange] = useState(own ? rangeText(own) : '-15m')
  const [seconds, setSeconds] = useState(document.refreshInterval ?? 0)
  const reading = readRange(range, now(), zone)
  const written = own ? rangeText(own) : ''
  const apply = (event: FormEvent) => {
    event.preventDefault()
    if (!reading.ok || title.trim() === '') return
    onChange((before) => ({
      ...before,
      title: title.trim(),
      name: title.trim(),
      description,
      refreshInterval: seconds,
      // A range that was not touched keeps the form that it was written in.
      timeRange: range === written ? before.timeRange : documentRange(reading.range),
    }))
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title="Settings of the dashboard" width={520}>
      <form className={styles['form']} onSubmit={apply}>
        <Field
          label="Title"
          value={title}
          data-autofocus
          error={title.trim() === '' ? 'A dashboard has a title.' : undefined}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Field
          label="Description"
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <div className={styles['inline']}>
          <Field
            label="Range that it opens with"
            value={range}
            spellCheck={false}
            error={reading.ok ? undefined : reading.problem}
            note={reading.ok ? readingText(reading.range, zone) : undefined}
            onChange={(event) => setRange(event.currentTarget.value)}
          />
          <Button onClick={() => setRange(rangeText(shown))}>The range shown now</Button>
        </div>
        <Select
          dense
          label="Refresh by itself"
          value={String(seconds)}
          choices={INTERVALS.map((one) => ({ value: String(one), label: periodText(one) }))}
          onChange={(value) => setSeconds(Number(value))}
        />
        <div className={styles['formActions']}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" disabled={!reading.ok || title.trim() === ''}>
            Apply
          </Button>
        </div>
      </form>
    </Modal>
  )
}
