import { describe, expect, it } from 'vitest'
import { readLook } from './look'
import { aliased, timeSeriesOf } from './series'
import { records, series, SHAPES, START } from './shapes.test-data'

const look = (settings: unknown = {}) => readLook(JSON.stringify(settings))
const names = (results: Parameters<typeof timeSeriesOf>[0], settings?: unknown) =>
  timeSeriesOf(results, look(settings)).map((one) => one.name)

describe('series of a panel', () => {
  it('are called by the dimensions that tell them apart', () => {
    const found = series([
      [{ metric: 'CPU', region: 'us-east-1', host: 'a' }, [1]],
      [{ metric: 'CPU', region: 'us-east-1', host: 'b' }, [2]],
    ])
    expect(names([found])).toEqual(['a', 'b'])
  })

  it('take aliases from overrides, by dimensions in any case', () => {
    const found = series([[{ LoadBalancer: 'app/one', region: 'eu' }, [1]]])
    const override = (name: string) => ({
      overrides: [{ series: [], queries: ['A'], properties: { name } }],
    })
    expect(names([found], override('{{loadbalancer}}'))).toEqual(['app/one'])
    expect(names([found], override('Today, {{ region }}'))).toEqual(['Today, eu'])
    expect(aliased('{{metric}}', { name: 'avg', dimensions: {} })).toBe('avg')
  })

  it('are told apart by their query where they have one name, and numbered where nothing else does', () => {
    const one = series([[{ host: 'a' }, [1]]], 'A')
    const other = series([[{ host: 'a' }, [2]]], 'B')
    expect(names([one, other])).toEqual(['#A a', '#B a'])
    const both = { overrides: [{ series: [], queries: ['A', 'B'], properties: { name: 'CPU' } }] }
    expect(names([one, other], both)).toEqual(['CPU', 'CPU (2)'])
  })

  it('are styled by name or by query, and later overrides win', () => {
    const [columns] = timeSeriesOf(
      SHAPES['times and columns'] ?? [],
      look({
        overrides: [
          { series: ['get'], queries: [], properties: { color: '#111111', type: 'column' } },
          { series: [], queries: ['A'], properties: { color: '#222222', axisYType: 'secondary' } },
        ],
      }),
    )
    expect(columns?.style).toMatchObject({ color: '#222222', type: 'column', secondary: true })
  })

  it('are found by their dimensions where the document has an id of another account', () => {
    const found = series([
      [{ metric: 'idle', cluster: 'x' }, [1]],
      [{ metric: 'total', cluster: 'x' }, [2]],
    ])
    const settings = {
      overrides: [
        { series: ['_metricId=2jg7kKmf metric=total'], queries: [], properties: { name: 'All' } },
      ],
    }
    expect(names([found], settings)).toEqual(['idle', 'All'])
  })

  it('of records are one for each measure, or for each key', () => {
    expect(names(SHAPES['times and columns'] ?? [])).toEqual(['Get', 'Put'])
    expect(names(SHAPES['times and a key'] ?? [])).toEqual(['Get', 'Put'])
    const [get] = timeSeriesOf(SHAPES['times and columns'] ?? [], look())
    expect(get?.points.map(([at]) => at)).toEqual([START, START + 60_000])
  })

  it('know a time by its values where the column has another name', () => {
    const found = records(
      [
        ['hour', 'long', true],
        ['n', 'long'],
      ],
      [
        [START, 1],
        [START + 1, 2],
      ],
    )
    expect(names([found])).toEqual(['n'])
    expect(
      names([
        records(
          [
            ['port', 'long', true],
            ['n', 'long'],
          ],
          [
            [443, 1],
            [80, 2],
          ],
        ),
      ]),
    ).toEqual([])
  })

  it('are left out where their query is hidden, and not drawn where they are switched off', () => {
    const results = SHAPES['series of two queries'] ?? []
    expect(names(results, { hiddenQueryKeys: ['B'] })).toEqual(['a', 'b'])
    const drawn = timeSeriesOf(
      results,
      look({ series: { A: { visible: false }, b: { visible: false } } }),
    )
    expect(drawn.filter((one) => one.style.visible).map((one) => one.query)).toEqual(['B'])
  })
})
