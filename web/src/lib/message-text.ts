/** Message text as people want to read it. */

const OCTAL = /#(0[0-3][0-7]|177)/g
const ANSI = /\u001b\[[0-9;]*[A-Za-z]/g

/** Whether a text has escapes that `decodeEscapes` would change. */
export function hasEscapes(text: string): boolean {
  return text.search(OCTAL) >= 0 || text.search(ANSI) >= 0
}

/** syslog's octal escapes of control characters (`#011` is a tab) put back, terminal colours taken out. */
export function decodeEscapes(text: string): string {
  if (!text.includes('#') && !text.includes('\u001b')) return text
  return text
    .replace(ANSI, '')
    .replace(OCTAL, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)))
}

export type JsonValue =
  string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

/** The JSON document that a message is, or that its text ends in; null where there is none. */
export function jsonIn(text: string): { before: string; value: JsonValue } | null {
  const start = text.search(/[{[]/)
  if (start < 0 || !/[}\]]\s*$/.test(text)) return null
  for (const at of [start, text.indexOf('{', start + 1)]) {
    if (at < 0) continue
    const value = parse(text.slice(at))
    if (value !== null && typeof value === 'object' && Object.keys(value).length > 0) {
      return { before: text.slice(0, at).trim(), value }
    }
  }
  return null
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return null
  }
}

export interface Piece {
  text: string
  hit: boolean
}

/** A text cut at the matches of a pattern, which must be global. */
export function cutAt(text: string, pattern: RegExp | null): Piece[] {
  if (!pattern) return [{ text, hit: false }]
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') continue
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), hit: false })
    pieces.push({ text: match[0], hit: true })
    from = match.index + match[0].length
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false })
  return pieces
}
