import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '@/api/client'
import { faultsOf } from '@/api/faults'
import { sessionKey } from '@/api/queries'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { Mark } from '@/ui/Mark'
import styles from './SignInPage.module.css'

/** Sign-in with an access key, and the way in for who has none yet. */
export function SignInPage() {
  const [accessId, setAccessId] = useState('')
  const [accessKey, setAccessKey] = useState('')
  const client = useQueryClient()
  const signIn = useMutation({
    mutationFn: api.signIn,
    onSuccess: (session) => {
      client.removeQueries({ predicate: (query) => query.state.status === 'error' })
      client.setQueryData(sessionKey, session)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate({ accessId: accessId.trim(), accessKey: accessKey.trim() })
  }
  const [fault] = signIn.isError ? faultsOf(signIn.error) : []
  const complete = accessId.trim() !== '' && accessKey.trim() !== ''
  return (
    <main className={styles['page']}>
      <div className={styles['card']}>
        <Mark size={36} />
        <h1 className={styles['title']}>Sign in to Sagescope</h1>
        <form onSubmit={submit} className={styles['form']}>
          <Field
            label="Access ID"
            value={accessId}
            autoFocus
            autoComplete="username"
            spellCheck={false}
            onChange={(event) => setAccessId(event.target.value)}
          />
          <Field
            label="Access key"
            type="password"
            value={accessKey}
            autoComplete="current-password"
            onChange={(event) => setAccessKey(event.target.value)}
          />
          {fault && <Notice tone="danger" title={fault.message} hint={fault.hint} />}
          <Button type="submit" kind="primary" disabled={!complete || signIn.isPending}>
            {signIn.isPending ? 'Signing in…' : 'Sign in'}
          </Button>
        </form>
        <section className={styles['first']}>
          <h2>First time here?</h2>
          <p>
            When it first starts, <code>sagescope serve</code> prints a sign-in link in its
            terminal. Open that link: it works once, signs you in and needs no key.
          </p>
          <p>
            Set <code>SAGESCOPE_ACCESS_ID</code> and <code>SAGESCOPE_ACCESS_KEY</code> before that
            first start, and they are the key to use here.
          </p>
        </section>
      </div>
    </main>
  )
}
