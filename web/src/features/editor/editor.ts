/** CodeMirror put together for queries; no React in here. */
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
  moveCompletionSelection,
  selectedCompletion,
} from '@codemirror/autocomplete'
import {
  defaultKeymap,
  history,
  historyKeymap,
  insertNewlineAndIndent,
  toggleComment,
} from '@codemirror/commands'
import { bracketMatching } from '@codemirror/language'
import { forceLinting, linter, lintKeymap } from '@codemirror/lint'
import { Compartment, EditorState, Prec, StateEffect } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import type { Fault } from '@/api/schema'
import { createAssistant, type Questions } from '@/lib/query-lang/assistant'
import { completeQuery, kindMark } from '@/lib/query-lang/completion'
import { hoverDocs } from '@/lib/query-lang/hover'
import { diagnosticOf } from '@/lib/query-lang/lint'
import { searchLanguage } from '@/lib/query-lang/mode'
import { signatureHelp } from '@/lib/query-lang/signature'
import { noVocabulary, type Vocabulary } from '@/lib/query-lang/tokens'

export interface EditorHooks {
  questions: Questions
  onChange: (text: string) => void
  onRun: (text: string) => void
  /** The query before (-1) or after (1) this one in the history; null at its end. */
  onHistory: (step: -1 | 1) => string | null
  check: (text: string) => Promise<Fault[]>
  /** Faults of the last run, and the text that it ran. */
  runFaults: { text: string; faults: readonly Fault[] }
}

/** What tells one editor from another: its name for those who cannot see it, and what stands in it while empty. */
export interface EditorLook {
  label: string
  placeholder: string
}

export interface EditorHandle {
  setText: (text: string) => void
  setWords: (words: Vocabulary) => void
  relint: () => void
  focus: () => void
  destroy: () => void
}

const LINT_DELAY = 250

/** Says that the faults may be others although the text is the same. */
const faultsChanged = StateEffect.define<null>()

/** An editor in `parent`; it reads `hooks` anew each time it needs one. */
export function createEditor(
  parent: HTMLElement,
  hooks: () => EditorHooks,
  look: EditorLook,
): EditorHandle {
  const language = new Compartment()
  const assistant = createAssistant(() => hooks().questions)
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        Prec.highest(keymap.of(queryKeys(hooks))),
        language.of(searchLanguage(noVocabulary)),
        history(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({
          override: [completeQuery(assistant)],
          selectOnOpen: false,
          icons: false,
          addToOptions: [kindMark],
        }),
        hoverDocs(assistant),
        signatureHelp(assistant),
        lintSource(hooks),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...historyKeymap,
          ...lintKeymap,
          ...defaultKeymap,
        ]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': look.label, spellcheck: 'false' }),
        placeholder(look.placeholder),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) hooks().onChange(update.state.doc.toString())
        }),
      ],
    }),
  })
  return {
    setText: (text) => replaceText(view, text),
    setWords: (words) => view.dispatch({ effects: language.reconfigure(searchLanguage(words)) }),
    relint: () => {
      view.dispatch({ effects: faultsChanged.of(null) })
      forceLinting(view)
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}

function replaceText(view: EditorView, text: string): void {
  const now = view.state.doc.toString()
  if (now === text) return
  view.dispatch({
    changes: { from: 0, to: now.length, insert: text },
    selection: { anchor: text.length },
  })
}

function queryKeys(hooks: () => EditorHooks) {
  const run = (view: EditorView) => {
    if (completionStatus(view.state) === 'active' && selectedCompletion(view.state)) {
      return acceptCompletion(view)
    }
    closeCompletion(view)
    hooks().onRun(view.state.doc.toString())
    return true
  }
  const recall = (step: -1 | 1) => (view: EditorView) => {
    const text = hooks().onHistory(step)
    if (text !== null) replaceText(view, text)
    return true
  }
  return [
    { key: 'Enter', run },
    { key: 'Mod-Enter', run },
    { key: 'Shift-Enter', run: insertNewlineAndIndent },
    { key: 'Tab', run: takeSuggestion },
    { key: 'Alt-ArrowUp', run: recall(-1) },
    { key: 'Alt-ArrowDown', run: recall(1) },
    { key: 'Mod-/', run: toggleComment },
  ]
}

// No suggestion is chosen until somebody asks, so that Enter runs; Tab asks and takes in one step.
function takeSuggestion(view: EditorView): boolean {
  if (completionStatus(view.state) !== 'active') return false
  if (!selectedCompletion(view.state)) moveCompletionSelection(true)(view)
  return acceptCompletion(view)
}

function lintSource(hooks: () => EditorHooks) {
  return linter(
    async (view) => {
      const text = view.state.doc.toString()
      if (text.trim() === '') return []
      const { check, runFaults } = hooks()
      const checked = await check(text)
      const ran = checked.length === 0 && runFaults.text === text ? runFaults.faults : []
      return [...checked, ...ran].map((fault) => diagnosticOf(text, fault))
    },
    {
      delay: LINT_DELAY,
      needsRefresh: ({ transactions }) =>
        transactions.some(({ effects }) => effects.some((effect) => effect.is(faultsChanged))),
    },
  )
}
