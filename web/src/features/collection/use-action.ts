import { useMutation, useQueryClient } from '@tanstack/react-query'
import { faultsOf } from '@/api/faults'
import { notify } from '@/ui/notify'

/** Does something on the server, reads what it may have changed again, and says what went wrong. */
export function useAction(key: string) {
  const client = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: (action: () => Promise<unknown>) => action(),
    onError: (error) => notify(faultsOf(error)[0]?.message ?? 'It did not work.'),
    onSettled: () => client.invalidateQueries({ queryKey: ['collection', key] }),
  })
  return { act: mutate, busy: isPending }
}
