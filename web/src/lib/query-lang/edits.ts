/** Changes to a query that a click asks for: each is visible as text, and nothing else changes. */
import { noVocabulary, type Token, tokenize } from './tokens'

const AGGREGATES = new Set(
  'avg count count_distinct count_frequent first last least_recent max median min most_recent pct stddev sum top topk values transactionize transaction'.split(
    ' ',
  ),
)

const SAFE_VALUE = /^[\w\-./:@+]+$/

export function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`
}

/** A value as it stands behind `=` in a scope. */
export function scopeValue(value: string): string {
  return SAFE_VALUE.test(value) ? value : quoted(value)
}

function tokensOf(text: string): Token[] {
  return tokenize(text, noVocabulary).filter((token) => token.kind !== 'comment')
}

/** The offset of the first pipe, or the end of the text. */
export function scopeEnd(text: string): number {
  let depth = 0
  for (const token of tokensOf(text)) {
    const word = text.slice(token.from, token.to)
    if (word === '[') depth += 1
    if (word === ']') depth -= 1
    if (token.kind === 'pipe' && depth <= 0) return token.from
  }
  return text.length
}

/** Adds a term to the scope with AND; a scope that ORs is put in brackets first. */
export function addToScope(text: string, term: string): string {
  const end = scopeEnd(text)
  const [scope, stages] = [text.slice(0, end).trim(), text.slice(end)]
  const behind = stages === '' ? '' : `${/\n\s*$/.test(text.slice(0, end)) ? '\n' : ' '}${stages}`
  if (scope === '' || scope === '*') return `${term}${behind}`
  const either = tokensOf(scope).some((t) => /^or$/i.test(scope.slice(t.from, t.to)))
  // A comment at the end of the scope would swallow the term.
  const gap = /\/\/[^\n]*$/.test(scope) ? '\n' : ' '
  return `${either ? `(${scope})` : scope}${gap}${term}${behind}`
}

/** Adds a stage in front of the first stage that aggregates, or at the end. */
export function addStage(text: string, stage: string): string {
  const at = firstAggregate(text)
  if (at === null) {
    const body = text.trimEnd()
    return `${body === '' ? '*' : body}\n| ${stage}`
  }
  const [before, behind] = [text.slice(0, at).trimEnd(), text.slice(at)]
  return `${before === '' ? '*' : before}\n| ${stage}\n${behind}`
}

function firstAggregate(text: string): number | null {
  const tokens = tokensOf(text)
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1]
    if (token.kind !== 'pipe' || !next) continue
    if (AGGREGATES.has(text.slice(next.from, next.to).toLowerCase())) return token.from
  }
  return null
}

export interface FieldValue {
  field: string
  value: string | number | boolean | null
  /** Where the value was found in a JSON document, when it is not a field of its own. */
  path?: string | undefined
}

const PLAIN_NAME = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/
const fieldName = (name: string) => (PLAIN_NAME.test(name) ? name : `%${quoted(name)}`)

/** Keeps (or with `negate` drops) the rows where the field has this value. */
export function filterBy(
  text: string,
  { field, value, path }: FieldValue,
  options: { negate: boolean; indexed: boolean },
): string {
  const { negate, indexed } = options
  if (path !== undefined) return filterByPath(text, path, value, negate)
  if (indexed && value !== null) {
    const test = `${fieldName(field)}=${scopeValue(String(value))}`
    return addToScope(text, negate ? `!${test}` : test)
  }
  return addStage(text, `where ${condition(fieldName(field), value, negate)}`)
}

function filterByPath(text: string, path: string, value: FieldValue['value'], negate: boolean) {
  const name = path.replace(/\[(\d+)\]/g, '_$1').replace(/\W+/g, '_')
  const read = `json ${quoted(path)} as ${name}${negate || value === null ? ' nodrop' : ''}`
  const known = new RegExp(`\\|\\s*json\\b[^|]*\\bas\\s+${name}\\b`, 'i').test(text)
  const stage = `where ${condition(name, value, negate)}`
  return addStage(text, known ? stage : `${read} | ${stage}`)
}

function condition(name: string, value: FieldValue['value'], negate: boolean): string {
  if (value === null) return `${negate ? '!' : ''}isNull(${name})`
  const literal = typeof value === 'string' ? quoted(value) : String(value)
  return `${name} ${negate ? '!=' : '='} ${literal}`
}

/** Counts by a field, in place of whatever aggregation the query ends in. */
export function countBy(text: string, field: string): string {
  const at = firstAggregate(text)
  const body = (at === null ? text : text.slice(0, at)).trimEnd()
  return `${body === '' ? '*' : body}\n| count by ${fieldName(field)} | sort by _count`
}

interface ScopeTerm {
  text: string
  from: number
  to: number
}

/** The words and phrases of a scope that a message must have. */
export function scopeTerms(text: string): ScopeTerm[] {
  const tokens = tokensOf(text.slice(0, scopeEnd(text)))
  const terms: ScopeTerm[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word' && token.kind !== 'string') continue
    const before = tokens[index - 1]
    const sign = before ? text.slice(before.from, before.to).toLowerCase() : ''
    const word = text.slice(token.from, token.to).replace(/^"|"$/g, '')
    if (sign === '=' || sign === 'not' || sign === '!' || /^[*?]*$/.test(word)) continue
    terms.push({ text: word, from: token.from, to: token.to })
  }
  return terms
}

/** A pattern that finds the terms of the scope in a message; null where it has none. */
export function scopePattern(text: string): RegExp | null {
  const sources = scopeTerms(text).map(({ text: term }) => termSource(term))
  if (sources.length === 0) return null
  return new RegExp(sources.join('|'), 'giu')
}

function termSource(term: string): string {
  const source = term
    .replace(/\\(.)/g, '$1')
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/\\\*/g, '[\\p{L}\\p{N}_]*')
    .replace(/\\\?/g, '[\\p{L}\\p{N}_]')
    .replace(/\s+/g, '\\s+')
  const edge = (character: string | undefined, look: string) =>
    character && /[\w*?]/.test(character) ? look : ''
  const [first, last] = [term[0], term.at(-1)]
  return `${edge(first, '(?<![\\p{L}\\p{N}_])')}${source}${edge(last, '(?![\\p{L}\\p{N}_])')}`
}

/** The query without one of its scope terms, and without the AND or OR that joined it. */
export function withoutTerm(text: string, term: ScopeTerm): string {
  const before = text.slice(0, term.from).replace(/\b(and|or)\s+$/i, '')
  const behind = text.slice(term.to)
  const rest = before.trim() === '' ? behind.replace(/^\s*(and|or)\b/i, '') : behind
  const joined = `${before.trimEnd()} ${rest.trimStart()}`.trim()
  return joined === '' || joined.startsWith('|') ? `* ${joined}`.trim() : joined
}
