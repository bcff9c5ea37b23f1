import { useCallback } from 'react'
import { faultsOf } from '@/api/faults'
import { library } from '@/api/library'
import type { Item } from '@/api/library-schema'
import { useZone } from '@/app/preferences'
import { now } from '@/lib/time'
import { notify } from '@/ui/notify'
import { openingOf } from '../model/saved-search'
import { useDestination } from '../view/use-destination'

/** Opens a saved search of the library in Search or Metrics. */
export function useOpenSearch(): (item: Item) => Promise<void> {
  const open = useDestination()
  const zone = useZone()
  return useCallback(
    async ({ id }: Item) => {
      try {
        const opening = openingOf(await library.export(id), now(), zone)
        if (!opening) throw new Error('There is no query in it.')
        await open(opening.destination, opening.range)
      } catch (error) {
        notify(faultsOf(error)[0]?.message ?? 'It could not be opened.')
      }
    },
    [open, zone],
  )
}
