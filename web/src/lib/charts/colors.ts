/**
 * The colours of series and slices by their names: a state or a code that is known has the colour of what it means, the same in
 * every chart; all others are dealt those of the palette. What somebody chose for a series stands above either.
 */
import type { ChartTokens } from './tokens'

export type Tone = 'good' | 'busy' | 'stopped' | 'leaving' | 'warn' | 'bad'

/** A colour as a chart and as the page can have it. */
export interface SeriesColor {
  /** The name of the token. */
  token: string
  /** What further names of one tone are mixed with, so that they differ from the first. */
  mixed: 'surface' | 'text' | null
  /** More series than colours: the second round of them is dashed. */
  dashed: boolean
}

const TOKEN: Record<Tone, keyof ChartTokens> = {
  good: 'ok',
  busy: 'info',
  stopped: 'text3',
  leaving: 'fatal',
  warn: 'warn',
  bad: 'danger',
}
const CSS: Partial<Record<keyof ChartTokens, string>> = { text3: 'text-3' }

const STATES: Record<Tone, string> = {
  good: 'completed succeeded success successful inservice healthy normal ok good available met resolved',
  busy: 'inprogress creating updating pending starting started executing running training info',
  stopped: 'stopped stopping disabled idle unknown',
  leaving: 'deleting deleted',
  warn: 'warning warn throttled burning degraded',
  bad: 'failed failure failures error errors fatal critical outofservice bad unhealthy exhausted',
}
const TONES = new Map(
  Object.entries(STATES).flatMap(([tone, words]) =>
    words.split(' ').map((word) => [word, tone as Tone] as const),
  ),
)
/** Words that say what is counted, and nothing of its state. */
const COUNTED = new Set(
  'job jobs run runs request requests call calls execution executions step steps count total status state number of _count'.split(
    ' ',
  ),
)
const CLASSES: Record<string, Tone> = { 2: 'good', 3: 'busy', 4: 'warn', 5: 'bad' }
const CLASS = /(?:^|[^0-9a-z]|invocation)([2-5])xx(?![a-z0-9]*[0-9])/i
const CODE = /^[2-5]\d\d$/

/** What a name says of a state, or null where it says nothing; of several parts, as in `failed, daily`, one may say it. */
export function toneOf(name: string): Tone | null {
  const parts = name.split(/, | · /)
  if (parts.length > 1) return parts.map(toneOf).find((tone) => tone !== null) ?? null
  const code = CODE.test(name.trim()) ? name.trim()[0] : CLASS.exec(name)?.[1]
  if (code) return CLASSES[code] ?? null
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9_]+|_(?!count)/)
    .filter((word) => word !== '' && !COUNTED.has(word))
  return TONES.get(words.join('')) ?? null
}

const ROUND = 8
const MIXES = [null, 'surface', 'text'] as const
/** How much of the tone is left in what is mixed. */
const LEFT = 0.62

/**
 * The colours of the names of a chart. Those of the palette are dealt in the order of the names, not of the rows, so that the
 * same names have the same colours however a result is sorted. Where more names have one tone than can be told apart, they
 * are dealt the palette too.
 */
export function colorsOf(names: readonly string[]): SeriesColor[] {
  const sorted = [...new Set(names)].sort()
  const byTone = new Map<Tone, string[]>()
  for (const name of sorted) {
    const tone = toneOf(name)
    if (tone) byTone.set(tone, [...(byTone.get(tone) ?? []), name])
  }
  const found = new Map<string, SeriesColor>()
  for (const [tone, held] of byTone) {
    if (held.length > MIXES.length) continue
    held.forEach((name, index) =>
      found.set(name, { token: TOKEN[tone], mixed: MIXES[index] ?? null, dashed: false }),
    )
  }
  const others = sorted.filter((name) => !found.has(name))
  others.forEach((name, index) => found.set(name, ofPalette(index)))
  return names.map((name) => found.get(name) ?? ofPalette(0))
}

/** The colour at a place of the palette, from 0. */
export const ofPalette = (place: number): SeriesColor => ({
  token: `series-${(place % ROUND) + 1}`,
  mixed: null,
  dashed: place >= ROUND,
})

/** A colour as CSS has it. */
export function cssColor({ token, mixed }: SeriesColor): string {
  const pure = `var(--${CSS[token as keyof ChartTokens] ?? token})`
  if (!mixed) return pure
  return `color-mix(in srgb, ${pure} ${LEFT * 100}%, var(--${mixed}))`
}

/** A colour as a chart draws it. */
export function drawnColor({ token, mixed }: SeriesColor, tokens: ChartTokens): string {
  const place = /^series-(\d)$/.exec(token)?.[1]
  const pure = place
    ? (tokens.series[(Number(place) - 1) % tokens.series.length] ?? tokens.accent)
    : String(tokens[token as keyof ChartTokens])
  return mixed ? mix(pure, tokens[mixed]) : pure
}

/** Charts cannot mix colours themselves; tokens are read as `rgb(…)`. */
function mix(color: string, other: string): string {
  const [a, b] = [color, other].map((one) => one.match(/[\d.]+/g)?.map(Number) ?? [])
  const parts = [0, 1, 2].map((index) =>
    Math.round((a?.[index] ?? 0) * LEFT + (b?.[index] ?? 0) * (1 - LEFT)),
  )
  return `rgb(${parts.join(', ')})`
}

/** The colours of the names of a chart as it draws them. */
export const drawnColors = (names: readonly string[], tokens: ChartTokens) =>
  colorsOf(names).map((color) => drawnColor(color, tokens))
