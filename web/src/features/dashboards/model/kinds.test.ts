import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentSchema, type Panel } from '@/api/library-schema'
import { categoryOption, timeSeriesOption } from './axis-option'
import { categoriesOf } from './categories'
import { honeycombOf } from './honeycomb'
import { drawingOf, hasRows } from './kinds'
import { placesOfPanels } from './layout'
import { readLook } from './look'
import { panelTableOf } from './panel-table'
import { pieOption, slicesOf } from './pie-option'
import { placesOf } from './places'
import { timeSeriesOf } from './series'
import { SHAPES, START } from './shapes.test-data'
import { singleValueOf } from './single-value'
import { rangeOfDocument } from './time-ranges'

const tokens = {
  text: '#000',
  text2: '#222',
  text3: '#444',
  line: '#ccc',
  surface: '#fff',
  raised: '#fff',
  overlay: '#fff',
  accent: '#088',
  ok: 'k',
  info: 'i',
  fatal: 'p',
  danger: '#a00',
  warn: '#aa0',
  font: 'sans-serif',
  series: ['#1', '#2'],
}
const drawing = { tokens, zone: 'UTC', colorOf: () => '#1' }
const panelOf = (queryType: string, queryString = '') => ({
  panelType: 'SumoSearchPanel',
  queries: [{ queryKey: 'A', queryType, queryString }],
})
const kind = (general: unknown, shape?: string, queryType = 'Logs', query = '') =>
  drawingOf(
    panelOf(queryType, query),
    readLook(JSON.stringify({ general })),
    shape ? (SHAPES[shape] ?? []) : null,
  )

describe('what a panel is drawn as', () => {
  it('is what mode and type say', () => {
    expect(kind({ mode: 'timeSeries', type: 'column' })).toEqual({
      kind: 'axis',
      chart: 'column',
      timed: true,
    })
    expect(kind({ mode: 'timeSeries' })).toEqual({ kind: 'axis', chart: 'line', timed: true })
    expect(kind({ mode: 'distribution', type: 'bar' })).toEqual({
      kind: 'axis',
      chart: 'bar',
      timed: false,
    })
    expect(kind({ mode: 'distribution', type: 'pie' }).kind).toBe('pie')
    expect(kind({ mode: 'singleValueMetrics', type: 'svp' }).kind).toBe('single')
    expect(kind({ type: 'svp' }).kind).toBe('single')
    expect(kind({ type: 'honeyComb' }).kind).toBe('honeycomb')
    expect(kind({ mode: 'map', type: 'map' }).kind).toBe('map')
    expect(kind({ mode: 'timeSeries', type: 'table' }, 'two keys')).toEqual({
      kind: 'table',
      pivoted: false,
    })
    expect(kind({ mode: 'timeSeries', type: 'table' }, 'one series')).toEqual({
      kind: 'table',
      pivoted: true,
    })
  })

  it('follows the query and its result where the settings say nothing', () => {
    expect(kind({}, undefined, 'Metrics').kind).toBe('axis')
    expect(kind({}, undefined, 'Logs', '* | timeslice 1h | count by _timeslice').kind).toBe('axis')
    expect(kind({}, 'times and columns').kind).toBe('axis')
    expect(kind({}, 'two keys').kind).toBe('table')
  })

  it('falls back to categories without times, and to a table without numbers', () => {
    expect(kind({ mode: 'timeSeries', type: 'bar' }, 'two keys')).toMatchObject({
      chart: 'bar',
      timed: false,
    })
    expect(kind({ mode: 'timeSeries', type: 'line' }, 'texts alone').kind).toBe('table')
    expect(kind({ mode: 'distribution', type: 'pie' }, 'texts alone').kind).toBe('table')
  })

  it('says so where it is none that is drawn here', () => {
    const look = readLook('{}')
    expect(drawingOf({ panelType: 'ServiceMapPanel', queries: [] }, look, null)).toEqual({
      kind: 'unknown',
      what: 'ServiceMapPanel',
    })
    expect(kind({ mode: 'distribution', type: 'sankey' }, 'two keys')).toMatchObject({
      instead: 'Sankey diagram',
    })
  })
})

// The published exports lie beside the repository; a clone has none.
const EXPORTS = resolve(process.cwd(), '../../shared/corpus/exports')

type Tree = { type?: string; children?: Tree[] }

function dashboardsIn(tree: Tree): unknown[] {
  const own = /^(DashboardV2|Mewboard)SyncDefinition$/.test(tree.type ?? '') ? [tree] : []
  return [...own, ...(tree.children ?? []).flatMap(dashboardsIn)]
}

function drawn(panel: Panel, shape: string): string {
  const look = readLook(panel.visualSettings)
  const results = SHAPES[shape] ?? []
  const shown = results.filter((result) => !look.hiddenQueries.includes(result.key))
  const what = drawingOf(panel, look, results)
  const chart = { ...drawing, look }
  switch (what.kind) {
    case 'axis': {
      const option = what.timed
        ? timeSeriesOption(
            timeSeriesOf(results, look),
            { from: START, to: START + 60_000 },
            { ...chart, chart: what.chart },
          )
        : categoryOption(categoriesOf(results, look, 'UTC'), { ...chart, chart: what.chart })
      const series = option['series'] as { data: unknown[] }[]
      if (shown.some(hasRows)) expect(series.length).toBeGreaterThan(0)
      break
    }
    case 'pie':
      pieOption(slicesOf(categoriesOf(results, look, 'UTC'), look), look, drawing, true)
      break
    case 'table':
      if (shown.some(hasRows))
        expect(panelTableOf(results, look, what.pivoted).rows.length).toBeGreaterThan(0)
      break
    case 'single':
      expect(singleValueOf(results, look).text).not.toBe('')
      break
    case 'honeycomb':
      honeycombOf(results, look)
      break
    case 'map':
      placesOf(results)
      break
  }
  return what.kind
}

describe.skipIf(!existsSync(EXPORTS))('published dashboards', () => {
  const files = existsSync(EXPORTS)
    ? readdirSync(EXPORTS).filter((name) => name.endsWith('.json'))
    : []

  it.each(files)('%s: all panels are drawn, whatever their queries give', (file) => {
    const tree = JSON.parse(readFileSync(join(EXPORTS, file), 'utf8')) as Tree
    for (const dashboard of dashboardsIn(tree)) {
      const document = documentSchema.parse(dashboard)
      expect(rangeOfDocument(document.timeRange, START, 'UTC')).not.toBeNull()
      const panels = document.panels ?? []
      expect(placesOfPanels(document).map(({ key }) => key)).toEqual(panels.map(({ key }) => key))
      for (const panel of panels) {
        const kinds = Object.keys(SHAPES).map((shape) => drawn(panel, shape))
        const known = ['SumoSearchPanel', 'TextPanel'].includes(panel.panelType)
        expect(kinds.includes('unknown'), `${panel.title ?? ''}: ${panel.panelType}`).toBe(!known)
      }
    }
  })
})
