import {
  IconClock,
  IconHistory,
  IconKeyboard,
  IconLink,
  IconLogout,
  IconMoon,
  IconSearch,
  IconWorld,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type HistoryEntry, useHistory } from '@/features/search/history'
import { PRESETS, rangeLabel } from '@/lib/time-expression'
import { hasWords } from '@/lib/words'
import { Palette, type PaletteEntry } from '@/ui/Palette'
import { useCommands } from './commands'
import { PAGES } from './pages'
import { nextTheme, usePreferences } from './preferences'
import { useSignOut } from './session'
import { keepTime, useSetTimeRange } from './time-range'
import { copyLink } from './TopBar'

const MOST_SHOWN = 40
const icon = { size: 16, stroke: 1.5 }

/** What the palette offers: pages, actions of the page, ranges, and queries of the history. */
export function AppPalette() {
  const page = useCommands((state) => state.page)
  const history = useHistory((state) => state.entries)
  const navigate = useNavigate()
  const pages = usePages()
  const actions = useActions()
  const ranges = useRanges()

  const search = (q: string, more: Partial<HistoryEntry> = {}) =>
    void navigate({ to: '/search', search: (now) => ({ ...keepTime(now), ...more, q }) })

  const entries = (typed: string): PaletteEntry[] => {
    const [mode, words] = split(typed)
    const recent = history.map((entry, index) => ({
      id: `history-${index}`,
      group: 'Recent queries',
      label: entry.q.replace(/\s+/g, ' '),
      mono: true,
      icon: <IconHistory {...icon} />,
      run: () => search(entry.q, { from: entry.from, to: entry.to }),
    }))
    const pool =
      mode === '>'
        ? [...page, ...actions]
        : mode === '/'
          ? recent
          : [...pages, ...page, ...recent, ...actions, ...ranges]
    const found = pool.filter((entry) => matches(entry, words)).slice(0, MOST_SHOWN)
    return words === '' || mode === '>' ? found : [...found, searchFor(words, search)]
  }
  return <Palette entries={entries} />
}

function searchFor(words: string, search: (q: string) => void): PaletteEntry {
  return {
    id: 'search-for',
    group: 'Search messages',
    label: words,
    mono: true,
    icon: <IconSearch {...icon} />,
    run: () => search(words),
  }
}

/** `>` asks for actions, `/` for queries. */
function split(typed: string): ['' | '>' | '/', string] {
  const text = typed.trim()
  if (text.startsWith('>')) return ['>', text.slice(1).trim()]
  if (text.startsWith('/')) return ['/', text.slice(1).trim()]
  return ['', text]
}

function matches({ label, group, note }: PaletteEntry, words: string): boolean {
  return hasWords(`${label} ${group} ${note ?? ''}`, words)
}

function usePages(): PaletteEntry[] {
  const navigate = useNavigate()
  return PAGES.map(({ path, label, icon: Icon, keys }) => ({
    id: `page-${path}`,
    group: 'Pages',
    label,
    ...(keys ? { keys } : {}),
    icon: <Icon {...icon} />,
    run: () => void navigate({ to: path, search: keepTime }),
  }))
}

function useActions(): PaletteEntry[] {
  const signOut = useSignOut()
  const { zoneChoice, set } = usePreferences()
  const action = (id: string, label: string, run: () => void) => ({
    id,
    group: 'Actions',
    label,
    run,
  })
  return [
    { ...action('theme', 'Change theme', nextTheme), icon: <IconMoon {...icon} /> },
    {
      ...action(
        'zone',
        `Show times in ${zoneChoice === 'utc' ? 'the browser’s zone' : 'UTC'}`,
        () => set({ zoneChoice: zoneChoice === 'utc' ? 'browser' : 'utc' }),
      ),
      icon: <IconWorld {...icon} />,
    },
    { ...action('link', 'Copy link to this page', copyLink), icon: <IconLink {...icon} /> },
    {
      ...action('sheet', 'Keyboard shortcuts', () => useCommands.setState({ sheetOpen: true })),
      keys: '?',
      icon: <IconKeyboard {...icon} />,
    },
    { ...action('signout', 'Sign out', signOut), icon: <IconLogout {...icon} /> },
  ]
}

function useRanges(): PaletteEntry[] {
  const setRange = useSetTimeRange()
  return PRESETS.map((range) => ({
    id: `range-${range.from}`,
    group: 'Time range',
    label: rangeLabel(range, 0, 'UTC'),
    icon: <IconClock {...icon} />,
    run: () => setRange(range),
  }))
}
