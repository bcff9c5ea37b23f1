import { useZone } from '@/app/preferences'
import { resolveNow } from '@/app/time-range'
import type { MetricsResult } from '@/api/schema'
import { type TimeRange, widenRange } from '@/lib/time-expression'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { useNamespaces } from './use-metrics'
import styles from './metrics.module.css'

interface WidenProps {
  range: TimeRange
  onRange: (range: TimeRange) => void
}

/** No row gave a series: why, as far as the server knows, and what to try. */
export function NoSeries({ result, range, onRange }: WidenProps & { result: MetricsResult }) {
  const zone = useZone()
  const warnings = result.queryResult.flatMap(({ rowId, resultContext }) =>
    resultContext.warnings.map((warning) => `#${rowId}: ${warning}`),
  )
  return (
    <EmptyState
      title="No series"
      actions={
        <>
          <Button onClick={() => onRange({ from: '-24h', to: 'now' })}>Last 24 hours</Button>
          <Button onClick={() => onRange(widenRange(resolveNow(range, zone)))}>
            Twice the range
          </Button>
        </>
      }
    >
      {warnings.length > 0 ? (
        <ul className={styles['reasons']}>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      ) : (
        <p>No series has a point in this range that is kept by the rows.</p>
      )}
    </EmptyState>
  )
}

const EXAMPLES = [
  {
    title: 'Invocations by endpoint',
    query: 'namespace=AWS/SageMaker metric=Invocations statistic=Sum | sum by endpointname',
  },
  {
    title: 'Model latency, 99th percentile',
    query: 'namespace=AWS/SageMaker metric=ModelLatency statistic=p99 | max by endpointname',
  },
  {
    title: 'Invocation errors',
    query:
      'namespace=AWS/SageMaker metric=Invocation5XXErrors statistic=Sum | sum by endpointname, variantname',
  },
  {
    title: 'GPU memory of endpoints',
    query:
      'namespace=/aws/sagemaker/Endpoints metric=GPUMemoryUtilization statistic=Average | avg by endpointname',
  },
]

/** Nothing is asked yet: examples, and the namespaces that have series. */
export function FirstMetrics({ onRun }: { onRun: (query: string) => void }) {
  const { data: namespaces = [] } = useNamespaces()
  return (
    <EmptyState
      title="Start from a SageMaker metric"
      actions={EXAMPLES.map((example) => (
        <Button key={example.title} onClick={() => onRun(example.query)}>
          {example.title}
        </Button>
      ))}
    >
      <p>
        A row is a selector and, behind pipes, what to do with its series. Rows can use each other:
        #A / #B along endpointname.
      </p>
      {namespaces.length > 0 && (
        <ul className={styles['namespaces']} aria-label="Namespaces with series">
          {namespaces.slice(0, 12).map((one) => (
            <li key={one.label}>
              <Button
                kind="link"
                onClick={() => onRun(`namespace=${one.insert} | count by metric`)}
              >
                {one.label}
              </Button>{' '}
              {one.detail}
            </li>
          ))}
        </ul>
      )}
    </EmptyState>
  )
}
