import { expect, test } from 'vitest'
import type { ListedSource, SourceHealth } from '@/api/collection-schema'
import { chosen, curlOf, dayOf, states } from './health-words'

function source(name: string, state: SourceHealth['state'], category = ''): ListedSource {
  return {
    id: 1,
    name,
    description: '',
    category,
    sourceType: 'HTTP',
    fields: {},
    filters: [],
    paused: false,
    collectorId: 1,
    collectorName: 'c',
    health: {
      state,
      received: null,
      messages: 0,
      points: 0,
      bytes: 0,
      damaged: 0,
      rejected: 0,
      repeated: 0,
      dropped: {},
      faults: [],
      rates: { messages: 0, points: 0, bytes: 0 },
      volumes: [],
    },
  }
}

test('the worst sources stand first, and words choose among them', () => {
  const all = [source('b', 'Healthy', 'aws/x'), source('a', 'Healthy'), source('z', 'Failing')]
  expect(chosen(all, '').map((one) => one.name)).toEqual(['z', 'a', 'b'])
  expect(chosen(all, 'AWS healthy').map((one) => one.name)).toEqual(['b'])
  expect(states(all)).toEqual([
    ['Failing', 1],
    ['Healthy', 2],
  ])
})

test('a day is its half hours, the newest last', () => {
  const now = 1_767_225_600_000
  const volume = { messages: 3, points: 1, bytes: 0, rejected: 0, dropped: 0 }
  const day = dayOf(
    [
      { ...volume, start: now - 60_000 },
      { ...volume, start: now - 24 * 3_600_000 + 60_000 },
      { ...volume, start: now - 30 * 3_600_000 },
    ],
    now,
  )
  expect(day).toHaveLength(48)
  expect([day[0], day[47]]).toEqual([4, 4])
  expect(day.reduce((a, b) => a + b)).toBe(8)
})

test('the command that sends a line fits the kind', () => {
  expect(curlOf('http://h/x', 'HTTP')).toContain("'http://h/x'")
  expect(curlOf('http://h/x', 'Otlp')).toContain("'http://h/x/v1/logs'")
  expect(curlOf('http://h/x', 'KinesisLog')).toContain('X-Amz-Firehose-Request-Id')
  expect(curlOf('http://h/x', 'AwsEventBridge')).toContain('detail-type')
})
