/** A short word about something that happened where the user does not look. */
export function notify(message: string): void {
  void import('./notices').then(({ show }) => show(message))
}

/** Puts a text on the clipboard and says so. */
export async function copyText(text: string, said = 'Copied'): Promise<void> {
  const copied = await viaClipboard(text).catch(() => viaSelection(text))
  notify(copied ? said : 'This browser did not allow the copy.')
}

async function viaClipboard(text: string): Promise<boolean> {
  await navigator.clipboard.writeText(text)
  return true
}

// Over plain HTTP on another host than this one the clipboard is not there, but a selection can be copied.
function viaSelection(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  document.body.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  return copied
}
