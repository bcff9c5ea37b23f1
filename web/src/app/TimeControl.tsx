import { IconClock } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { now } from '@/lib/time'
import {
  rangeLabel,
  rangeText,
  shiftRange,
  type TimeRange,
  widenRange,
} from '@/lib/time-expression'
import { Button } from '@/ui/Button'
import { copyText } from '@/ui/notify'
import { Popover } from '@/ui/Popover'
import { useCommands } from './commands'
import { useZone } from './preferences'
import { useShortcuts } from './shortcuts'
import { resolveNow, useSetTimeRange, useTimeRange } from './time-range'

const TimeCard = lazy(async () => ({ default: (await import('./TimeCard')).TimeCard }))

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
      <Suspense fallback={null}>
        <TimeCard range={range} onChoose={choose} />
      </Suspense>
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
