import { describe, expect, it } from 'vitest'
import { categoriesOf } from './categories'
import { foldNamed, folded, FOLDS } from './fold'
import { combOf, hexagonPath, honeycombOf } from './honeycomb'
import { readLook } from './look'
import { panelTableOf } from './panel-table'
import { slicesOf } from './pie-option'
import { placesOf } from './places'
import { records, series, SHAPES, START } from './shapes.test-data'
import { singleValueOf } from './single-value'

const look = (settings: unknown = {}) => readLook(JSON.stringify(settings))
const shape = (name: string) => SHAPES[name] ?? []

describe('folding', () => {
  it('knows all words and leaves gaps out', () => {
    const values = [4, null, 2, 6]
    expect(FOLDS.map((fold) => folded(values, fold))).toEqual([6, 4, 12, 2, 6, 3])
    expect(FOLDS.map((fold) => folded([null], fold))).toEqual(Array(6).fill(null))
    expect(['avg', 'MAX', 'none', 'latest', 'what'].map((word) => foldNamed(word, 'Sum'))).toEqual([
      'Average',
      'Maximum',
      'Latest',
      'Latest',
      'Sum',
    ])
  })
})

describe('a single value', () => {
  const single = (results: Parameters<typeof singleValueOf>[0], svp: unknown = {}) =>
    singleValueOf(results, look({ svp }))

  it('is the first row of a log search, or folds its rows', () => {
    const rows = records(
      [
        ['user', 'string', true],
        ['n', 'long'],
      ],
      [
        ['a', 5],
        ['b', 7],
      ],
    )
    expect(single([rows]).text).toBe('5')
    expect(single([rows], { option: 'Sum' }).text).toBe('12')
    expect(single(shape('times and columns'), { option: 'Latest' }).text).toBe('4')
    expect(single([records([['state', 'string']], [['Healthy']])]).text).toBe('Healthy')
  })

  it('folds a series over time, and series by the same word', () => {
    const two = [
      series([
        [{ host: 'a' }, [1, 2]],
        [{ host: 'b' }, [3, 4]],
      ]),
    ]
    expect(single(two, { option: 'Sum', label: 'x' }).text).toBe('10')
    expect(single(two, { option: 'Average', label: 'x' }).text).toBe('2.5')
    expect(single(two, { label: 'x' }).text).toBe('2')
    expect(single(two, { option: 'Count', label: 'x' }).text).toBe('4')
  })

  it('says what the settings say where there is no data', () => {
    expect(single(shape('no series'), { noDataString: '0' })).toMatchObject({
      text: '0',
      empty: true,
    })
    expect(single(shape('nothing'))).toMatchObject({ text: 'No data', empty: true })
  })

  it('has the colour of its threshold, its decimals and its unit', () => {
    const thresholds = [
      { from: null, to: 50, color: '#00aa00' },
      { from: 50, to: null, color: '#aa0000' },
    ]
    const found = single([records([['n', 'double']], [[72.456]])], {
      thresholds,
      rounding: 1,
      unit: '%100',
    })
    expect(found).toMatchObject({ text: '72.5 %', band: 1, color: '#aa0000' })
    const micro = series([[{ host: 'a' }, [1500]]], 'A', 'Microseconds')
    expect(single([micro]).text).toBe('1.5 ms')
    expect(single([micro], { label: 'µs' }).text).toBe('1,500')
  })
})

describe('categories', () => {
  const of = (name: string, settings?: unknown) => categoriesOf(shape(name), look(settings), 'UTC')

  it('are the first key, with a series for each of the others where it repeats', () => {
    expect(of('groups of texts').names).toEqual(['200', '500', '(null)'])
    const two = of('two keys')
    expect(two.names).toEqual(['ana', 'ben'])
    expect(two.series.map(({ name, values }) => [name, values])).toEqual([
      ['Get', [3, 2]],
      ['Put', [1, null]],
    ])
  })

  it('are the keys together where the first one tells rows apart', () => {
    const rows = records(
      [
        ['user', 'string', true],
        ['type', 'string', true],
        ['n', 'long'],
      ],
      [
        ['ana', 'IAMUser', 3],
        ['ben', 'Root', 1],
      ],
    )
    expect(categoriesOf([rows], look(), 'UTC').names).toEqual(['ana · IAMUser', 'ben · Root'])
  })

  it('are the measures of a row without keys', () => {
    const row = records(
      [
        ['ok', 'long'],
        ['failed', 'long'],
      ],
      [[5, 2]],
    )
    expect(categoriesOf([row], look(), 'UTC')).toMatchObject({ names: ['ok', 'failed'] })
  })

  it('are series folded over time, by the settings’ word or their average', () => {
    const [first] = of('series of two queries').series
    expect(first?.values).toEqual([1.5, 3.5, 15])
    const [sums] = of('series of two queries', { general: { aggregationType: 'sum' } }).series
    expect(sums?.values).toEqual([3, 7, 30])
  })

  it('have the colours that overrides give by name', () => {
    const red = { overrides: [{ series: ['500'], queries: [], properties: { color: '#ff0000' } }] }
    expect(of('groups of texts', red).styles.map((style) => style?.color ?? null)).toEqual([
      null,
      '#ff0000',
      null,
    ])
  })

  it('make slices, the smallest together', () => {
    const settings = { general: { maxNumOfSlices: 2 } }
    const slices = slicesOf(of('groups of texts', settings), look(settings))
    expect(slices.map(({ name, value }) => [name, value])).toEqual([
      ['200', 10],
      ['2 others', 4],
    ])
  })
})

describe('a honeycomb', () => {
  it('has a cell for each series, coloured and grouped', () => {
    const [group, other] = honeycombOf(
      shape('series of two queries'),
      look({
        honeyComb: {
          groupBy: [{ label: 'host', value: 'host' }],
          aggregationType: 'max',
          thresholds: [{ from: 2, to: null, color: '#ff0000' }],
        },
      }),
    )
    expect(group).toMatchObject({ name: 'a', cells: [{ value: 2, color: '#ff0000', band: 0 }] })
    expect(other?.name).toBe('b')
  })

  it('fits its cells into the box', () => {
    for (const count of [1, 2, 7, 60, 500]) {
      const comb = combOf(count, 300, 160)
      expect(comb.centers).toHaveLength(count)
      expect(comb.width).toBeLessThanOrEqual(300.001)
      expect(comb.height).toBeLessThanOrEqual(160.001)
      const half = (comb.radius * Math.sqrt(3)) / 2
      for (const [x, y] of comb.centers) {
        expect(x - half).toBeGreaterThanOrEqual(-0.001)
        expect(y + comb.radius).toBeLessThanOrEqual(160.001)
      }
    }
    expect(hexagonPath([0, 0], 2).match(/L/g)).toHaveLength(5)
  })
})

describe('a table', () => {
  it('has the rows as they are, a row for a series, or one for a time', () => {
    expect(panelTableOf(shape('two keys'), look(), false).rows).toHaveLength(3)
    const bySeries = panelTableOf(
      [series([[{ host: 'a' }, [1, 3]]], 'A', 'Percent')],
      look(),
      false,
    )
    expect(bySeries.columns.map(({ name }) => name)).toEqual(['host', 'Average'])
    expect(bySeries.rows).toEqual([['a', 2]])
    const byTime = panelTableOf(shape('one series'), look(), true)
    expect(byTime.columns[0]).toMatchObject({ name: 'Time', time: true })
    expect(byTime.rows.at(-1)).toEqual([START, 1])
  })
})

describe('a map', () => {
  it('has places that have coordinates, those of one place together', () => {
    expect(placesOf(shape('places'))).toMatchObject([{ name: '192.0.2.1', value: [11.5, 48.1, 3] }])
    const same = records(
      [
        ['ip', 'string', true],
        ['n', 'long'],
        ['latitude', 'double'],
        ['longitude', 'double'],
      ],
      [
        ['a', 1, 10, 20],
        ['b', 2, 10, 20],
      ],
    )
    expect(placesOf([same])).toMatchObject([{ name: 'b; a', value: [20, 10, 3] }])
  })
})
