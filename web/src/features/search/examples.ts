import type { TimeRange } from '@/lib/time-expression'

export interface Example {
  title: string
  tells: string
  query: string
  range: TimeRange
  /** Fields that its messages are shown by. */
  columns?: string[]
}

/** Queries that answer something about SageMaker on the first day; they are also a lesson in the language. */
export const EXAMPLES: readonly Example[] = [
  {
    title: 'Errors by event',
    tells: 'Which SageMaker calls failed in CloudTrail, with what error, and how often.',
    range: { from: '-24h', to: 'now' },
    query: `account=* region=* namespace=aws/sagemaker errorCode
| json "eventName", "errorCode" as event, error
| count by event, error
| sort by _count`,
  },
  {
    title: 'Invocations by model over time',
    tells: 'How often each model was called, hour by hour.',
    range: { from: '-24h', to: 'now' },
    query: `account=* region=* namespace=aws/sagemaker modelId
| json "modelId" as model
| timeslice 1h
| count by _timeslice, model
| transpose row _timeslice column model
| sort by _timeslice asc`,
  },
  {
    title: 'Newest access-log lines of endpoints',
    tells:
      'What the model servers wrote last: endpoint, path, status and milliseconds of each request.',
    range: { from: '-60m', to: 'now' },
    columns: ['endpoint', 'path', 'status', 'elapsed'],
    query: `account=* region=* namespace=aws/sagemaker ACCESS_LOG
| parse field=_sourceHost "/aws/sagemaker/Endpoints/*" as endpoint
| json "message" as message
| parse field=message "ACCESS_LOG - /*:* \\"* * *\\" * *" as client, port, method, path, protocol, status, elapsed
| where path != "/ping"`,
  },
]
