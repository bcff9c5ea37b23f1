import {
  IconCircleCheck,
  IconCircleDashed,
  IconMinus,
  IconSquareRotatedFilled,
  IconTriangleFilled,
} from '@tabler/icons-react'
import type { Level } from '@/api/explore-schema'
import { WORDS } from './health-words'
import styles from './explore.module.css'

// The shape says it as well as the colour does.
const MARKS = {
  critical: IconSquareRotatedFilled,
  warning: IconTriangleFilled,
  missing: IconCircleDashed,
  ok: IconCircleCheck,
  unknown: IconMinus,
} as const

interface Props {
  level: Level
  size?: number
  /** Where the word stands beside it anyway. */
  silent?: boolean
}

export function HealthMark({ level, size = 14, silent = false }: Props) {
  const Icon = MARKS[level]
  return (
    <span className={styles['mark']} data-level={level}>
      <Icon size={size} stroke={1.75} aria-hidden />
      {!silent && <span className="sr-only">{WORDS[level]}</span>}
    </span>
  )
}
