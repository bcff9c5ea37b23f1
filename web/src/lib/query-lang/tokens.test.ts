import { describe, expect, it } from 'vitest'
import type { Language } from '@/api/schema'
import { tokenize, vocabularyOf } from './tokens'

const named = (name: string) => ({ name, names: [name], family: '', summary: '', examples: [] })
const language: Language = {
  operators: ['json', 'parse', 'parse regex', 'where', 'timeslice', 'geo lookup'].map((name) => ({
    ...named(name),
    syntax: '',
  })),
  aggregates: [{ ...named('count'), syntax: '' }],
  functions: ['isBlank', 'if'].map((name) => ({ ...named(name), signature: '' })),
  keywords: ['by', 'as', 'nodrop', 'matches', 'in', 'on'],
  metadata: [{ name: '_sourceCategory', summary: '' }],
  fields: [],
  metrics: {
    operators: [{ name: 'quantize', summary: '', syntax: '', examples: [] }],
    functions: [],
    reducers: [{ name: 'latest', summary: '' }],
    rollups: ['avg'],
    keywords: ['along'],
  },
}
const words = vocabularyOf(language)

const kinds = (text: string) =>
  tokenize(text, words).map((token) => `${token.kind}:${text.slice(token.from, token.to)}`)

describe('tokenize', () => {
  it('tells scope and stages apart', () => {
    expect(kinds('_sourceCategory=Labs/* error AND !"x y" | where error = 5')).toEqual([
      'metadata:_sourceCategory',
      'punct:=',
      'word:Labs/*',
      'word:error',
      'keyword:AND',
      'punct:!',
      'string:"x y"',
      'pipe:|',
      'operator:where',
      'field:error',
      'punct:=',
      'number:5',
    ])
  })

  it('begins comments only where a token can begin', () => {
    expect(kinds('a // rest | count\n/* b\nc */ d')).toEqual([
      'word:a',
      'comment:// rest | count',
      'comment:/* b',
      'comment:c */',
      'word:d',
    ])
    expect(kinds('* | geo lookup latitude on geo://location | count')).toContain(
      'string:geo://location',
    )
    expect(kinds('x=Labs/* | count').at(-1)).toBe('operator:count')
  })

  it('keeps pipes in strings and regular expressions', () => {
    expect(kinds('| parse "a | b \\" * c" as x')).toContain('string:"a | b \\" * c"')
    expect(kinds('| where x matches /a|b\\/c/')).toContain('regex:/a|b\\/c/')
    expect(kinds('| parse "two\nlines | *" as x | count').at(-1)).toBe('operator:count')
  })

  it('knows functions, keywords, fields, parameters and macros', () => {
    expect(kinds('{{scope}} `macro` | if(isBlank(%"a b"), 1, x.y) as z')).toEqual([
      'parameter:{{scope}}',
      'macro:`macro`',
      'pipe:|',
      'function:if',
      'punct:(',
      'function:isBlank',
      'punct:(',
      'field:%"a b"',
      'punct:)',
      'punct:,',
      'number:1',
      'punct:,',
      'field:x.y',
      'punct:)',
      'keyword:as',
      'field:z',
    ])
  })

  it('returns from a subquery to the scope around it', () => {
    const text = '[subquery: error | count by host] warn | count'
    const warn = tokenize(text, words).find((t) => text.slice(t.from, t.to) === 'warn')
    expect(warn).toMatchObject({ kind: 'word', place: 'scope' })
  })

  it('ends for any text, with tokens in order that do not overlap', () => {
    const signs = [
      '"',
      '|',
      '/',
      '//',
      '/*',
      '*/',
      '[subquery',
      ']',
      '%"',
      '{{',
      '`',
      'a',
      '=',
      '\n',
    ]
    for (let seed = 1; seed < 400; seed += 1) {
      let n = seed
      const text = Array.from({ length: 12 }, () => {
        n = (n * 48271) % 2147483647
        return signs[n % signs.length]
      }).join(n % 2 ? ' ' : '')
      let end = 0
      for (const token of tokenize(text, words)) {
        expect(token.from).toBeGreaterThanOrEqual(end)
        expect(token.to).toBeGreaterThan(token.from)
        end = token.to
      }
    }
  })
})
