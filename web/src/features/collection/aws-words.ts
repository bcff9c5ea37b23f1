import type { Account, PartState } from '@/api/aws-schema'
import type { ListedSource } from '@/api/collection-schema'
import { compact } from '@/lib/format'
import type { CollectionState } from '@/lib/url-state'

/** What can be taken from an account, and how it comes. */
export const PARTS = [
  { part: 'logs', title: 'Logs', about: 'Firehose sends what jobs and endpoints log.' },
  { part: 'metrics', title: 'Metrics', about: 'A metric stream sends them, by Firehose.' },
  { part: 'cloudtrail', title: 'API calls', about: 'CloudTrail’s bucket is read.' },
  { part: 'events', title: 'Events', about: 'EventBridge sends changes of state.' },
  {
    part: 'inventory',
    title: 'Inventory',
    about: 'SageMaker is asked for its jobs and endpoints.',
  },
  {
    part: 'polling',
    title: 'Metrics by polling',
    about: 'CloudWatch is asked, in place of a metric stream.',
  },
] as const

const USUAL = PARTS.map(({ part }) => part).filter((part) => part !== 'polling')

/** The words of a text that commas or blanks divide. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean)
}

/** The account that an address of the page names; null where it names none. */
export function accountOf(state: CollectionState): Account | null {
  if (!state.account || !state.number) return null
  return {
    account: state.account,
    number: state.number,
    region: state.regions ?? ['us-east-1'],
    part: state.parts ?? [...USUAL],
    address: state.address ?? '',
    principal: state.principal ?? '',
    folder: '',
  }
}

export interface Arrival {
  state: 'missing' | 'waiting' | 'failing' | 'arrived'
  text: string
}

/** How far a part has come: whether its source is there, fails, waits, or has brought something. */
export function arrivalOf(part: PartState, source: ListedSource | undefined): Arrival {
  if (!source) return { state: 'missing', text: 'Its source is not added yet' }
  const { messages, points, faults } = source.health
  if (messages + points > 0) {
    const told = [
      messages > 0 ? counted(messages, 'message') : '',
      points > 0 ? counted(points, 'point') : '',
    ]
    return { state: 'arrived', text: `Arrived: ${told.filter(Boolean).join(', ')}` }
  }
  if (faults.some((fault) => fault.open)) return { state: 'failing', text: 'It fails' }
  return { state: 'waiting', text: part.sent ? 'Waiting for the first delivery' : 'Nothing yet' }
}

function counted(count: number, noun: string): string {
  return `${compact(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** Where a person gives a template to AWS by hand. */
export function consoleOf(region: string): string {
  return `https://${region}.console.aws.amazon.com/cloudformation/home?region=${region}#/stacks/create`
}
