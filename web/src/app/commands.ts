import { useEffect } from 'react'
import { create } from 'zustand'
import type { PaletteEntry } from '@/ui/Palette'

interface Commands {
  /** Entries of the page that is shown. */
  page: PaletteEntry[]
  sheetOpen: boolean
  timeOpen: boolean
}

export const useCommands = create<Commands>(() => ({ page: [], sheetOpen: false, timeOpen: false }))

/** Puts entries of a page into the palette while it is shown; give a stable list. */
export function usePageCommands(entries: PaletteEntry[]): void {
  useEffect(() => {
    useCommands.setState({ page: entries })
    return () => useCommands.setState({ page: [] })
  }, [entries])
}
