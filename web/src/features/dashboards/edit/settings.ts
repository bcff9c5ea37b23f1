/** The settings of charts: where each is written, how it is set, and for which charts it counts. */
import type { ChartType } from './chart-types'

interface Common {
  path: readonly string[]
  label: string
  section: Section
  /** The charts that it counts for. */
  charts: readonly ChartType['id'][]
}

export type Setting = Common &
  (
    | { kind: 'text'; placeholder?: string }
    | { kind: 'number'; placeholder?: string }
    | { kind: 'flag'; otherwise: boolean }
    | { kind: 'choice'; choices: readonly (readonly [value: string, label: string])[] }
  )

export const SECTIONS = ['Chart', 'Value', 'Axes', 'Legend', 'No data'] as const
export type Section = (typeof SECTIONS)[number]

const TIMED = ['line', 'area', 'columns', 'scatter']
const GROUPED = ['bar', 'column']
const AXES = [...TIMED, ...GROUPED]
const ALL_OF_RESULTS = [...AXES, 'pie', 'donut', 'table', 'timeTable', 'honeycomb']
const FOLDS = [
  ['avg', 'Average'],
  ['sum', 'Sum'],
  ['min', 'Minimum'],
  ['max', 'Maximum'],
  ['latest', 'Latest'],
  ['count', 'Count'],
] as const
const UNITS = [
  ['', 'As the data has it'],
  ['%100', 'Percent'],
  ['ms', 'Milliseconds'],
  ['s', 'Seconds'],
  ['µs', 'Microseconds'],
  ['B', 'Bytes'],
  ['KB', 'Kilobytes'],
  ['MB', 'Megabytes'],
  ['GB', 'Gigabytes'],
] as const

export const SETTINGS: readonly Setting[] = [
  {
    section: 'Chart',
    kind: 'choice',
    path: ['general', 'displayType'],
    label: 'Series of one place',
    charts: AXES,
    choices: [
      ['default', 'Each for itself'],
      ['stacked', 'On top of each other'],
      ['stackedPercent', 'As shares of 100 %'],
      ['smooth', 'With smooth lines'],
    ],
  },
  {
    section: 'Chart',
    kind: 'number',
    path: ['general', 'lineThickness'],
    label: 'Thickness of lines',
    charts: ['line', 'area'],
    placeholder: '1.5',
  },
  {
    section: 'Chart',
    kind: 'choice',
    path: ['general', 'lineDashType'],
    label: 'Lines',
    charts: ['line', 'area'],
    choices: [
      ['solid', 'Solid'],
      ['dash', 'Dashed'],
      ['dot', 'Dotted'],
    ],
  },
  {
    section: 'Chart',
    kind: 'choice',
    path: ['general', 'markerType'],
    label: 'Points on lines',
    charts: ['line', 'area'],
    choices: [
      ['none', 'None'],
      ['circle', 'Circles'],
    ],
  },
  {
    section: 'Chart',
    kind: 'number',
    path: ['general', 'fillOpacity'],
    label: 'Opacity of areas, 0 to 1',
    charts: ['area', 'columns', ...GROUPED],
    placeholder: '1',
  },
  {
    section: 'Chart',
    kind: 'number',
    path: ['general', 'maxNumOfSlices'],
    label: 'Most slices',
    charts: ['pie', 'donut'],
    placeholder: '10',
  },
  {
    section: 'Chart',
    kind: 'choice',
    path: ['general', 'aggregationType'],
    label: 'Points of a series as one',
    charts: [...GROUPED, 'pie', 'donut', 'table'],
    choices: FOLDS,
  },
  {
    section: 'Chart',
    kind: 'choice',
    path: ['honeyComb', 'aggregationType'],
    label: 'Points of a series as one',
    charts: ['honeycomb'],
    choices: FOLDS,
  },
  {
    section: 'Chart',
    kind: 'number',
    path: ['general', 'decimals'],
    label: 'Decimals',
    charts: ALL_OF_RESULTS,
  },
  {
    section: 'Value',
    kind: 'choice',
    path: ['svp', 'option'],
    label: 'Which value',
    charts: ['single'],
    choices: [
      ['Latest', 'The latest'],
      ['Average', 'The average'],
      ['Sum', 'The sum'],
      ['Minimum', 'The smallest'],
      ['Maximum', 'The largest'],
      ['Count', 'How many'],
    ],
  },
  { section: 'Value', kind: 'text', path: ['svp', 'label'], label: 'Label', charts: ['single'] },
  {
    section: 'Value',
    kind: 'choice',
    path: ['svp', 'unit', 'value'],
    label: 'Unit',
    charts: ['single'],
    choices: UNITS,
  },
  {
    section: 'Value',
    kind: 'number',
    path: ['svp', 'rounding'],
    label: 'Decimals',
    charts: ['single'],
    placeholder: '2',
  },
  {
    section: 'Value',
    kind: 'flag',
    path: ['svp', 'sparkline', 'show'],
    label: 'Its course below it',
    charts: ['single'],
    otherwise: false,
  },
  {
    section: 'Value',
    kind: 'flag',
    path: ['svp', 'gauge', 'show'],
    label: 'On a gauge',
    charts: ['single'],
    otherwise: false,
  },
  {
    section: 'Value',
    kind: 'number',
    path: ['svp', 'gauge', 'min'],
    label: 'Gauge begins at',
    charts: ['single'],
    placeholder: '0',
  },
  {
    section: 'Value',
    kind: 'number',
    path: ['svp', 'gauge', 'max'],
    label: 'Gauge ends at',
    charts: ['single'],
    placeholder: '100',
  },
  {
    section: 'Value',
    kind: 'flag',
    path: ['svp', 'useBackgroundColor'],
    label: 'Thresholds colour the background',
    charts: ['single'],
    otherwise: false,
  },
  {
    section: 'Axes',
    kind: 'text',
    path: ['axes', 'axisX', 'title'],
    label: 'Title of the first axis',
    charts: AXES,
  },
  {
    section: 'Axes',
    kind: 'text',
    path: ['axes', 'axisY', 'title'],
    label: 'Title of the values',
    charts: AXES,
  },
  {
    section: 'Axes',
    kind: 'choice',
    path: ['axes', 'axisY', 'unit', 'value'],
    label: 'Unit',
    charts: [...AXES, 'pie', 'donut', 'table', 'timeTable'],
    choices: UNITS,
  },
  {
    section: 'Axes',
    kind: 'number',
    path: ['axes', 'axisY', 'unitDecimals'],
    label: 'Decimals',
    charts: AXES,
  },
  {
    section: 'Axes',
    kind: 'number',
    path: ['axes', 'axisY', 'minimum'],
    label: 'From',
    charts: AXES,
  },
  {
    section: 'Axes',
    kind: 'number',
    path: ['axes', 'axisY', 'maximum'],
    label: 'To',
    charts: AXES,
  },
  {
    section: 'Axes',
    kind: 'flag',
    path: ['axes', 'axisY', 'logarithmic'],
    label: 'Logarithmic',
    charts: AXES,
    otherwise: false,
  },
  {
    section: 'Axes',
    kind: 'text',
    path: ['axes', 'axisY2', 'title'],
    label: 'Title of the second axis',
    charts: AXES,
  },
  {
    section: 'Axes',
    kind: 'choice',
    path: ['axes', 'axisY2', 'unit', 'value'],
    label: 'Unit of the second axis',
    charts: AXES,
    choices: UNITS,
  },
  {
    section: 'Legend',
    kind: 'flag',
    path: ['legend', 'enabled'],
    label: 'Legend',
    charts: [...AXES, 'pie', 'donut'],
    otherwise: true,
  },
  {
    section: 'Legend',
    kind: 'choice',
    path: ['legend', 'verticalAlign'],
    label: 'It stands',
    charts: [...AXES, 'pie', 'donut'],
    choices: [
      ['bottom', 'Below'],
      ['right', 'On the right'],
    ],
  },
  {
    section: 'Legend',
    kind: 'flag',
    path: ['legend', 'showAsTable'],
    label: 'As a table with statistics',
    charts: AXES,
    otherwise: false,
  },
  {
    section: 'No data',
    kind: 'text',
    path: ['svp', 'noDataString'],
    label: 'Shown without data',
    charts: ['single'],
    placeholder: 'No data',
  },
  {
    section: 'No data',
    kind: 'text',
    path: ['general', 'noDataMessage'],
    label: 'Shown without data',
    charts: ALL_OF_RESULTS,
    placeholder: 'No data in this range',
  },
]

/** The settings of a chart that have the words of a search in their names, by section. */
export function settingsFor(chart: string, search: string): Map<Section, Setting[]> {
  const words = search.trim().toLowerCase()
  const found = SETTINGS.filter(
    (one) =>
      one.charts.includes(chart) && `${one.section} ${one.label}`.toLowerCase().includes(words),
  )
  return new Map(
    SECTIONS.map(
      (section) => [section, found.filter((one) => one.section === section)] as const,
    ).filter(([, list]) => list.length > 0),
  )
}
