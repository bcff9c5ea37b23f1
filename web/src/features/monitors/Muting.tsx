import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { mutes as api } from '@/api/monitors'
import type { Mute } from '@/api/monitors-schema'
import { useZone } from '@/app/preferences'
import { cellStamp, dayAndTime, duration, MINUTE, now, type Zone } from '@/lib/time'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { Modal } from '@/ui/Modal'
import { Select } from '@/ui/Select'
import { StatusMark } from './StatusMark'
import { foundQuery, mutesQuery, useChange } from './use-monitors'
import styles from './monitors.module.css'

/** When alerts are made without telling anybody. */
export function Muting() {
  const { data, error, isPending } = useQuery(mutesQuery)
  const [adding, setAdding] = useState(false)
  const zone = useZone()
  const remove = useChange(api.remove)
  const held = data?.children ?? []
  return (
    <div className={styles['page']}>
      <div className={styles['tools']}>
        <span className={styles['fact']}>
          While a schedule holds, alerts are made and marked, and nobody is told.
        </span>
        <Button small kind="primary" onClick={() => setAdding(true)}>
          New schedule
        </Button>
      </div>
      <div className={styles['listBox']}>
        <Faults error={error} />
        {!isPending && !error && held.length === 0 && (
          <EmptyState title="Nothing is muted">
            <p>Mute what is being worked on, or hours at which nobody has to be told.</p>
          </EmptyState>
        )}
        {held.length > 0 && (
          <table className={styles['list']} aria-label="Muting schedules">
            <thead>
              <tr>
                <th>State</th>
                <th>Name</th>
                <th>Mutes</th>
                <th>From</th>
                <th>For</th>
                <th>Again</th>
                <th>Next times</th>
                <th>
                  <span className="sr-only">Delete</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {held.map((one) => (
                <MuteLine
                  key={one.id}
                  mute={one}
                  zone={zone}
                  onDelete={() => remove.mutate(one.id)}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <Modal opened={adding} onClose={() => setAdding(false)} title="New muting schedule">
        <MuteForm onDone={() => setAdding(false)} />
      </Modal>
    </div>
  )
}

function MuteLine({ mute, zone, onDelete }: { mute: Mute; zone: Zone; onDelete: () => void }) {
  const { schedule, monitor } = mute
  const { data } = useQuery(foundQuery)
  const names = monitor.ids.map(
    (id) => data?.find((one) => one.item.id === id)?.item.name ?? 'something deleted',
  )
  return (
    <tr data-open={mute.isActive}>
      <td>{mute.isActive ? <StatusMark state="Muted" /> : 'waits'}</td>
      <td>{mute.name}</td>
      <td>{monitor.all ? 'everything' : names.join(', ')}</td>
      <td className={styles['time']}>
        {schedule.startDate} {schedule.startTime} {schedule.timezone}
      </td>
      <td>{duration(schedule.duration * MINUTE)}</td>
      <td className="mono">{schedule.rrule ?? ''}</td>
      <td className={styles['time']}>
        {mute.next.map((at) => (
          <div key={at}>{cellStamp(at, zone)}</div>
        ))}
      </td>
      <td>
        <Button small kind="quiet" aria-label={`Delete ${mute.name}`} onClick={onDelete}>
          Delete
        </Button>
      </td>
    </tr>
  )
}

const REPEATS = [
  { value: '', label: 'once' },
  { value: 'FREQ=DAILY', label: 'every day' },
  { value: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', label: 'on workdays' },
  { value: 'FREQ=WEEKLY;BYDAY=SA,SU', label: 'on weekends' },
  { value: 'FREQ=WEEKLY', label: 'every week' },
]

function MuteForm({ onDone }: { onDone: () => void }) {
  const zone = useZone()
  const { data } = useQuery(foundQuery)
  const [form, setForm] = useState(() => {
    const { day, time } = dayAndTime(now(), zone)
    return {
      name: '',
      of: 'all',
      date: day,
      time,
      minutes: '60',
      rule: '',
    }
  })
  const add = useChange(async () => {
    await api.create({
      name: form.name,
      schedule: {
        timezone: zone,
        startDate: form.date,
        startTime: form.time,
        duration: Number(form.minutes),
        rrule: form.rule || null,
      },
      monitor: { ids: form.of === 'all' ? [] : [form.of], all: form.of === 'all' },
    })
    onDone()
  })
  const set = (key: keyof typeof form) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    setForm((at) => ({ ...at, [key]: value }))
  }
  const scopes = (data ?? []).map(({ item, path }) => ({
    value: item.id,
    label: item.contentType === 'Folder' ? `all below ${path}` : path,
  }))
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate(undefined)
      }}
    >
      <Field label="Name" required value={form.name} onChange={set('name')} />
      <Select
        label="Mutes"
        value={form.of}
        choices={[{ value: 'all', label: 'everything' }, ...scopes]}
        onChange={(of) => setForm((at) => ({ ...at, of }))}
      />
      <div className={styles['line']}>
        <Field label="From" type="date" value={form.date} onChange={set('date')} />
        <Field label={`At (${zone})`} type="time" value={form.time} onChange={set('time')} />
        <Field
          label="For minutes"
          inputMode="numeric"
          value={form.minutes}
          onChange={set('minutes')}
        />
      </div>
      <Select
        label="Again"
        value={REPEATS.some((one) => one.value === form.rule) ? form.rule : ''}
        choices={REPEATS}
        onChange={(rule) => setForm((at) => ({ ...at, rule }))}
      />
      <Field
        label="As an iCalendar rule"
        className="mono"
        placeholder="FREQ=MONTHLY;BYDAY=+1SA"
        value={form.rule}
        onChange={set('rule')}
      />
      <Faults error={add.error} />
      <div className={styles['actions']}>
        <Button type="submit" kind="primary" disabled={add.isPending}>
          Mute
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}
