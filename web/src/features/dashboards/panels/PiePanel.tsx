import { useCallback, useMemo } from 'react'
import { colorsOf, cssColor, drawnColor, ofPalette } from '@/lib/charts/colors'
import type { ChartTokens } from '@/lib/charts/tokens'
import { percent } from '@/lib/format'
import { Chart } from '@/ui/Chart'
import { categoriesOf } from '../model/categories'
import { pieOption, slicesOf } from '../model/pie-option'
import type { BodyProps } from './body'
import styles from './panels.module.css'

/** Shares of a whole, as a pie or a ring: with a legend where the settings have one, else with labels. */
export function PiePanel({ results, look, zone, label, onReady }: BodyProps) {
  const slices = useMemo(
    () => slicesOf(categoriesOf(results, look, zone), look),
    [results, look, zone],
  )
  const colors = useMemo(() => {
    const names = slices.map((slice) => slice.name)
    const found = colorsOf(names)
    return new Map(names.map((name, index) => [name, found[index] ?? ofPalette(0)]))
  }, [slices])
  const labelled = !look.legend.shown
  const draw = useCallback(
    (tokens: ChartTokens) => {
      const colorOf = (name: string) => drawnColor(colors.get(name) ?? ofPalette(0), tokens)
      return pieOption(slices, look, { tokens, zone, colorOf }, labelled)
    },
    [slices, colors, look, zone, labelled],
  )
  const total = slices.reduce((sum, { value }) => sum + value, 0)
  return (
    <div className={styles['charted']} data-right={look.legend.right}>
      <div className={styles['chart']}>
        <Chart draw={draw} label={label} onReady={onReady} />
      </div>
      {look.legend.shown && (
        <ul className={styles['legend']} aria-label="Legend">
          {slices.map(({ name, value, color }) => (
            <li key={name} className={styles['legendName']} title={name}>
              <span
                className={styles['swatch']}
                style={{ background: color ?? cssColor(colors.get(name) ?? ofPalette(0)) }}
              />
              <span className={styles['legendText']}>{name}</span>
              <span className={styles['share']}>{percent(value, total)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
