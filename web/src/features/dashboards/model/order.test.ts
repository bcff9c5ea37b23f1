import { describe, expect, it } from 'vitest'
import { categoriesOf } from './categories'
import { cellColorsOf } from './cell-colors'
import { readLook } from './look'
import { panelTableOf } from './panel-table'
import { records, series } from './shapes.test-data'

const look = (settings: unknown = {}) => readLook(JSON.stringify(settings))
const rows = [
  records(
    [
      ['state', 'string', true],
      ['n', 'long'],
      ['m', 'long'],
    ],
    [
      ['b', 2, 9],
      ['a', 10, 1],
      ['c', null, 5],
    ],
  ),
]
const metrics = [
  series([
    [{ host: 'x' }, [1, 2]],
    [{ host: 'y' }, [5, 6]],
  ]),
]

describe('the order of a panel', () => {
  const states = (general: unknown) =>
    panelTableOf(rows, look({ general }), false).rows.map(([state]) => state)

  it('is that of its rows where nothing is said, or where there is no such column', () => {
    expect(states({})).toEqual(['b', 'a', 'c'])
    expect(states({ sortBy: 'elsewhere' })).toEqual(['b', 'a', 'c'])
  })

  it('is that of a column, with what has no value last', () => {
    expect(states({ sortBy: 'N' })).toEqual(['a', 'b', 'c'])
    expect(states({ sortBy: 'n', sortDir: 'ASC' })).toEqual(['b', 'a', 'c'])
    expect(states({ sortBy: 'state', sortDir: 'ASC' })).toEqual(['a', 'b', 'c'])
    expect(states({ sortBy: '_value', sortDir: 'DESC' })).toEqual(['b', 'c', 'a'])
  })

  it('is that of the values of series', () => {
    const general = { sortBy: '_value', sortDir: 'DESC', aggregationType: 'latest' }
    expect(categoriesOf(metrics, look({ general }), 'UTC').names).toEqual(['y', 'x'])
    expect(panelTableOf(metrics, look({ general }), false).rows.map((row) => row.at(-1))).toEqual([
      6, 2,
    ])
    const names = categoriesOf(
      rows,
      look({ general: { sortBy: 'm', sortDir: 'ASC' } }),
      'UTC',
    ).names
    expect(names).toEqual(['a', 'c', 'b'])
  })
})

describe('the colours of cells', () => {
  const colors = (thresholds: unknown, more: unknown = {}) => {
    const settings = look({
      overrides: [
        { series: ['state'], properties: { type: 'table', thresholds, ...(more as object) } },
      ],
    })
    const table = panelTableOf(rows, settings, false)
    const [first, second] = cellColorsOf(table, settings)
    expect(second).toBeNull()
    return table.rows.map((row) => first?.(row) ?? null)
  }
  const rule = (color: string, ...conditions: unknown[]) => ({ color, conditions })

  it('are those of the first rule that holds', () => {
    const is = (column: string, operator: string, value: unknown) => ({ column, operator, value })
    expect(
      colors([rule('#ff0000', is('state', '==', 'A')), rule('#00ff00', is('n', '<', 5))]),
    ).toEqual(['#00ff00', '#ff0000', null])
    expect(colors([rule('red', is('n', '>=', '2'), is('m', '!=', 1))])).toEqual(['red', null, null])
    expect(colors([rule('red', is('', 'contains', 'b'))])).toEqual(['red', null, null])
    expect(colors([rule('red', is('gone', '==', 'b')), rule('red')])).toEqual([null, null, null])
  })

  it('are none where they are switched off, or are no colours', () => {
    const always = { column: 'm', operator: '>', value: 0 }
    expect(colors([rule('url(x)', always)])).toEqual([null, null, null])
    expect(colors([rule('red', always)], { displayThreshold: false })).toEqual([null, null, null])
  })
})
