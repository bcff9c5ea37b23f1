import { IconCopy, IconMinus, IconPlus, IconSum } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { languageQuery, noLanguage } from '@/api/queries'
import type { Cell, RunResult } from '@/api/schema'
import { type JsonPath, pathText, valueAt } from '@/lib/json-path'
import { jsonIn } from '@/lib/message-text'
import { countBy, filterBy } from '@/lib/query-lang/edits'
import type { ContextMenuState } from '@/ui/ContextMenu'
import type { CellPlace } from '@/ui/DataTable'
import { copyText } from '@/ui/notify'
import { type MessageSet, rawOf } from './messages'

const icon = { size: 15, stroke: 1.5 }

/** What a click on a field, a value or a cell can do; each one ends in query text. */
export function useFieldActions(query: string, set: MessageSet, onQuery: (query: string) => void) {
  const indexed = useIndexed()
  const [menu, setMenu] = useState<ContextMenuState | null>(null)
  return useMemo(() => {
    const filter = (field: string, value: Cell, negate: boolean) =>
      onQuery(filterBy(query, { field, value }, { negate, indexed: indexed(field) }))

    const count = (field: string) => onQuery(countBy(query, field))

    const json = (act: 'include' | 'exclude' | 'copy', index: number, path: JsonPath) => {
      const value = valueAt(jsonIn(rawOf(set, set.rows[index] ?? []))?.value ?? null, path)
      if (value === undefined) return
      if (act === 'copy') void copyText(typeof value === 'string' ? value : JSON.stringify(value))
      else if (value === null || typeof value !== 'object') {
        const field = { field: '', value, path: pathText(path) }
        onQuery(filterBy(query, field, { negate: act === 'exclude', indexed: false }))
      }
    }

    const show = (field: string, value: Cell, at: { x: number; y: number }, grouped: boolean) =>
      setMenu({
        ...at,
        title: field,
        entries: [
          {
            label: 'Filter for',
            icon: <IconPlus {...icon} />,
            onSelect: () => filter(field, value, false),
          },
          {
            label: 'Filter out',
            icon: <IconMinus {...icon} />,
            onSelect: () => filter(field, value, true),
          },
          ...(grouped
            ? [{ label: 'Count by', icon: <IconSum {...icon} />, onSelect: () => count(field) }]
            : []),
          'line' as const,
          {
            label: 'Copy value',
            icon: <IconCopy {...icon} />,
            onSelect: () => void copyText(String(value)),
          },
        ],
      })

    const menuOf = (index: number, field: string, at: { x: number; y: number }) =>
      show(field, set.rows[index]?.[set.indexOf(field)] ?? null, at, true)

    const cellMenu = (records: RunResult) => (place: CellPlace) => {
      const column = records.columns[place.column]
      if (column) showCell(column, place)
    }
    // A value that came out of an aggregation is filtered behind it, a group in front of it.
    const showCell = ({ name, key }: RunResult['columns'][number], place: CellPlace) => {
      const value = place.row[place.column] ?? null
      const behind = (negate: boolean) => {
        const literal = typeof value === 'number' ? String(value) : JSON.stringify(value)
        onQuery(`${query.trimEnd()}\n| where ${name} ${negate ? '!=' : '='} ${literal}`)
      }
      const apply = (negate: boolean) => (key ? filter(name, value, negate) : behind(negate))
      setMenu({
        x: place.x,
        y: place.y,
        title: name,
        entries: [
          { label: 'Filter for', icon: <IconPlus {...icon} />, onSelect: () => apply(false) },
          { label: 'Filter out', icon: <IconMinus {...icon} />, onSelect: () => apply(true) },
          'line',
          {
            label: 'Copy value',
            icon: <IconCopy {...icon} />,
            onSelect: () => void copyText(String(value)),
          },
        ],
      })
    }
    return { filter, countBy: count, json, menuOf, cellMenu, menu, closeMenu: () => setMenu(null) }
  }, [query, set, onQuery, indexed, menu])
}

/** Whether a field can stand in a scope: it was stored with the message, not parsed by the query. */
function useIndexed(): (field: string) => boolean {
  const { data: language = noLanguage } = useQuery(languageQuery)
  return useMemo(() => {
    const known = new Set(
      [...language.metadata, ...language.fields].map((one) => one.name.toLowerCase()),
    )
    return (field) => known.has(field.toLowerCase())
  }, [language])
}
