/** Rows as files. */

type Value = string | number | boolean | null

// A spreadsheet takes a cell that begins so for a formula; a quote in front keeps it text.
const FORMULA = /^[=+\-@\t\r]/
const NEEDS_QUOTES = /[",\n\r]/

function cell(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = String(value)
  const safe = FORMULA.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** RFC 4180, with a header line. */
export function toCsv(columns: readonly string[], rows: readonly (readonly Value[])[]): string {
  return [columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n'
}

/** An array of one object a row. */
export function toJson(columns: readonly string[], rows: readonly (readonly Value[])[]): string {
  const objects = rows.map((row) =>
    Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])),
  )
  return JSON.stringify(objects, null, 1)
}

/** A title as the name of a file, without what some systems do not allow in one. */
export const fileName = (title: string) => title.replace(/[^\p{L}\p{N} ._-]+/gu, '_')

/** Hands a text to the browser as a file. */
export function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
