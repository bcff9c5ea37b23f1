/** The colours and type of the page as a chart needs them: resolved, not as CSS variables. */
export interface ChartTokens {
  text: string
  text2: string
  text3: string
  line: string
  surface: string
  raised: string
  overlay: string
  accent: string
  danger: string
  warn: string
  font: string
  series: string[]
}

const SERIES = 8

/**
 * Reads the tokens of a scheme off a hidden element of that scheme: when the theme changes, the page
 * around it may still have the one before.
 */
export function readChartTokens(scheme: 'light' | 'dark'): ChartTokens {
  const probe = document.createElement('span')
  probe.style.display = 'none'
  probe.style.colorScheme = scheme
  document.body.append(probe)
  const color = (name: string) => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const tokens = {
    text: color('text'),
    text2: color('text-2'),
    text3: color('text-3'),
    line: color('line'),
    surface: color('surface'),
    raised: color('raised'),
    overlay: color('overlay'),
    accent: color('accent'),
    danger: color('danger'),
    warn: color('warn'),
    font: getComputedStyle(document.body).fontFamily,
    series: Array.from({ length: SERIES }, (_, index) => color(`series-${index + 1}`)),
  }
  probe.remove()
  return tokens
}

/**
 * A colour for each name. They are dealt in the order of the names, not of the rows, so that the same
 * names have the same colours however a result is sorted.
 */
export function colorsFor(names: readonly string[], series: readonly string[]): string[] {
  const place = new Map([...new Set(names)].sort().map((name, index) => [name, index]))
  return names.map((name) => series[(place.get(name) ?? 0) % series.length] ?? '')
}
