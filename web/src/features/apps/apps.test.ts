import { describe, expect, it } from 'vitest'
import type { Action, App, Instance, Parameter, Verb } from '@/api/apps-schema'
import { choicesOf, draftOf, readAccounts } from './answers'
import { chosenApps, newerVersions, olderVersions } from './app-list'
import { changesSomething, grouped, includedKinds, kindCount, lacking, summary } from './plan-words'

const action = (verb: Verb, kind: string, name: string): Action => ({
  verb,
  kind,
  name,
  reason: '',
})

const instance = (change: Partial<Instance> = {}): Instance => ({
  id: 'A',
  app: 'shop',
  title: 'Shop',
  version: '1.0.0',
  previousVersion: '',
  latestVersion: '2.0.0',
  name: 'Shop',
  folderId: null,
  dashboards: [],
  choices: {},
  pending: null,
  modifiedAt: '',
  ...change,
})

const app = (name: string, instances: Instance[] = []): App => ({
  name,
  title: name.toUpperCase(),
  summary: `All about ${name}`,
  author: 'Somebody',
  website: '',
  categories: ['Retail'],
  versions: ['1.0.0', '1.5.0', '2.0.0'],
  latestVersion: '2.0.0',
  instances,
})

const parameter = (id: string, kind: Parameter['kind'], standard: Parameter['default'] = '') => ({
  id,
  kind,
  label: '',
  description: '',
  example: '',
  default: standard,
})

describe('the list of apps', () => {
  const all = [
    app('shop', [instance()]),
    app('stall', [instance({ version: '2.0.0' })]),
    app('kiosk'),
  ]
  const names = (find: string, show: 'all' | 'installed' | 'upgrades') =>
    chosenApps(all, find, show).map(({ name }) => name)

  it('has all words of what is looked for, in any place', () => {
    expect(names('RETAIL  somebody st', 'all')).toEqual(['stall'])
    expect(names('', 'all')).toHaveLength(3)
  })
  it('has those that are installed, or that have a newer version', () => {
    expect(names('', 'installed')).toEqual(['shop', 'stall'])
    expect(names('', 'upgrades')).toEqual(['shop'])
  })
  it('does not offer an upgrade for what is not yet installed', () => {
    expect(chosenApps([app('a', [instance({ version: '' })])], '', 'upgrades')).toEqual([])
  })
})

describe('versions', () => {
  const versions = ['1.0.0', '1.5.0', '2.0.0']
  it('offers the newest first upwards', () => {
    expect(newerVersions(versions, instance())).toEqual(['2.0.0', '1.5.0'])
    expect(newerVersions(versions, instance({ version: '2.0.0' }))).toEqual([])
  })
  it('offers the one before first downwards', () => {
    expect(olderVersions(versions, instance({ version: '2.0.0' }))).toEqual(['1.5.0', '1.0.0'])
    const held = instance({ version: '2.0.0', previousVersion: '1.0.0' })
    expect(olderVersions(versions, held)).toEqual(['1.0.0', '1.5.0'])
    expect(olderVersions(versions, instance())).toEqual([])
  })
})

describe('a plan', () => {
  const actions = [
    action('unchanged', 'field', 'account'),
    action('create', 'field', 'region'),
    action('create', 'dashboard', 'Overview'),
    action('remove', 'monitor', 'Errors'),
    action('create', 'dashboard', 'Traffic'),
    action('keep', 'extraction rule', 'Calls'),
  ]
  it('is told by what happens, then by kind', () => {
    expect(grouped(actions).map(({ verb, count }) => [verb, count])).toEqual([
      ['create', 3],
      ['remove', 1],
      ['keep', 1],
      ['unchanged', 1],
    ])
    expect(grouped(actions)[0]?.kinds.map(({ kind }) => kind)).toEqual(['field', 'dashboard'])
  })
  it('is said in a sentence', () => {
    expect(summary(actions, false)).toBe(
      '1 field and 2 dashboards will be made; 1 monitor will be removed; 1 extraction rule will be kept.',
    )
    expect(summary(actions.slice(0, 1), false)).toBe('Nothing would change.')
    expect(kindCount('metrics-search', 2)).toBe('2 metrics searches')
  })
  it('has what people look at before what makes it work', () => {
    const kinds = ['field', 'dashboard', 'metric rule', 'monitor', 'field']
    const included = kinds.map((kind, at) => ({ kind, name: String(at), description: '' }))
    expect(includedKinds(included).map(({ kind, things }) => [kind, things.length])).toEqual([
      ['dashboard', 1],
      ['monitor', 1],
      ['field', 2],
      ['metric rule', 1],
    ])
  })
  it('changes something where anything is made, changed or removed', () => {
    expect(changesSomething(actions)).toBe(true)
    expect(
      changesSomething([action('keep', 'field', 'a'), action('unchanged', 'field', 'b')]),
    ).toBe(false)
  })
})

describe('answers', () => {
  const asking = {
    parameters: [
      parameter('logs', 'logs', '_sourceCategory=a'),
      parameter('metrics', 'metrics'),
      parameter('accounts', 'accounts', { '123456789012': 'dev' }),
    ],
  }
  it('begin with what was answered, then with the defaults', () => {
    expect(draftOf(asking).scopes).toEqual({ logs: '_sourceCategory=a', metrics: '' })
    const held = { scopes: { logs: '', other: 'x' }, accounts: { '123456789012': 'prod' } }
    expect(draftOf(asking, held)).toMatchObject({
      scopes: { logs: '', metrics: '' },
      accounts: '123456789012=prod',
    })
  })
  it('leave out scopes that are the defaults, and say that one was emptied', () => {
    const draft = draftOf(asking)
    expect(choicesOf(asking, draft).scopes).toEqual({})
    const emptied = { ...draft, scopes: { logs: ' ', metrics: 'account=a ' } }
    expect(choicesOf(asking, emptied).scopes).toEqual({ logs: '', metrics: 'account=a' })
  })
  it('name accounts a line each', () => {
    expect(readAccounts('123456789012 = prod\n\n210987654321=the other,')).toEqual({
      accounts: { '123456789012': 'prod', '210987654321': 'the other' },
      fault: null,
    })
    for (const wrong of ['prod', '12345=prod', '123456789012=', '123456789012=a\n123456789012=b'])
      expect(readAccounts(wrong).fault).not.toBeNull()
  })
  it('map no accounts where the app asks for none', () => {
    const draft = { ...draftOf(asking), accounts: '123456789012=prod' }
    expect(choicesOf({ parameters: [] }, draft).accounts).toEqual({})
  })
})

describe('a check of panels', () => {
  it('names variables and panels without data, and which of them may be empty', () => {
    const found = lacking({
      dashboard: 'Overview',
      panels: 3,
      withData: 1,
      variables: { region: 'has no values' },
      empty: [
        { panel: 'Errors', reason: 'no rows', optional: true },
        { panel: 'Calls', reason: 'no rows', optional: false },
      ],
    })
    expect(found).toEqual([
      { where: 'Overview: the variable region', reason: 'has no values' },
      { where: 'Overview / Errors', reason: 'no rows (it may be empty)' },
      { where: 'Overview / Calls', reason: 'no rows' },
    ])
  })
})
