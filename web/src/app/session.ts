import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/api/client'
import { sessionKey } from '@/api/queries'

/** Ends the session; the form to sign in takes the place of the page. */
export function useSignOut(): () => void {
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: api.signOut,
    onSuccess: () => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] })
      client.setQueryData(sessionKey, null)
    },
  })
  return () => mutate()
}
