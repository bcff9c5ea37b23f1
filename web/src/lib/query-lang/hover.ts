import { hoverTooltip } from '@codemirror/view'
import { utf16Range } from '../codepoints'
import type { Assistant } from './assistant'
import { note } from './note'

/** What the word under the pointer means. */
export function hoverDocs(assistant: Assistant) {
  return hoverTooltip(async (view, pos, side) => {
    const text = view.state.doc.toString()
    const at = side < 0 ? pos - 1 : pos
    if (!/\w/.test(text[at] ?? '')) return null
    const found = await assistant.hover(text, at)
    if (!found || view.state.doc.toString() !== text) return null
    const { from, to } = utf16Range(text, found)
    const dom = note(found.title, found.documentation, found.example)
    return { pos: from, end: to, above: true, create: () => ({ dom }) }
  })
}
