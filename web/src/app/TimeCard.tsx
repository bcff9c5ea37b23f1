import { type FormEvent, useState } from 'react'
import { browserZone, now, zoneLabel } from '@/lib/time'
import {
  PRESETS,
  rangeLabel,
  rangeText,
  readingText,
  readRange,
  shiftRange,
  type TimeRange,
  widenRange,
} from '@/lib/time-expression'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { copyText, notify } from '@/ui/notify'
import { Segmented } from '@/ui/Segmented'
import { Tooltip } from '@/ui/Tooltip'
import { usePreferences, useZone } from './preferences'
import { resolveNow, useSetTimeRange } from './time-range'
import styles from './Frame.module.css'

interface Props {
  range: TimeRange
  onChoose: (range: TimeRange) => void
}

/** What the time control opens: a range to write, ranges to choose, the zone. */
export function TimeCard({ range, onChoose }: Props) {
  return (
    <div className={styles['time']}>
      <RangeForm range={range} onChoose={onChoose} />
      <RangePresets range={range} onChoose={onChoose} />
      <RangeFoot range={range} />
    </div>
  )
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
