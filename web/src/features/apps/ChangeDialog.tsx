import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { apps } from '@/api/apps'
import type { Change, Choices, Doing, Instance } from '@/api/apps-schema'
import { Refused } from '@/api/faults'
import { keepTime } from '@/app/time-range'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { Modal } from '@/ui/Modal'
import { Notice } from '@/ui/Notice'
import { Select } from '@/ui/Select'
import { AnswersForm } from './AnswersForm'
import { choicesOf, type Draft, draftOf, readAccounts } from './answers'
import { newerVersions, olderVersions } from './app-list'
import { DashboardLinks } from './Installed'
import { PlanView } from './PlanView'
import { changesSomething, doneWords, doWords } from './plan-words'
import { appQuery, catalogQuery } from './use-apps'
import styles from './apps.module.css'

/** What somebody wants to do with an app, and which version of it is offered. */
export type Asked =
  | { doing: 'install'; app: string; version: string }
  | { doing: Exclude<Doing, 'install'>; instance: Instance; version: string }

const TITLES: Record<Doing, string> = {
  install: 'Install',
  upgrade: 'Upgrade',
  downgrade: 'Downgrade',
  configure: 'Change the answers of',
  uninstall: 'Uninstall',
}

type Step = 'answers' | 'plan'

interface Props {
  asked: Asked
  onClose: () => void
}

/** From the answers to the plan of what would happen, to doing it, to the report of what was done. */
export function ChangeDialog({ asked, onClose }: Props) {
  const instance = asked.doing === 'install' ? null : asked.instance
  const [version, setVersion] = useState(asked.version)
  const [folder, setFolder] = useState('')
  const [edits, setEdits] = useState<Partial<Draft>>({})
  const [step, setStep] = useState<Step>(
    asked.doing === 'install' || asked.doing === 'configure' ? 'answers' : 'plan',
  )
  // An uninstall asks nothing; the app may not even be in the catalog any more.
  const page = useQuery({
    ...appQuery(asked.doing === 'install' ? asked.app : asked.instance.app, version),
    enabled: asked.doing !== 'uninstall',
  })
  const app = page.data
  const draft = app ? { ...draftOf(app, instance?.choices), ...edits } : null
  const answered = instance === null || Object.keys(edits).length > 0
  const choices = app && draft && answered ? choicesOf(app, draft) : {}
  const ask = (dryRun: boolean) => send(asked, { version, folder, choices, dryRun })

  const plan = useQuery({
    queryKey: ['apps', 'plan', asked.doing, instance?.id, version, folder, choices],
    queryFn: () => ask(true),
    enabled: step === 'plan' && (asked.doing === 'uninstall' || app !== undefined),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  const client = useQueryClient()
  const doing = useMutation({
    mutationFn: () => ask(false),
    // It changes the library, monitors, fields and rules alike.
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'plan' }),
  })

  const title = `${TITLES[asked.doing]} ${instance?.name ?? app?.title ?? ''}`
  if (doing.data) {
    return (
      <Modal opened onClose={onClose} title={title} width={680}>
        <Report change={doing.data} onClose={onClose} />
      </Modal>
    )
  }
  const versions = versionsFor(asked, app?.versions ?? [])
  const toPlan = (event: FormEvent) => {
    event.preventDefault()
    if (draft && readAccounts(draft.accounts).fault === null) setStep('plan')
  }
  const versionChoice = versions.length > 1 && (
    <Select
      label="Version"
      value={version}
      disabled={doing.isPending}
      choices={versions.map((one) => ({ value: one, label: one }))}
      onChange={(value) => {
        setVersion(value)
        doing.reset()
      }}
    />
  )
  if (step === 'answers') {
    return (
      <Modal opened onClose={onClose} title={title} width={680}>
        <form className={styles['form']} onSubmit={toPlan}>
          <Faults error={page.error} />
          {(versionChoice || asked.doing === 'install') && (
            <div className={styles['pair']}>
              {asked.doing === 'install' && (
                <Field
                  label="Folder"
                  note="In Installed Apps; its monitors stand in a folder of that name too."
                  placeholder={app?.title}
                  value={folder}
                  onChange={(event) => setFolder(event.currentTarget.value)}
                />
              )}
              {versionChoice}
            </div>
          )}
          {app && draft && (
            <AnswersForm
              app={app}
              draft={draft}
              onChange={(change) => setEdits((now) => ({ ...now, ...change }))}
            />
          )}
          <div className={styles['actions']}>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" kind="primary" disabled={!app}>
              Show what would happen
            </Button>
          </div>
        </form>
      </Modal>
    )
  }
  const planned = plan.data
  return (
    <Modal opened onClose={onClose} title={title} width={680}>
      <div className={styles['form']}>
        {asked.doing !== 'install' && versionChoice}
        <Faults error={page.error} />
        {doing.error ? <Refusal error={doing.error} /> : <Refusal error={plan.error} />}
        {!planned && plan.isFetching && (
          <p className={styles['quiet']} role="status">
            Comparing what is there with what the app wants…
          </p>
        )}
        {planned && <PlanView change={planned} done={false} />}
        <div className={styles['actions']}>
          {asked.doing !== 'uninstall' && (
            <Button
              disabled={doing.isPending}
              onClick={() => {
                doing.reset()
                setStep('answers')
              }}
            >
              {asked.doing === 'install' || asked.doing === 'configure' ? 'Back' : 'Answers…'}
            </Button>
          )}
          <span className={styles['grow']} />
          <Button onClick={onClose}>{doing.isPending ? 'Close' : 'Cancel'}</Button>
          {plan.error && (
            <Button disabled={plan.isFetching} onClick={() => void plan.refetch()}>
              Look again
            </Button>
          )}
          {planned && (
            <Button
              kind={asked.doing === 'uninstall' ? 'danger' : 'primary'}
              disabled={doing.isPending || plan.isFetching || blocked(planned)}
              onClick={() => doing.mutate()}
            >
              {doing.isPending ? 'It is being done…' : doWords(planned.doing, planned.version)}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}

/** New answers that change nothing need not be given; another version and an uninstall are something in themselves. */
const blocked = ({ doing, actions }: Change) => doing === 'configure' && !changesSomething(actions)

interface Sent {
  version: string
  folder: string
  choices: Partial<Choices>
  dryRun: boolean
}

function send(asked: Asked, { version, folder, choices, dryRun }: Sent): Promise<Change> {
  switch (asked.doing) {
    case 'install':
      return apps.install({ app: asked.app, version, folder: folder.trim(), ...choices, dryRun })
    case 'uninstall':
      return apps.uninstall(asked.instance.id, dryRun)
    case 'configure':
      return apps.change(asked.instance.id, { version, only: '', ...choices, dryRun })
    default:
      return apps.change(asked.instance.id, { version, only: asked.doing, ...choices, dryRun })
  }
}

function versionsFor(asked: Asked, versions: readonly string[]): string[] {
  switch (asked.doing) {
    case 'install':
      return [...versions].reverse()
    case 'upgrade':
      return newerVersions(versions, asked.instance)
    case 'downgrade':
      return olderVersions(versions, asked.instance)
    default:
      return []
  }
}

/** Why it is not done; that somebody else is at it is no mistake. */
function Refusal({ error }: { error: unknown }) {
  const busy = error instanceof Refused && error.faults.find(({ code }) => code === 'app.busy')
  if (!busy) return <Faults error={error} />
  return <Notice tone="warn" title={busy.message} hint={busy.hint} more={busy.code} />
}

function Report({ change, onClose }: { change: Change; onClose: () => void }) {
  const { data } = useQuery(catalogQuery)
  const instance = data
    ?.flatMap(({ instances }) => instances)
    .find(({ id }) => id === change.instance)
  return (
    <div className={styles['form']}>
      <Notice tone="info" title={doneWords(change)} />
      {instance && change.doing !== 'uninstall' && (
        <>
          <p>Its dashboards:</p>
          <DashboardLinks instance={instance} />
        </>
      )}
      <PlanView change={change} done />
      <div className={styles['actions']}>
        <Link to="/apps" search={keepTime}>
          All apps
        </Link>
        <span className={styles['grow']} />
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  )
}
