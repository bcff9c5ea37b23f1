/** The search language as CodeMirror knows it: its colours. */
import {
  HighlightStyle,
  LanguageSupport,
  StreamLanguage,
  syntaxHighlighting,
} from '@codemirror/language'
import { type Tag, tags } from '@lezer/highlight'
import { type LexState, nextToken, startState, type TokenKind, type Vocabulary } from './tokens'

const TAGS: Record<TokenKind, Tag> = {
  comment: tags.comment,
  string: tags.string,
  regex: tags.regexp,
  number: tags.number,
  operator: tags.operatorKeyword,
  function: tags.function(tags.name),
  keyword: tags.keyword,
  metadata: tags.special(tags.name),
  field: tags.propertyName,
  word: tags.literal,
  pipe: tags.controlOperator,
  punct: tags.punctuation,
  parameter: tags.macroName,
  macro: tags.macroName,
}

/** Colours follow the theme through the variables of tokens.css. */
const style = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--text-3)', fontStyle: 'italic' },
  { tag: tags.string, color: 'var(--syntax-string)' },
  { tag: tags.regexp, color: 'var(--syntax-string)' },
  { tag: tags.number, color: 'var(--syntax-number)' },
  { tag: tags.operatorKeyword, color: 'var(--syntax-operator)', fontWeight: '600' },
  { tag: tags.function(tags.name), color: 'var(--syntax-function)' },
  { tag: tags.keyword, color: 'var(--syntax-operator)' },
  { tag: tags.special(tags.name), color: 'var(--syntax-metadata)' },
  { tag: tags.propertyName, color: 'var(--text)' },
  { tag: tags.literal, color: 'var(--text)' },
  { tag: tags.controlOperator, color: 'var(--text-3)', fontWeight: '600' },
  { tag: tags.punctuation, color: 'var(--text-2)' },
  { tag: tags.macroName, color: 'var(--syntax-number)' },
])

export function searchLanguage(words: Vocabulary): LanguageSupport {
  const language = StreamLanguage.define<LexState>({
    name: 'search',
    startState,
    copyState: (state) => ({ ...state, outer: [...state.outer] }),
    token(stream, state) {
      const { end, kind } = nextToken(stream.string, stream.pos, state, words)
      stream.pos = Math.max(end, stream.pos + 1)
      return kind
    },
    languageData: {
      commentTokens: { line: '//', block: { open: '/*', close: '*/' } },
      closeBrackets: { brackets: ['(', '[', '"'] },
    },
    tokenTable: TAGS,
  })
  return new LanguageSupport(language, syntaxHighlighting(style))
}
