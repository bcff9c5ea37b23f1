import { describe, expect, it } from 'vitest'
import type { TreeNode } from '@/api/explore-schema'
import { withMarkers } from '@/lib/charts/markers'
import type { ChartTokens } from '@/lib/charts/tokens'
import { callerRows, shortCaller } from './caller-rows'
import { chartNames, metricOf } from './chart-rows'
import { dashboardAddress } from './DashboardLinks'
import { total, unwellText } from './health-words'
import { logLines, printed } from './log-lines'
import { findNode, parentId, toggled, treeRows } from './tree-rows'

function node(id: string, children: TreeNode[] = [], more: Partial<TreeNode> = {}): TreeNode {
  return {
    id,
    kind: 'region',
    kindLabel: 'Region',
    name: id.split('=').at(-1) ?? '',
    labels: {},
    health: 'ok',
    reasons: [],
    counts: {},
    children,
    leftOut: 0,
    ...more,
  }
}

const entity = {
  id: 'E',
  firstSeen: 0,
  lastSeen: 0,
  status: '',
  statusAt: null,
  createdAt: null,
  deleted: false,
}
const variant = node('a=1/b=2/c=3/d=4', [], { entity })
const endpoint = node('a=1/b=2/c=3', [variant], { entity })
const nodes = [node('a=1', [node('a=1/b=2', [endpoint], { leftOut: 7 })])]

describe('the rows of the tree', () => {
  const ids = (turned: string[]) => treeRows(nodes, new Set(turned)).map((row) => row.node.id)

  it('has branches open and entities closed until they are turned', () => {
    expect(ids([])).toEqual(['a=1', 'a=1/b=2', 'a=1/b=2/c=3', 'a=1/b=2'])
    expect(ids(['a=1'])).toEqual(['a=1'])
    expect(ids(['a=1/b=2/c=3'])).toContain('a=1/b=2/c=3/d=4')
  })
  it('says how many are left out, behind the ones that are there', () => {
    expect(treeRows(nodes, new Set()).at(-1)).toMatchObject({ more: 7, depth: 2 })
  })
  it('finds nodes and what is around them', () => {
    expect(findNode(nodes, variant.id)).toBe(variant)
    expect(findNode(nodes, 'a=1/b=9')).toBeUndefined()
    expect(parentId(variant.id)).toBe(endpoint.id)
    expect(parentId('a=1')).toBeNull()
  })
  it('turns a node twice to where it was', () => {
    const set = new Set(['x'])
    expect(toggled(toggled(set, 'y'), 'y')).toEqual(set)
    expect(toggled(set, 'x')).toEqual(new Set())
  })
})

describe('words', () => {
  it('counts what is not well', () => {
    expect(unwellText({ critical: 1, missing: 2, ok: 9 })).toBe('1 critical, 2 no data')
    expect(unwellText({ ok: 3 })).toBe('')
    expect(total({ critical: 1, ok: 3 })).toBe(4)
  })
  it('calls callers as people do', () => {
    expect(shortCaller('arn:aws:iam::123456789012:user/ana')).toBe('ana')
    expect(shortCaller('arn:aws:sts::123456789012:assumed-role/Deploy/ci')).toBe('Deploy/ci')
    expect(shortCaller('config.amazonaws.com')).toBe('config.amazonaws.com')
  })
  it('names a dashboard with its variables', () => {
    expect(dashboardAddress('A 1', { region: 'us-east-1', Account: 'a&b' }, { from: '-1h' })).toBe(
      '/dashboards/A%201?from=-1h&var.region=us-east-1&var.Account=a%26b',
    )
  })
})

describe('answers', () => {
  const column = (name: string) => ({ name, type: 'string' as const, key: false })

  it('reads callers by the names of the columns', () => {
    const columns = ['calls', 'caller', 'call', 'address', 'error'].map(column)
    const rows = [['3', 'arn:aws:iam::123456789012:user/ana', 'DeleteModel', '192.0.2.1', null]]
    expect(callerRows({ columns, rows })).toEqual([
      {
        caller: 'arn:aws:iam::123456789012:user/ana',
        who: 'ana',
        address: '192.0.2.1',
        call: 'DeleteModel',
        error: '',
        calls: 3,
      },
    ])
  })
  it('shows what a container printed, and any other text as it is', () => {
    expect(printed('{"logGroup":"g","message":"hello"}')).toBe('hello')
    expect(printed('{"logGroup":"g","message":{"a":1}}')).toBe('{"a":1}')
    for (const text of ['{"a":1}', 'plain', '{"logGroup"']) expect(printed(text)).toBe(text)
    const columns = ['_raw', '_messageTime', '_messageId', '_loglevel'].map(column)
    expect(logLines({ columns, rows: [['x', 5, 7, null]] })).toEqual([
      { id: '7', at: 5, text: 'x', level: '' },
    ])
  })
  it('names series by the metric of their row, and by more where a row has several', () => {
    const one = (row: string, name: string) => ({
      row,
      name,
      metric: '',
      dimensions: '',
      unit: '',
      stats: null,
      points: [],
    })
    const rows = ['a=b metric=Invocations | sum', 'metric=Latency | avg by op']
    const series = [one('A', '#A all'), one('B', '#B op=x'), one('B', '#B op=y')]
    expect(chartNames(series, rows).map(({ name }) => name)).toEqual([
      'Invocations',
      'Latency op=x',
      'Latency op=y',
    ])
    expect(metricOf('no metric')).toBe('')
  })
})

describe('marks on a chart', () => {
  const tokens = { text: '#000', text2: '#111', text3: '#222' } as ChartTokens

  it('stand on the first series, the newest of many', () => {
    const markers = Array.from({ length: 40 }, (_, at) => ({ at, label: `${at}` }))
    const { series } = withMarkers({ series: [{ name: 'a' }, { name: 'b' }] }, markers, tokens)
    const [first, second] = series as { markLine?: { data: { xAxis: number }[] } }[]
    expect(first?.markLine?.data.map((one) => one.xAxis)).toEqual(
      Array.from({ length: 30 }, (_, index) => 39 - index),
    )
    expect(second?.markLine).toBeUndefined()
  })
  it('are none where there is nothing to mark', () => {
    const option = { series: [] }
    expect(withMarkers(option, [{ at: 1, label: 'x' }], tokens)).toBe(option)
  })
})
