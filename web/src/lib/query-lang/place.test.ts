import { describe, expect, it } from 'vitest'
import { namedFields, spotAt } from './place'
import { noVocabulary } from './tokens'

/** The spot at the mark ^ in a text. */
function spot(marked: string) {
  const at = marked.indexOf('^')
  return spotAt(marked.replace('^', ''), at, noVocabulary)
}

describe('spotAt', () => {
  it('knows the scope', () => {
    expect(spot('^')).toEqual({ kind: 'scope', from: 0 })
    expect(spot('error _sou^')).toEqual({ kind: 'scope', from: 6 })
  })

  it('offers values behind field=', () => {
    expect(spot('_sourceCategory=^')).toEqual({
      kind: 'value',
      from: 16,
      field: '_sourceCategory',
      prefix: '',
    })
    expect(spot('error region=us-^')).toMatchObject({
      kind: 'value',
      field: 'region',
      prefix: 'us-',
    })
    expect(spot('region="us e^')).toMatchObject({ kind: 'value', prefix: 'us e' })
  })

  it('leaves the value when it is over', () => {
    expect(spot('region=us ^').kind).toBe('scope')
    expect(spot('region=us err^').kind).toBe('scope')
  })

  it('offers operators behind a pipe, and fields further on', () => {
    expect(spot('error | ^')).toEqual({ kind: 'operator', from: 8 })
    expect(spot('error | cou^')).toEqual({ kind: 'operator', from: 8 })
    expect(spot('error | count by ho^')).toEqual({ kind: 'stage', from: 17, operator: 'count' })
    expect(spot('error | where region=^').kind).toBe('stage')
  })

  it('offers nothing in strings, numbers and comments', () => {
    expect(spot('error | parse "a^').kind).toBe('none')
    expect(spot('error | limit 10^').kind).toBe('none')
    expect(spot('error // cou^').kind).toBe('none')
  })
})

it('finds the names that a query gives', () => {
  const text = '* | parse "* *" as method, path | timeslice 1m | count as n by _timeslice'
  expect(namedFields(text)).toEqual(['method', 'path', 'n', '_count', '_timeslice'])
})
