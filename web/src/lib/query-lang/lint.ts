/** Faults of the server, underlined where they are. */
import type { Diagnostic } from '@codemirror/lint'
import type { Fault } from '@/api/schema'
import { utf16Range } from '../codepoints'

/** The text with a fault's fix made. */
export function applyFix(text: string, fix: NonNullable<Fault['fix']>): string {
  const { from, to } = utf16Range(text, fix.span)
  return text.slice(0, from) + fix.text + text.slice(to)
}

/** The fault as a diagnostic of the editor; one without a place underlines the whole query. */
export function diagnosticOf(text: string, fault: Fault): Diagnostic {
  const range = fault.span ? utf16Range(text, fault.span) : { from: 0, to: text.length }
  const { fix } = fault
  return {
    ...visible(range, text.length),
    severity: 'error',
    message: fault.hint ? `${fault.message}\n${fault.hint}` : fault.message,
    actions: fix
      ? [
          {
            name: fix.text === '' ? 'Remove' : `Use ${fix.text.trim()}`,
            apply(view) {
              const at = utf16Range(view.state.doc.toString(), fix.span)
              view.dispatch({ changes: { ...at, insert: fix.text } })
              view.focus()
            },
          },
        ]
      : [],
  }
}

// An empty span (something is missing here) still needs a character to be seen under.
function visible(range: { from: number; to: number }, length: number) {
  if (range.to > range.from) return range
  return range.from < length
    ? { from: range.from, to: range.from + 1 }
    : { from: Math.max(0, length - 1), to: length }
}
