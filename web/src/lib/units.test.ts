import { expect, it } from 'vitest'
import { axisText, valueText } from './units'

it('writes times and sizes in the step that makes them short', () => {
  expect(valueText(1500, 'Microseconds')).toBe('1.5 ms')
  expect(valueText(90_000, 'Milliseconds')).toBe('1.5 min')
  expect(valueText(2.5, 'Seconds')).toBe('2.5 s')
  expect(valueText(0.5, 'Milliseconds')).toBe('500 µs')
  expect(valueText(3_200_000, 'Bytes')).toBe('3.2 MB')
  expect(valueText(-2000, 'Bytes/Second')).toBe('-2 kB/s')
})

it('leaves numbers without a step as they are', () => {
  expect(valueText(12, 'Count')).toBe('12')
  expect(valueText(12, '')).toBe('12')
  expect(valueText(140, 'Percent')).toBe('140 %')
  expect(valueText(3, 'Furlongs')).toBe('3 Furlongs')
  expect(valueText(0, 'Microseconds')).toBe('0 µs')
  expect(axisText(25_000, 'Count')).toBe('25K')
})

it('writes rates as what comes in a second', () => {
  expect(valueText(12.5, 'Count/second')).toBe('12.5/s')
  expect(valueText(3, 'None/Second')).toBe('3/s')
  expect(valueText(2, 'Percent/second')).toBe('2 %/s')
  expect(valueText(3, 'Furlongs/second')).toBe('3 Furlongs/s')
})
