import { useMemo } from 'react'
import type { Cell, Row } from '@/api/schema'
import { cssColor, type SeriesColor } from '@/lib/charts/colors'
import { valueText } from '@/lib/units'
import { type DataColumn, DataTable } from '@/ui/DataTable'
import { type NamedSeries, nameWidth } from './metric-series'
import styles from './metrics.module.css'

interface Props {
  series: readonly NamedSeries[]
  /** Colours by the names of series; one that is not drawn has none. */
  colors: ReadonlyMap<string, SeriesColor>
  /** The only series that is drawn, where one was chosen. */
  only: string | null
  onOnly: (name: string) => void
}

const STATS = ['min', 'max', 'avg', 'latest', 'sum'] as const
/** The place of the unit in a row of the table. */
const UNIT = STATS.length + 2
const HEADS = { min: 'Min', max: 'Max', avg: 'Average', latest: 'Latest', sum: 'Sum' }

/** The legend: what colour each series has, and its numbers. */
export function SeriesTable({ series, colors, only, onOnly }: Props) {
  const rows = useMemo(() => series.map(rowOf), [series])
  const columns = useMemo((): DataColumn[] => {
    const byName = new Map(series.map((one) => [one.name, one]))
    const show = (value: Cell, row: Row) => valueText(Number(value), String(row[UNIT] ?? ''))
    return [
      {
        name: 'Series',
        width: nameWidth(series),
        show: (value) => {
          const one = byName.get(String(value))
          return (
            one && <Legend one={one} color={colors.get(one.name)} only={only} onOnly={onOnly} />
          )
        },
      },
      ...STATS.map((name) => ({ name: HEADS[name], number: true, width: 92, show })),
      { name: 'Points', number: true, width: 70 },
      { name: 'Unit', width: 104 },
      { name: 'Dimensions', width: 520, mono: true },
    ]
  }, [series, colors, only, onOnly])
  return <DataTable label="Series" columns={columns} rows={rows} />
}

function rowOf({ name, stats, unit, dimensions }: NamedSeries): Row {
  const numbers = STATS.map((stat) => stats?.[stat] ?? null)
  return [name, ...numbers, stats?.count ?? 0, unit, dimensions]
}

interface LegendProps {
  one: NamedSeries
  color: SeriesColor | undefined
  only: string | null
  onOnly: (name: string) => void
}

function Legend({ one, color, only, onOnly }: LegendProps) {
  if (color === undefined) return <span title="Not drawn">{one.name}</span>
  return (
    <button
      type="button"
      className={styles['legend']}
      aria-pressed={only === one.name}
      data-dim={only !== null && only !== one.name}
      title={only === one.name ? 'Draw all series' : `Draw only ${one.name}`}
      onClick={() => onOnly(one.name)}
    >
      <span
        className={styles['swatch']}
        data-dashed={color.dashed}
        style={{ color: cssColor(color) }}
      />
      <span className={styles['legendName']}>{one.name}</span>
    </button>
  )
}
