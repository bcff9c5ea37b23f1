import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { createQueryClient, sessionKey } from '@/api/queries'
import { UiProvider } from '@/ui/UiProvider'
import { SignInPage } from './SignInPage'

const session = { user: { name: 'Ada', email: 'ada@example.com' }, version: '0.1.0', demo: false }
const refusal = {
  faults: [{ code: 'session.key', message: 'No such access key.', hint: 'Check both parts.' }],
  requestId: 'r1',
}

function answerWith(status: number, body: unknown) {
  const answer = () => Promise.resolve(Response.json(body, { status }))
  return vi.spyOn(globalThis, 'fetch').mockImplementation(answer)
}

function show() {
  const client = createQueryClient()
  render(
    <UiProvider scheme="light">
      <QueryClientProvider client={client}>
        <SignInPage />
      </QueryClientProvider>
    </UiProvider>,
  )
  return client
}

async function signIn() {
  await userEvent.type(screen.getByLabelText('Access ID'), ' suABC ')
  await userEvent.type(screen.getByLabelText('Access key'), 'secret{Enter}')
}

it('sends the key with the header that guards against foreign forms, and opens the session', async () => {
  const fetching = answerWith(200, session)
  const client = show()
  await signIn()
  await vi.waitFor(() => expect(client.getQueryData(sessionKey)).toEqual(session))
  const request = fetching.mock.calls[0]?.[0] as Request
  expect(new URL(request.url).pathname).toBe('/api/v1/session')
  expect(request.headers.get('X-Requested-With')).toBe('sagescope')
  expect(await request.json()).toEqual({ accessId: 'suABC', accessKey: 'secret' })
})

it('says what the server says about a wrong key', async () => {
  answerWith(401, refusal)
  const client = show()
  await signIn()
  expect(await screen.findByRole('alert')).toHaveTextContent('No such access key.Check both parts.')
  expect(client.getQueryData(sessionKey)).not.toEqual(session)
})

it('needs both parts', () => {
  show()
  expect(screen.getByRole('button', { name: 'Sign in' })).toBeDisabled()
})
