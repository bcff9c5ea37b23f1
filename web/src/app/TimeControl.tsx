import { IconClock } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { browserZone, now, zoneLabel } from '@/lib/time'
import {
  PRESETS,
  rangeLabel,
  readingText,
  readRange,
  shiftRange,
  type TimeRange,
  widenRange,
} from '@/lib/time-expression'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { copyText, notify } from '@/ui/notify'
import { Popover } from '@/ui/Popover'
import { Segmented } from '@/ui/Segmented'
import { Tooltip } from '@/ui/Tooltip'
import { useCommands } from './commands'
import { usePreferences, useZone } from './preferences'
import { useShortcuts } from './shortcuts'
import { resolveNow, useSetTimeRange, useTimeRange } from './time-range'
import styles from './Frame.module.css'

const rangeText = ({ from, to }: TimeRange) => (to === 'now' ? from : `${from} to ${to}`)

/** The range of the page: a button that says it, and a card to change it. */
export function TimeControl() {
  const range = useTimeRange()
  const setRange = useSetTimeRange()
  const zone = useZone()
  const opened = useCommands((state) => state.timeOpen)
  const setOpened = (timeOpen: boolean) => useCommands.setState({ timeOpen })
  useTimeKeys(range, setRange)
  const choose = (next: TimeRange) => {
    setRange(next)
    setOpened(false)
  }
  const target = (
    <Button small aria-haspopup="dialog" aria-expanded={opened} onClick={() => setOpened(!opened)}>
      <IconClock size={14} stroke={1.5} aria-hidden />
      {rangeLabel(range, now(), zone)} · {zone === 'UTC' ? 'UTC' : 'Local'}
    </Button>
  )
  return (
    <Popover opened={opened} onChange={setOpened} target={target} label="Time range">
      <div className={styles['time']}>
        <RangeForm range={range} onChoose={choose} />
        <RangePresets range={range} onChoose={choose} />
        <RangeFoot range={range} />
      </div>
    </Popover>
  )
}

function useTimeKeys(range: TimeRange, setRange: (range: TimeRange) => void) {
  const zone = useZone()
  const router = useRouter()
  useShortcuts({
    't t': () => useCommands.setState({ timeOpen: true }),
    't <': () => setRange(shiftRange(resolveNow(range, zone), -1)),
    't >': () => setRange(shiftRange(resolveNow(range, zone), 1)),
    't -': () => setRange(widenRange(resolveNow(range, zone))),
    't z': () => router.history.back(),
    't c': () => void copyText(rangeText(range), 'Range copied'),
  })
}

interface Props {
  range: TimeRange
  onChoose: (range: TimeRange) => void
}

function RangeForm({ range, onChoose }: Props) {
  const zone = useZone()
  const [text, setText] = useState(() => rangeText(range))
  const reading = readRange(text, now(), zone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reading.ok) onChoose(reading.range)
  }
  return (
    <form className={styles['timeWrite']} onSubmit={submit}>
      <Field
        label="Range"
        value={text}
        data-autofocus
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={`${styles['reading']} ${reading.ok ? '' : styles['bad']}`} role="status">
        {reading.ok ? readingText(reading.range, zone) : reading.problem}
      </div>
      <div className={styles['timeActions']}>
        <Button type="submit" kind="primary" disabled={!reading.ok}>
          Apply
        </Button>
        <Button kind="quiet" onClick={() => void copyText(text, 'Range copied')}>
          Copy
        </Button>
        <Button kind="quiet" onClick={() => void pasteText(setText)}>
          Paste
        </Button>
      </div>
      <ul className={styles['forms']}>
        <li>
          <code>-15m</code> until now, <code>-1d -12h</code> from and to
        </li>
        <li>
          <code>yesterday 9:00 to 10:30</code>, <code>today</code>
        </li>
        <li>
          <code>2026-01-31T09:30Z</code>, <code>01/31/2026 09:30</code>
        </li>
        <li>Epoch seconds, milliseconds or microseconds</li>
      </ul>
    </form>
  )
}

async function pasteText(set: (text: string) => void): Promise<void> {
  try {
    set(await navigator.clipboard.readText())
  } catch {
    notify('Paste into the box with Ctrl+V: this browser did not allow it here.')
  }
}

function RangePresets({ range, onChoose }: Props) {
  const recents = usePreferences((state) => state.recentRanges)
  return (
    <div className={styles['presets']}>
      <p>Presets</p>
      {PRESETS.map((preset) => (
        <RangeChoice key={preset.from} choice={preset} range={range} onChoose={onChoose} />
      ))}
      {recents.length > 0 && <p>Recent</p>}
      {recents.map((recent) => (
        <RangeChoice
          key={`${recent.from} ${recent.to}`}
          choice={recent}
          range={range}
          onChoose={onChoose}
        />
      ))}
    </div>
  )
}

function RangeChoice({ choice, range, onChoose }: Props & { choice: TimeRange }) {
  const zone = useZone()
  const label = rangeLabel(choice, now(), zone)
  return (
    <button
      type="button"
      className={styles['preset']}
      title={label}
      aria-current={choice.from === range.from && choice.to === range.to}
      onClick={() => onChoose(choice)}
    >
      {label}
    </button>
  )
}

function RangeFoot({ range }: { range: TimeRange }) {
  const choice = usePreferences((state) => state.zoneChoice)
  const set = usePreferences((state) => state.set)
  const setRange = useSetTimeRange()
  const zone = useZone()
  const local = browserZone()
  const shift = (direction: -1 | 1) => setRange(shiftRange(resolveNow(range, zone), direction))
  return (
    <div className={styles['timeFoot']}>
      <span>Time zone</span>
      <Segmented
        label="Time zone"
        value={choice}
        choices={[
          { value: 'utc', label: 'UTC' },
          { value: 'browser', label: local === 'UTC' ? 'Browser (UTC)' : zoneLabel(local) },
        ]}
        onChange={(zoneChoice) => set({ zoneChoice })}
      />
      <Tooltip text="Earlier by half the range (t <)">
        <Button small kind="quiet" onClick={() => shift(-1)}>
          Earlier
        </Button>
      </Tooltip>
      <Tooltip text="Later by half the range (t >)">
        <Button small kind="quiet" onClick={() => shift(1)}>
          Later
        </Button>
      </Tooltip>
      <Tooltip text="Twice the range (t -)">
        <Button small kind="quiet" onClick={() => setRange(widenRange(resolveNow(range, zone)))}>
          Wider
        </Button>
      </Tooltip>
    </div>
  )
}
