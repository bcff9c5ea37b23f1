import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export interface HistoryEntry {
  q: string
  from: string
  to: string
}

interface History {
  entries: HistoryEntry[]
  remember: (entry: HistoryEntry) => void
}

const MOST = 50

/** The queries that ran in this browser, newest first; a query that runs again moves up. */
export const useHistory = create<History>()(
  persist(
    (set) => ({
      entries: [],
      remember: (entry) =>
        set(({ entries }) => ({
          entries: [entry, ...entries.filter((one) => one.q !== entry.q)].slice(0, MOST),
        })),
    }),
    { name: 'sagescope.history' },
  ),
)
