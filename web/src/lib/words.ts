/** Words that somebody types to find something by, and lists that are typed. */

/** Whether a text has all the words that were typed, whatever their case. */
export function hasWords(text: string, typed: string): boolean {
  const held = text.toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => held.includes(word))
}

/** The parts of a text between commas, without those that are empty. */
export const listOf = (typed: string): string[] =>
  typed
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
