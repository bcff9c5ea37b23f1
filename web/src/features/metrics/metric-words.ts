/** What a word of a metrics row means, from the language that the server told. */
import type { Hover, Language } from '@/api/schema'

const WORD = /[A-Za-z_]\w*/g

/** The note on the word at a position of a row, both counted in code points. */
export function noteOf(
  language: Language['metrics'],
  query: string,
  position: number,
): Hover['note'] {
  const points = [...query]
  // One unit for each code point, so that offsets of matches are positions.
  const text = points.map((one) => (one.length > 1 ? ' ' : one)).join('')
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const end = index + word.length
    if (position < index || position >= end) continue
    const found = about(language, word.toLowerCase(), text.slice(0, index))
    return found ? { ...found, start: index, end } : null
  }
  return null
}

function about(language: Language['metrics'], word: string, before: string) {
  const named = <T extends { name: string }>(list: T[]) => list.find((one) => one.name === word)
  if (/\|\s*$/.test(before)) {
    const one = named(language.operators)
    return one && noteText(one.syntax, one.summary, one.examples[0])
  }
  if (!before.includes('|')) return null
  const one = named(language.functions)
  if (one) return noteText(one.signature, one.summary, one.examples[0])
  const reducer = named(language.reducers)
  return reducer && noteText(reducer.name, reducer.summary)
}

const noteText = (title: string, documentation: string, example = '') => ({
  title,
  documentation,
  example,
})
