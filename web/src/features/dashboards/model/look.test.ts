import { describe, expect, it } from 'vitest'
import { bandOf, colorIn, numberIn, readLook } from './look'

const look = (settings: unknown) => readLook(JSON.stringify(settings))

describe('visual settings', () => {
  it('have defaults for everything, whatever they are', () => {
    for (const settings of [null, undefined, '', 'no JSON', '[]', '3', '{"general":5}']) {
      const read = readLook(settings)
      expect(read.type).toBe('')
      expect(read.legend.shown).toBe(true)
      expect(read.mostSlices).toBe(10)
      expect(read.single.option).toBe('Latest')
      expect(read.overrides).toEqual([])
    }
  })

  it('have numbers as numbers or as texts', () => {
    expect([numberIn('3'), numberIn('.11'), numberIn('30%'), numberIn(6)]).toEqual([3, 0.11, 30, 6])
    expect([numberIn(''), numberIn('three'), numberIn(null), numberIn({})]).toEqual(
      Array(4).fill(null),
    )
    const read = look({ general: { lineThickness: '3', innerRadius: '30%', maxNumOfSlices: '5' } })
    expect([read.lineThickness, read.innerRadius, read.mostSlices]).toEqual([3, 30, 5])
  })

  it('know thresholds by bounds, and leave out the untouched defaults', () => {
    const { thresholds } = look({
      svp: {
        thresholds: [
          { from: null, to: null, color: '#16943E' },
          { from: '0', to: 5, color: '#75bf00' },
          { from: 5, to: null, color: '#f36644' },
        ],
      },
    }).single
    expect(thresholds).toHaveLength(2)
    expect([-1, 0, 4.9, 5, 1e9].map((value) => bandOf(value, thresholds))).toEqual([-1, 0, 0, 1, 1])
  })

  it('take colours and nothing that is none', () => {
    expect(colorIn('#abc')).toBe('#abc')
    expect(colorIn('rgb(1, 2, 3)')).toBe('rgb(1, 2, 3)')
    expect(colorIn('url(https://example.com/x)')).toBe('')
    expect(colorIn('red; background: url(x)')).toBe('')
  })

  it('draw limits only where they are switched on', () => {
    const numbers = {
      warning: { display: true, value: 80 },
      critical: { value: '90', comparator: 'less' },
    }
    expect(look({ thresholdsSettings: { numberThresholds: numbers } }).limits).toEqual([])
    expect(
      look({ thresholdsSettings: { showThresholds: true, numberThresholds: numbers } }).limits,
    ).toEqual([
      { value: 80, critical: false, below: false },
      { value: 90, critical: true, below: true },
    ])
  })

  it('have the limits under the older name too', () => {
    const thresholds = { critical: { value: 5, display: true } }
    expect(look({ thresholdsSettings: { showThresholds: true, thresholds } }).limits).toEqual([
      { value: 5, critical: true, below: false },
    ])
  })

  it('say what is sorted by, downwards where nothing else is said', () => {
    const sort = (general: unknown) => look({ general }).sort
    expect([sort({}), sort({ sortBy: '_value' }), sort({ sortBy: 'n', sortDir: 'asc' })]).toEqual([
      null,
      { by: '_value', descending: true },
      { by: 'n', descending: false },
    ])
  })

  it('say of some series how filled they are', () => {
    const overrides = [{ series: ['a'], properties: { fillOpacity: '.33' } }]
    expect(look({ overrides }).overrides[0]?.opacity).toBe(0.33)
  })
})
