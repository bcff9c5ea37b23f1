import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { faultsOf } from '@/api/faults'
import { createQueryClient, sessionQuery } from '@/api/queries'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { UiProvider } from '@/ui/UiProvider'
import { useScheme } from './preferences'
import { router } from './router'

const SignInPage = lazy(async () => ({
  default: (await import('@/features/signin/SignInPage')).SignInPage,
}))

export function App() {
  const [client] = useState(createQueryClient)
  return (
    <UiProvider scheme={useScheme()}>
      <QueryClientProvider client={client}>
        <Gate />
      </QueryClientProvider>
    </UiProvider>
  )
}

/**
 * The page for who is signed in, the form for who is not. The address stays what it was, so that
 * signing in again goes on where the session ended.
 */
function Gate() {
  const session = useQuery(sessionQuery)
  if (session.isPending) return null
  if (session.isError) {
    const [fault] = faultsOf(session.error)
    return (
      <main style={{ height: '100%' }}>
        <EmptyState
          title={fault?.message ?? 'The server did not answer.'}
          actions={
            <Button kind="primary" onClick={() => void session.refetch()}>
              Try again
            </Button>
          }
        >
          <p>{fault?.hint}</p>
        </EmptyState>
      </main>
    )
  }
  return session.data ? (
    <RouterProvider router={router} />
  ) : (
    <Suspense fallback={null}>
      <SignInPage />
    </Suspense>
  )
}
