/** The form of the call that the cursor is in, above it, with the parameter that is being written. */
import { type Extension, StateEffect, StateField } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { keymap, showTooltip, type Tooltip, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { Signature } from '@/api/schema'
import type { Assistant } from './assistant'

const DELAY = 120

const shown = StateEffect.define<{ pos: number; signature: Signature } | null>()

const field = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(shown))
        return effect.value && tooltipOf(effect.value.pos, effect.value.signature)
    }
    return tooltip && { ...tooltip, pos: transaction.changes.mapPos(tooltip.pos) }
  },
  provide: (self) => showTooltip.from(self),
})

export function signatureHelp(assistant: Assistant): Extension {
  const watcher = ViewPlugin.define((view) => new Watcher(view, assistant), {
    eventHandlers: {
      blur() {
        this.hide()
      },
    },
  })
  const escape = keymap.of([
    {
      key: 'Escape',
      run(view) {
        view.plugin(watcher)?.hide()
        return false
      },
    },
  ])
  return [field, watcher, escape]
}

class Watcher {
  private readonly view: EditorView
  private readonly assistant: Assistant
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(view: EditorView, assistant: Assistant) {
    this.view = view
    this.assistant = assistant
  }

  update({ docChanged, selectionSet, view }: ViewUpdate): void {
    if (!docChanged && !selectionSet) return
    clearTimeout(this.timer)
    if (view.hasFocus && isInCall(view)) {
      this.timer = setTimeout(() => void this.ask(), DELAY)
    } else if (view.state.field(field)) {
      this.timer = setTimeout(() => this.hide())
    }
  }

  async ask(): Promise<void> {
    const { state } = this.view
    const pos = state.selection.main.head
    const answer = await this.assistant.complete(state.doc.toString(), pos)
    if (this.view.state.doc !== state.doc || this.view.state.selection.main.head !== pos) return
    const signature = answer?.signature
    if (signature) this.view.dispatch({ effects: shown.of({ pos, signature }) })
    else this.hide()
  }

  hide(): void {
    clearTimeout(this.timer)
    if (this.view.state.field(field)) this.view.dispatch({ effects: shown.of(null) })
  }

  destroy(): void {
    clearTimeout(this.timer)
  }
}

/** Whether a parenthesis before the cursor may still be open; the server knows for sure. */
function isInCall({ state }: EditorView): boolean {
  const { head, empty } = state.selection.main
  if (!empty) return false
  const before = state.sliceDoc(Math.max(0, head - 2000), head)
  let depth = 0
  for (let at = before.length - 1; at >= 0; at -= 1) {
    if (before[at] === ')') depth += 1
    else if (before[at] === '(' && depth-- === 0) return /\w\s*$/.test(before.slice(0, at))
  }
  return false
}

function tooltipOf(pos: number, signature: Signature): Tooltip {
  return { pos, above: true, arrow: false, create: () => ({ dom: drawn(signature) }) }
}

function drawn({ form, parameters, active, documentation }: Signature): HTMLElement {
  const box = document.createElement('div')
  box.className = 'lang-signature'
  const line = document.createElement('code')
  line.className = 'lang-note-syntax'
  const place = active === null ? null : placeOf(form, parameters, active)
  if (place) {
    const strong = document.createElement('strong')
    strong.textContent = form.slice(place.from, place.to)
    line.append(form.slice(0, place.from), strong, form.slice(place.to))
  } else {
    line.textContent = form
  }
  const text = document.createElement('p')
  text.textContent = documentation
  box.append(line, text)
  return box
}

/** Where a parameter stands in the form of its call. */
export function placeOf(
  form: string,
  parameters: Signature['parameters'],
  active: number,
): { from: number; to: number } | null {
  let from = form.search(/[([]/)
  for (const [index, { name }] of parameters.entries()) {
    from = form.indexOf(name, from + 1)
    if (from < 0) return null
    if (index === active) return { from, to: from + name.length }
    from += name.length - 1
  }
  return null
}
