import type { CSSProperties } from 'react'
import type { DashboardDocument } from '@/api/library-schema'
import { inReadingOrder, placesOfPanels } from '../model/layout'
import { PanelSlot } from './PanelSlot'
import styles from './view.module.css'

/** The panels at their places; on a narrow screen below each other, as people read them. */
export function PanelGrid({ document }: { document: DashboardDocument }) {
  const places = placesOfPanels(document)
  const at = new Map(places.map((place) => [place.key, place]))
  return (
    <div className={styles['grid']}>
      {inReadingOrder(document.panels ?? [], places).map((panel) => {
        const place = at.get(panel.key)
        if (!place) return null
        const style = {
          gridColumn: `${place.x + 1} / span ${place.w}`,
          gridRow: `${place.y + 1} / span ${place.h}`,
          '--h': place.h,
        } as CSSProperties
        return (
          <div key={panel.key} className={styles['cell']} style={style}>
            <PanelSlot panel={panel} />
          </div>
        )
      })}
    </div>
  )
}
