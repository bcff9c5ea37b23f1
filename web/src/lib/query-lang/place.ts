/** Where in a query the cursor is, and what can stand there. */
import { type Token, tokenize, type Vocabulary } from './tokens'

export type Spot =
  | { kind: 'scope'; from: number }
  | { kind: 'value'; from: number; field: string; prefix: string }
  | { kind: 'operator'; from: number }
  | { kind: 'stage'; from: number; operator: string }
  | { kind: 'none'; from: number }

/** What a completion at `at` would complete, and from where it would replace text. */
export function spotAt(text: string, at: number, words: Vocabulary): Spot {
  const before = text.slice(0, at)
  const tokens = tokenize(before, words)
  const last = tokens.at(-1)
  const touching = last?.to === at ? last : undefined
  if (touching && isClosedText(touching, before)) return { kind: 'none', from: at }
  const value = valueSpot(tokens, before, at)
  if (value) return value
  const word = touching && touching.kind !== 'pipe' && touching.kind !== 'punct' ? touching : null
  const from = word ? word.from : at
  const place = word ? word.place : placeBehind(tokens)
  if (place === 'scope') return { kind: 'scope', from }
  if (place === 'start') return { kind: 'operator', from }
  return { kind: 'stage', from, operator: operatorOf(tokens, before) }
}

function placeBehind(tokens: Token[]): Token['place'] {
  const last = tokens.findLast((token) => token.kind !== 'comment')
  if (!last) return 'scope'
  if (last.kind === 'pipe') return 'start'
  return last.place === 'start' ? 'stage' : last.place
}

function isClosedText(token: Token, text: string): boolean {
  if (token.kind === 'comment' || token.kind === 'regex' || token.kind === 'number') return true
  return token.kind === 'string' && !isValueString(token, text)
}

// A string directly behind an equals sign is a value that is being written.
function isValueString(token: Token, text: string): boolean {
  return token.place === 'scope' && /=\s*$/.test(text.slice(0, token.from))
}

function valueSpot(tokens: Token[], text: string, at: number): Spot | null {
  const behind = tokens.slice(-3)
  const equals = behind.findLastIndex((token) => text.slice(token.from, token.to) === '=')
  const name = tokens.at(tokens.length - behind.length + equals - 1)
  const sign = behind[equals]
  if (!sign || sign.place !== 'scope' || !name || name.from >= sign.from) return null
  const value = behind[equals + 1]
  const from = value?.from ?? at
  if ((value && value.to !== at) || behind.length > equals + 2) return null
  if (!value && /\s$/.test(text)) return null
  const prefix = text.slice(from, at).replace(/^"|"$/g, '')
  return { kind: 'value', from, field: text.slice(name.from, name.to), prefix }
}

function operatorOf(tokens: Token[], text: string): string {
  const pipe = tokens.findLastIndex((token) => token.kind === 'pipe')
  const first = tokens[pipe + 1]
  return first ? text.slice(first.from, first.to).toLowerCase() : ''
}

/** The names that a query gives to fields: behind `as`, and by assignment from parse. */
export function namedFields(text: string): string[] {
  const names = new Set<string>()
  for (const match of text.matchAll(/\bas\s+((?:[A-Za-z_]\w*)(?:\s*,\s*[A-Za-z_]\w*)*)/gi)) {
    for (const name of (match[1] ?? '').split(/\s*,\s*/)) names.add(name)
  }
  for (const match of text.matchAll(/\?<([A-Za-z_]\w*)>/g)) names.add(match[1] ?? '')
  if (/\|\s*count\b/i.test(text)) names.add('_count')
  if (/\|\s*timeslice\b/i.test(text)) names.add('_timeslice')
  names.delete('')
  return [...names]
}
