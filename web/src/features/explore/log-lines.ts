/** Messages as the lines that a container printed: without the envelope that CloudWatch puts around them. */
import type { RunResult } from '@/api/schema'

export interface LogLine {
  id: string
  at: number
  text: string
  level: string
}

export function logLines({ columns, rows }: Pick<RunResult, 'columns' | 'rows'>): LogLine[] {
  const place = (name: string) => columns.findIndex((one) => one.name.toLowerCase() === name)
  const [time, raw, id, level] = ['_messagetime', '_raw', '_messageid', '_loglevel'].map(place)
  return rows.map((row, index) => ({
    id: String(row[id ?? -1] ?? index),
    at: Number(row[time ?? -1] ?? 0),
    text: printed(String(row[raw ?? -1] ?? '')),
    level: String(row[level ?? -1] ?? ''),
  }))
}

/** The text inside an event of CloudWatch Logs; any other text as it is. */
export function printed(raw: string): string {
  if (!raw.startsWith('{') || !raw.includes('"logGroup"')) return raw
  try {
    const { message } = JSON.parse(raw) as { message?: unknown }
    if (message === undefined) return raw
    return typeof message === 'string' ? message : JSON.stringify(message)
  } catch {
    return raw
  }
}
