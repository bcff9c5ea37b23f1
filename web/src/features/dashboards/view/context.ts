import type { EChartsType } from 'echarts/core'
import { createContext } from 'react'
import type { Panel, Variable, VariableValues } from '@/api/library-schema'
import type { Zone } from '@/lib/time'
import type { PanelFeed } from '../model/feed'

/** What every panel of a dashboard needs from it. */
export interface DashboardView {
  id: string
  feed: PanelFeed
  values: VariableValues
  variables: readonly Variable[]
  zone: Zone
  expanded: string | null
  editing: boolean
  charts: Map<string, EChartsType>
  onExpand: (key: string | null) => void
  onInspect: (key: string) => void
  onHover: (key: string) => void
  onChoose: (name: string, values: string[] | null) => void
  onStretch: (from: number, to: number) => void
  onEdit: (key: string) => void
  onDuplicate: (key: string) => void
  onDelete: (panel: Panel) => void
  onNudge: (key: string, by: { x?: number; y?: number; w?: number; h?: number }) => void
}

export const ViewContext = createContext<DashboardView | null>(null)
