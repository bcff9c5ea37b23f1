import { render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Column, Row } from '@/api/schema'
import { scopePattern } from '@/lib/query-lang/edits'
import { MessageRow } from './MessageRow'
import { countFields, levelOf, messageSet, ofLevel, topValues } from './messages'

const columns: Column[] = [
  { name: '_messageTime', type: 'long', key: false },
  { name: '_raw', type: 'string', key: false },
  { name: '_loglevel', type: 'string', key: false },
  { name: '_sourceHost', type: 'string', key: false },
  { name: 'region', type: 'string', key: false },
]
const at = Date.UTC(2026, 0, 31, 9, 30, 0, 5)
const rows: Row[] = [
  [at, '{"a":{"b":"error"},"list":[1,null]}', 'ERROR', 'web-1', 'eu-west-1'],
  [at, 'tab#011stop', 'INFO', 'web-2', 'eu-west-1'],
  [at, 'plain', null, 'web-3', 'us-east-1'],
  [at, 'plain', 'WARNING', 'web-4', null],
]
const set = messageSet({ columns, rows })

describe('messages', () => {
  it('have levels by many names', () => {
    expect(rows.map((row) => levelOf(row[2]))).toEqual(['error', 'info', 'other', 'warn'])
    expect(ofLevel(set, 'warn').rows).toHaveLength(1)
    expect(ofLevel(set, undefined)).toBe(set)
  })

  it('have fields, those that differ first and the message itself not among them', () => {
    const fields = countFields(set).map(({ name, filled, distinct }) => [name, filled, distinct])
    expect(fields).toEqual([
      ['_loglevel', 3, 3],
      ['_sourceHost', 4, 4],
      ['region', 3, 2],
    ])
    expect(topValues(rows, 4)).toEqual([
      { value: 'eu-west-1', count: 2 },
      { value: 'us-east-1', count: 1 },
    ])
  })
})

describe('MessageRow', () => {
  function show(index: number, options: { expanded?: boolean; raw?: boolean; folds?: string[] }) {
    const look = {
      set,
      zone: 'UTC',
      pattern: scopePattern('error'),
      columns: [],
      raw: options.raw ?? false,
    }
    render(
      <MessageRow
        look={look}
        row={rows[index] ?? []}
        index={index}
        active={false}
        expanded={options.expanded ?? false}
        folds={new Set(options.folds)}
      />,
    )
  }

  it('shows time, level and message on a line, with the words of the scope marked', () => {
    show(0, {})
    expect(screen.getByText('31 Jan 09:30:00.005')).toBeInTheDocument()
    expect(screen.getAllByText('error').map((element) => element.tagName)).toEqual(['SPAN', 'MARK'])
  })

  it('decodes octal escapes unless the raw text is asked for', () => {
    show(1, {})
    expect(screen.getByText('tab stop')).toBeInTheDocument()
    show(1, { raw: true })
    expect(screen.getByText('tab#011stop')).toBeInTheDocument()
  })

  it('opens to a tree with actions by path', () => {
    show(0, { expanded: true })
    const include = screen.getByRole('button', { name: 'Filter for a.b' })
    expect(include.dataset).toMatchObject({ act: 'include', path: '["a","b"]' })
    expect(screen.getByRole('button', { name: 'Copy list[1]' })).toBeInTheDocument()
  })

  it('folds a branch', () => {
    show(0, { expanded: true, folds: ['["a"]'] })
    expect(screen.queryByRole('button', { name: 'Filter for a.b' })).toBeNull()
    expect(screen.getByText('1 key')).toBeInTheDocument()
  })
})
