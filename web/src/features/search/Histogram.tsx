import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react'
import type { Bucket, Histogram as Data } from '@/api/schema'
import { count } from '@/lib/format'
import { duration, rangeReading, roundTicks, tick, type Zone } from '@/lib/time'
import { everyBucket } from './buckets'
import { LEVELS, levelOf, type Level } from './messages'
import styles from './histogram.module.css'

interface Props {
  data: Data
  /** What was searched: the axis spans it, whatever buckets came. */
  range: { from: number; to: number }
  zone: Zone
  level: string | undefined
  onLevel: (level: string | undefined) => void
  onZoom: (from: number, to: number) => void
}

const HEIGHT = 56

// The highest stack stands on the axis in this order: what matters most is at the bottom.
const ORDER: readonly Level[] = LEVELS

type Span = [first: number, last: number]

/** Messages over time, stacked by level. Drag over a stretch to zoom; keys do the same. */
export function Histogram({ data, range, zone, level, onLevel, onZoom }: Props) {
  const { length } = data
  const buckets = useMemo(
    () => everyBucket(data, range).map((bucket) => stack(bucket, level)),
    [data, range, level],
  )
  const present = useMemo(() => levelsIn(data.buckets), [data])
  const [span, setSpan] = useState<Span | null>(null)
  const [hovered, setHovered] = useState<number | null>(null)
  const most = Math.max(1, ...buckets.map((bucket) => bucket.total))
  const zoom = ([a, b]: Span) => {
    const [first, last] = [buckets[Math.min(a, b)], buckets[Math.max(a, b)]]
    setSpan(null)
    if (first && last) onZoom(first.start, last.start + length)
  }
  const about = span ? describe(buckets, length, span, zone) : null
  const hover = hovered === null ? null : describe(buckets, length, [hovered, hovered], zone)
  return (
    <section className={styles['histogram']} aria-label="Messages over time">
      <div className={styles['histHead']}>
        <Legend levels={present} level={level} onLevel={onLevel} />
        <span className={styles['histSpan']} aria-live="polite">
          {about ?? hover ?? `${duration(length)} per bar`}
        </span>
      </div>
      <Bars
        buckets={buckets}
        most={most}
        span={span}
        setSpan={setSpan}
        onHover={setHovered}
        onZoom={zoom}
      />
      <Axis buckets={buckets} length={length} zone={zone} />
    </section>
  )
}

interface Stack {
  start: number
  total: number
  parts: { level: Level; count: number }[]
}

function stack(bucket: Bucket, only: string | undefined): Stack {
  const counts = new Map<Level, number>()
  for (const [name, n] of Object.entries(bucket.levels)) {
    const key = levelOf(name)
    if (!only || key === only) counts.set(key, (counts.get(key) ?? 0) + n)
  }
  const parts = ORDER.map((key) => ({ level: key, count: counts.get(key) ?? 0 }))
  const filled = parts.filter((part) => part.count > 0)
  return { start: bucket.start, parts: filled, total: filled.reduce((sum, p) => sum + p.count, 0) }
}

function levelsIn(buckets: readonly Bucket[]): { level: Level; count: number }[] {
  const counts = new Map<Level, number>()
  for (const bucket of buckets) {
    for (const { level, count: n } of stack(bucket, undefined).parts) {
      counts.set(level, (counts.get(level) ?? 0) + n)
    }
  }
  return ORDER.filter((level) => counts.has(level)).map((level) => ({
    level,
    count: counts.get(level) ?? 0,
  }))
}

function describe(buckets: Stack[], length: number, [a, b]: Span, zone: Zone): string {
  const [low, high] = [Math.min(a, b), Math.max(a, b)]
  const chosen = buckets.slice(low, high + 1)
  const total = chosen.reduce((sum, bucket) => sum + bucket.total, 0)
  const [first, last] = [chosen[0], chosen.at(-1)]
  if (!first || !last) return ''
  return `${rangeReading(first.start, last.start + length, zone)} · ${count(total)} messages`
}

interface LegendProps {
  levels: { level: Level; count: number }[]
  level: string | undefined
  onLevel: (level: string | undefined) => void
}

function Legend({ levels, level, onLevel }: LegendProps) {
  return (
    <div className={styles['legend']} role="group" aria-label="Levels">
      {levels.map((one) => (
        <button
          key={one.level}
          type="button"
          className={styles['legendItem']}
          aria-pressed={level === one.level}
          data-dim={level !== undefined && level !== one.level}
          title={level === one.level ? 'Show all levels' : `Show only ${one.level}`}
          onClick={() => onLevel(level === one.level ? undefined : one.level)}
        >
          <span className={styles['swatch']} data-level={one.level} />
          {one.level}
          <span className={styles['legendCount']}>{count(one.count)}</span>
        </button>
      ))}
    </div>
  )
}

interface BarsProps {
  buckets: Stack[]
  most: number
  span: Span | null
  setSpan: (span: Span | null) => void
  onHover: (index: number | null) => void
  onZoom: (span: Span) => void
}

function Bars({ buckets, most, span, setSpan, onHover, onZoom }: BarsProps) {
  const box = useRef<HTMLDivElement>(null)
  const dragging = useRef(false)
  const indexAt = (event: PointerEvent) => {
    const { left, width } = box.current!.getBoundingClientRect()
    const index = Math.floor(((event.clientX - left) / width) * buckets.length)
    return Math.min(buckets.length - 1, Math.max(0, index))
  }
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    dragging.current = true
    setSpan([indexAt(event), indexAt(event)])
  }
  const move = (event: PointerEvent) => {
    onHover(indexAt(event))
    if (dragging.current && span) setSpan([span[0], indexAt(event)])
  }
  const up = () => {
    if (!dragging.current || !span) return
    dragging.current = false
    // A click without a drag marks a bar; it takes a second step to zoom, so that nobody does by accident.
    if (span[0] !== span[1]) onZoom(span)
  }
  const press = (event: KeyboardEvent) => {
    const next = spanAfter(event, span, buckets.length)
    if (event.key === 'Enter' && span) onZoom(span)
    else if (event.key === 'Escape' && span) setSpan(null)
    else if (next) setSpan(next)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={box}
      className={styles['bars']}
      role="group"
      tabIndex={0}
      aria-label="Stretch of time: arrows move, Shift with arrows widens, Enter zooms, Escape leaves"
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerLeave={() => onHover(null)}
      onDoubleClick={() => span && onZoom(span)}
      onKeyDown={press}
    >
      <svg
        viewBox={`0 0 ${buckets.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        height={HEIGHT}
        aria-hidden
      >
        {buckets.map((bucket, index) => (
          <Bar key={bucket.start} bucket={bucket} index={index} most={most} />
        ))}
      </svg>
      {span && <div className={styles['barSpan']} style={spanStyle(span, buckets.length)} />}
    </div>
  )
}

function spanAfter(event: KeyboardEvent, span: Span | null, length: number): Span | null {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (!step) return null
  if (!span) return [length - 1, length - 1]
  const last = Math.min(length - 1, Math.max(0, span[1] + step))
  return event.shiftKey ? [span[0], last] : [last, last]
}

function spanStyle([a, b]: Span, length: number) {
  const [low, high] = [Math.min(a, b), Math.max(a, b)]
  return { left: `${(100 * low) / length}%`, width: `${(100 * (high - low + 1)) / length}%` }
}

function Bar({ bucket, index, most }: { bucket: Stack; index: number; most: number }) {
  let top = HEIGHT
  return bucket.parts.map((part) => {
    const height = Math.max(1, (part.count / most) * (HEIGHT - 2))
    top -= height
    return (
      <rect
        key={part.level}
        x={index + 0.08}
        y={top}
        width={0.84}
        height={height}
        data-level={part.level}
        className={styles['barPart']}
      />
    )
  })
}

const TICKS = 12
// A label further right than this would stand over the edge.
const LAST_LABEL = 97

function Axis({ buckets, length, zone }: { buckets: Stack[]; length: number; zone: Zone }) {
  const start = buckets[0]?.start ?? 0
  const span = Math.max(length, buckets.length * length)
  const ticks = useMemo(() => roundTicks(start, start + span, TICKS, zone), [start, span, zone])
  return (
    <div className={styles['axis']} aria-hidden>
      {ticks.at
        .map((ms) => ({ ms, left: (100 * (ms - start)) / span }))
        .filter(({ left }) => left <= LAST_LABEL)
        .map(({ ms, left }) => (
          <span key={ms} style={{ left: `${left}%` }}>
            {tick(ms, zone, ticks.step)}
          </span>
        ))}
    </div>
  )
}
