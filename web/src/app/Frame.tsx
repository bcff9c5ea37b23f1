import { lazy, Suspense } from 'react'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useCommands } from './commands'
import { PAGES } from './pages'
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
  const page =
    PAGES.find((one) => path.endsWith(one.path)) ??
    PAGES.find((one) => path.includes(`${one.path}/`))
  const navigate = useNavigate()
  const go = (to: (typeof PAGES)[number]['path']) => () => void navigate({ to, search: keepTime })
  useShortcuts({
    'g s': go('/search'),
    'g m': go('/metrics-search'),
    'g a': go('/alerts'),
    'g o': go('/monitors'),
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
        <TopBar title={page?.label ?? 'Not found'} timed={page?.timed ?? false} />
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
