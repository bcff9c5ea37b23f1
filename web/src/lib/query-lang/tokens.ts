/**
 * The words of a query in the Sumo Logic search language, for colour, completion and edits.
 *
 * The server has the parser; this one only needs to agree with it on where strings, comments, pipes
 * and the scope are. It works line by line, so that the editor can go on from any line.
 */
import type { Language } from '@/api/schema'

export type TokenKind =
  | 'comment'
  | 'string'
  | 'regex'
  | 'number'
  | 'operator'
  | 'function'
  | 'keyword'
  | 'metadata'
  | 'field'
  | 'word'
  | 'pipe'
  | 'punct'
  | 'parameter'
  | 'macro'

/** Before the first pipe, right behind a pipe, or further on in a stage. */
export type Place = 'scope' | 'start' | 'stage'

export interface Token {
  from: number
  to: number
  kind: TokenKind
  place: Place
}

export interface LexState {
  place: Place
  /** The places that open brackets of subqueries will go back to. */
  outer: Place[]
  open: 'comment' | 'string' | null
  /** The token before, in lower case: a slash behind `matches` begins a regular expression. */
  before: string
}

export interface Vocabulary {
  operators: ReadonlySet<string>
  functions: ReadonlySet<string>
  keywords: ReadonlySet<string>
  metadata: ReadonlySet<string>
}

const BOOLEAN = new Set(['and', 'or', 'not'])

export function startState(): LexState {
  return { place: 'scope', outer: [], open: null, before: '' }
}

/** The vocabulary of a language answer; names of several words count by each of their words. */
export function vocabularyOf(language: Language): Vocabulary {
  const words = (names: string[]) => new Set(names.map((name) => name.toLowerCase()))
  const first = (name: string) => name.split(/\s+/)[0] ?? name
  const rest = (name: string) => name.split(/\s+/).slice(1)
  const operators = [
    ...language.operators.flatMap((operator) => operator.names),
    ...language.aggregates.map((aggregate) => aggregate.name),
  ]
  return {
    operators: words(operators.map(first)),
    functions: words(language.functions.flatMap((one) => one.names)),
    keywords: words([...language.keywords, ...operators.flatMap(rest), 'as', 'by', 'nodrop']),
    metadata: words(language.metadata.map((one) => one.name)),
  }
}

/** The vocabulary of metrics rows. */
export function metricVocabularyOf({ metrics }: Language): Vocabulary {
  const words = (named: { name: string }[]) => new Set(named.map(({ name }) => name.toLowerCase()))
  return {
    operators: words(metrics.operators),
    functions: words([...metrics.functions, ...metrics.reducers]),
    keywords: new Set([...metrics.keywords, ...metrics.rollups]),
    metadata: new Set(['metric']),
  }
}

const NUMBER = /^\d+(\.\d+)?(ms|[smhdw%])?(?![\w.])/i
const IDENTIFIER = /^[A-Za-z_][\w]*(?:\.[A-Za-z_][\w]*)*/
const BAREWORD = /^[^\s|()[\]"'=!,<>`]+/
/** What lookups read: `geo://location`, `path://"/shared/table"`. */
const ADDRESS = /^[A-Za-z]+:\/\/(?:"[^"]*"|[^\s|,()]*)/
const REGEX = /^\/(?:\\.|[^/\\])+\//

interface Lexed {
  end: number
  kind: TokenKind | null
}

/** The token of `line` at `at`; moves `state` past it. `kind` is null for white space. */
export function nextToken(line: string, at: number, state: LexState, words: Vocabulary): Lexed {
  if (state.open === 'comment') return restOfComment(line, at, state)
  if (state.open === 'string') return restOfString(line, at, state)
  const rest = line.slice(at)
  const space = /^\s+/.exec(rest)
  if (space) return { end: at + space[0].length, kind: null }
  // Both signs also occur inside words (`geo://location`, `Labs/*`), where they are no comments.
  const fresh = at === 0 || /[\s|)]/.test(line[at - 1] ?? '')
  if (fresh && rest.startsWith('//')) return { end: line.length, kind: 'comment' }
  if (fresh && rest.startsWith('/*')) return restOfComment(line, at + 2, state)
  const lexed = delimited(line, at, state) ?? plain(rest, at, state, words)
  state.before = line.slice(at, lexed.end).toLowerCase()
  if (lexed.kind !== 'pipe' && state.place === 'start') state.place = 'stage'
  return lexed
}

function restOfComment(line: string, at: number, state: LexState): Lexed {
  const end = line.indexOf('*/', at)
  state.open = end < 0 ? 'comment' : null
  return { end: end < 0 ? line.length : end + 2, kind: 'comment' }
}

function restOfString(line: string, at: number, state: LexState): Lexed {
  for (let i = at; i < line.length; i += 1) {
    if (line[i] === '\\') i += 1
    else if (line[i] === '"') {
      state.open = null
      return { end: i + 1, kind: 'string' }
    }
  }
  state.open = 'string'
  return { end: line.length, kind: 'string' }
}

/** Tokens that begin with a character of their own, in any place. */
function delimited(line: string, at: number, state: LexState): Lexed | null {
  const rest = line.slice(at)
  if (rest[0] === '"') return restOfString(line, at + 1, state)
  if (rest.startsWith('%"')) {
    return { ...restOfString(line, at + 2, state), kind: 'field' }
  }
  const parameter = /^(?:\{\{\{[^}]*\}\}\}|\{\{[^}]*\}\})/.exec(rest)
  if (parameter) return { end: at + parameter[0].length, kind: 'parameter' }
  const macro = /^`[^`]*`/.exec(rest)
  if (macro) return { end: at + macro[0].length, kind: 'macro' }
  if (rest[0] === '|') {
    state.place = 'start'
    return { end: at + 1, kind: 'pipe' }
  }
  return bracket(rest, at, state)
}

function bracket(rest: string, at: number, state: LexState): Lexed | null {
  if (/^\[\s*subquery\b/i.test(rest)) {
    state.outer.push(state.place)
    state.place = 'scope'
    return { end: at + 1, kind: 'punct' }
  }
  if (rest[0] === ']' && state.outer.length > 0) {
    state.place = state.outer.pop() ?? 'scope'
    return { end: at + 1, kind: 'punct' }
  }
  return null
}

function plain(rest: string, at: number, state: LexState, words: Vocabulary): Lexed {
  return state.place === 'scope' ? scopeToken(rest, at) : stageToken(rest, at, state, words)
}

function scopeToken(rest: string, at: number): Lexed {
  const match = BAREWORD.exec(rest)
  if (!match) return { end: at + 1, kind: 'punct' }
  const word = match[0]
  const end = at + word.length
  if (BOOLEAN.has(word.toLowerCase())) return { end, kind: 'keyword' }
  if (/^\s*=/.test(rest.slice(word.length))) {
    return { end, kind: 'metadata' }
  }
  return { end, kind: 'word' }
}

function stageToken(rest: string, at: number, state: LexState, words: Vocabulary): Lexed {
  const regex = REGEX.exec(rest)
  if (regex && ['matches', '(', ','].includes(state.before)) {
    return { end: at + regex[0].length, kind: 'regex' }
  }
  const address = ADDRESS.exec(rest)
  if (address) return { end: at + address[0].length, kind: 'string' }
  const number = NUMBER.exec(rest)
  if (number) return { end: at + number[0].length, kind: 'number' }
  const name = IDENTIFIER.exec(rest)
  if (!name) return { end: at + punctuation(rest), kind: 'punct' }
  const end = at + name[0].length
  return { end, kind: nameKind(name[0].toLowerCase(), rest.slice(name[0].length), state, words) }
}

function punctuation(rest: string): number {
  return /^(==|!=|<>|<=|>=|&&|\|\|)/.test(rest) ? 2 : 1
}

function nameKind(name: string, behind: string, state: LexState, words: Vocabulary): TokenKind {
  const called = /^\s*\(/.test(behind)
  if (state.place === 'start' && words.operators.has(name)) return 'operator'
  if (words.metadata.has(name)) return 'metadata'
  if (BOOLEAN.has(name) || (!called && words.keywords.has(name))) return 'keyword'
  if (called) return words.keywords.has(name) ? 'keyword' : 'function'
  if (state.before === ',' && words.operators.has(name) && /^\s*(,|by\b|as\b|$)/i.test(behind)) {
    return 'operator'
  }
  return name.startsWith('_') ? 'metadata' : 'field'
}

/** All tokens of a query, comments included. */
export function tokenize(text: string, words: Vocabulary): Token[] {
  const tokens: Token[] = []
  const state = startState()
  let base = 0
  for (const line of text.split('\n')) {
    for (let at = 0; at < line.length;) {
      const place = state.place
      const { end, kind } = nextToken(line, at, state, words)
      if (kind) tokens.push({ from: base + at, to: base + end, kind, place })
      at = end
    }
    base += line.length + 1
  }
  return tokens
}

export const noVocabulary: Vocabulary = {
  operators: new Set(),
  functions: new Set(),
  keywords: new Set(),
  metadata: new Set(),
}
