import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { faultsOf } from '@/api/faults'
import { library } from '@/api/library'
import type { Item } from '@/api/library-schema'
import { useZone } from '@/app/preferences'
import { keepTime } from '@/app/time-range'
import { now as present } from '@/lib/time'
import { notify } from '@/ui/notify'
import { openingOf } from '../model/saved-search'

/** Opens a saved search of the library in Search or Metrics. */
export function useOpenSearch(): (item: Item) => Promise<void> {
  const navigate = useNavigate()
  const zone = useZone()
  return useCallback(
    async ({ id }: Item) => {
      try {
        const opening = openingOf(await library.export(id), present(), zone)
        if (!opening) throw new Error('There is no query in it.')
        const { destination, range } = opening
        if (destination.page === 'search') {
          await navigate({
            to: '/search',
            search: (now) => ({ ...(range ?? keepTime(now)), q: destination.q }),
          })
        } else {
          await navigate({
            to: '/metrics-search',
            search: (now) => ({
              ...(range ?? keepTime(now)),
              m: destination.m,
              hide: destination.hide || undefined,
            }),
          })
        }
      } catch (error) {
        notify(faultsOf(error)[0]?.message ?? 'It could not be opened.')
      }
    },
    [navigate, zone],
  )
}
