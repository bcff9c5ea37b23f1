/** Small results for tests of panels. */
import type { PanelResult, RecordsResult, SeriesResult } from '@/api/library-schema'
import type { Row } from '@/api/schema'

export const START = 1_767_225_600_000
export const MINUTE = 60_000

type ColumnOf = [name: string, type: string, key?: boolean]

export function records(columns: ColumnOf[], rows: Row[], key = 'A'): RecordsResult {
  return {
    key,
    kind: 'records',
    columns: columns.map(([name, type, of = false]) => ({ name, type, key: of })),
    rows,
  }
}

/** Series of metrics by their dimensions, with a value for each minute from START on. */
export function series(
  list: [dimensions: Record<string, string>, values: (number | null)[]][],
  key = 'A',
  unit: string | null = null,
): SeriesResult {
  return {
    key,
    kind: 'series',
    unit,
    timeShift: null,
    series: list.map(([dimensions, values]) => ({
      name: 'CPUUtilization',
      dimensions,
      unit,
      points: values.map((value, index): [number, number | null] => [
        START + index * MINUTE,
        value,
      ]),
    })),
  }
}

/** A result of each shape that queries give. */
export const SHAPES: Record<string, PanelResult[]> = {
  nothing: [records([['_count', 'long']], [])],
  'one number': [records([['_count', 'long']], [[42]])],
  'groups of texts': [
    records(
      [
        ['status', 'string', true],
        ['_count', 'long'],
      ],
      [
        ['200', 10],
        ['500', 3],
        [null, 1],
      ],
    ),
  ],
  'two keys': [
    records(
      [
        ['user', 'string', true],
        ['event', 'string', true],
        ['_count', 'long'],
      ],
      [
        ['ana', 'Get', 3],
        ['ana', 'Put', 1],
        ['ben', 'Get', 2],
      ],
    ),
  ],
  'times and a key': [
    records(
      [
        ['_timeslice', 'long', true],
        ['event', 'string', true],
        ['_count', 'long'],
      ],
      [
        [START, 'Get', 3],
        [START + MINUTE, 'Get', 4],
        [START, 'Put', 1],
      ],
    ),
  ],
  'times and columns': [
    records(
      [
        ['_timeslice', 'long'],
        ['Get', 'long'],
        ['Put', 'long'],
      ],
      [
        [START + MINUTE, 4, null],
        [START, 3, 1],
      ],
    ),
  ],
  places: [
    records(
      [
        ['ip', 'string', true],
        ['_count', 'long'],
        ['latitude', 'double'],
        ['longitude', 'double'],
      ],
      [
        ['192.0.2.1', 3, 48.1, 11.5],
        ['192.0.2.2', 1, null, null],
      ],
    ),
  ],
  'texts alone': [
    records(
      [
        ['message', 'string'],
        ['level', 'string'],
      ],
      [['a', 'ERROR']],
    ),
  ],
  messages: [
    {
      ...records(
        [
          ['_raw', 'string'],
          ['_messageTime', 'long'],
        ],
        [['line', START]],
      ),
      kind: 'messages',
    },
  ],
  'one series': [series([[{ metric: 'CPUUtilization' }, [1, 2, null, 3]]])],
  'series of two queries': [
    series(
      [
        [{ region: 'us-east-1', host: 'a' }, [1, 2]],
        [{ region: 'us-east-1', host: 'b' }, [3, 4]],
      ],
      'A',
      'Percent',
    ),
    series([[{ region: 'us-east-1' }, [10, 20]]], 'B', 'Bytes'),
  ],
  'no series': [series([])],
}
