import { completionStatus, startCompletion } from '@codemirror/autocomplete'
import { EditorView } from '@codemirror/view'
import { afterEach, expect, it, vi } from 'vitest'
import type { Completions, Fault } from '@/api/schema'
import { createEditor, type EditorHandle, type EditorHooks } from './editor'

let made: EditorHandle | null = null
afterEach(() => made?.destroy())

/** An answer with these proposals, in place of what lies between the offsets. */
function offering(inserts: string[] = [], start = 0, end = 0): Completions {
  const proposals = inserts.map((insert) => ({
    label: insert.replace(/[=(]$/, ''),
    kind: 'field',
    detail: 'text',
    documentation: '',
    syntax: '',
    example: '',
    insert,
    start,
    end,
  }))
  return { proposals, signature: null }
}

function show(more: Partial<EditorHooks> = {}) {
  const hooks: EditorHooks = {
    questions: { complete: async () => offering(), hover: async () => ({ note: null }) },
    onChange: vi.fn(),
    onRun: vi.fn(),
    onHistory: () => null,
    check: async () => [],
    runFaults: { text: '', faults: [] },
    ...more,
  }
  const parent = document.createElement('div')
  document.body.replaceChildren(parent)
  made = createEditor(parent, () => hooks, { label: 'Query', placeholder: '' })
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
  const complete = vi.fn(async () => offering(['region=', 'aregion='], 0, 3))
  const { hooks, view, press, editor } = show({
    questions: { complete, hover: async () => ({ note: null }) },
  })
  editor.setText('reg')
  startCompletion(view)
  await vi.waitFor(() => expect(completionStatus(view.state)).toBe('active'))
  await new Promise((done) => setTimeout(done, 100))
  const list = view.dom.querySelector('.cm-tooltip-autocomplete')
  expect(list?.textContent).toContain('regiontextfield')
  complete.mockImplementation(async () => offering())
  press('Tab')
  expect(view.state.doc.toString()).toBe('region=')
  press('Enter')
  expect(hooks.onRun).toHaveBeenCalledExactlyOnceWith('region=')
})

it('takes a question back as soon as the text is another one', async () => {
  const signals: AbortSignal[] = []
  const complete = vi.fn((_: string, __: number, signal: AbortSignal) => {
    signals.push(signal)
    return new Promise<Completions>((__, fail) =>
      signal.addEventListener('abort', () => fail(new Error('cancelled'))),
    )
  })
  const { view, editor } = show({ questions: { complete, hover: async () => ({ note: null }) } })
  editor.setText('reg')
  startCompletion(view)
  await vi.waitFor(() => expect(complete).toHaveBeenCalledOnce())
  view.dispatch({ changes: { from: 3, insert: 'i' }, userEvent: 'input.type' })
  expect(signals[0]?.aborted).toBe(true)
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

it('puts the cursor into the parentheses of a call, and shows its form', async () => {
  const signature = {
    name: 'round',
    form: 'round(value[, places])',
    parameters: [{ name: 'value' }, { name: 'places' }],
    active: 1,
    documentation: 'The nearest number.',
  }
  const complete = vi.fn(async () => offering(['round('], 10, 14))
  const { view, press, editor } = show({
    questions: { complete, hover: async () => ({ note: null }) },
  })
  editor.setText('* | where roun')
  editor.focus()
  startCompletion(view)
  await vi.waitFor(() => expect(completionStatus(view.state)).toBe('active'))
  await new Promise((done) => setTimeout(done, 100))
  complete.mockImplementation(async () => ({ ...offering(), signature }))
  press('Tab')
  expect(view.state.doc.toString()).toBe('* | where round()')
  expect(view.state.selection.main.head).toBe('* | where round('.length)
  const shown = () => view.dom.querySelector('.lang-signature')
  await vi.waitFor(() => expect(shown()?.textContent).toContain('round(value[, places])'))
  expect(shown()?.querySelector('strong')?.textContent).toBe('places')
  press('Escape')
  expect(shown()).toBeNull()
})
