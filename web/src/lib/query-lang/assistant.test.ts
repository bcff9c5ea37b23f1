import { expect, it, vi } from 'vitest'
import type { Completions } from '@/api/schema'
import { createAssistant } from './assistant'
import { placeOf } from './signature'

const nothing: Completions = { proposals: [], signature: null }
const hover = async () => ({ note: null })

it('asks once for one place, in code points', async () => {
  const complete = vi.fn(async () => nothing)
  const assistant = createAssistant(() => ({ complete, hover }))
  await Promise.all([assistant.complete('😀 | a', 6), assistant.complete('😀 | a', 6)])
  expect(complete).toHaveBeenCalledExactlyOnceWith('😀 | a', 5, expect.any(AbortSignal))
})

it('cancels the question before, whose answer is none', async () => {
  const complete = vi.fn(
    (text: string, _: number, signal: AbortSignal) =>
      new Promise<Completions>((done, fail) => {
        signal.addEventListener('abort', () => fail(new Error('cancelled')))
        if (text === 'ab') done(nothing)
      }),
  )
  const assistant = createAssistant(() => ({ complete, hover }))
  const first = assistant.complete('a', 1)
  expect(await assistant.complete('ab', 2)).toBe(nothing)
  expect(await first).toBeNull()
})

it('asks again where the server did not answer', async () => {
  const complete = vi.fn(async (): Promise<Completions> => {
    throw new TypeError('no network')
  })
  const assistant = createAssistant(() => ({ complete, hover }))
  expect(await assistant.complete('a', 1)).toBeNull()
  complete.mockResolvedValue(nothing)
  expect(await assistant.complete('a', 1)).toBe(nothing)
})

it('finds the parameter in the form of a call', () => {
  const of = (form: string, names: string[], active: number) => {
    const place = placeOf(
      form,
      names.map((name) => ({ name })),
      active,
    )
    return place && form.slice(0, place.from) + '^' + form.slice(place.from)
  }
  expect(of('if(condition, then, else)', ['condition', 'then', 'else'], 1)).toBe(
    'if(condition, ^then, else)',
  )
  expect(of('round(value[, places])', ['value', 'places'], 1)).toBe('round(value[, ^places])')
  expect(of('max(a, ab)', ['a', 'ab'], 1)).toBe('max(a, ^ab)')
  expect(of('sum(<field>)', ['field'], 0)).toBe('sum(<^field>)')
  expect(of('now()', [], 0)).toBeNull()
})
