import { IconCopy, IconSearch, IconVariable } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Panel } from '@/api/library-schema'
import { keepTime } from '@/app/time-range'
import { filterBy } from '@/lib/query-lang/edits'
import type { ContextMenuState } from '@/ui/ContextMenu'
import type { MenuEntry } from '@/ui/Menu'
import type { CellPlace } from '@/ui/DataTable'
import { copyText } from '@/ui/notify'
import type { PanelState } from '../model/feed'
import { queryTexts } from '../model/links'
import type { PanelTable } from '../model/panel-table'
import { labelOf } from '../model/variables'
import type { DashboardView } from './context'

const icon = { size: 15, stroke: 1.5 }

/** What a click on a cell of a panel's table offers: its value as that of a variable, in a search, on the clipboard. */
export function useCellMenu(panel: Panel, { answer }: PanelState, view: DashboardView) {
  const navigate = useNavigate()
  const [menu, setMenu] = useState<ContextMenuState | null>(null)
  const onCell = ({ row, column, x, y }: CellPlace, table: PanelTable) => {
    const name = table.columns[column]?.name ?? ''
    const value = row[column] ?? null
    if (value === null) return
    const same = view.variables.filter((one) => one.name.toLowerCase() === name.toLowerCase())
    const query = (panel.queries ?? []).find((one) => one.queryKey === table.query)
    const text = queryTexts(panel, answer ?? undefined).get(table.query) ?? ''
    const searchable = query?.queryType === 'Logs' && table.columns[column]?.number === false
    const search = () =>
      void navigate({
        to: '/search',
        search: (now) => ({
          ...keepTime(now),
          q: filterBy(text, { field: name, value }, { negate: false, indexed: false }),
        }),
      })
    const entries: (MenuEntry | 'line')[] = [
      ...same.map((variable) => ({
        label: `Choose it for ${labelOf(variable)}`,
        icon: <IconVariable {...icon} />,
        onSelect: () => view.onChoose(variable.name, [String(value)]),
      })),
      ...(searchable
        ? [{ label: 'Filter for it in Search', icon: <IconSearch {...icon} />, onSelect: search }]
        : []),
      {
        label: 'Copy value',
        icon: <IconCopy {...icon} />,
        onSelect: () => void copyText(String(value)),
      },
    ]
    setMenu({ x, y, title: name, entries })
  }
  return { onCell, menu, close: () => setMenu(null) }
}
