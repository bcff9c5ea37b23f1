import type { CellPlace } from '@/ui/DataTable'
import { type Drawing, hasRows } from '../model/kinds'
import type { PanelTable } from '../model/panel-table'
import { AxisPanel } from './AxisPanel'
import type { BodyProps } from './body'
import { HoneycombPanel } from './HoneycombPanel'
import { MapPanel } from './MapPanel'
import { PiePanel } from './PiePanel'
import { SinglePanel } from './SinglePanel'
import { TablePanel } from './TablePanel'
import styles from './body.module.css'

interface Props extends BodyProps {
  drawing: Drawing
  onCell?: ((place: CellPlace, table: PanelTable) => void) | undefined
}

/** The results of a panel, drawn as its settings and they allow. */
export function PanelBody({ drawing, onCell, ...body }: Props) {
  const { look, results } = body
  if (drawing.kind === 'single') return <SinglePanel {...body} />
  const shown = results.filter((result) => !look.hiddenQueries.includes(result.key))
  if (!shown.some(hasRows)) {
    const said = drawing.kind === 'honeycomb' ? look.honeycomb.noData : ''
    return <p className={styles['nothing']}>{said || look.noData || 'No data in this range'}</p>
  }
  switch (drawing.kind) {
    case 'axis':
      return <AxisPanel chart={drawing.chart} timed={drawing.timed} {...body} />
    case 'pie':
      return <PiePanel {...body} />
    case 'honeycomb':
      return <HoneycombPanel {...body} />
    case 'map':
      return <MapPanel {...body} />
    case 'table':
      return (
        <div className={styles['instead']}>
          {drawing.instead && <p>A {drawing.instead} is not drawn here; this is its data.</p>}
          <TablePanel pivoted={drawing.pivoted} onCell={onCell} {...body} />
        </div>
      )
    default:
      return null
  }
}
