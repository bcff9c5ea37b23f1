/**
 * How a panel looks: its visual settings, which are JSON in a text and in which numbers may be texts too, read
 * into one shape with every default in its place. What is not known here is left alone.
 */

export type Mode =
  'timeSeries' | 'distribution' | 'singleValueMetrics' | 'honeyComb' | 'map' | 'table' | 'text' | ''

export type Display = 'default' | 'stacked' | 'stackedPercent' | 'smooth'

/** A stretch of values and its colour: `from` belongs to it, `to` does not, null is open. */
export interface Threshold {
  from: number | null
  to: number | null
  color: string
}

/** What is said of series by name, or of all series of a query. */
export interface Override {
  series: string[]
  queries: string[]
  name: string | null
  type: string | null
  color: string | null
  secondary: boolean | null
  dash: string | null
  display: string | null
  thickness: number | null
  opacity: number | null
  visible: boolean | null
  /** Colours of the cells of its columns, where the rows are such; the first that fits counts. */
  cells: CellRule[]
}

/** A colour for the cells of rows in which all of this holds. */
export interface CellRule {
  color: string
  conditions: { column: string; operator: string; value: string }[]
}

export interface AxisLook {
  title: string
  hideLabels: boolean
  logarithmic: boolean
  minimum: number | null
  maximum: number | null
  unit: string
  unitDecimals: number | null
}

export interface LimitLine {
  value: number
  critical: boolean
  /** Whether values below the line are the bad ones. */
  below: boolean
}

export const STATISTICS = ['min', 'max', 'avg', 'latest'] as const
export type Statistic = (typeof STATISTICS)[number]

export interface Look {
  mode: Mode
  type: string
  display: Display
  fillOpacity: number | null
  lineThickness: number
  lineDash: string
  marker: boolean
  markerSize: number
  /** Share of the radius that is hollow, in percent; 0 is a pie. */
  innerRadius: number
  mostSlices: number
  aggregation: string
  decimals: number | null
  noData: string
  axisX: AxisLook
  axisY: AxisLook
  axisY2: AxisLook
  legend: { shown: boolean; right: boolean; table: boolean; statistics: Statistic[] }
  hiddenQueries: string[]
  /** Series by name that were switched off. */
  hiddenSeries: string[]
  overrides: Override[]
  limits: LimitLine[]
  /** What rows and categories are sorted by: a column or series by name, or the values themselves. */
  sort: { by: string; descending: boolean } | null
  single: SingleLook
  honeycomb: { thresholds: Threshold[]; groupBy: string[]; aggregation: string; noData: string }
  heat: boolean
  text: TextLook
}

export interface SingleLook {
  option: string
  label: string
  hideLabel: boolean
  noData: string
  rounding: number | null
  unit: string
  colorBackground: boolean
  textColor: string
  backgroundColor: string
  thresholds: Threshold[]
  sparkline: boolean
  gauge: { min: number; max: number } | null
  valueSize: number | null
}

export interface TextLook {
  markdown: boolean
  fontSize: number | null
  color: string
  background: string
  showTitle: boolean
  horizontal: string
  vertical: string
}

export type Bag = Record<string, unknown>

/** An object as it is; anything else as an empty one. */
export const bag = (value: unknown): Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Bag) : {}
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown, otherwise = ''): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : otherwise
const texts = (value: unknown): string[] =>
  list(value)
    .map((one) => text(one))
    .filter(Boolean)
const flag = (value: unknown): boolean => value === true || value === 'true'

/** A number, whichever way it is written (`3`, `"3"`, `".11"`, `"30%"`), or null. */
export function numberIn(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || value.trim() === '') return null
  const read = Number(value.trim().replace(/%$/, ''))
  return Number.isFinite(read) ? read : null
}

/** The settings of a panel as an object; an empty one where they cannot be read. */
export function settingsOf(visualSettings: string | null | undefined): Bag {
  if (!visualSettings) return {}
  try {
    return bag(JSON.parse(visualSettings))
  } catch {
    return {}
  }
}

/** What stands at a path of the settings. */
export function valueAt(visualSettings: string | null | undefined, path: readonly string[]) {
  return path.reduce<unknown>((held, name) => bag(held)[name], settingsOf(visualSettings))
}

/** Reads the visual settings of a panel. */
export function readLook(visualSettings: string | null | undefined): Look {
  const settings = settingsOf(visualSettings)
  const general = bag(settings['general'])
  const legend = bag(settings['legend'])
  const honeycomb = bag(settings['honeyComb'])
  const axes = bag(settings['axes'])
  const marker = text(general['markerType'], 'none')
  return {
    mode: modeOf(text(general['mode'])),
    type: text(general['type']),
    display: displayOf(general['displayType']),
    fillOpacity: numberIn(general['fillOpacity']),
    lineThickness: clamp(numberIn(general['lineThickness']) ?? 1, 0.5, 8),
    lineDash: text(general['lineDashType'], 'solid'),
    marker: marker !== 'none' && marker !== '',
    markerSize: clamp(numberIn(general['markerSize']) ?? 5, 2, 20),
    innerRadius: clamp(numberIn(general['innerRadius']) ?? 0, 0, 90),
    mostSlices: Math.max(2, numberIn(general['maxNumOfSlices']) ?? 10),
    aggregation: text(general['aggregationType'], 'avg'),
    decimals: numberIn(general['decimals']),
    noData: text(general['noDataMessage']),
    axisX: axisOf(axes['axisX']),
    axisY: axisOf(axes['axisY']),
    axisY2: axisOf(axes['axisY2']),
    legend: {
      shown: legend['enabled'] !== false,
      right: text(legend['verticalAlign']) === 'right',
      table: flag(legend['showAsTable']),
      statistics: texts(legend['shownStatistics']).filter((one): one is Statistic =>
        (STATISTICS as readonly string[]).includes(one),
      ),
    },
    hiddenQueries: texts(settings['hiddenQueryKeys']),
    hiddenSeries: Object.entries(bag(settings['series']))
      .filter(([, one]) => bag(one)['visible'] === false)
      .map(([name]) => name),
    overrides: list(settings['overrides']).map(overrideOf),
    limits: limitsOf(bag(settings['thresholdsSettings'])),
    sort: sortOf(general),
    single: singleOf(bag(settings['svp'])),
    honeycomb: {
      thresholds: thresholdsOf(honeycomb['thresholds']),
      groupBy: list(honeycomb['groupBy'])
        .map((one) => text(bag(one)['value']) || text(bag(one)['label']) || text(one))
        .filter(Boolean),
      aggregation: text(honeycomb['aggregationType']) || text(general['aggregationType'], 'avg'),
      noData: text(honeycomb['noDataMessage']),
    },
    heat: text(bag(settings['map'])['layerType']).toLowerCase() === 'heat',
    text: textOf(bag(settings['text'])),
  }
}

function modeOf(word: string): Mode {
  const modes: Mode[] = [
    'timeSeries',
    'distribution',
    'singleValueMetrics',
    'honeyComb',
    'map',
    'table',
  ]
  if (word === 'TextPanel') return 'text'
  return modes.find((mode) => mode.toLowerCase() === word.toLowerCase()) ?? ''
}

function displayOf(value: unknown): Display {
  const known: Display[] = ['stacked', 'stackedPercent', 'smooth']
  return known.find((one) => one === value) ?? 'default'
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))

function axisOf(value: unknown): AxisLook {
  const axis = bag(value)
  const unit = axis['unit']
  return {
    title: text(axis['title']),
    hideLabels: flag(axis['hideLabels']),
    logarithmic: flag(axis['logarithmic']),
    minimum: numberIn(axis['minimum']),
    maximum: numberIn(axis['maximum']),
    unit: typeof unit === 'string' ? unit : text(bag(unit)['value']),
    unitDecimals: numberIn(axis['unitDecimals']),
  }
}

function overrideOf(value: unknown): Override {
  const override = bag(value)
  const properties = bag(override['properties'])
  const word = (name: string) => text(properties[name]) || null
  const axis = word('axisYType')
  return {
    series: texts(override['series']),
    queries: texts(override['queries']),
    name: word('name'),
    type: word('type'),
    color: colorIn(properties['color']) || null,
    secondary: axis === null ? null : axis === 'secondary',
    dash: word('lineDashType'),
    display: word('displayType'),
    thickness: numberIn(properties['lineThickness']),
    opacity: numberIn(properties['fillOpacity']),
    visible: typeof properties['visible'] === 'boolean' ? properties['visible'] : null,
    cells:
      properties['displayThreshold'] === false
        ? []
        : list(properties['thresholds'])
            .map(cellRuleOf)
            .filter(({ color }) => color !== ''),
  }
}

function cellRuleOf(value: unknown): CellRule {
  const rule = bag(value)
  return {
    color: colorIn(rule['color']),
    conditions: list(rule['conditions']).map((one) => {
      const condition = bag(one)
      return {
        column: text(condition['column']),
        operator: text(condition['operator'], '=='),
        value: text(condition['value']),
      }
    }),
  }
}

function sortOf(general: Bag): Look['sort'] {
  const by = text(general['sortBy'])
  return by === ''
    ? null
    : { by, descending: text(general['sortDir'], 'DESC').toUpperCase() !== 'ASC' }
}

/** Thresholds that say something: an entry without both bounds is the untouched default. */
export function thresholdsOf(value: unknown): Threshold[] {
  return list(value)
    .map((one) => bag(one))
    .map((one) => ({
      from: numberIn(one['from']),
      to: numberIn(one['to']),
      color: colorIn(one['color']),
    }))
    .filter(({ from, to, color }) => color !== '' && (from !== null || to !== null))
}

/** The first threshold that a value lies in: its place in the list, or -1. */
export function bandOf(value: number, thresholds: readonly Threshold[]): number {
  return thresholds.findIndex(
    ({ from, to }) => (from === null || value >= from) && (to === null || value < to),
  )
}

const COLOR = /^(#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d\s.,%/]+\)|hsla?\([\d\s.,%/deg]+\))$/i

/** A colour as CSS writes it; anything else, which may come with an import, is none. */
export function colorIn(value: unknown): string {
  const written = text(value).trim()
  return COLOR.test(written) ? written : ''
}

function limitsOf(settings: Bag): LimitLine[] {
  if (!flag(settings['showThresholds'])) return []
  const numbers = bag(settings['numberThresholds'] ?? settings['thresholds'])
  return (['warning', 'critical'] as const).flatMap((level) => {
    const limit = bag(numbers[level])
    const value = numberIn(limit['value'])
    if (value === null || limit['display'] === false) return []
    return {
      value,
      critical: level === 'critical',
      below: text(limit['comparator']).startsWith('less'),
    }
  })
}

function singleOf(svp: Bag): SingleLook {
  const gauge = bag(svp['gauge'])
  const unit = svp['unit']
  return {
    option: text(svp['option'], 'Latest'),
    label: text(svp['label']),
    hideLabel: flag(svp['hideLabel']),
    noData: text(svp['noDataString']),
    rounding: numberIn(svp['rounding']),
    unit: typeof unit === 'string' ? unit : text(bag(unit)['value']),
    colorBackground: flag(svp['useBackgroundColor']),
    textColor: colorIn(svp['textColor']),
    backgroundColor: colorIn(svp['backgroundColor']),
    thresholds: thresholdsOf(svp['thresholds']),
    sparkline: flag(bag(svp['sparkline'])['show']),
    gauge: flag(gauge['show'])
      ? { min: numberIn(gauge['min']) ?? 0, max: numberIn(gauge['max']) ?? 100 }
      : null,
    valueSize: numberIn(svp['valueFontSize']),
  }
}

function textOf(settings: Bag): TextLook {
  return {
    markdown: text(settings['format'], 'markdown') !== 'text',
    fontSize: numberIn(settings['fontSize']),
    color: colorIn(settings['textColor']),
    background: colorIn(settings['backgroundColor']),
    showTitle: settings['showTitle'] !== false,
    horizontal: text(settings['horizontalAlignment']) || text(settings['alignment']),
    vertical: text(settings['verticalAlignment']),
  }
}
