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
