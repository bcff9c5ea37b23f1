import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { collection } from '@/api/collection'
import type { ListedSource, SourceFilter } from '@/api/collection-schema'
import { useZone } from '@/app/preferences'
import { bytes, compact } from '@/lib/format'
import { decodeEscapes } from '@/lib/message-text'
import { cellStamp, duration } from '@/lib/time'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { copyText } from '@/ui/notify'
import { SidePanel } from '@/ui/SidePanel'
import { Filters } from './Filters'
import { curlOf } from './health-words'
import { recent } from './recent'
import { useAction } from './use-action'
import styles from './collection.module.css'

interface Props {
  source: ListedSource
  kind: string
  now: number
  presets: readonly SourceFilter[]
  onClose: () => void
}

/** One source: how it is doing and what to do about it, how to send to it, its filters, its last messages. */
export function SourcePanel({ source, kind, now, presets, onClose }: Props) {
  const { act, busy } = useAction('sources')
  const [sure, setSure] = useState(false)
  const { health } = source
  return (
    <SidePanel title={source.name} onClose={onClose}>
      <div className={styles['panel']}>
        <dl className={styles['facts']}>
          <Fact name="Kind">{kind}</Fact>
          <Fact name="Category">{source.category || 'none'}</Fact>
          <Fact name="Fields">
            {Object.entries(source.fields)
              .map(([name, value]) => `${name}=${value}`)
              .join(', ') || 'none'}
          </Fact>
          <Fact name="Stored">
            {compact(health.messages)} messages, {compact(health.points)} points,{' '}
            {bytes(health.bytes)}
          </Fact>
          {Object.entries(health.dropped).map(([name, count]) => (
            <Fact key={name} name={`Left out: ${name}`}>
              {compact(count)}
            </Fact>
          ))}
          {health.repeated > 0 && (
            <Fact name="Came again">{compact(health.repeated)}, stored once</Fact>
          )}
        </dl>
        {health.faults.map((fault) => (
          <Notice
            key={fault.code}
            tone={fault.open ? 'danger' : 'warn'}
            title={fault.message}
            hint={fault.hint}
            more={`${fault.code}, ${compact(fault.count)} times, last ${duration(now - fault.last)} ago`}
          />
        ))}
        <div className={styles['actions']}>
          {source.paused ? (
            <Button disabled={busy} onClick={() => act(() => collection.resume(source.id))}>
              Resume
            </Button>
          ) : (
            <Button disabled={busy} onClick={() => act(() => collection.pause(source.id))}>
              Pause
            </Button>
          )}
          {source.url && (
            <Button disabled={busy} onClick={() => act(() => collection.renew(source.id))}>
              New address
            </Button>
          )}
          <Button
            kind="danger"
            disabled={busy}
            onClick={() => (sure ? act(() => collection.removeSource(source)) : setSure(true))}
          >
            {sure ? 'Yes, remove it' : 'Remove'}
          </Button>
        </div>
        {source.url && <Address url={source.url} kind={source.contentType ?? 'HTTP'} />}
        <Filters source={source} presets={presets} />
        <Newest source={source} />
      </div>
    </SidePanel>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Address({ url, kind }: { url: string; kind: string }) {
  const [shown, setShown] = useState(false)
  const hidden = url.replace(/[^/]+$/, '••••••••')
  const curl = curlOf(url, kind)
  return (
    <section>
      <h3>Address</h3>
      <div className={styles['secret']}>
        <code>{shown ? url : hidden}</code>
        <Button small onClick={() => setShown(!shown)}>
          {shown ? 'Hide' : 'Show'}
        </Button>
        <Button small onClick={() => void copyText(url, 'Address copied')}>
          Copy
        </Button>
      </div>
      <h3>Send something to try it</h3>
      <div className={styles['secret']}>
        <code>{shown ? curl : curl.replaceAll(url, hidden)}</code>
        <Button small onClick={() => void copyText(curl, 'Command copied')}>
          Copy
        </Button>
      </div>
    </section>
  )
}

const NEWEST = 20

function Newest({ source }: { source: ListedSource }) {
  const zone = useZone()
  const query = `_sourceId=${source.id}`
  const { data } = useQuery({
    queryKey: ['collection', 'newest', source.id, source.health.messages],
    queryFn: ({ signal }) => recent(query, NEWEST, signal),
    placeholderData: (before) => before,
  })
  if (!data) return null
  const raw = data.names.indexOf('_raw')
  const time = data.names.indexOf('_messageTime')
  return (
    <section>
      <h3>
        Newest messages{' '}
        <Link to="/search" search={{ q: query, from: '-24h', to: 'now' }}>
          Search them
        </Link>
      </h3>
      {data.rows.length === 0 ? (
        <p className={styles['quiet']}>None in the last 24 hours.</p>
      ) : (
        <ol className={styles['messages']}>
          {data.rows.map((row, at) => (
            <li key={at}>
              <time>{cellStamp(Number(row[time]), zone)}</time>
              <code>{decodeEscapes(String(row[raw])).slice(0, 600)}</code>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
