import { hoverTooltip } from '@codemirror/view'
import { type CompletionSource, note } from './completion'
import { tokenize } from './tokens'

/** Documentation of the operator, function or metadata field under the pointer. */
export function hoverDocs(current: () => CompletionSource) {
  return hoverTooltip((view, pos) => {
    const text = view.state.doc.toString()
    const source = current()
    const token = tokenize(text, source.words).find((one) => one.from <= pos && pos < one.to)
    if (!token) return null
    const dom = describe(source, text.slice(token.from, token.to), token.kind)
    return dom && { pos: token.from, end: token.to, above: true, create: () => ({ dom }) }
  })
}

function describe({ language }: CompletionSource, word: string, kind: string): HTMLElement | null {
  const name = word.toLowerCase()
  const is = (one: { name: string }) => one.name.toLowerCase() === name
  if (kind === 'function' || kind === 'keyword') {
    const found = language.functions.find(is)
    if (found) return note(found.signature, found.summary, found.examples[0])
  }
  if (kind === 'operator' || kind === 'function' || kind === 'keyword') {
    const first = (one: { name: string }) => one.name.toLowerCase().split(' ')[0] === name
    const found = language.operators.find(is) ?? language.operators.find(first)
    return found ? note(found.syntax, found.summary, found.examples[0]) : null
  }
  const found = kind === 'metadata' ? language.metadata.find(is) : undefined
  return found ? note(`${found.name}: ${found.type}`, found.summary) : null
}
