import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PanelFeed } from './feed'

interface Call {
  keys: string[]
  signal: AbortSignal
  line: (line: unknown) => void
  end: () => void
  fail: (error: Error) => void
}

function asked() {
  const calls: Call[] = []
  const ask = (keys: string[], signal: AbortSignal, line: (line: unknown) => void) =>
    new Promise<void>((end, fail) => calls.push({ keys, signal, line, end, fail }))
  return { calls, ask }
}

const panel = (key: string) => ({ type: 'panel', key, from: 1, to: 2, results: [] })
const signatures = (round: number) => new Map(['a', 'b', 'c'].map((key) => [key, `${key}${round}`]))
const settle = () => vi.advanceTimersByTimeAsync(50)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the feed of panels', () => {
  it('asks for what is seen, together, and later for what comes into sight', async () => {
    const { calls, ask } = asked()
    const feed = new PanelFeed()
    feed.set(signatures(0), ask)
    feed.see(['a'])
    feed.see(['b'])
    await settle()
    expect(calls.map(({ keys }) => keys)).toEqual([['a', 'b']])
    calls[0]?.line({ type: 'start' })
    calls[0]?.line(panel('b'))
    expect(feed.get('b')).toMatchObject({ loading: false, answer: { key: 'b' } })
    expect(feed.get('a')).toMatchObject({ loading: true, answer: null })
    feed.see(['c'])
    await settle()
    expect(calls[1]?.keys).toEqual(['c'])
  })

  it('keeps what was there until newer data comes, and ends runs that nobody waits for', async () => {
    const { calls, ask } = asked()
    const feed = new PanelFeed()
    feed.set(signatures(0), ask)
    feed.see(['a'])
    await settle()
    calls[0]?.line(panel('a'))
    calls[0]?.end()
    feed.set(signatures(1), ask)
    await settle()
    expect(feed.get('a')).toMatchObject({ loading: true, answer: { key: 'a' } })
    feed.set(signatures(2), ask)
    await settle()
    expect(calls[1]?.signal.aborted).toBe(true)
    calls[1]?.line(panel('a'))
    expect(feed.get('a').loading, 'an answer to an older question').toBe(true)
    calls[2]?.line(panel('a'))
    expect(feed.get('a').loading).toBe(false)
  })

  it('asks again for the same only when told to', async () => {
    const { calls, ask } = asked()
    const feed = new PanelFeed()
    feed.set(signatures(0), ask)
    feed.see(['a'])
    await settle()
    feed.set(signatures(0), ask)
    feed.see(['a'])
    await settle()
    expect(calls).toHaveLength(1)
    feed.again('a')
    await settle()
    expect(calls).toHaveLength(2)
  })

  it('tells each panel why it has nothing', async () => {
    const { calls, ask } = asked()
    const feed = new PanelFeed()
    feed.set(signatures(0), ask)
    feed.see(['a', 'b', 'c'])
    await settle()
    calls[0]?.line({ type: 'panel', key: 'a', results: 'not a list' })
    calls[0]?.line(panel('b'))
    calls[0]?.fail(new TypeError('fetch'))
    await settle()
    expect(feed.get('a').failed[0]?.code).toBe('answer.shape')
    expect(feed.get('b').failed).toEqual([])
    expect(feed.get('c').failed[0]?.code).toBe('network.unreachable')
  })
})
