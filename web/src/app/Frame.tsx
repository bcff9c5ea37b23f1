import { lazy, Suspense } from 'react'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { boot } from '@/api/client'
import { useCommands } from './commands'
import { PAGES, shownAt } from './pages'
import { usePreferences } from './preferences'
import { Rail } from './Rail'
import { useShortcuts } from './shortcuts'
import { TopBar } from './TopBar'
import { keepTime } from './time-range'
import styles from './Frame.module.css'

// Neither is seen before somebody asks for it.
const AppPalette = lazy(async () => ({ default: (await import('./AppPalette')).AppPalette }))
const ShortcutSheet = lazy(async () => ({
  default: (await import('./ShortcutSheet')).ShortcutSheet,
}))

/** The frame around every page: rail, top bar, palette and shortcuts. */
export function Frame() {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const shown = shownAt(path, boot.base)
  const navigate = useNavigate()
  const go = (to: (typeof PAGES)[number]['path']) => () => void navigate({ to, search: keepTime })
  useShortcuts({
    ...Object.fromEntries(
      PAGES.filter((page) => page.keys).map((page) => [page.keys, go(page.path)] as const),
    ),
    'Alt+S': go('/search'),
    'Alt+M': go('/metrics-search'),
    '[': toggleRail,
    '?': () => useCommands.setState({ sheetOpen: true }),
  })
  return (
    <div className={styles['frame']}>
      <a className="skip-link" href="#page" onClick={skipToPage}>
        Skip to the page
      </a>
      <Rail />
      <div className={styles['main']}>
        <TopBar title={shown.label} timed={shown.timed} />
        <main id="page" tabIndex={-1} className={styles['page']}>
          <Outlet />
        </main>
      </div>
      <Suspense fallback={null}>
        <AppPalette />
        <ShortcutSheet />
      </Suspense>
    </div>
  )
}

function toggleRail() {
  const { railOpen, set } = usePreferences.getState()
  set({ railOpen: !railOpen })
}

function skipToPage(event: { preventDefault: () => void }) {
  event.preventDefault()
  document.getElementById('page')?.focus()
}
