import { expect, it } from 'vitest'
import { setsOf, variablesOf } from './metric-rule-words'

it('reads what a rule derives, and writes it again', () => {
  const held = [
    { name: 'job', tagSequence: '$Host._1' },
    { name: 'both', tagSequence: '$Host._1=$Host._2' },
  ]
  expect(variablesOf(setsOf(held))).toEqual(held)
  expect(variablesOf(setsOf(held, '\n'))).toEqual(held)
  expect(variablesOf(' job ')).toEqual([{ name: 'job', tagSequence: '' }])
})
