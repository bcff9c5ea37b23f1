import { useEffect, useMemo, useRef, useState } from 'react'
import { grouped, shortest } from '@/lib/format'
import { valueText } from '@/lib/units'
import {
  combOf,
  hexagonPath,
  type HoneyCell,
  honeycombOf,
  type HoneyGroup,
} from '../model/honeycomb'
import type { BodyProps } from './body'
import styles from './panels.module.css'

/** A hexagon for each series or row, coloured by thresholds; groups stand beside each other. */
export function HoneycombPanel({ results, look, label }: BodyProps) {
  const groups = useMemo(() => honeycombOf(results, look), [results, look])
  const total = groups.reduce((sum, { cells }) => sum + cells.length, 0)
  const decimals = look.decimals ?? 2
  return (
    <div className={styles['honeycomb']} role="group" aria-label={label}>
      {groups.map((group) => (
        <Comb
          key={group.name}
          group={group}
          share={group.cells.length / total}
          decimals={decimals}
          colored={look.honeycomb.thresholds.length > 0}
        />
      ))}
    </div>
  )
}

interface CombProps {
  group: HoneyGroup
  share: number
  decimals: number
  colored: boolean
}

function Comb({ group, share, decimals, colored }: CombProps) {
  const box = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return
      const { width, height } = entry.contentRect
      setSize({ width, height })
    })
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  const comb = useMemo(
    () => combOf(group.cells.length, size.width, size.height),
    [group.cells.length, size],
  )
  return (
    <section className={styles['comb']} style={{ flexGrow: Math.max(0.08, share) }}>
      {group.name && <h4 title={group.name}>{group.name}</h4>}
      <div ref={box} className={styles['combBox']}>
        {size.width > 0 && (
          <svg
            width={comb.width}
            height={comb.height}
            role="list"
            aria-label={group.name || 'Cells'}
          >
            {group.cells.map((cell, index) => (
              <Cell
                key={`${cell.name} ${index}`}
                cell={cell}
                center={comb.centers[index] ?? [0, 0]}
                radius={comb.radius}
                decimals={decimals}
                colored={colored}
              />
            ))}
          </svg>
        )}
      </div>
    </section>
  )
}

interface CellProps {
  cell: HoneyCell
  center: [number, number]
  radius: number
  decimals: number
  colored: boolean
}

function Cell({ cell, center, radius, decimals, colored }: CellProps) {
  const { name, value, unit, color } = cell
  const full = value === null ? 'no value' : valueText(value, unit, (n) => grouped(n, decimals))
  const short = value === null ? '–' : shortest(value)
  const fits = short.length * 6.8 < radius * 1.66
  const letters = Math.max(3, Math.floor((radius * 1.55) / 6.1))
  const [x, y] = center
  const fill = color ?? (colored ? 'var(--other)' : 'var(--series-1)')
  return (
    <g role="listitem" aria-label={`${name}: ${full}`}>
      <title>{`${name}\n${full}`}</title>
      <path
        d={hexagonPath(center, Math.max(1, radius - 1.5))}
        fill={fill}
        fillOpacity={0.22}
        stroke={fill}
        strokeWidth={1.5}
      />
      {fits && (
        <text x={x} y={radius > 27 ? y + 1 : y + 4} className={styles['cellValue']}>
          {short}
        </text>
      )}
      {radius > 27 && (
        <text x={x} y={y + 14} className={styles['cellName']}>
          {name.length > letters ? `${name.slice(0, letters - 1)}…` : name}
        </text>
      )}
      {cell.band > 0 && radius > 12 && (
        <text x={x} y={y - radius * 0.52} className={styles['cellMark']} fill={fill}>
          {['', '▲', '◆'][Math.min(2, cell.band)]}
        </text>
      )}
    </g>
  )
}
