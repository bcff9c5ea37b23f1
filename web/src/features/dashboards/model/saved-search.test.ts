import { describe, expect, it } from 'vitest'
import { openingOf } from './saved-search'

const NOW = Date.UTC(2026, 0, 15, 12)
const saved = (search: object) => ({
  type: 'SavedSearchWithScheduleSyncDefinition',
  name: 'Errors',
  search: { queryText: 'error', defaultTimeRange: '-15m', ...search },
})
const opened = (document: unknown) => openingOf(document, NOW, 'UTC')

describe('a saved search', () => {
  it('opens with its query, and with the values of its parameters in it', () => {
    const queryParameters = [
      { name: 'level', label: 'Level', value: 'warn', dataType: 'ANY' },
      { name: 'none', value: null },
    ]
    const queryText = '_sourceCategory=a {{level}} | where n > {{none}} | count by {{{Level}}}'
    expect(opened(saved({ queryText, queryParameters }))).toEqual({
      destination: {
        page: 'search',
        q: '_sourceCategory=a warn | where n > {{none}} | count by warn',
      },
      range: { from: '-15m', to: 'now' },
    })
  })

  it.each([
    ['Last 60 Minutes', { from: '-60m', to: 'now' }],
    ['-4w2d', { from: '-30d', to: 'now' }],
    ['-2d -1d', { from: '-2d', to: '-1d' }],
    ['today', { from: String(Date.UTC(2026, 0, 15)), to: String(NOW) }],
    ['whenever', null],
    [null, null],
  ])('has the range %s', (defaultTimeRange, range) => {
    expect(opened(saved({ defaultTimeRange }))?.range).toEqual(range)
  })

  it('of metrics opens with its rows', () => {
    const timeRange = {
      type: 'BeginBoundedTimeRange',
      from: { type: 'RelativeTimeRangeBoundary', relativeTime: '-1h' },
      to: null,
    }
    const older = [
      { rowId: 'A', query: 'metric=Errors' },
      { rowId: 'C', query: '#A | sum' },
    ]
    expect(opened({ metricsQueries: older, timeRange })).toEqual({
      destination: { page: 'metrics', m: ['metric=Errors', '', '#A | sum'], hide: '' },
      range: { from: '-1h', to: 'now' },
    })
    const queries = [{ queryKey: 'A', queryString: 'metric=Errors', queryType: 'Metrics' }]
    expect(opened({ queries })?.destination).toMatchObject({
      page: 'metrics',
      m: ['metric=Errors'],
    })
  })

  it('is none where there is no query', () => {
    expect([null, {}, { search: {} }, { metricsQueries: [] }].map(opened)).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})
