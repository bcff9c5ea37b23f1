import type { RefObject } from 'react'
import { isTyping, useShortcuts } from '@/app/shortcuts'
import type { DashboardView } from './context'
import type { Editing } from './use-editing'

interface Keys {
  hovered: RefObject<string | null>
  view: DashboardView
  editing: Editing
  /** Whether a panel is open in its editor, which has the keys then. */
  edited: boolean
  sideOpen: boolean
  onRefresh: () => void
  onCloseSide: () => void
}

/** The keys of a dashboard; those of a panel mean the one under the pointer, or the one that has the focus. */
export function useDashboardKeys(keys: Keys): void {
  const { view, editing } = keys
  const panel = () => view.expanded ?? keys.hovered.current
  const step = (action: () => void) => (event: KeyboardEvent) => {
    // A text that is being written has its own steps back.
    if (editing.on && !keys.edited && !isTyping(event.target)) action()
  }
  useShortcuts({
    r: () => keys.onRefresh(),
    f: () => {
      const key = panel()
      if (key !== null && !editing.on) view.onExpand(view.expanded === null ? key : null)
    },
    i: () => {
      const key = panel()
      if (key !== null) view.onInspect(key)
    },
    e: () => {
      const key = keys.hovered.current
      if (!editing.on) editing.start()
      else if (key !== null && !keys.edited) view.onEdit(key)
    },
    Escape: () => {
      if (keys.edited) return
      if (keys.sideOpen) keys.onCloseSide()
      else if (view.expanded !== null) view.onExpand(null)
    },
    'Ctrl+s': () => editing.on && void editing.save(),
    'Ctrl+z': step(editing.draft.undo),
    'Ctrl+Z': step(editing.draft.redo),
  })
}
