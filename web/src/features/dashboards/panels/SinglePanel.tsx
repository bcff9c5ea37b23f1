import { type CSSProperties, useContext, useMemo } from 'react'
import { inkOn, readableInk } from '@/lib/contrast'
import { SchemeContext } from '@/ui/scheme'
import { singleValueOf } from '../model/single-value'
import { bandOf, type Look } from '../model/look'
import { gaugeArc, gaugeShare, sparkline } from './marks'
import type { BodyProps } from './body'
import { SURFACES } from './surfaces'
import styles from './panels.module.css'

/** One value as large as it fits, in the colour of its threshold, with its course or on a gauge. */
export function SinglePanel({ results, look, label }: BodyProps) {
  const found = useMemo(() => singleValueOf(results, look), [results, look])
  const { single } = look
  const surface = SURFACES[useContext(SchemeContext)]
  const gauge = single.gauge !== null && !found.empty
  const course = single.sparkline && found.course.length > 1
  const filled = single.colorBackground && found.band >= 0 ? found.color : single.backgroundColor
  const style = {
    '--letters': Math.max(3, found.text.length),
    ...(filled ? { background: filled, color: inkOn(filled) } : {}),
  } as CSSProperties
  // A threshold's colour is said by a mark as well, and large: it stays as it is. An ink has to be read.
  const color = filled
    ? undefined
    : found.band >= 0
      ? (found.color ?? undefined)
      : readableInk(found.color ?? '', '', surface)
  return (
    <div className={styles['single']} style={style} data-empty={found.empty} aria-label={label}>
      {course && (
        <Course course={found.course} color={filled ? 'currentColor' : 'var(--series-1)'} />
      )}
      {gauge && <Gauge look={look} value={found.value} />}
      <div className={styles['singleText']} data-gauge={gauge} data-course={course && !gauge}>
        <span className={styles['singleValue']} style={{ color }}>
          {found.text}
          {found.band >= 0 && <Band band={found.band} of={single.thresholds.length} />}
        </span>
        {found.label && <span className={styles['singleLabel']}>{found.label}</span>}
      </div>
    </div>
  )
}

/** The place of a value among thresholds, for those to whom their colours look alike. */
function Band({ band, of }: { band: number; of: number }) {
  const mark = ['●', '▲', '◆'][Math.min(2, band)]
  return (
    <span
      className={styles['band']}
      role="img"
      aria-label={`Threshold ${band + 1} of ${of}`}
      title={`Threshold ${band + 1} of ${of}`}
    >
      {mark}
    </span>
  )
}

function Course({ course, color }: { course: [number, number | null][]; color: string }) {
  const { line, area } = sparkline(course)
  return (
    <svg className={styles['course']} viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden>
      <path d={area} fill={color} opacity={0.14} />
      <path
        d={line}
        fill="none"
        stroke={color}
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

function Gauge({ look, value }: { look: Look; value: number | null }) {
  const { gauge, thresholds } = look.single
  if (!gauge) return null
  const share = gaugeShare(value ?? gauge.min, gauge)
  const color = value === null ? undefined : thresholds[bandOf(value, thresholds)]?.color
  return (
    <svg
      className={styles['gauge']}
      viewBox="0 0 100 56"
      role="img"
      aria-label={`${Math.round(share * 100)} % of the gauge`}
    >
      <path d={gaugeArc(0, 1, 44)} fill="none" stroke="var(--line)" strokeWidth={7} />
      {thresholds.map(({ from, to, color: band }, index) => (
        <path
          key={index}
          d={gaugeArc(
            gaugeShare(from ?? gauge.min, gauge),
            gaugeShare(to ?? gauge.max, gauge),
            49.2,
          )}
          fill="none"
          stroke={band}
          strokeWidth={1.6}
        />
      ))}
      {share > 0 && (
        <path
          d={gaugeArc(0, share, 44)}
          fill="none"
          stroke={color ?? 'var(--series-1)'}
          strokeWidth={7}
        />
      )}
    </svg>
  )
}
