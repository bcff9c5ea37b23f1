/** The server counts in Unicode code points, the editor in UTF-16 units. */

/** The UTF-16 offset of a code point offset; past the end it is the end. */
export function utf16Offset(text: string, codePoints: number): number {
  let units = 0
  for (let seen = 0; seen < codePoints && units < text.length; seen += 1) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1
  }
  return units
}

/** The code points before a UTF-16 offset. */
export function codePoints(text: string, offset: number): number {
  let seen = 0
  for (let units = 0; units < offset && units < text.length; seen += 1) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1
  }
  return seen
}

/** A span in code points as a range in UTF-16 units. */
export function utf16Range(
  text: string,
  span: { start: number; end: number },
): { from: number; to: number } {
  return { from: utf16Offset(text, span.start), to: utf16Offset(text, span.end) }
}
