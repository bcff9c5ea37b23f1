import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { type ReadRange, resolveRange, type TimeRange } from '@/lib/time-expression'
import { now } from '@/lib/time'
import { usePreferences, useZone } from './preferences'

export const DEFAULT_RANGE: TimeRange = { from: '-15m', to: 'now' }

/** The range of the address, or the default where it has none that can be read. */
export function useTimeRange(): TimeRange {
  const { from, to } = useSearch({ strict: false })
  const zone = useZone()
  return useMemo(() => {
    const range = { from: from ?? DEFAULT_RANGE.from, to: to ?? DEFAULT_RANGE.to }
    return resolveRange(range, now(), zone).ok ? range : DEFAULT_RANGE
  }, [from, to, zone])
}

/** The two instants that a range means at this moment. */
export function resolveNow(range: TimeRange, zone: string): ReadRange {
  const reading = resolveRange(range, now(), zone)
  if (reading.ok) return reading.range
  const fallback = resolveRange(DEFAULT_RANGE, now(), zone)
  if (!fallback.ok) throw new Error('The default range cannot be read.')
  return fallback.range
}

/** Puts a range into the address. */
export function useSetTimeRange(): (range: TimeRange) => void {
  const navigate = useNavigate()
  return useCallback(
    ({ from, to }: TimeRange) => {
      usePreferences.getState().rememberRange({ from, to })
      void navigate({ to: '.', search: (state: object) => ({ ...state, from, to }) })
    },
    [navigate],
  )
}

/** From page to page the range goes along, and nothing else. */
export function keepTime(state: { from?: string | undefined; to?: string | undefined }) {
  return { from: state.from, to: state.to }
}
