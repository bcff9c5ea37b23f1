/** Whether colours that somebody else chose can be read here. */

const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{2})?$/i
const DARK = '#14191e'
const LIGHT = '#ffffff'

/** The relative luminance of a colour in hexadecimal digits, as WCAG 2 defines it; null for any other. */
function luminance(color: string): number | null {
  const hex = HEX.exec(color.trim())?.[1]
  if (!hex) return null
  const full = hex.length === 3 ? [...hex].map((one) => one + one).join('') : hex
  return [0.2126, 0.7152, 0.0722].reduce((sum, weight, index) => {
    const part = parseInt(full.slice(index * 2, index * 2 + 2), 16) / 255
    return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  }, 0)
}

/** How much two colours differ, from 1 to 21; null where one is not in hexadecimal digits. */
export function contrast(one: string, other: string): number | null {
  const [a, b] = [luminance(one), luminance(other)]
  if (a === null || b === null) return null
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** Black or white, whichever is easier to read on a colour. */
export function inkOn(paper: string): string {
  return (contrast(DARK, paper) ?? 1) >= (contrast(LIGHT, paper) ?? 1) ? DARK : LIGHT
}

const LEAST = 3

/** A colour for text on a paper: the wanted one where it can be read, else none, or black or white. */
export function readableInk(wanted: string, paper: string, surface: string): string | undefined {
  const under = paper || surface
  if (wanted && (contrast(wanted, under) ?? LEAST) >= LEAST) return wanted
  return paper ? inkOn(paper) : undefined
}
