import type { EChartsType } from 'echarts/core'
import type { PanelResult } from '@/api/library-schema'
import type { Zone } from '@/lib/time'
import type { Look } from '../model/look'

/** What every kind of panel is drawn from. */
export interface BodyProps {
  results: readonly PanelResult[]
  look: Look
  range: { from: number; to: number }
  zone: Zone
  /** What the panel shows, for those who cannot see it. */
  label: string
  /** The charts over time of one dashboard. */
  group?: string | undefined
  onStretch?: ((from: number, to: number) => void) | undefined
  onReady?: ((chart: EChartsType | null) => void) | undefined
}
