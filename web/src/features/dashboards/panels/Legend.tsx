import { type MouseEvent } from 'react'
import { statsOf } from '@/lib/charts/series'
import { statistic } from '@/lib/format'
import { valueText } from '@/lib/units'
import type { Look, Statistic } from '../model/look'
import type { Hidden } from './legend'
import styles from './panels.module.css'

export interface LegendEntry {
  name: string
  color: string
  unit: string
  values: (number | null)[]
}

interface Props {
  look: Look
  entries: readonly LegendEntry[]
  hidden: Hidden
  onClick: (name: string, toggle: boolean) => void
}

const HEADS: Record<Statistic, string> = { min: 'Min', max: 'Max', avg: 'Avg', latest: 'Latest' }

/** The names of series with their colours: in a line, or as a table with statistics. */
export function Legend({ look, entries, hidden, onClick }: Props) {
  const { table, statistics } = look.legend
  const shown = statistics.length > 0 ? statistics : (Object.keys(HEADS) as Statistic[])
  if (!table) {
    return (
      <ul className={styles['legend']} aria-label="Legend">
        {entries.map((entry) => (
          <li key={entry.name}>
            <Name entry={entry} hidden={hidden.has(entry.name)} onClick={onClick} />
          </li>
        ))}
      </ul>
    )
  }
  return (
    <table className={styles['legendTable']} aria-label="Legend">
      <thead>
        <tr>
          <th scope="col">Series</th>
          {shown.map((one) => (
            <th key={one} scope="col" className={styles['number']}>
              {HEADS[one]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.name}>
            <td>
              <Name entry={entry} hidden={hidden.has(entry.name)} onClick={onClick} />
            </td>
            <Statistics entry={entry} shown={shown} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Statistics({ entry, shown }: { entry: LegendEntry; shown: readonly Statistic[] }) {
  const stats = statsOf(entry.values)
  return shown.map((one) => (
    <td key={one} className={styles['number']}>
      {stats ? valueText(stats[one], entry.unit, statistic) : '–'}
    </td>
  ))
}

interface NameProps {
  entry: LegendEntry
  hidden: boolean
  onClick: Props['onClick']
}

function Name({ entry, hidden, onClick }: NameProps) {
  return (
    <button
      type="button"
      className={styles['legendName']}
      aria-pressed={!hidden}
      title={`${entry.name}\nClick: this one alone. Shift+click: without it.`}
      onClick={(event: MouseEvent) => onClick(entry.name, event.shiftKey)}
    >
      <span className={styles['swatch']} style={{ background: entry.color }} />
      <span className={styles['legendText']}>{entry.name}</span>
    </button>
  )
}
