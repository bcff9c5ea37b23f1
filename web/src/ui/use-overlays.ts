import { useSyncExternalStore } from 'react'
import type * as everything from './overlays'

type Overlays = typeof everything

let loaded: Overlays | null = null
let loading: Promise<void> | null = null
const waiting = new Set<() => void>()

/** Loads menus, dialogs, cards and tooltips, once. */
export function loadOverlays(): Promise<void> {
  loading ??= import('./overlays').then((overlays) => {
    loaded = overlays
    for (const changed of waiting) changed()
  })
  return loading
}

function watch(changed: () => void): () => void {
  waiting.add(changed)
  void loadOverlays()
  return () => waiting.delete(changed)
}

/** The overlays, or null as long as they are on their way. */
export function useOverlays(): Overlays | null {
  return useSyncExternalStore(watch, () => loaded)
}
