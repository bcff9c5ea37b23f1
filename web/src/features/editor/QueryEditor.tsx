import { useEffect, useImperativeHandle, useLayoutEffect, useRef, type Ref } from 'react'
import type { Vocabulary } from '@/lib/query-lang/tokens'
import { createEditor, type EditorHandle, type EditorHooks, type EditorLook } from './editor'
import styles from './editor.module.css'

interface Props extends EditorHooks, EditorLook {
  text: string
  words: Vocabulary
  ref?: Ref<EditorHandle | null>
}

/** The query editor: CodeMirror, told about the page's state through `hooks`. */
export function QueryEditor({ text, words, ref, label, placeholder, ...hooks }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorHandle | null>(null)
  const current = useRef<EditorHooks>(hooks)

  useEffect(() => {
    current.current = hooks
  })
  // Before the handle is given away, which is in the same phase.
  useLayoutEffect(() => {
    if (!box.current) return
    const made = createEditor(box.current, () => current.current, { label, placeholder })
    editor.current = made
    return () => {
      editor.current = null
      made.destroy()
    }
  }, [label, placeholder])
  useEffect(() => editor.current?.setText(text), [text])
  useEffect(() => editor.current?.setWords(words), [words])
  useEffect(() => editor.current?.relint(), [hooks.runFaults])
  useImperativeHandle(ref, () => editor.current!)

  return <div ref={box} className={styles['editor']} />
}
