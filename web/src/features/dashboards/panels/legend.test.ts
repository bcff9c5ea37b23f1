import { describe, expect, it } from 'vitest'
import { clicked, NONE_HIDDEN } from './legend'
import { gaugeArc, gaugeShare, sparkline } from './marks'

describe('a legend', () => {
  const names = ['a', 'b', 'c']

  it('isolates a series by a click, and shows all again by a second one', () => {
    const alone = clicked(names, NONE_HIDDEN, 'b', false)
    expect([...alone]).toEqual(['a', 'c'])
    expect(clicked(names, alone, 'b', false)).toEqual(NONE_HIDDEN)
    expect([...clicked(names, alone, 'c', false)]).toEqual(['a', 'b'])
  })

  it('takes a series away and back with Shift, and never all of them', () => {
    const without = clicked(names, NONE_HIDDEN, 'b', true)
    expect([...without]).toEqual(['b'])
    expect(clicked(names, without, 'b', true)).toEqual(NONE_HIDDEN)
    expect(clicked(names, new Set(['a', 'c']), 'b', true)).toEqual(NONE_HIDDEN)
  })
})

describe('marks', () => {
  it('draw the course of values in their box, gaps left out', () => {
    const { line } = sparkline([
      [0, 1],
      [5, null],
      [10, 3],
    ])
    expect(line).toBe('M0.00 28.00L100.00 2.00')
    expect(sparkline([[0, 1]]).line).toBe('')
  })

  it('keep a gauge within its ends', () => {
    const ends = { min: 0, max: 200 }
    expect([-5, 50, 900].map((value) => gaugeShare(value, ends))).toEqual([0, 0.25, 1])
    expect(gaugeShare(5, { min: 3, max: 3 })).toBe(0)
    expect(gaugeArc(0.5, 0.5, 40)).toBe('')
  })
})
