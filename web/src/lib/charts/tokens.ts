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
  ok: string
  info: string
  fatal: string
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
    ok: color('ok'),
    info: color('info'),
    fatal: color('fatal'),
    danger: color('danger'),
    warn: color('warn'),
    font: getComputedStyle(document.body).fontFamily,
    series: Array.from({ length: SERIES }, (_, index) => color(`series-${index + 1}`)),
  }
  probe.remove()
  return tokens
}
