import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { connections as api } from '@/api/monitors'
import type { Connection, ChannelState } from '@/api/monitors-schema'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { Modal } from '@/ui/Modal'
import { Select } from '@/ui/Select'
import { TextArea } from '@/ui/TextArea'
import { channelsQuery, useChange } from './use-monitors'
import styles from './monitors.module.css'

const KINDS = [
  { value: 'Slack', label: 'Slack' },
  { value: 'MicrosoftTeams', label: 'Microsoft Teams' },
  { value: 'PagerDuty', label: 'PagerDuty' },
  { value: 'Opsgenie', label: 'Opsgenie' },
  { value: 'AWSSNS', label: 'AWS SNS' },
  { value: 'Webhook', label: 'Webhook' },
]

/** Where notifications go: each channel with a button that tries it. */
export function Channels() {
  const { data, error, isPending } = useQuery(channelsQuery)
  const [form, setForm] = useState<Partial<Connection> | null>(null)
  const remove = useChange(api.remove)
  const held = data?.data ?? []
  return (
    <div className={styles['page']}>
      <div className={styles['tools']}>
        <span className={styles['fact']}>
          E-mail needs no channel: name the addresses in the monitor.{' '}
          {data?.email?.state === 'Failing' && <Going delivery={data.email} />}
        </span>
        <Button small kind="primary" onClick={() => setForm({})}>
          New channel
        </Button>
      </div>
      <div className={styles['listBox']}>
        <Faults error={error} />
        {!isPending && !error && held.length === 0 && (
          <EmptyState title="No channels yet">
            <p>A channel is the address of a chat, a pager, an SNS topic or a program of yours.</p>
          </EmptyState>
        )}
        {held.length > 0 && (
          <table className={styles['list']} aria-label="Channels">
            <thead>
              <tr>
                <th>Name</th>
                <th>Kind</th>
                <th>Leads to</th>
                <th>Deliveries</th>
                <th>Try it</th>
                <th>
                  <span className="sr-only">Change</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {held.map((one) => (
                <tr key={one.id}>
                  <td>{one.name}</td>
                  <td>{one.webhookType}</td>
                  <td className={`mono ${styles['reason']}`}>{hidden(one.url)}</td>
                  <td>{one.delivery && <Going delivery={one.delivery} />}</td>
                  <td>
                    <TestButton body={one} />
                  </td>
                  <td>
                    <span className={styles['marks']}>
                      <Button small aria-label={`Change ${one.name}`} onClick={() => setForm(one)}>
                        Change
                      </Button>
                      <Button
                        small
                        kind="quiet"
                        aria-label={`Delete ${one.name}`}
                        onClick={() => remove.mutate(one.id)}
                      >
                        Delete
                      </Button>
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <Modal
        opened={form !== null}
        onClose={() => setForm(null)}
        title={form?.id ? `Channel ${form.name}` : 'New channel'}
        width={640}
      >
        {form && <ChannelForm key={form.id ?? ''} held={form} onDone={() => setForm(null)} />}
      </Modal>
    </div>
  )
}

/** How deliveries go; where they fail, why, and how many wait to be sent again. */
function Going({ delivery }: { delivery: ChannelState }) {
  if (delivery.state !== 'Failing') return delivery.state === 'Fine' ? 'Fine' : 'Not used yet'
  return (
    <span className={styles['bad']}>
      Failing: {delivery.reason}
      {delivery.waiting > 0 && ` ${delivery.waiting} waiting; they are sent again by themselves.`}
    </span>
  )
}

/** An address without its secret end. */
function hidden(url: string): string {
  return url.startsWith('arn:') ? url : url.replace(/^(\w+:\/\/[^/]+)\/.{4,}$/, '$1/…')
}

/** Sends a sample, and says what was answered. */
function TestButton({ body }: { body: Record<string, unknown> }) {
  const test = useChange(api.test)
  const taken = test.data as Awaited<ReturnType<typeof api.test>> | undefined
  return (
    <span className={styles['marks']}>
      <Button small disabled={test.isPending} onClick={() => test.mutate(body)}>
        {test.isPending ? 'Sending' : 'Send a test'}
      </Button>
      {taken && (
        <span role="status" className={taken.statusCode < 300 ? styles['good'] : styles['bad']}>
          {taken.statusCode < 300 ? 'Taken: ' : 'Not taken: '}
          {taken.responseContent}
        </span>
      )}
    </span>
  )
}

function ChannelForm({ held, onDone }: { held: Partial<Connection>; onDone: () => void }) {
  const [form, setForm] = useState({
    name: held.name ?? '',
    webhookType: held.webhookType ?? 'Slack',
    url: held.url ?? '',
    authorization: held.headers?.find((one) => one.name === 'Authorization')?.value ?? '',
    defaultPayload: held.defaultPayload ?? '',
    resolutionPayload: held.resolutionPayload ?? '',
  })
  const others = (held.headers ?? []).filter((one) => one.name !== 'Authorization')
  const { authorization, ...rest } = form
  const body = {
    ...held,
    ...rest,
    type: 'WebhookDefinition',
    headers: authorization ? [...others, { name: 'Authorization', value: authorization }] : others,
  }
  const save = useChange(async () => {
    await (held.id ? api.change(held.id, body) : api.create(body))
    onDone()
  })
  const set = (key: keyof typeof form) => (value: string) =>
    setForm((at) => ({ ...at, [key]: value }))
  const topic = form.webhookType === 'AWSSNS'
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(undefined)
      }}
    >
      <div className={styles['line']}>
        <Field
          label="Name"
          required
          value={form.name}
          onChange={(event) => set('name')(event.currentTarget.value)}
        />
        <Select
          label="Kind"
          value={form.webhookType}
          choices={KINDS}
          onChange={set('webhookType')}
        />
      </div>
      <Field
        label={topic ? 'ARN of the topic' : 'Address'}
        required
        className="mono"
        placeholder={topic ? 'arn:aws:sns:us-east-1:123456789012:alerts' : 'https:' + '//…'}
        value={form.url}
        onChange={(event) => set('url')(event.currentTarget.value)}
      />
      {!topic && (
        <Field
          label="Authorization"
          className="mono"
          autoComplete="off"
          note="Sent as the header of that name, where the service asks for one."
          value={authorization}
          onChange={(event) => set('authorization')(event.currentTarget.value)}
        />
      )}
      <TextArea
        label="Payload of an alert"
        mono
        rows={5}
        note="JSON with variables such as {{AlertName}}; empty is that of the kind."
        value={form.defaultPayload}
        onChange={set('defaultPayload')}
      />
      <TextArea
        label="Payload of its end"
        mono
        rows={3}
        value={form.resolutionPayload}
        onChange={set('resolutionPayload')}
      />
      <Faults error={save.error} />
      <div className={styles['actions']}>
        <Button type="submit" kind="primary" disabled={save.isPending}>
          Save
        </Button>
        <TestButton body={body} />
        <Button kind="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
