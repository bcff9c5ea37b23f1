import type { EChartsType } from 'echarts/core'
import { useCallback, useContext } from 'react'
import type { Panel } from '@/api/library-schema'
import { ContextMenu } from '@/ui/ContextMenu'
import { filled } from '../model/variables'
import { ViewContext, type DashboardView } from './context'
import { PanelFrame } from './PanelFrame'
import { useCellMenu } from './use-cell-menu'
import { usePanelMenu } from './use-panel-menu'
import { usePanelState } from './use-panels'

/** A panel in its place, with its data and its menu. */
export function PanelSlot(props: { panel: Panel; preview?: boolean }) {
  const view = useContext(ViewContext)
  return view && <Slot view={view} {...props} />
}

interface Props {
  panel: Panel
  view: DashboardView
  /** Whether it only shows what it will be. */
  preview?: boolean
}

function Slot({ panel, view, preview = false }: Props) {
  const { feed, values, zone, charts } = view
  const { key } = panel
  const state = usePanelState(feed, key)
  const title = filled(panel.title ?? '', values)
  const entries = usePanelMenu(panel, title, state, view)
  const cells = useCellMenu(panel, state, view)
  const onChart = useCallback(
    (chart: EChartsType | null) => {
      if (chart) charts.set(key, chart)
      else charts.delete(key)
    },
    [charts, key],
  )
  return (
    <>
      <PanelFrame
        panel={panel}
        state={state}
        values={values}
        zone={zone}
        group={view.id}
        expanded={view.expanded === key}
        entries={preview ? [] : entries}
        onExpand={view.editing ? null : () => view.onExpand(view.expanded === key ? null : key)}
        onStretch={view.onStretch}
        onRetry={() => feed.again(key)}
        onSeen={(seen) => (seen ? feed.see([key]) : feed.unsee([key]))}
        onHover={() => view.onHover(key)}
        onChart={onChart}
        onCell={preview ? undefined : cells.onCell}
      />
      {cells.menu && <ContextMenu menu={cells.menu} onClose={cells.close} />}
    </>
  )
}
