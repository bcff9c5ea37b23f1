import {
  IconAlertTriangleFilled,
  IconBellOff,
  IconCheck,
  IconCircleDashed,
  IconExclamationCircle,
  IconFlame,
  IconPlayerPause,
  IconSquareRotatedFilled,
} from '@tabler/icons-react'
import styles from './monitors.module.css'

const MARKS = {
  Critical: { icon: IconSquareRotatedFilled, tone: 'danger' },
  Warning: { icon: IconAlertTriangleFilled, tone: 'warn' },
  MissingData: { icon: IconCircleDashed, tone: 'info' },
  Error: { icon: IconExclamationCircle, tone: 'warn' },
  Normal: { icon: IconCheck, tone: 'ok' },
  Disabled: { icon: IconPlayerPause, tone: 'none' },
  Muted: { icon: IconBellOff, tone: 'none' },
  Resolved: { icon: IconCheck, tone: 'ok' },
  Met: { icon: IconCheck, tone: 'ok' },
  Burning: { icon: IconFlame, tone: 'warn' },
  Exhausted: { icon: IconSquareRotatedFilled, tone: 'danger' },
  NoData: { icon: IconCircleDashed, tone: 'none' },
} as const

const LABELS: Record<string, string> = {
  MissingData: 'Missing data',
  Error: 'Cannot be looked at',
  NoData: 'No data',
}

/** A state by its mark and its word, never by its colour alone. */
export function StatusMark({ state }: { state: string }) {
  const { icon: Icon, tone } = MARKS[state as keyof typeof MARKS] ?? MARKS.Normal
  return (
    <span className={styles['mark']} data-tone={tone}>
      <Icon size={13} stroke={2} aria-hidden />
      {LABELS[state] ?? state}
    </span>
  )
}
