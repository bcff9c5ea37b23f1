import {
  type Action,
  type Change,
  type DashboardCheck,
  type Doing,
  type Included,
  type Verb,
  VERBS,
} from '@/api/apps-schema'
import { plural } from '@/lib/format'

interface Words {
  /** Before it is done. */
  will: string
  /** After it was done. */
  did: string
  means: string
}

/** What happens to objects, as the manual calls it. */
export const WORDS: Record<Verb, Words> = {
  create: { will: 'will be made', did: 'made', means: '' },
  change: { will: 'will be changed', did: 'changed', means: '' },
  remove: { will: 'will be removed', did: 'removed', means: '' },
  keep: {
    will: 'will be kept',
    did: 'kept',
    means: 'Somebody edited these: they stay as they are.',
  },
  leave: {
    will: 'will be left',
    did: 'left',
    means: 'Something else has these names, and stays as it is.',
  },
  gone: {
    will: 'deleted before',
    did: 'deleted before',
    means: 'Somebody deleted these: they are not made again.',
  },
  adopt: {
    will: 'there already',
    did: 'there already',
    means: 'These are the same as what the app wants, and stay after it.',
  },
  stay: { will: 'will stay', did: 'stayed', means: 'These are not the app’s alone.' },
  unchanged: { will: 'as they are', did: 'as they were', means: 'Nothing about these differs.' },
}

export interface KindGroup {
  kind: string
  things: Action[]
}
export interface VerbGroup {
  verb: Verb
  count: number
  kinds: KindGroup[]
}

/** Actions by what happens, what changes something first; then by kind, in the order that they came in. */
export function grouped(actions: readonly Action[]): VerbGroup[] {
  return VERBS.flatMap((verb) => {
    const its = actions.filter((action) => action.verb === verb)
    return its.length === 0 ? [] : [{ verb, count: its.length, kinds: byKind(its) }]
  })
}

/** Things by their kind, in the order that they came in. */
export function byKind<T extends { kind: string }>(
  things: readonly T[],
): { kind: string; things: T[] }[] {
  const found = new Map<string, T[]>()
  for (const one of things) {
    const held = found.get(one.kind)
    if (held) held.push(one)
    else found.set(one.kind, [one])
  }
  return [...found].map(([kind, things]) => ({ kind, things }))
}

const FIRST = ['dashboard', 'search', 'metrics-search', 'monitor']

/** What an app includes, by kind: what people look at comes before what makes it work. */
export function includedKinds(included: readonly Included[]) {
  const rank = (kind: string) => FIRST.indexOf(kind) + 1 || FIRST.length + 1
  return byKind(included).sort((a, b) => rank(a.kind) - rank(b.kind))
}

/** `10 dashboards`, `1 extraction rule`. */
export function kindCount(kind: string, n: number): string {
  const word = kind.replaceAll('-', ' ')
  return plural(n, word, /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`)
}

/** Whether anything would be made, changed or removed. */
export const changesSomething = (actions: readonly Action[]) =>
  actions.some(({ verb }) => verb === 'create' || verb === 'change' || verb === 'remove')

/** `10 dashboards and 2 fields will be made; 1 monitor will be removed.` */
export function summary(actions: readonly Action[], done: boolean): string {
  const said = grouped(actions)
    .filter(({ verb }) => verb !== 'unchanged')
    .map(({ verb, kinds }) => {
      const things = kinds.map((one) => kindCount(one.kind, one.things.length))
      return `${listed(things)} ${done ? WORDS[verb].did : WORDS[verb].will}`
    })
  if (said.length > 0) return `${said.join('; ')}.`
  return done ? 'Nothing was to be changed.' : 'Nothing would change.'
}

const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** What the button of a plan says. */
export function doWords(doing: Doing, version: string): string {
  switch (doing) {
    case 'install':
      return `Install ${version}`
    case 'upgrade':
      return `Upgrade to ${version}`
    case 'downgrade':
      return `Downgrade to ${version}`
    case 'configure':
      return 'Use these answers'
    case 'uninstall':
      return 'Uninstall'
  }
}

/** What a report says first. */
export function doneWords({ doing, title, version, before }: Change): string {
  switch (doing) {
    case 'install':
      return `${title} ${version} is installed.`
    case 'upgrade':
    case 'downgrade':
      return `${title} went from ${before} to ${version}.`
    case 'configure':
      return `${title} has its new answers.`
    case 'uninstall':
      return `${title} is uninstalled.`
  }
}

/** What of a dashboard shows nothing, and why. */
export function lacking({ dashboard, empty, variables }: DashboardCheck) {
  return [
    ...Object.entries(variables).map(([name, reason]) => ({
      where: `${dashboard}: the variable ${name}`,
      reason,
    })),
    ...empty.map(({ panel, reason, optional }) => ({
      where: `${dashboard} / ${panel}`,
      reason: optional ? `${reason} (it may be empty)` : reason,
    })),
  ]
}
