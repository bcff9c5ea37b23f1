import type { AppPageAnswer, Choices, Parameter } from '@/api/apps-schema'

/** The answers as they are typed. */
export interface Draft {
  scopes: Record<string, string>
  /** A line for each account: `123456789012=prod`. */
  accounts: string
  account: string
  region: string
  monitors: boolean
}

type Asking = Pick<AppPageAnswer, 'parameters'>

/** The parameters that a scope of data is given for. */
export const scopesOf = ({ parameters }: Asking) =>
  parameters.filter(({ kind }) => kind === 'logs' || kind === 'metrics')

const defaultScope = (parameter: Parameter) =>
  typeof parameter.default === 'string' ? parameter.default : ''

/** What a form begins with: what was answered before, or what the app takes where nothing is. */
export function draftOf(app: Asking, held: Partial<Choices> = {}): Draft {
  const scopes = scopesOf(app).map((one) => [one.id, held.scopes?.[one.id] ?? defaultScope(one)])
  return {
    scopes: Object.fromEntries(scopes) as Record<string, string>,
    accounts: accountLines(held.accounts ?? {}),
    account: held.account ?? '',
    region: held.region ?? '',
    monitors: held.monitors ?? false,
  }
}

/** What is sent: scopes that are the app's own defaults are left out, so that those of a later version hold. */
export function choicesOf(app: Asking, draft: Draft): Choices {
  const scopes = scopesOf(app)
    .map((one) => [one, (draft.scopes[one.id] ?? '').trim()] as const)
    .filter(([one, scope]) => scope !== defaultScope(one))
    .map(([one, scope]) => [one.id, scope])
  const maps = app.parameters.some(({ kind }) => kind === 'accounts')
  return {
    scopes: Object.fromEntries(scopes) as Record<string, string>,
    accounts: maps ? readAccounts(draft.accounts).accounts : {},
    account: draft.account.trim(),
    region: draft.region.trim(),
    monitors: draft.monitors,
  }
}

export const accountLines = (accounts: Record<string, string>) =>
  Object.entries(accounts)
    .map(([id, name]) => `${id}=${name}`)
    .join('\n')

/** Names of accounts by their ids, and what is wrong with the first line that is none. */
export function readAccounts(text: string): {
  accounts: Record<string, string>
  fault: string | null
} {
  const accounts: Record<string, string> = {}
  let fault: string | null = null
  for (const line of text.split(/[\n,]/).map((one) => one.trim())) {
    if (line === '') continue
    const [, id, name] = /^(\d{12})\s*=\s*(\S.*)$/.exec(line) ?? []
    if (id === undefined || name === undefined) {
      fault ??= `“${line}” names no account. Write twelve digits and a name: 123456789012=prod.`
    } else if (id in accounts) {
      fault ??= `${id} has two names.`
    } else accounts[id] = name
  }
  return { accounts, fault }
}
