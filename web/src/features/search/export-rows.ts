import type { RunResult } from '@/api/schema'
import { download, toCsv, toJson } from '@/lib/export'
import { now, partsOf } from '@/lib/time'

/** Saves the rows of a result as they are shown. */
export function exportRows(result: Pick<RunResult, 'columns' | 'rows'>, as: 'csv' | 'json'): void {
  const names = result.columns.map((column) => column.name)
  const file = `sagescope-${fileStamp(now())}.${as}`
  if (as === 'csv') download(file, 'text/csv;charset=utf-8', toCsv(names, result.rows))
  else download(file, 'application/json', toJson(names, result.rows))
}

function fileStamp(ms: number): string {
  const p = partsOf(ms, 'UTC')
  const two = (n: number) => String(n).padStart(2, '0')
  return `${p.year}${two(p.month)}${two(p.day)}-${two(p.hour)}${two(p.minute)}${two(p.second)}`
}
