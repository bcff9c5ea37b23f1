import type { Recent } from './recent'

export interface Preview {
  total: number
  matched: number
  fields: { name: string; filled: number }[]
  rows: { raw: string; matched: boolean; values: (string | null)[] }[]
}

/** What a rule makes of messages: those of its scope, and the same after its stages, told by their ids. */
export function previewOf(messages: Recent, read: Recent): Preview {
  const before = new Set(messages.names)
  // A stage `fields` leaves what the rule sets, among it fields that messages have already.
  const listed = messages.names.some((name) => !name.startsWith('_') && !read.names.includes(name))
  const made = read.names.flatMap((name, at) =>
    name.startsWith('_') || (before.has(name) && !listed) ? [] : [{ name, at }],
  )
  const byId = new Map(read.rows.map((row) => [String(row[read.names.indexOf('_messageId')]), row]))
  const id = messages.names.indexOf('_messageId')
  const raw = messages.names.indexOf('_raw')
  const rows = messages.rows.map((row) => {
    const found = byId.get(String(row[id]))
    const values = made.map(({ at }) => {
      const value = found?.[at] ?? null
      return value === null || value === '' ? null : String(value)
    })
    return { raw: String(row[raw] ?? ''), matched: found !== undefined, values }
  })
  return {
    total: rows.length,
    matched: rows.filter((row) => row.matched).length,
    fields: made.map(({ name }, column) => ({
      name,
      filled: rows.filter((row) => row.values[column] !== null).length,
    })),
    rows,
  }
}
