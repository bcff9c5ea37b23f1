import { expect, it } from 'vitest'
import { applyFix, diagnosticOf } from './lint'

const span = (start: number, end: number) => ({ start, end, line: 1, column: start + 1 })

it('counts places in code points', () => {
  const text = '"😀😀" | cuont'
  const fault = {
    code: 'x',
    message: 'No operator cuont.',
    hint: 'Did you mean count?',
    span: span(7, 12),
  }
  const diagnostic = diagnosticOf(text, fault)
  expect(text.slice(diagnostic.from, diagnostic.to)).toBe('cuont')
  expect(applyFix(text, { span: span(7, 12), text: 'count' })).toBe('"😀😀" | count')
})

it('gives an empty place a character to be seen under', () => {
  const fault = { code: 'x', message: 'Something is missing.', span: span(5, 5) }
  expect(diagnosticOf('count', fault)).toMatchObject({ from: 4, to: 5 })
  expect(diagnosticOf('', fault)).toMatchObject({ from: 0, to: 0 })
})
