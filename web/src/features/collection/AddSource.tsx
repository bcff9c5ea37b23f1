import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { collection } from '@/api/collection'
import type { Kinds } from '@/api/collection-schema'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { Modal } from '@/ui/Modal'
import styles from './collection.module.css'

interface Props {
  opened: boolean
  kinds: Kinds
  onClose: () => void
  onAdded: (id: number) => void
}

const ABOUT: Record<string, string> = {
  HTTP: 'Any program that can post: logs, and metrics in the formats of Sumo Logic and Prometheus.',
  KinesisLog: 'A Firehose stream that CloudWatch Logs subscriptions write to.',
  KinesisMetric: 'The Firehose stream of a CloudWatch metric stream.',
  Otlp: 'OpenTelemetry collectors and SDKs, logs and metrics over HTTP.',
  AwsEventBridge: 'An API destination: job and endpoint state changes of SageMaker.',
}
const CATEGORIES: Record<string, string> = {
  KinesisLog: 'aws/observability/cloudwatch/logs',
  KinesisMetric: 'aws/observability/cloudwatch/metrics',
  AwsEventBridge: 'aws/observability/eventbridge',
}

/** A new source: what sends to it, what its data is called, and where to go on. */
export function AddSource({ opened, kinds, onClose, onAdded }: Props) {
  const client = useQueryClient()
  const [kind, setKind] = useState('HTTP')
  const [name, setName] = useState('')
  const [category, setCategory] = useState('')
  const [account, setAccount] = useState('')
  const [key, setKey] = useState('')
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: collection.addSource,
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: ['collection', 'sources'] })
      setName('')
      onAdded(made.id)
    },
  })
  const close = () => {
    reset()
    onClose()
  }
  const add = (event: FormEvent) => {
    event.preventDefault()
    const secret = kind === 'AwsEventBridge' ? { apiKey: key } : { accessKey: key }
    mutate({
      sourceType: 'HTTP',
      ...(kind === 'HTTP' ? {} : { contentType: kind }),
      name,
      category: category || (CATEGORIES[kind] ?? ''),
      multilineProcessingEnabled: false,
      fields: account ? { account } : {},
      ...(key && kind !== 'HTTP' && kind !== 'Otlp' ? secret : {}),
    })
  }
  return (
    <Modal opened={opened} onClose={close} title="Add source" width={640}>
      <form className={styles['form']} onSubmit={add}>
        <fieldset className={styles['kinds']}>
          <legend className="field-label">What sends to it</legend>
          {kinds.kinds
            .filter((one) => !one.pulled)
            .map((one) => (
              <label key={one.kind} data-chosen={one.kind === kind}>
                <input
                  type="radio"
                  name="kind"
                  checked={one.kind === kind}
                  onChange={() => setKind(one.kind)}
                />
                <span>
                  <strong>{one.title}</strong>
                  <span className={styles['quiet']}>{ABOUT[one.kind]}</span>
                </span>
              </label>
            ))}
        </fieldset>
        <p className={styles['quiet']}>
          CloudTrail, CloudWatch metrics and the inventory of SageMaker are read from AWS:{' '}
          <Link to="/collection" search={{ tab: 'aws' }} onClick={close}>
            Connect AWS
          </Link>{' '}
          adds them; <code>sagescope sources add s3 --help</code> does other buckets.
        </p>
        <Field
          label="Name"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Field
          label="Source category"
          placeholder={CATEGORIES[kind] ?? 'prod/app'}
          value={category}
          onChange={(event) => setCategory(event.currentTarget.value)}
        />
        <Field
          label="Account"
          note="The field account of its data: what people call the AWS account."
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
        />
        {kind !== 'HTTP' && kind !== 'Otlp' && (
          <Field
            label={kind === 'AwsEventBridge' ? 'API key' : 'Access key'}
            note="What its sender shows; without one the address is the only secret."
            type="password"
            autoComplete="off"
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        )}
        <Faults error={error} />
        <div className={styles['actions']}>
          <Button kind="primary" type="submit" disabled={isPending || !name.trim()}>
            Add source
          </Button>
          <Button onClick={close}>Cancel</Button>
        </div>
      </form>
    </Modal>
  )
}
