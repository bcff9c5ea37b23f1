import { expect, it } from 'vitest'
import { noteOf } from './metric-words'

const language = {
  operators: [{ name: 'sum', summary: 'Adds up.', syntax: 'sum [by x]', examples: ['m=x | sum'] }],
  functions: [{ name: 'abs', summary: 'Without sign.', signature: 'abs(x)', examples: [] }],
  reducers: [{ name: 'latest', summary: 'The last point.' }],
  rollups: [],
  keywords: [],
}
const at = (marked: string) => {
  const points = [...marked]
  const place = points.indexOf('^')
  return noteOf(language, points.toSpliced(place, 1).join(''), place)
}

it('says what an operator, a function and a reducer do', () => {
  expect(at('m=x | s^um by h')).toMatchObject({ title: 'sum [by x]', start: 6, end: 9 })
  expect(at('m=x | eval ^abs(_value)')).toMatchObject({ documentation: 'Without sign.' })
  expect(at('m=x | topk(5, late^st)')).toMatchObject({ documentation: 'The last point.' })
})

it('says nothing of words that mean nothing there', () => {
  expect(at('s^um=x | sum')).toBeNull()
  expect(at('m=x | eval s^um')).toBeNull()
  expect(at('m=x ^| sum')).toBeNull()
})

it('counts in characters, not in halves of them', () => {
  expect(at('m=😀 | s^um')).toMatchObject({ start: 6, end: 9 })
})
