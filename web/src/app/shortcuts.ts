import { useEffect, useRef } from 'react'
import { usePreferences } from './preferences'

/** Keys (`/`, `?`, `Shift+X`, `Alt+S`) or two in a row (`g s`), and what they do. */
export type Bindings = Record<string, (event: KeyboardEvent) => void>

const PREFIX_TIME = 1200

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

export function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 && !event.shiftKey ? event.key.toLowerCase() : event.key
  const named = /^[A-Z]$/.test(key) && event.shiftKey ? `Shift+${key}` : key
  if (event.altKey) return `Alt+${event.code.replace(/^Key/, '')}`
  if (event.ctrlKey || event.metaKey) return `Ctrl+${key}`
  return named
}

/** Listens for shortcuts of a page while it is shown. Plain keys never fire while somebody types. */
export function useShortcuts(bindings: Bindings): void {
  const current = useRef(bindings)
  useEffect(() => {
    current.current = bindings
  })
  useEffect(() => {
    let prefix = ''
    let since = 0
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || ['Shift', 'Alt', 'Control', 'Meta'].includes(event.key)) return
      const name = keyName(event)
      const plain = !/^(Alt|Ctrl)\+/.test(name) && name !== 'Escape'
      if (plain && (isTyping(event.target) || !usePreferences.getState().singleKeys)) return
      if (plain && document.querySelector('[aria-modal="true"]')) return
      const pair = prefix && event.timeStamp - since < PREFIX_TIME ? `${prefix} ${name}` : ''
      const action = current.current[pair] ?? current.current[name]
      prefix = pair && current.current[pair] ? '' : name
      since = event.timeStamp
      if (!action) return
      event.preventDefault()
      action(event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

export interface ShortcutLine {
  keys: string
  does: string
  where: string
}

export const SHORTCUTS: readonly ShortcutLine[] = [
  { keys: 'Ctrl+K', does: 'Command palette', where: 'Everywhere' },
  { keys: '?', does: 'This list', where: 'Everywhere' },
  { keys: 'g h', does: 'Go to Home', where: 'Everywhere' },
  { keys: 'g s', does: 'Go to Search', where: 'Everywhere' },
  { keys: 'g m', does: 'Go to Metrics', where: 'Everywhere' },
  { keys: 'g d', does: 'Go to Dashboards', where: 'Everywhere' },
  { keys: 'g p', does: 'Go to Apps', where: 'Everywhere' },
  { keys: 'g e', does: 'Go to Explore', where: 'Everywhere' },
  { keys: 'g a', does: 'Go to Alerts', where: 'Everywhere' },
  { keys: 'g o', does: 'Go to Monitors', where: 'Everywhere' },
  { keys: 'Alt+S', does: 'Go to Search', where: 'Everywhere' },
  { keys: 'Alt+M', does: 'Go to Metrics', where: 'Everywhere' },
  { keys: '[', does: 'Open or close the rail', where: 'Everywhere' },
  { keys: 't t', does: 'Open the time range', where: 'Time range' },
  { keys: 't <', does: 'Earlier by half the range', where: 'Time range' },
  { keys: 't >', does: 'Later by half the range', where: 'Time range' },
  { keys: 't -', does: 'Twice the range', where: 'Time range' },
  { keys: 't z', does: 'Back to the range before', where: 'Time range' },
  { keys: 't c', does: 'Copy the range', where: 'Time range' },
  { keys: '/', does: 'Focus the query', where: 'Search' },
  { keys: 'Enter', does: 'Run the query', where: 'Query editor' },
  { keys: 'Shift+Enter', does: 'New line', where: 'Query editor' },
  { keys: 'Ctrl+Space', does: 'Suggestions', where: 'Query editor' },
  { keys: 'Tab', does: 'Take the first suggestion', where: 'Query editor' },
  { keys: 'Alt+Up', does: 'Query before, from history', where: 'Query editor' },
  { keys: 'Alt+Down', does: 'Query after, from history', where: 'Query editor' },
  { keys: 'Escape Escape', does: 'Stop the query', where: 'Search' },
  { keys: 'r', does: 'Run again', where: 'Search' },
  { keys: 'a', does: 'Add a row', where: 'Metrics' },
  { keys: 'r', does: 'Run again', where: 'Metrics' },
  { keys: 'j', does: 'Next node', where: 'Explore' },
  { keys: 'k', does: 'Node before', where: 'Explore' },
  { keys: 'Enter', does: 'Open the entity, or the branch', where: 'Explore' },
  { keys: 'r', does: 'Refresh', where: 'Dashboards' },
  { keys: 'f', does: 'Full screen of the panel under the pointer', where: 'Dashboards' },
  { keys: 'i', does: 'Inspect the panel under the pointer', where: 'Dashboards' },
  { keys: 'e', does: 'Edit, or edit the panel under the pointer', where: 'Dashboards' },
  { keys: 'Ctrl+S', does: 'Save', where: 'Dashboards' },
  { keys: 'Ctrl+Z', does: 'Undo while editing', where: 'Dashboards' },
  { keys: 'Ctrl+Shift+Z', does: 'Redo while editing', where: 'Dashboards' },
  { keys: 'j', does: 'Next message', where: 'Messages' },
  { keys: 'k', does: 'Previous message', where: 'Messages' },
  { keys: 'x', does: 'Expand the message', where: 'Messages' },
  { keys: 'o', does: 'Open the message beside the list', where: 'Messages' },
  { keys: 'y', does: 'Copy the message', where: 'Messages' },
  { keys: 'Escape', does: 'Close the panel', where: 'Messages' },
]
