/** Where a panel leads: to Search, to Metrics, to other dashboards. */
import type { Panel, PanelAnswer } from '@/api/library-schema'

export type Destination =
  { page: 'search'; q: string } | { page: 'metrics'; m: string[]; hide: string }

/** The text of a query as it ran: the server says it, with variables filled in. */
export function queryTexts(
  panel: Pick<Panel, 'queries'>,
  answer?: PanelAnswer,
): Map<string, string> {
  const texts = new Map((panel.queries ?? []).map((one) => [one.queryKey, one.queryString]))
  const keys = [...texts.keys()]
  answer?.queries.forEach((ran, index) => {
    const { key, text } = ranOf(ran)
    const of = key ?? keys[index]
    if (of !== undefined && text !== null) texts.set(of, text)
  })
  return texts
}

function ranOf(ran: unknown): { key: string | null; text: string | null } {
  if (typeof ran === 'string') return { key: null, text: ran }
  if (typeof ran !== 'object' || ran === null) return { key: null, text: null }
  const held = ran as Record<string, unknown>
  const word = (...names: string[]) =>
    names.map((name) => held[name]).find((one): one is string => typeof one === 'string') ?? null
  return { key: word('key', 'queryKey'), text: word('text', 'query', 'queryString') }
}

/** The pages that a panel's queries can be opened in. */
export function destinationsOf(panel: Pick<Panel, 'queries'>, answer?: PanelAnswer): Destination[] {
  const texts = queryTexts(panel, answer)
  const queries = panel.queries ?? []
  const logs = queries.filter(({ queryType }) => queryType === 'Logs')
  const metrics = queries.filter(({ queryType }) => queryType === 'Metrics')
  const hidden = metrics.filter((one) => one['transient'] === true).map((one) => one.queryKey)
  return [
    ...logs.map(({ queryKey }): Destination => ({ page: 'search', q: texts.get(queryKey) ?? '' })),
    ...(metrics.length > 0
      ? [
          {
            page: 'metrics' as const,
            m: rows(
              metrics.map((one) => one.queryKey),
              texts,
            ),
            hide: hidden.join(''),
          },
        ]
      : []),
  ]
}

// Rows refer to each other by their letters, so the place of each has to be that of its letter.
function rows(keys: string[], texts: ReadonlyMap<string, string>): string[] {
  const last = Math.max(...keys.map((key) => key.charCodeAt(0) - 65))
  return Array.from({ length: last + 1 }, (_, place) => {
    const key = String.fromCharCode(65 + place)
    return keys.includes(key) ? (texts.get(key) ?? '') : ''
  })
}

/** The path of a linked dashboard, from the path of the one that links; null where it leads out of the library. */
export function linkedPath(from: string, relativePath: string): string | null {
  const steps = from.split('/').filter(Boolean)
  for (const step of relativePath.split('/')) {
    if (step === '' || step === '.') continue
    if (step === '..') {
      // The first `..` leads from the dashboard itself to its folder; nothing is above the library.
      if (steps.length <= 1) return null
      steps.pop()
    } else steps.push(step)
  }
  return `/${steps.join('/')}`
}
