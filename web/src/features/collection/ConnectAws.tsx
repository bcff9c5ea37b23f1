import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { aws } from '@/api/aws'
import type { Account } from '@/api/aws-schema'
import { baseAddress } from '@/api/client'
import type { CollectionState } from '@/lib/url-state'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { Arrivals } from './Arrivals'
import { AwsSteps } from './AwsSteps'
import { accountOf, PARTS, wordsOf } from './aws-words'
import styles from './collection.module.css'

interface Props {
  state: CollectionState
  onChange: (change: CollectionState) => void
}

/** Connects an account of AWS: what is taken, what to deploy there, and whether it has arrived. */
export function ConnectAws({ state, onChange }: Props) {
  const asked = accountOf(state)
  return (
    <div className={styles['halves']}>
      <Choice key={JSON.stringify(asked)} state={state} onChange={onChange} />
      {asked ? (
        <Connected asked={asked} />
      ) : (
        <section className={styles['preview']}>
          <h3>What happens next</h3>
          <ol className={styles['outline']}>
            <li>The sources are added here, and their addresses go into the templates.</li>
            <li>The templates are deployed in the account, by command or in AWS’s console.</li>
            <li>This page waits for the first of each, and says what to look at until it comes.</li>
          </ol>
        </section>
      )}
    </div>
  )
}

function Choice({ state, onChange }: Props) {
  const asked = accountOf(state)
  const [account, setAccount] = useState(state.account ?? '')
  const [number, setNumber] = useState(state.number ?? '')
  const [regions, setRegions] = useState((state.regions ?? ['us-east-1']).join(', '))
  const [parts, setParts] = useState<readonly string[]>(
    asked?.part ?? PARTS.map(({ part }) => part).filter((part) => part !== 'polling'),
  )
  const [address, setAddress] = useState(state.address ?? baseAddress)
  const [principal, setPrincipal] = useState(state.principal ?? '')
  const show = (event: FormEvent) => {
    event.preventDefault()
    onChange({
      account: account.trim(),
      number: number.trim(),
      regions: wordsOf(regions),
      parts: PARTS.map(({ part }) => part).filter((part) => parts.includes(part)),
      address: address.trim() || undefined,
      principal: principal.trim() || undefined,
    })
  }
  const turn = (part: string) =>
    setParts(parts.includes(part) ? parts.filter((one) => one !== part) : [...parts, part])
  return (
    <form className={styles['form']} onSubmit={show}>
      <Field
        label="Account"
        required
        placeholder="prod"
        note="What people call it: the field account of its data."
        value={account}
        onChange={(event) => setAccount(event.currentTarget.value)}
      />
      <Field
        label="Number"
        required
        placeholder="123456789012"
        note="Its 12 digits; aws sts get-caller-identity tells them."
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <Field
        label="Regions"
        required
        value={regions}
        onChange={(event) => setRegions(event.currentTarget.value)}
      />
      <fieldset className={styles['kinds']}>
        <legend className="field-label">What is taken</legend>
        {PARTS.map(({ part, title, about }) => (
          <label key={part} data-chosen={parts.includes(part)}>
            <input type="checkbox" checked={parts.includes(part)} onChange={() => turn(part)} />
            <span>
              <strong>{title}</strong>
              <span className={styles['quiet']}>{about}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Field
        label="Address of this server"
        note="As AWS reaches it, with https://. What is fetched needs none."
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <Field
        label="This server runs as"
        placeholder="arn:aws:iam::123456789012:role/sagescope"
        note="The ARN or account that may assume the role; without one, the same account."
        value={principal}
        onChange={(event) => setPrincipal(event.currentTarget.value)}
      />
      <div className={styles['actions']}>
        <Button kind="primary" type="submit" disabled={parts.length === 0}>
          Show the steps
        </Button>
      </div>
    </form>
  )
}

function Connected({ asked }: { asked: Account }) {
  const client = useQueryClient()
  const key = ['collection', 'aws', asked]
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => aws.steps(asked, signal),
    retry: false,
  })
  const adding = useMutation({
    mutationFn: () => aws.addSources(asked),
    onSuccess: (made) => client.setQueryData(key, made),
    onSettled: () => client.invalidateQueries({ queryKey: ['collection', 'sources'] }),
  })
  if (error) {
    return (
      <section className={styles['preview']}>
        <Faults error={error} />
      </section>
    )
  }
  if (!data) return null
  const missing = data.parts.filter((one) => one.source === null)
  return (
    <section className={styles['preview']} aria-label={`Connect ${asked.account}`}>
      {missing.length > 0 ? (
        <div className={styles['form']}>
          <h3>Sources that are added here</h3>
          <ul className={styles['outline']}>
            {missing.map((one) => (
              <li key={one.part}>
                <code>{one.name}</code>
              </li>
            ))}
          </ul>
          <Faults error={adding.error} />
          <div className={styles['actions']}>
            <Button kind="primary" disabled={adding.isPending} onClick={() => adding.mutate()}>
              Add {missing.length} {missing.length === 1 ? 'source' : 'sources'}
            </Button>
          </div>
          <p className={styles['quiet']}>
            Then their addresses are in the templates, and this page waits for their data.
          </p>
        </div>
      ) : (
        <>
          <AwsSteps steps={data.steps} address={data.address} />
          <Arrivals parts={data.parts} />
        </>
      )}
    </section>
  )
}
