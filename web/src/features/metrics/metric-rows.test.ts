import { expect, it } from 'vitest'
import { formatAddress, metricsSchema, parseAddress } from '@/lib/url-state'
import { addressOf, changedRow, MOST_ROWS, rowsOf, withoutRow, withRow } from './metric-rows'

it('letters the rows and knows the hidden ones', () => {
  expect(rowsOf(['x', '#A | avg'], 'B')).toEqual([
    { id: 'A', query: 'x', hidden: false },
    { id: 'B', query: '#A | avg', hidden: true },
  ])
})

it('keeps the letters of the rows that are left when one is deleted', () => {
  const rows = rowsOf(['x', 'y', '#A / #C', 'z'], 'CD')
  const rest = withoutRow(rows, 'B')
  expect(rest.map((row) => row.id)).toEqual(['A', 'C', 'D'])
  expect(addressOf(rest)).toEqual({ m: ['x', '', '#A / #C', 'z'], hide: 'CD' })
  expect(withRow(rest, 'new').map((row) => row.id + row.query)).toEqual([
    'Ax',
    'Bnew',
    'C#A / #C',
    'Dz',
  ])
})

it('has the letters A to F, and always one to write in', () => {
  let rows = withoutRow(rowsOf(['x'], ''), 'A')
  expect(rows).toEqual([{ id: 'A', query: '', hidden: false }])
  for (let more = 0; more < 9; more += 1) rows = withRow(rows)
  expect(rows.map((row) => row.id).join('')).toBe('ABCDEF')
  expect(rows).toHaveLength(MOST_ROWS)
})

it('comes back from its link, whatever is in it', () => {
  const rows = changedRow(
    rowsOf(['a="x & y" | sum by h', '', '#A / #C along h', 'metric=ü#'], ''),
    'C',
    { hidden: true },
  )
  const link = formatAddress({ from: '-3h', to: 'now', chart: 'area', ...addressOf(rows) })
  const state = metricsSchema.parse(parseAddress(link))
  expect(rowsOf(state.m ?? [], state.hide ?? '')).toEqual(rows)
  expect(state.chart).toBe('area')
})

it('leaves out what a link cannot mean', () => {
  const state = metricsSchema.parse(parseAddress('?m=x&chart=pie&hide=ZZ'))
  expect(state).toMatchObject({ m: ['x'] })
  expect(state.chart).toBeUndefined()
  expect(rowsOf(state.m ?? [], state.hide ?? '')).toEqual([{ id: 'A', query: 'x', hidden: false }])
})

it('leaves rows without text out of the link', () => {
  expect(addressOf(withRow(withRow([], 'x')))).toEqual({ m: ['x'], hide: '' })
  expect(addressOf([])).toEqual({ m: [], hide: '' })
})
