import { useCallback, useEffect, useRef, useState } from 'react'
import { baseAddress } from '@/api/client'
import { tailSchema, type TailRow } from '@/api/collection-schema'
import { append, EMPTY, type Tail } from './tail-buffer'

export type Connection = 'off' | 'open' | 'waiting' | 'ended'

/** Follows one scope over server-sent events; while it is paused rows are kept aside and counted. */
export function useTail(query: string | undefined, paused: boolean) {
  const [tail, setTail] = useState<Tail>(EMPTY)
  const [connection, setConnection] = useState<Connection>(query === undefined ? 'off' : 'waiting')
  const [reason, setReason] = useState('')
  const aside = useRef<TailRow[]>([])
  const [held, setHeld] = useState(0)
  const isPaused = useRef(paused)

  useEffect(() => {
    isPaused.current = paused
    if (paused || aside.current.length === 0) return
    const rows = aside.current
    aside.current = []
    setHeld(0)
    setTail((before) => append(before, { rows, matched: 0, dropped: 0, at: Date.now() }))
  }, [paused])

  useEffect(() => {
    if (query === undefined) return
    const source = new EventSource(`${baseAddress}/api/v1/tail?query=${encodeURIComponent(query)}`)
    source.addEventListener('open', () => setConnection('open'))
    source.addEventListener('error', () => {
      setConnection(source.readyState === EventSource.CLOSED ? 'ended' : 'waiting')
    })
    source.addEventListener('end', (event) => {
      source.close()
      setConnection('ended')
      setReason((JSON.parse(event.data as string) as { reason: string }).reason)
    })
    source.addEventListener('messages', (event) => {
      const found = tailSchema.safeParse(JSON.parse(event.data as string))
      if (!found.success) return
      if (isPaused.current) {
        aside.current = [...aside.current, ...found.data.rows].slice(-2_000)
        setHeld(aside.current.length)
        setTail((before) => append(before, { ...found.data, rows: [] }))
      } else {
        setTail((before) => append(before, found.data))
      }
    })
    return () => source.close()
  }, [query])

  const clear = useCallback(() => setTail(EMPTY), [])
  return { tail, connection, reason, held, clear }
}
