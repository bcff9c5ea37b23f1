import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { keepTime } from '@/app/time-range'
import type { TimeRange } from '@/lib/time-expression'
import type { Destination } from '../model/links'

/** Opens queries in Search or Metrics, over a range, or over the one that the page has where it is null. */
export function useDestination(): (
  destination: Destination,
  range: TimeRange | null,
) => Promise<void> {
  const navigate = useNavigate()
  return useCallback(
    (destination, range) =>
      destination.page === 'search'
        ? navigate({
            to: '/search',
            search: (now) => ({ ...(range ?? keepTime(now)), q: destination.q }),
          })
        : navigate({
            to: '/metrics-search',
            search: (now) => ({
              ...(range ?? keepTime(now)),
              m: destination.m,
              hide: destination.hide || undefined,
            }),
          }),
    [navigate],
  )
}
