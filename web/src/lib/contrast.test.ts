import { expect, it } from 'vitest'
import { contrast, inkOn, readableInk } from './contrast'

it('measures how much colours differ', () => {
  expect(contrast('#000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#777777')).toBe(1)
  expect(contrast('teal', '#fff')).toBeNull()
})

it('keeps a colour that can be read, and has one that can for every paper', () => {
  expect(inkOn('#dde4e9')).toBe('#14191e')
  expect(inkOn('#0b7a75')).toBe('#ffffff')
  expect(readableInk('#222d3b', '', '#ffffff')).toBe('#222d3b')
  expect(readableInk('#222d3b', '', '#13181d'), 'as the page has it').toBeUndefined()
  expect(readableInk('', '#dde4e9', '#13181d')).toBe('#14191e')
  expect(readableInk('#eeeeee', '#dde4e9', '#13181d')).toBe('#14191e')
  expect(readableInk('teal', '', '#13181d')).toBe('teal')
})
