import Parser, { type Components } from 'react-markdown'
import gfm from 'remark-gfm'

// Pictures of other hosts are not loaded: the page asks nothing of them. Their description links there instead.
const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  ),
  img: ({ src, alt }) =>
    typeof src === 'string' ? (
      <a href={src} target="_blank" rel="noreferrer noopener">
        {alt || 'Picture'}
      </a>
    ) : null,
}
const plugins = [gfm]

/** Markdown as elements of the page: HTML in it is dropped, and addresses that run scripts too. */
export function Markdown({ text }: { text: string }) {
  return (
    <Parser remarkPlugins={plugins} components={components} skipHtml>
      {text}
    </Parser>
  )
}
