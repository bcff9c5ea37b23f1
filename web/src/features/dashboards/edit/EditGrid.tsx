import GridLayout, { type Layout, useContainerWidth } from 'react-grid-layout'
import 'react-grid-layout/css/styles.css'
import type { DashboardDocument } from '@/api/library-schema'
import { COLUMNS, GAP, placesOfPanels, ROW_HEIGHT, withPlaces } from '../model/layout'
import { PanelSlot } from '../view/PanelSlot'
import type { Change } from '../view/use-draft'
import styles from './edit.module.css'

const grid = {
  cols: COLUMNS,
  rowHeight: ROW_HEIGHT,
  margin: [GAP, GAP] as const,
  containerPadding: [0, 0] as const,
}
const drag = { handle: '[data-drag]', cancel: 'button' }
const resize = { handles: ['se', 's', 'e'] as const }

/** The panels on a grid on which they are dragged by their heads and stretched by their edges. */
export function EditGrid({
  document,
  onChange,
}: {
  document: DashboardDocument
  onChange: Change
}) {
  const { width, containerRef, mounted } = useContainerWidth()
  const panels = new Map((document.panels ?? []).map((panel) => [panel.key, panel]))
  const layout = placesOfPanels(document).map(({ key, x, y, w, h }) => ({ i: key, x, y, w, h }))
  // What the grid moves by itself on the way in is not a change of anybody.
  const put = (moved: Layout) =>
    onChange((now) => {
      const places = moved.map(({ i: key, x, y, w, h }) => ({ key, x, y, w, h }))
      return samePlaces(now, places) ? now : withPlaces(now, places)
    })
  return (
    <div ref={containerRef} className={styles['grid']}>
      {mounted && (
        <GridLayout
          width={width}
          layout={layout}
          gridConfig={grid}
          dragConfig={drag}
          resizeConfig={resize}
          onDragStop={put}
          onResizeStop={put}
        >
          {layout.map(({ i: key }) => {
            const panel = panels.get(key)
            return <div key={key}>{panel && <PanelSlot panel={panel} />}</div>
          })}
        </GridLayout>
      )}
    </div>
  )
}

function samePlaces(
  document: DashboardDocument,
  places: ReturnType<typeof placesOfPanels>,
): boolean {
  const before = new Map(placesOfPanels(document).map((place) => [place.key, place]))
  return places.every(({ key, x, y, w, h }) => {
    const held = before.get(key)
    return held?.x === x && held.y === y && held.w === w && held.h === h
  })
}
