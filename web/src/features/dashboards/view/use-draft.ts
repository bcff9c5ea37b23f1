import { useCallback, useMemo, useState } from 'react'
import type { Dashboard, DashboardDocument } from '@/api/library-schema'

interface Steps {
  past: DashboardDocument[]
  present: DashboardDocument
  future: DashboardDocument[]
  /** What the last change was of, where changes of the same are one step. */
  tag: string | null
}

const MOST_STEPS = 100

/** Keys of an answer that are no part of the document. */
const AROUND = [
  'id',
  'contentId',
  'folderId',
  'hierarchies',
  'createdAt',
  'modifiedAt',
  'version',
  'ofApp',
]

/** The document of a dashboard, without what the library says about it. */
export function documentOf(dashboard: Dashboard): DashboardDocument {
  const kept = Object.entries(dashboard).filter(([key]) => !AROUND.includes(key))
  return Object.fromEntries(kept) as DashboardDocument
}

/** A change of the document. */
export type Edit = (now: DashboardDocument) => DashboardDocument

/** What takes a change; changes in a row with the same tag are undone together. */
export type Change = (edit: Edit, tag?: string | null) => void

/** A dashboard while it is changed: the document as it is now, with steps back and forth. */
export function useDraft(dashboard: Dashboard, editing: boolean) {
  const saved = useMemo(() => documentOf(dashboard), [dashboard])
  const [steps, setSteps] = useState<Steps | null>(null)
  const document = editing && steps ? steps.present : saved

  const change = useCallback(
    (edit: Edit, tag: string | null = null) =>
      setSteps((before) => {
        const { past, present } = before ?? { past: [], present: saved }
        const made = edit(present)
        if (made === present) return before
        const same = tag !== null && before?.tag === tag
        const kept = same ? past : [...past, present].slice(-MOST_STEPS)
        return { past: kept, present: made, future: [], tag }
      }),
    [saved],
  )
  const undo = useCallback(
    () =>
      setSteps((before) => {
        const last = before?.past.at(-1)
        if (!before || !last) return before
        const { past, present, future } = before
        return { past: past.slice(0, -1), present: last, future: [present, ...future], tag: null }
      }),
    [],
  )
  const redo = useCallback(
    () =>
      setSteps((before) => {
        const [next, ...future] = before?.future ?? []
        if (!before || !next) return before
        return { past: [...before.past, before.present], present: next, future, tag: null }
      }),
    [],
  )
  const discard = useCallback(() => setSteps(null), [])
  return {
    document,
    /** How many changes are not saved. */
    changes: editing ? (steps?.past.length ?? 0) : 0,
    canRedo: (steps?.future.length ?? 0) > 0,
    change,
    undo,
    redo,
    discard,
  }
}
