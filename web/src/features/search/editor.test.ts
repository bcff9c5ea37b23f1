import { completionStatus, startCompletion } from '@codemirror/autocomplete'
import { EditorView } from '@codemirror/view'
import { afterEach, expect, it, vi } from 'vitest'
import { noLanguage } from '@/api/queries'
import type { Fault } from '@/api/schema'
import { noVocabulary } from '@/lib/query-lang/tokens'
import { createEditor, type EditorHandle, type EditorHooks } from './editor'

let made: EditorHandle | null = null
afterEach(() => made?.destroy())

function show(more: Partial<EditorHooks> = {}) {
  const hooks: EditorHooks = {
    source: {
      language: noLanguage,
      words: noVocabulary,
      fields: ['region'],
      values: async () => [],
    },
    onChange: vi.fn(),
    onRun: vi.fn(),
    onHistory: () => null,
    check: async () => [],
    runFaults: { text: '', faults: [] },
    ...more,
  }
  const parent = document.createElement('div')
  document.body.replaceChildren(parent)
  made = createEditor(parent, () => hooks)
  const content = parent.querySelector<HTMLElement>('.cm-content')
  const view = content && EditorView.findFromDOM(content)
  if (!content || !view) throw new Error('There is no editor.')
  const press = (key: string, init: KeyboardEventInit = {}) =>
    content.dispatchEvent(
      new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true, ...init }),
    )
  return { hooks, view, press, editor: made }
}

it('runs with Enter and makes a line with Shift+Enter', () => {
  const { hooks, view, press, editor } = show()
  editor.setText('error')
  press('Enter', { shiftKey: true })
  expect(view.state.doc.toString()).toBe('error\n')
  press('Enter')
  expect(hooks.onRun).toHaveBeenCalledExactlyOnceWith('error\n')
})

it('runs with Enter although suggestions are open, and takes the first one with Tab', async () => {
  const { hooks, view, press, editor } = show()
  editor.setText('reg')
  startCompletion(view)
  await vi.waitFor(() => expect(completionStatus(view.state)).toBe('active'))
  await new Promise((done) => setTimeout(done, 100))
  press('Tab')
  expect(view.state.doc.toString()).toBe('region=')
  press('Enter')
  expect(hooks.onRun).toHaveBeenCalledExactlyOnceWith('region=')
})

it('underlines what the last run found, until the text is another', async () => {
  const span = { start: 2, end: 5, line: 1, column: 3 }
  const fault: Fault = { code: 'x', message: 'No such operator.', span }
  const { view, editor } = show({ runFaults: { text: '| bad', faults: [fault] } })
  const underlined = () => view.dom.querySelector('.cm-lintRange-error')?.textContent
  editor.setText('| bad')
  editor.relint()
  await vi.waitFor(() => expect(underlined()).toBe('bad'))
  editor.setText('| good')
  editor.relint()
  await vi.waitFor(() => expect(underlined()).toBeUndefined())
})

it('walks through the history', () => {
  const { view, press } = show({ onHistory: (step) => (step < 0 ? 'older' : null) })
  press('ArrowUp', { altKey: true })
  expect(view.state.doc.toString()).toBe('older')
  press('ArrowDown', { altKey: true })
  expect(view.state.doc.toString()).toBe('older')
})
