import { useCallback, useMemo } from 'react'
import { placesOption } from '@/lib/charts/options'
import type { ChartTokens } from '@/lib/charts/tokens'
import { Chart } from '@/ui/Chart'
import { GeoCredit } from '@/ui/GeoCredit'
import { placesOf } from '../model/places'
import type { BodyProps } from './body'
import styles from './panels.module.css'

/** Places on the map of the world, which is part of the page and asks nothing of anybody. */
export function MapPanel({ results, zone, label, onReady }: BodyProps) {
  const places = useMemo(() => placesOf(results), [results])
  const draw = useCallback(
    (tokens: ChartTokens) => placesOption(places, { tokens, zone }),
    [places, zone],
  )
  return (
    <div className={styles['map']}>
      <div className={styles['chart']}>
        <Chart draw={draw} label={label} world onReady={onReady} />
      </div>
      {places.length === 0 && (
        <p className={styles['over']}>No row has a latitude and a longitude.</p>
      )}
      <GeoCredit />
    </div>
  )
}
