import { expect, it } from 'vitest'
import { Refused } from '@/api/faults'
import { faultsByRow } from './use-metrics'
import { rowsOf } from './metric-rows'

const fault = { code: 'operator.unknown', message: 'There is no operator smu.' }

it('puts the faults of a refusal to its only row', () => {
  const refused = new Refused(400, [fault])
  expect(faultsByRow(rowsOf(['x | smu'], ''), refused, undefined).get('A')).toEqual([fault])
})

it('keeps what belongs to no row apart', () => {
  const two = rowsOf(['x', 'y'], '')
  expect(faultsByRow(two, new Refused(503, [fault]), undefined).get('')).toEqual([fault])
  expect(faultsByRow(rowsOf(['x'], ''), new Refused(503, [fault]), undefined).has('A')).toBe(false)
})

it('puts each fault of an answer to its row', () => {
  const result = { queryResult: [], errors: { errors: [{ rowId: 'B', fault }] } }
  const found = faultsByRow(rowsOf(['x', 'y | smu'], ''), null, result)
  expect([...found]).toEqual([['B', [fault]]])
})
