import {
  IconArrowRight,
  IconChartLine,
  IconCopy,
  IconEdit,
  IconFileSpreadsheet,
  IconLayoutDashboard,
  IconMicroscope,
  IconPhoto,
  IconRefresh,
  IconSearch,
  IconTrash,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { library } from '@/api/library'
import { faultsOf } from '@/api/faults'
import type { DashboardLink, Panel } from '@/api/library-schema'
import { keepTime } from '@/app/time-range'
import { namesIn } from '@/lib/paths'
import { withVariables } from '@/lib/url-state'
import type { MenuEntry } from '@/ui/Menu'
import { notify } from '@/ui/notify'
import { destinationsOf, linkedPath } from '../model/links'
import { asksForData } from '../model/signature'
import type { PanelState } from '../model/feed'
import type { DashboardView } from './context'
import { copyImage, saveCsv } from './panel-files'
import { useDestination } from './use-destination'

type Entries = (MenuEntry | 'line')[]
const icon = { size: 15, stroke: 1.5 }

/** What can be done with a panel. */
export function usePanelMenu(
  panel: Panel,
  title: string,
  state: PanelState,
  view: DashboardView,
): Entries {
  const leads = useLeads(panel, state, view)
  const { answer } = state
  const chart = view.charts.get(panel.key)
  const data: Entries = asksForData(panel)
    ? [
        {
          label: 'Inspect',
          icon: <IconMicroscope {...icon} />,
          onSelect: () => view.onInspect(panel.key),
        },
        {
          label: 'Refresh this panel',
          icon: <IconRefresh {...icon} />,
          onSelect: () => view.feed.again(panel.key),
        },
      ]
    : []
  const files: Entries = [
    ...(chart
      ? [
          {
            label: 'Copy as a picture',
            icon: <IconPhoto {...icon} />,
            onSelect: () => void copyImage(chart, title),
          },
        ]
      : []),
    ...(answer && answer.results.length > 0
      ? [
          {
            label: 'Save as CSV',
            icon: <IconFileSpreadsheet {...icon} />,
            onSelect: () => saveCsv(panel, answer, title),
          },
        ]
      : []),
  ]
  return parted([view.editing ? editEntries(panel, view) : [], leads, data, files])
}

function parted(groups: Entries[]): Entries {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index): Entries => (index === 0 ? group : ['line', ...group]))
}

// What the pointer does by dragging, the menu does in steps.
function editEntries(panel: Panel, view: DashboardView): Entries {
  const step = (label: string, by: Parameters<DashboardView['onNudge']>[1]): MenuEntry => ({
    label,
    onSelect: () => view.onNudge(panel.key, by),
  })
  return [
    { label: 'Edit', icon: <IconEdit {...icon} />, onSelect: () => view.onEdit(panel.key) },
    {
      label: 'Duplicate',
      icon: <IconCopy {...icon} />,
      onSelect: () => view.onDuplicate(panel.key),
    },
    { label: 'Delete', icon: <IconTrash {...icon} />, onSelect: () => view.onDelete(panel) },
    'line',
    step('Move left', { x: -1 }),
    step('Move right', { x: 1 }),
    step('Move up', { y: -1 }),
    step('Move down', { y: 1 }),
    step('Wider', { w: 1 }),
    step('Narrower', { w: -1 }),
    step('Higher', { h: 1 }),
    step('Lower', { h: -1 }),
  ]
}

/** Where the panel leads: its queries in Search and Metrics, and the dashboards that it links. */
function useLeads(panel: Panel, { answer }: PanelState, view: DashboardView): Entries {
  const navigate = useNavigate()
  const open = useDestination()
  const range =
    panel.timeRange && typeof answer?.from === 'number' && typeof answer.to === 'number'
      ? { from: String(answer.from), to: String(answer.to) }
      : null
  const destinations = destinationsOf(panel, answer ?? undefined)
  const several = destinations.filter(({ page }) => page === 'search').length > 1
  const pages = destinations.map((destination, index): MenuEntry => {
    const search = destination.page === 'search'
    return {
      label: search ? `Open in Search${several ? ` (${index + 1})` : ''}` : 'Open in Metrics',
      icon: search ? <IconSearch {...icon} /> : <IconChartLine {...icon} />,
      onSelect: () => void open(destination, range),
    }
  })
  const follow = async (link: DashboardLink) => {
    try {
      const { path } = await library.pathOf(view.id)
      const to = linkedPath(path, link.relativePath ?? '')
      if (to === null) throw new Error('The link leads out of the library.')
      const { id } = await library.at(to)
      void navigate({
        to: '/dashboards/$id',
        params: { id },
        search: (now) =>
          withVariables(
            link.includeTimeRange === false ? {} : keepTime(now),
            link.includeVariables === false ? {} : view.values,
          ),
      })
    } catch (error) {
      notify(`The linked dashboard cannot be opened. ${faultsOf(error)[0]?.message ?? ''}`)
    }
  }
  const linked = (panel.linkedDashboards ?? []).map((link): MenuEntry => {
    const name = namesIn(link.relativePath ?? '').at(-1)
    return {
      label: name || 'Linked dashboard',
      icon: name ? <IconArrowRight {...icon} /> : <IconLayoutDashboard {...icon} />,
      onSelect: () => void follow(link),
    }
  })
  return [...pages, ...linked]
}
