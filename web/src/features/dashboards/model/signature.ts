/** What the data of a panel depends on, as one text. */
import type { Panel, VariableValues } from '@/api/library-schema'
import type { TimeRange } from '@/lib/time-expression'
import { namesIn } from './variables'

export interface Asked {
  range: TimeRange
  zone: string
  values: VariableValues
  /** Counts how often somebody, or the clock, asked anew. */
  round: number
}

/** Panels that ask nothing have no signature; another look or place of a panel does not change it. */
export function signaturesOf(panels: readonly Panel[], asked: Asked): Map<string, string> {
  return new Map(
    panels.filter(asksForData).map((panel) => [panel.key, signatureOf(panel, asked)] as const),
  )
}

export const asksForData = ({ panelType, queries }: Panel) =>
  panelType === 'SumoSearchPanel' &&
  (queries ?? []).some(({ queryString }) => queryString.trim() !== '')

function signatureOf({ queries, timeRange }: Panel, { range, zone, values, round }: Asked): string {
  // Only the variables that stand in its queries: the choice of another leaves a panel as it is.
  const used = new Set((queries ?? []).flatMap(({ queryString }) => namesIn(queryString)))
  const own = Object.entries(values).filter(([name]) => used.has(name.toLowerCase()))
  return JSON.stringify([queries, timeRange ?? range, zone, own, round])
}
