import { describe, expect, it } from 'vitest'
import {
  addStage,
  addToScope,
  countBy,
  filterBy,
  scopePattern,
  scopeTerms,
  withoutTerm,
} from './edits'

describe('addToScope', () => {
  it.each([
    ['', 'a=b'],
    ['*', 'a=b'],
    ['error', 'error a=b'],
    ['error | count', 'error a=b | count'],
    ['error\n| count', 'error a=b\n| count'],
    ['x OR y | count', '(x OR y) a=b | count'],
    ['"x | y" | count', '"x | y" a=b | count'],
    ['error // why\n| count', 'error // why\na=b\n| count'],
  ])('%j', (before, after) => {
    expect(addToScope(before, 'a=b')).toBe(after)
  })
})

it('adds stages in front of the aggregation', () => {
  expect(addStage('error', 'where a = 1')).toBe('error\n| where a = 1')
  expect(addStage('error | json "a" | count by a | sort by _count', 'where a = 1')).toBe(
    'error | json "a"\n| where a = 1\n| count by a | sort by _count',
  )
})

describe('filterBy', () => {
  const indexed = { negate: false, indexed: true }
  const parsed = { negate: true, indexed: false }

  it('tests stored fields in the scope', () => {
    expect(filterBy('error', { field: 'region', value: 'us-east-1' }, indexed)).toBe(
      'error region=us-east-1',
    )
    const spaced = { field: '_sourceHost', value: 'a "b"' }
    expect(filterBy('*', spaced, { ...indexed, negate: true })).toBe('!_sourceHost="a \\"b\\""')
  })

  it('tests other fields in a stage', () => {
    expect(filterBy('error', { field: 'status', value: 500 }, parsed)).toBe(
      'error\n| where status != 500',
    )
    expect(filterBy('error', { field: 'a b', value: 'x' }, { ...parsed, negate: false })).toBe(
      'error\n| where %"a b" = "x"',
    )
    expect(filterBy('error', { field: 'a', value: null }, parsed)).toBe('error\n| where !isNull(a)')
  })

  it('reads a value of a JSON document first, once', () => {
    const value = { field: '', value: 'Root', path: 'userIdentity.type' }
    const once = filterBy('error', value, { negate: false, indexed: false })
    expect(once).toBe(
      'error\n| json "userIdentity.type" as userIdentity_type | where userIdentity_type = "Root"',
    )
    expect(filterBy(once, { ...value, value: 'Role' }, parsed)).toBe(
      `${once}\n| where userIdentity_type != "Role"`,
    )
  })
})

it('counts by a field in place of what was counted', () => {
  expect(countBy('error | count by a', 'host')).toBe('error\n| count by host | sort by _count')
})

describe('the words of a scope', () => {
  const texts = (query: string) => scopeTerms(query).map((term) => term.text)

  it('are what a message must have', () => {
    expect(texts('_sourceHost=web error "failed login" NOT debug !trace * | where x')).toEqual([
      'error',
      'failed login',
    ])
  })

  it('mark whole words, with wildcards', () => {
    const marked = (query: string, text: string) => text.match(scopePattern(query) ?? /$^/)
    expect(marked('err?r', 'an ERROR, errors, error')).toEqual(['ERROR', 'error'])
    expect(marked('inv*', '/invocations invoice reinvent')).toEqual(['invocations', 'invoice'])
    expect(marked('"failed login"', 'failed\n login')).toEqual(['failed\n login'])
    expect(scopePattern('* | count')).toBeNull()
  })

  it('can be taken out', () => {
    const drop = (query: string, at: number) => withoutTerm(query, scopeTerms(query)[at]!)
    expect(drop('error AND denied | count', 1)).toBe('error | count')
    expect(drop('error AND denied | count', 0)).toBe('denied | count')
    expect(drop('error | count', 0)).toBe('* | count')
  })
})
