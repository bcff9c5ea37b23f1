/** Changes of a dashboard's document, each from one document to the next. */
import type { DashboardDocument, Panel, PanelQuery, Variable } from '@/api/library-schema'
import { freePlace, type Place, placesOfPanels, withPlaces } from './layout'
import { bag, settingsOf } from './look'
import { documentRange } from './time-ranges'

/** A dashboard without anything in it. */
export function blankDashboard(title: string): DashboardDocument {
  return {
    type: 'DashboardV2SyncDefinition',
    name: title,
    title,
    description: '',
    theme: 'Light',
    topologyLabelMap: { data: {} },
    refreshInterval: 0,
    timeRange: documentRange({ from: '-1d', to: 'now' }),
    layout: { layoutType: 'Grid', layoutStructures: [] },
    panels: [],
    variables: [],
    coloringRules: [],
  }
}

export type NewPanel = 'Logs' | 'Metrics' | 'Text'

/** A panel to begin with, under a key of its own. */
export function newPanel(kind: NewPanel, key: string): Panel {
  if (kind === 'Text') {
    return {
      id: null,
      key,
      title: 'Text',
      panelType: 'TextPanel',
      text: '',
      visualSettings: JSON.stringify({ text: { format: 'markdownV2' } }),
      keepVisualSettingsConsistentWithParent: true,
    }
  }
  const general =
    kind === 'Logs' ? { mode: 'distribution', type: 'table' } : { mode: 'timeSeries', type: 'line' }
  return {
    id: null,
    key,
    title: 'New panel',
    description: '',
    panelType: 'SumoSearchPanel',
    visualSettings: JSON.stringify({ general: { ...general, displayType: 'default' } }),
    keepVisualSettingsConsistentWithParent: true,
    queries: [newQuery(kind, 'A')],
    timeRange: null,
    coloringRules: null,
    linkedDashboards: [],
  }
}

export function newQuery(queryType: string, queryKey: string): PanelQuery {
  return {
    queryString: '',
    queryType,
    queryKey,
    metricsQueryMode: queryType === 'Metrics' ? 'Advanced' : null,
    metricsQueryData: null,
    tracesQueryData: null,
    spansQueryData: null,
    parseMode: 'Auto',
    timeSource: 'Message',
  }
}

const LETTERS = 'ABCDEF'

/** The first letter that no query has; null where all are taken. */
export function freeLetter(queries: readonly PanelQuery[]): string | null {
  const taken = new Set(queries.map(({ queryKey }) => queryKey))
  return [...LETTERS].find((letter) => !taken.has(letter)) ?? null
}

const panelsOf = (document: DashboardDocument) => document.panels ?? []

/** The document with one panel more, below the others or where there is room for its size. */
export function withPanel(
  document: DashboardDocument,
  panel: Panel,
  size = { w: 12, h: 6 },
): DashboardDocument {
  const places = placesOfPanels(document)
  const free = freePlace(places, size.w, size.h)
  const grown = { ...document, panels: [...panelsOf(document), panel] }
  return withPlaces(grown, [...places, { key: panel.key, ...size, ...free }])
}

/** The document with a panel in another form; its key stays. */
export function withChangedPanel(document: DashboardDocument, panel: Panel): DashboardDocument {
  return {
    ...document,
    panels: panelsOf(document).map((one) => (one.key === panel.key ? panel : one)),
  }
}

export function withoutPanel(document: DashboardDocument, key: string): DashboardDocument {
  const places = placesOfPanels(document).filter((place) => place.key !== key)
  return withPlaces(
    { ...document, panels: panelsOf(document).filter((one) => one.key !== key) },
    places,
  )
}

/** The document with a copy of a panel, of the same size. */
export function withCopy(
  document: DashboardDocument,
  key: string,
  copyKey: string,
): DashboardDocument {
  const panel = panelsOf(document).find((one) => one.key === key)
  const place = placesOfPanels(document).find((one) => one.key === key)
  if (!panel || !place) return document
  const copy = { ...panel, id: null, key: copyKey, title: `${panel.title ?? ''} (copy)`.trim() }
  return withPanel(document, copy, { w: place.w, h: place.h })
}

/** A place moved or stretched by whole cells, as the keys of the keyboard do it. */
export function nudged(document: DashboardDocument, key: string, by: Partial<Omit<Place, 'key'>>) {
  const places = placesOfPanels(document).map((place) => {
    if (place.key !== key) return place
    const w = Math.min(24, Math.max(1, place.w + (by.w ?? 0)))
    return {
      key,
      w,
      h: Math.max(1, place.h + (by.h ?? 0)),
      x: Math.min(24 - w, Math.max(0, place.x + (by.x ?? 0))),
      y: Math.max(0, place.y + (by.y ?? 0)),
    }
  })
  return withPlaces(document, places)
}

export function withVariables(
  document: DashboardDocument,
  variables: readonly Variable[],
): DashboardDocument {
  return { ...document, variables: [...variables] }
}

/**
 * Visual settings with one of them changed; `path` leads to it. Undefined takes it away. What else is set stays as it
 * is, so that another chart finds its settings again.
 */
export function withSetting(
  visualSettings: string | null | undefined,
  path: readonly string[],
  value: unknown,
): string {
  return JSON.stringify(changed(settingsOf(visualSettings), path, value))
}

function changed(
  held: Record<string, unknown>,
  [name = '', ...rest]: readonly string[],
  value: unknown,
): Record<string, unknown> {
  if (rest.length === 0) {
    const others = Object.fromEntries(Object.entries(held).filter(([one]) => one !== name))
    return value === undefined ? others : { ...others, [name]: value }
  }
  return { ...held, [name]: changed(bag(held[name]), rest, value) }
}
