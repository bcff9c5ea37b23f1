import { useSyncExternalStore } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { browserZone, type Zone } from '@/lib/time'
import type { TimeRange } from '@/lib/time-expression'

export type Theme = 'auto' | 'light' | 'dark'

interface Preferences {
  theme: Theme
  zoneChoice: 'utc' | 'browser'
  railOpen: boolean
  singleKeys: boolean
  recentRanges: TimeRange[]
  set: (change: Partial<Omit<Preferences, 'set'>>) => void
  rememberRange: (range: TimeRange) => void
}

const MOST_RECENT = 10

/** What this person chose in this browser; it is kept in the browser's own storage. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      theme: 'auto',
      zoneChoice: 'utc',
      railOpen: false,
      singleKeys: true,
      recentRanges: [],
      set: (change) => set(change),
      rememberRange: (range) =>
        set(({ recentRanges }) => ({
          recentRanges: [range, ...recentRanges.filter((one) => !same(one, range))].slice(
            0,
            MOST_RECENT,
          ),
        })),
    }),
    { name: 'sagescope.preferences' },
  ),
)

function same(a: TimeRange, b: TimeRange): boolean {
  return a.from === b.from && a.to === b.to
}

export function useZone(): Zone {
  return usePreferences((state) => (state.zoneChoice === 'utc' ? 'UTC' : browserZone()))
}

const darkQuery = () => window.matchMedia('(prefers-color-scheme: dark)')

function watchSystem(changed: () => void) {
  const query = darkQuery()
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** The scheme to show: the chosen one, or the system's. */
export function useScheme(): 'light' | 'dark' {
  const theme = usePreferences((state) => state.theme)
  const systemDark = useSyncExternalStore(watchSystem, () => darkQuery().matches)
  if (theme !== 'auto') return theme
  return systemDark ? 'dark' : 'light'
}

const NEXT: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' }

export function nextTheme(): void {
  const { theme, set } = usePreferences.getState()
  set({ theme: NEXT[theme] })
}
