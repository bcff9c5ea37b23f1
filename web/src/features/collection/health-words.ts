import type { ListedSource, SourceHealth, Volume } from '@/api/collection-schema'
import { hasWords } from '@/lib/words'

export type State = SourceHealth['state']

/** What a state says beside its mark, which is never its colour alone. */
export const MARKS: Record<State, string> = {
  Healthy: '✓',
  Waiting: '○',
  Warning: '▲',
  Failing: '◆',
  Paused: '⏸',
}

const ORDER: readonly State[] = ['Failing', 'Warning', 'Waiting', 'Healthy', 'Paused']

/** How many sources are in each state, the worst first; states without any are left out. */
export function states(sources: readonly ListedSource[]): [State, number][] {
  return ORDER.map((state): [State, number] => [
    state,
    sources.filter((one) => one.health.state === state).length,
  ]).filter(([, count]) => count > 0)
}

/** The sources that hold all words in their name, kind, category, collector or state; the worst first. */
export function chosen(sources: readonly ListedSource[], typed: string): ListedSource[] {
  const kept = sources.filter((one) =>
    hasWords(
      [
        one.name,
        one.contentType ?? one.sourceType,
        one.category,
        one.collectorName,
        one.health.state,
      ].join(' '),
      typed,
    ),
  )
  return kept.toSorted(
    (a, b) =>
      ORDER.indexOf(a.health.state) - ORDER.indexOf(b.health.state) || a.name.localeCompare(b.name),
  )
}

const STRETCH = 5 * 60_000
const DAY = 24 * 3_600_000

/** What came in each half hour of the day before `now`, messages and points together. */
export function dayOf(volumes: readonly Volume[], now: number): number[] {
  const width = 6 * STRETCH
  const sums = Array.from({ length: DAY / width }, () => 0)
  for (const one of volumes) {
    const at = sums.length - 1 - Math.floor((now - one.start) / width)
    if (at >= 0 && at < sums.length) sums[at] = (sums[at] ?? 0) + one.messages + one.points
  }
  return sums
}

/** A command that sends one line to a source, ready to be run. */
export function curlOf(url: string, kind: string): string {
  if (kind === 'Otlp') {
    const body = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"hello"}}]}]}]}`
    return `curl -H 'Content-Type: application/json' -d '${body}' '${url}/v1/logs'`
  }
  if (kind === 'KinesisLog' || kind === 'KinesisMetric') {
    const line = '{"requestId":"test-1","timestamp":0,"records":[{"data":"aGVsbG8K"}]}'
    return `curl -H 'X-Amz-Firehose-Request-Id: test-1' -H 'Content-Type: application/json' -d '${line}' '${url}'`
  }
  if (kind === 'AwsEventBridge') {
    const event = '{"id":"test-1","source":"my.app","detail-type":"Test","detail":{}}'
    return `curl -H 'Content-Type: application/json' -d '${event}' '${url}'`
  }
  return `curl -d 'hello from my machine' '${url}'`
}
