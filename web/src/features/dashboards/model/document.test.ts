import { describe, expect, it } from 'vitest'
import {
  blankDashboard,
  freeLetter,
  newPanel,
  newQuery,
  nudged,
  withCopy,
  withoutPanel,
  withPanel,
  withSetting,
} from './edits'
import { COLUMNS, placesOfPanels, withPlaces } from './layout'
import { destinationsOf, linkedPath, queryTexts } from './links'
import { readLook } from './look'
import { documentRange, rangeOfDocument, relativeText } from './time-ranges'
import { ALL, currentValues, filled, toggled, valuesText } from './variables'
import { signaturesOf } from './signature'

describe('places of panels', () => {
  const document = {
    ...blankDashboard('x'),
    panels: [newPanel('Logs', 'a'), newPanel('Text', 'b'), newPanel('Metrics', 'c')],
    layout: {
      layoutType: 'Grid',
      layoutStructures: [
        { key: 'a', structure: '{"height":5,"width":"40","x":3,"y":0,"minHeight":2}' },
        { key: 'gone', structure: '{"height":5,"width":4,"x":0,"y":90}' },
      ],
    },
  }

  it('stay on the grid, and panels without one stand below', () => {
    const [a, b, c] = placesOfPanels(document)
    expect(a).toEqual({ key: 'a', x: 0, y: 0, w: COLUMNS, h: 5 })
    expect([b?.y, c?.y]).toEqual([5, 5])
    expect(c?.x).toBe(12)
  })

  it('are written as they were read, with whatever else a structure says', () => {
    const places = placesOfPanels(document)
    const next = withPlaces(document, places)
    expect(placesOfPanels(next)).toEqual(places)
    expect(next.layout?.layoutStructures?.[0]?.structure).toContain('"minHeight":2')
  })
})

describe('changes of a document', () => {
  it('add, copy, move and delete panels without touching others', () => {
    const one = withPanel(blankDashboard('x'), newPanel('Logs', 'a'))
    const two = withCopy(one, 'a', 'b')
    expect(two.panels?.map(({ key, title }) => [key, title])).toEqual([
      ['a', 'New panel'],
      ['b', 'New panel (copy)'],
    ])
    expect(placesOfPanels(two)[1]).toMatchObject({ x: 12, y: 0 })
    expect(placesOfPanels(nudged(two, 'a', { x: -5, w: 2 }))[0]).toMatchObject({ x: 0, w: 14 })
    expect(withoutPanel(two, 'a').layout?.layoutStructures).toHaveLength(1)
    expect(one.panels).toHaveLength(1)
  })

  it('set one setting and leave all others as they were', () => {
    const before = JSON.stringify({
      general: { type: 'line', somethingNew: 1 },
      settings: { old: true },
    })
    const after = withSetting(before, ['axes', 'axisY', 'unit', 'value'], 'ms')
    expect(JSON.parse(after)).toEqual({
      ...JSON.parse(before),
      axes: { axisY: { unit: { value: 'ms' } } },
    })
    expect(readLook(after).axisY.unit).toBe('ms')
    expect(JSON.parse(withSetting(after, ['axes', 'axisY', 'unit', 'value'], undefined))).toEqual({
      ...JSON.parse(before),
      axes: { axisY: { unit: {} } },
    })
  })

  it('give queries the first free letter', () => {
    expect(freeLetter([newQuery('Logs', 'A'), newQuery('Logs', 'C')])).toBe('B')
    expect(freeLetter([...'ABCDEF'].map((key) => newQuery('Logs', key)))).toBeNull()
  })
})

describe('ranges of documents', () => {
  const NOW = Date.UTC(2026, 0, 14, 10, 30)
  const literal = (rangeName: string) => ({ type: 'CompleteLiteralTimeRange', rangeName })
  const day = (date: number, month = 0, year = 2026) => String(Date.UTC(year, month, date))

  it('are read in every form', () => {
    expect(relativeText('-4w2d')).toBe('-30d')
    expect(relativeText('-1h30m')).toBe('-90m')
    expect(relativeText('-15m')).toBe('-15m')
    expect(relativeText('2d')).toBe('+2d')
    const bounded = (from: object, to: object | null = null) =>
      rangeOfDocument({ type: 'BeginBoundedTimeRange', from, to }, NOW, 'UTC')
    expect(bounded({ type: 'EpochTimeRangeBoundary', epochMillis: 5 })).toEqual({
      from: '5',
      to: 'now',
    })
    expect(bounded({ type: 'LiteralTimeRangeBoundary', rangeName: 'week' })?.from).toBe(day(12))
    expect(bounded({ type: 'LiteralTimeRangeBoundary', rangeName: 'month' })?.from).toBe(day(1))
    expect(rangeOfDocument(literal('yesterday'), NOW, 'UTC')).toEqual({
      from: day(13),
      to: day(14),
    })
    expect(rangeOfDocument(literal('previous_week'), NOW, 'UTC')).toEqual({
      from: day(5),
      to: day(12),
    })
    expect(rangeOfDocument(literal('previous_month'), NOW, 'UTC')).toEqual({
      from: day(1, 11, 2025),
      to: day(1),
    })
    expect([null, {}, literal('never')].map((one) => rangeOfDocument(one, NOW, 'UTC'))).toEqual([
      null,
      null,
      null,
    ])
  })

  it('are written so that they are read again', () => {
    for (const range of [
      { from: '-3h', to: 'now' },
      { from: '1767225600000', to: '1767229200000' },
      { from: '-2d', to: '-1d' },
    ]) {
      expect(rangeOfDocument(documentRange(range), NOW, 'UTC')).toEqual(range)
    }
  })
})

describe('variables', () => {
  const region = { name: 'Region', includeAllOption: true }

  it('have what was chosen, else the default, else all', () => {
    expect(currentValues([region], {})).toEqual({ Region: [ALL] })
    expect(currentValues([{ ...region, defaultValue: 'eu' }], {})).toEqual({ Region: ['eu'] })
    expect(currentValues([region], { region: ['us', 'eu'] })).toEqual({ Region: ['us', 'eu'] })
  })

  it('are chosen one by one; all stands alone', () => {
    expect(toggled([ALL], 'us')).toEqual(['us'])
    expect(toggled(['us'], 'eu')).toEqual(['us', 'eu'])
    expect(toggled(['us'], 'us')).toEqual([ALL])
    expect(toggled(['us', 'eu'], ALL)).toEqual([ALL])
  })

  it('fill titles, and leave what is none', () => {
    const values = { region: ['us', 'eu'] }
    expect(filled('In {{Region}} of {{other}}', values)).toBe('In us, eu of {{other}}')
    expect(filled('In {{{ region }}}, {{{other}}}', values)).toBe('In us, eu, {{{other}}}')
    expect(valuesText([ALL])).toBe('All')
    expect(valuesText(['a', 'b', 'c', 'd'])).toBe('a, b + 2')
  })

  it('have a panel asked again only where it uses them', () => {
    const panel = {
      ...newPanel('Logs', 'a'),
      queries: [{ ...newQuery('Logs', 'A'), queryString: 'x={{Region}}' }],
    }
    const other = { ...panel, key: 'b', queries: [{ ...newQuery('Logs', 'A'), queryString: '*' }] }
    const asked = { range: { from: '-1d', to: 'now' }, zone: 'UTC', round: 0 }
    const before = signaturesOf([panel, other], { ...asked, values: { region: ['us'] } })
    const after = signaturesOf([panel, other], { ...asked, values: { region: ['eu'] } })
    expect(after.get('a')).not.toBe(before.get('a'))
    expect(after.get('b')).toBe(before.get('b'))
    expect(
      signaturesOf([newPanel('Text', 't'), newPanel('Logs', 'empty')], { ...asked, values: {} })
        .size,
    ).toBe(0)
  })
})

describe('links', () => {
  it('lead from a dashboard to its siblings and to other folders', () => {
    const from = '/Library/Shared/AWS API Gateway/1. Overview'
    expect(linkedPath(from, '../2. Details')).toBe('/Library/Shared/AWS API Gateway/2. Details')
    expect(linkedPath(from, '../../AWS Lambda/1. Overview')).toBe(
      '/Library/Shared/AWS Lambda/1. Overview',
    )
    expect(linkedPath(from, '../../../../../elsewhere')).toBeNull()
  })

  it('open queries as they ran, each row at the place of its letter', () => {
    const queries = [
      { ...newQuery('Metrics', 'A'), queryString: 'metric=a x={{v}}' },
      { ...newQuery('Metrics', 'C'), queryString: '#A', transient: true },
    ]
    const panel = { ...newPanel('Metrics', 'a'), queries }
    const answer = {
      type: 'panel' as const,
      key: 'a',
      from: 0,
      to: 1,
      results: [],
      faults: [],
      warnings: [],
      timing: null,
      sql: [],
      queries: ['metric=a x=1', '#A'],
    }
    expect(queryTexts(panel, answer).get('A')).toBe('metric=a x=1')
    expect(destinationsOf(panel, answer)).toEqual([
      { page: 'metrics', m: ['metric=a x=1', '', '#A'], hide: 'C' },
    ])
  })
})
