/** The list of proposals while one writes, from the server's parser. */
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  insertCompletionText,
  startCompletion,
} from '@codemirror/autocomplete'
import type { EditorView } from '@codemirror/view'
import type { Proposal } from '@/api/schema'
import { utf16Range } from '../codepoints'
import type { Assistant } from './assistant'
import { note } from './note'

/** A word is being written, or a pipe or an equals sign asks for one. */
const ASKING = /(?:[\w.*:/-]|[%"#]|[|=]\s*)$/

export function completeQuery(assistant: Assistant) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const text = context.state.doc.toString()
    if (!context.explicit && !ASKING.test(text.slice(0, context.pos))) return null
    // Nobody waits for an answer about a text that is another one by now.
    context.addEventListener('abort', assistant.cancel, { onDocChange: true })
    const answer = await assistant.complete(text, context.pos)
    const first = answer?.proposals[0]
    if (context.aborted || !answer || !first) return null
    const { from, to } = utf16Range(text, first)
    const written = text.slice(from, context.pos)
    const options = answer.proposals
      .filter((one) => one.start === first.start && one.end === first.end)
      .map(optionOf)
    // What is written already and nothing else is no proposal.
    if (options.length === 1 && first.insert === text.slice(from, to)) return null
    return { from, to, options, filter: false, getMatch: ({ label }) => matched(label, written) }
  }
}

function optionOf(proposal: Proposal): Completion {
  const { label, kind, detail, documentation, syntax, example } = proposal
  return {
    label,
    type: kind,
    ...(detail === '' ? {} : { detail }),
    ...(documentation === '' && syntax === ''
      ? {}
      : { info: () => note(syntax, documentation, example) }),
    apply: (view, _, from, to) => take(view, proposal.insert, from, to),
  }
}

/** Puts a proposal into the text; an open parenthesis gets its other half, with the cursor before it. */
function take(view: EditorView, insert: string, from: number, to: number): void {
  const opens = insert.endsWith('(')
  const there = opens && view.state.sliceDoc(to, to + 1) === '('
  const text = there ? insert.slice(0, -1).trimEnd() : opens ? `${insert})` : insert
  view.dispatch(insertCompletionText(view.state, text, from, to))
  if (opens) {
    const step = there ? 1 : -1
    view.dispatch({ selection: { anchor: view.state.selection.main.head + step } })
  }
  if (insert.endsWith('=') || opens) startCompletion(view)
}

/** Where in a label the written characters are, as pairs of offsets. */
function matched(label: string, written: string): number[] {
  const folded = label.toLowerCase()
  const wanted = written.replace(/^[%"]+/, '').toLowerCase()
  const at = folded.indexOf(wanted)
  return wanted === '' || at < 0 ? [] : [at, at + wanted.length]
}

/** The kind of a proposal, at the end of its line. */
export const kindMark = {
  position: 90,
  render({ type }: Completion): Node {
    const mark = document.createElement('span')
    mark.className = 'cm-completionKind'
    mark.textContent = type ?? ''
    return mark
  },
}
