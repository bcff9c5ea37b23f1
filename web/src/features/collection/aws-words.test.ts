import { describe, expect, it } from 'vitest'
import type { PartState } from '@/api/aws-schema'
import type { ListedSource } from '@/api/collection-schema'
import { accountOf, arrivalOf, consoleOf, wordsOf } from './aws-words'

const part: PartState = { part: 'logs', source: 1, name: 'prod-logs', sent: true, looks: [] }

function source(health: Partial<ListedSource['health']>): ListedSource {
  return {
    id: 1,
    name: 'prod-logs',
    description: '',
    category: '',
    sourceType: 'HTTP',
    fields: {},
    filters: [],
    paused: false,
    collectorId: 1,
    collectorName: 'c',
    health: {
      state: 'Waiting',
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
      ...health,
    },
  }
}

const fault = {
  code: 'aws.denied',
  message: 'm',
  hint: 'h',
  first: 1,
  last: 1,
  count: 1,
  retryAt: null,
  open: true,
}

describe('how far a part has come', () => {
  it('waits for a source, then for its data', () => {
    expect(arrivalOf(part, undefined).state).toBe('missing')
    expect(arrivalOf(part, source({}))).toEqual({
      state: 'waiting',
      text: 'Waiting for the first delivery',
    })
    expect(arrivalOf({ ...part, sent: false }, source({})).text).toBe('Nothing yet')
  })
  it('fails while a fault is open, until something has come', () => {
    expect(arrivalOf(part, source({ faults: [fault] })).state).toBe('failing')
    expect(arrivalOf(part, source({ faults: [{ ...fault, open: false }] })).state).toBe('waiting')
    expect(arrivalOf(part, source({ faults: [fault], points: 3 }))).toEqual({
      state: 'arrived',
      text: 'Arrived: 3 points',
    })
  })
})

describe('the account of an address', () => {
  it('needs a name and a number', () => {
    expect(accountOf({ account: 'prod' })).toBeNull()
    expect(accountOf({ account: 'prod', number: '123456789012' })).toMatchObject({
      region: ['us-east-1'],
      part: ['logs', 'metrics', 'cloudtrail', 'events', 'inventory'],
    })
  })
  it('has regions divided as people write them', () => {
    expect(wordsOf(' us-east-1, eu-west-1  us-west-2,')).toEqual([
      'us-east-1',
      'eu-west-1',
      'us-west-2',
    ])
    expect(consoleOf('eu-west-1')).toContain('eu-west-1.console.aws.amazon.com')
  })
})
