/** What the editor offers while one writes, by the place of the cursor. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { Language } from '@/api/schema'
import { namedFields, spotAt } from './place'
import { scopeValue } from './edits'
import type { Vocabulary } from './tokens'

export interface CompletionSource {
  language: Language
  words: Vocabulary
  /** Fields of the schema and columns of the rows on screen. */
  fields: readonly string[]
  /** Values that a field has in the range of the page. */
  values: (field: string, prefix: string) => Promise<{ value: string; count: number }[]>
}

const VALID = /^[\w.]*$/

/** A CodeMirror completion source; it reads `current` anew each time, so lists may arrive late. */
export function completeQuery(current: () => CompletionSource) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const source = current()
    const text = context.state.doc.toString()
    const spot = spotAt(text, context.pos, source.words)
    if (spot.kind === 'none') return null
    if (spot.kind === 'value') return completeValue(source, spot, context)
    const typed = context.pos > spot.from
    if (!typed && !context.explicit && spot.kind !== 'operator') return null
    const options = {
      scope: () => scopeOptions(source),
      operator: () => operatorOptions(source.language),
      stage: () => stageOptions(source, text),
    }[spot.kind]()
    return { from: spot.from, options, validFor: VALID }
  }
}

async function completeValue(
  source: CompletionSource,
  spot: { from: number; field: string; prefix: string },
  context: CompletionContext,
): Promise<CompletionResult | null> {
  const values = await source.values(spot.field, spot.prefix).catch(() => [])
  if (context.aborted || values.length === 0) return null
  const most = Math.max(...values.map((one) => one.count))
  const options = values.map(({ value, count }) => ({
    label: scopeValue(value),
    detail: String(count),
    type: 'text',
    boost: Math.round((90 * count) / most),
  }))
  return { from: spot.from, options, filter: false }
}

function scopeOptions({ language, fields }: CompletionSource): Completion[] {
  const metadata = language.metadata.map((one) => ({
    label: one.name,
    apply: `${one.name}=`,
    type: 'variable',
    info: one.summary,
  }))
  const known = new Set(language.metadata.map((one) => one.name.toLowerCase()))
  const others = fields
    .filter((name) => !known.has(name.toLowerCase()))
    .map((name) => ({ label: name, apply: `${name}=`, type: 'property', boost: 1 }))
  const booleans = ['AND', 'OR', 'NOT'].map((label) => ({ label, type: 'keyword' }))
  return [...others, ...metadata, ...booleans]
}

export function operatorOptions(language: Language): Completion[] {
  return language.operators.map((operator) => ({
    label: operator.name,
    detail: operator.family,
    type: 'keyword',
    info: () => note(operator.syntax, operator.summary, operator.examples[0]),
  }))
}

function stageOptions({ language, fields }: CompletionSource, text: string): Completion[] {
  const summaries = new Map(language.metadata.map((one) => [one.name, one.summary]))
  const names = new Set([...namedFields(text), ...fields, ...summaries.keys()])
  return [
    ...[...names].map((label) => nameOption(label, summaries.get(label))),
    ...language.functions.map((one) => ({
      label: one.name,
      apply: `${one.name}(`,
      detail: one.returns,
      type: 'function',
      info: () => note(one.signature, one.summary, one.examples[0]),
    })),
    ...language.keywords.map((label) => ({ label, type: 'keyword', boost: 1 })),
  ]
}

function nameOption(label: string, info: string | undefined): Completion {
  return info ? { label, info, type: 'variable', boost: 2 } : { label, type: 'property', boost: 3 }
}

/** The small page of documentation of a name. */
export function note(syntax: string, summary: string, example?: string): HTMLElement {
  const box = document.createElement('div')
  box.className = 'lang-note'
  append(box, 'code', 'lang-note-syntax', syntax)
  append(box, 'p', '', summary)
  if (example) append(box, 'code', 'lang-note-example', example)
  return box
}

function append(box: HTMLElement, tag: string, className: string, text: string): void {
  if (text === '') return
  const element = document.createElement(tag)
  if (className) element.className = className
  element.textContent = text
  box.append(element)
}
