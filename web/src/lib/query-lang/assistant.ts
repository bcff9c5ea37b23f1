/** What the server knows about a place in a query, asked once for all who want to know. */
import type { Completions, Hover } from '@/api/schema'
import { codePoints } from '../codepoints'

/** Asks the server; positions are in code points. */
export interface Questions {
  complete: (query: string, position: number, signal: AbortSignal) => Promise<Completions>
  hover: (query: string, position: number) => Promise<Hover>
}

export interface Assistant {
  /** What can stand at an offset of the text; null where the question was overtaken or failed. */
  complete: (text: string, offset: number) => Promise<Completions | null>
  hover: (text: string, offset: number) => Promise<Hover['note']>
  /** Takes the question that is under way back. */
  cancel: () => void
}

/**
 * An assistant over questions, which `current` gives anew each time. The list of proposals and the
 * signature ask about the same place; a question about another place cancels the one before.
 */
export function createAssistant(current: () => Questions): Assistant {
  let last = { key: '', answer: Promise.resolve<Completions | null>(null) }
  let asking = new AbortController()
  return {
    complete(text, offset) {
      const key = `${offset} ${text}`
      if (key === last.key) return last.answer
      asking.abort()
      asking = new AbortController()
      const answer = current()
        .complete(text, codePoints(text, offset), asking.signal)
        .catch(() => {
          // Asked again, it may work.
          if (last.key === key) last = { key: '', answer: Promise.resolve(null) }
          return null
        })
      last = { key, answer }
      return answer
    },
    cancel: () => asking.abort(),
    hover: (text, offset) =>
      current()
        .hover(text, codePoints(text, offset))
        .then((answer) => answer.note)
        .catch(() => null),
  }
}
