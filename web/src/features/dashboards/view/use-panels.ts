import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { dashboards } from '@/api/library'
import type { Panel, VariableValues } from '@/api/library-schema'
import { resolveNow } from '@/app/time-range'
import type { TimeRange } from '@/lib/time-expression'
import type { Zone } from '@/lib/time'
import { PanelFeed } from '../model/feed'
import { signaturesOf } from '../model/signature'
import type { Source } from './use-dashboard'

interface Asked {
  panels: readonly Panel[]
  values: VariableValues
  range: TimeRange
  zone: Zone
}

/** The feed of a dashboard's panels, and how to ask for everything anew. */
export function usePanels(source: Source, { panels, values, range, zone }: Asked) {
  const [feed] = useState(() => new PanelFeed())
  const [{ round, fresh }, setRound] = useState({ round: 0, fresh: false })
  const signatures = useMemo(
    () => signaturesOf(panels, { range, zone, values, round }),
    [panels, range, zone, values, round],
  )
  const { id, draft } = source
  const ask = useCallback(
    (keys: string[], signal: AbortSignal, onLine: (line: unknown) => void) =>
      dashboards.data(
        {
          ...(draft ? { dashboard: draft } : { dashboardId: id }),
          panels: keys,
          variables: values,
          timeZone: zone,
          ...readable(range, zone),
          ...(fresh ? { refresh: true } : {}),
        },
        signal,
        onLine,
      ),
    [id, draft, values, zone, range, fresh],
  )
  useEffect(() => {
    feed.set(signatures, ask)
  }, [feed, signatures, ask])
  useEffect(() => () => feed.stop(), [feed])
  const refresh = useCallback(
    (forced: boolean) => setRound((before) => ({ round: before.round + 1, fresh: forced })),
    [],
  )
  return { feed, refresh }
}

/** The range in the words that the server knows; `yesterday` becomes two instants. */
function readable(range: TimeRange, zone: Zone): TimeRange {
  const { from, to } = resolveNow(range, zone)
  return { from, to }
}

/** How a panel is doing; follows the feed. */
export function usePanelState(feed: PanelFeed, key: string) {
  return useSyncExternalStore(feed.subscribe, () => feed.get(key))
}

/** Calls `refresh` every so many seconds, while the page is looked at and nothing holds it. */
export function useAutoRefresh(seconds: number, held: boolean, refresh: (forced: boolean) => void) {
  useEffect(() => {
    if (seconds <= 0 || held) return
    const timer = setInterval(() => {
      if (!document.hidden) refresh(false)
    }, seconds * 1000)
    return () => clearInterval(timer)
  }, [seconds, held, refresh])
}
