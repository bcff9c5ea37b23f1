/** The small page of documentation of a name. */
export function note(syntax: string, text: string, example = ''): HTMLElement {
  const box = document.createElement('div')
  box.className = 'lang-note'
  append(box, 'code', 'lang-note-syntax', syntax)
  append(box, 'p', '', text)
  append(box, 'code', 'lang-note-example', example)
  return box
}

function append(box: HTMLElement, tag: string, className: string, text: string): void {
  if (text === '') return
  const element = document.createElement(tag)
  if (className) element.className = className
  element.textContent = text
  box.append(element)
}
