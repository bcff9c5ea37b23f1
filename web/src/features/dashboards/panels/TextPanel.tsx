import { type CSSProperties, lazy, Suspense } from 'react'
import type { TextLook } from '../model/look'
import styles from './panels.module.css'

const Markdown = lazy(async () => ({ default: (await import('./Markdown')).Markdown }))

/** Markdown, or plain text; HTML in it is left out. */
export function TextPanel({ text, look }: { text: string; look: TextLook }) {
  const style = {
    ...(look.fontSize ? { fontSize: Math.min(48, Math.max(9, look.fontSize)) } : {}),
    ...(look.horizontal ? { textAlign: look.horizontal as CSSProperties['textAlign'] } : {}),
  }
  return (
    <div className={styles['text']} style={style} data-vertical={look.vertical}>
      {look.markdown ? (
        <Suspense fallback={<p className={styles['plain']}>{text}</p>}>
          <Markdown text={text} />
        </Suspense>
      ) : (
        <p className={styles['plain']}>{text}</p>
      )}
    </div>
  )
}
