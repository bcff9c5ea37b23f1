import type { AppPageAnswer } from '@/api/apps-schema'
import { Check } from '@/ui/Check'
import { Field } from '@/ui/Field'
import { TextArea } from '@/ui/TextArea'
import { accountLines, type Draft, readAccounts, scopesOf } from './answers'
import styles from './apps.module.css'

interface Props {
  app: AppPageAnswer
  draft: Draft
  onChange: (change: Partial<Draft>) => void
}

/** What an app asks: where its data is, which accounts there are, what dashboards begin with, whether monitors run. */
export function AnswersForm({ app, draft, onChange }: Props) {
  const accounts = app.parameters.find(({ kind }) => kind === 'accounts')
  const region = app.parameters.find(({ kind }) => kind === 'region')
  const monitors = app.includes.filter(({ kind }) => kind === 'monitor').length
  return (
    <>
      {scopesOf(app).map((one) => (
        <Field
          key={one.id}
          label={one.label || one.id}
          note={one.description || 'A filter; all data where it is empty.'}
          placeholder={one.example || 'All data'}
          value={draft.scopes[one.id] ?? ''}
          onChange={(event) =>
            onChange({ scopes: { ...draft.scopes, [one.id]: event.currentTarget.value } })
          }
        />
      ))}
      {accounts && (
        <AccountsField
          label={accounts.label || 'Names of accounts'}
          note={accounts.description}
          standard={typeof accounts.default === 'string' ? {} : accounts.default}
          value={draft.accounts}
          onChange={(text) => onChange({ accounts: text })}
        />
      )}
      <div className={styles['pair']}>
        <Field
          label="Account that dashboards begin with"
          placeholder="All accounts"
          value={draft.account}
          onChange={(event) => onChange({ account: event.currentTarget.value })}
        />
        <Field
          label={region ? region.label || 'Region' : 'Region that dashboards begin with'}
          note={region?.description}
          placeholder={region?.example || 'All regions'}
          value={draft.region}
          onChange={(event) => onChange({ region: event.currentTarget.value })}
        />
      </div>
      {monitors > 0 && (
        <Check
          label={`Its ${monitors} monitors run from the start`}
          checked={draft.monitors}
          onChange={(checked) => onChange({ monitors: checked })}
        />
      )}
    </>
  )
}

interface AccountsProps {
  label: string
  note: string
  /** What holds where nothing is typed. */
  standard: Record<string, string>
  value: string
  onChange: (text: string) => void
}

function AccountsField({ label, note, standard, value, onChange }: AccountsProps) {
  const { fault } = readAccounts(value)
  const without = accountLines(standard).replaceAll('\n', ', ')
  return (
    <TextArea
      label={label}
      note={`${note} One on each line.${without ? ` Without any: ${without}.` : ''}`}
      error={fault ?? undefined}
      rows={2}
      mono
      spellCheck={false}
      placeholder="123456789012=prod"
      value={value}
      onChange={onChange}
    />
  )
}
