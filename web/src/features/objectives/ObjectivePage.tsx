import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { monitors as monitorApi } from '@/api/monitors'
import { objectives as api } from '@/api/objectives'
import type { Objective, ObjectiveReport } from '@/api/objectives-schema'
import styles from '@/features/monitors/monitors.module.css'
import { Section } from '@/features/monitors/Section'
import { StatusMark } from '@/features/monitors/StatusMark'
import { foundQuery, useChange } from '@/features/monitors/use-monitors'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { burnMonitor, newObjective, objectiveDraftOf } from './objective-draft'
import { BudgetChart, ObjectiveFacts, PartsChart, share, times } from './ObjectiveCharts'
import { ObjectiveEditor } from './ObjectiveEditor'
import { objectiveQuery, objectivesQuery, reportQuery } from './use-objectives'

const route = getRouteApi('/monitors/objectives/$objectiveId')

/** An objective: how it stands over its period, and the form that makes or changes it. */
export function ObjectivePage() {
  const { objectiveId } = route.useParams()
  if (objectiveId === 'new') return <NewObjective />
  return <StoredObjective key={objectiveId} id={objectiveId} />
}

function NewObjective() {
  const navigate = route.useNavigate()
  return (
    <ObjectiveEditor
      start={newObjective()}
      onSaved={({ id }) =>
        void navigate({ to: '/monitors/objectives/$objectiveId', params: { objectiveId: id } })
      }
    />
  )
}

function StoredObjective({ id }: { id: string }) {
  const { data, error } = useQuery(objectiveQuery(id))
  const [editing, setEditing] = useState(false)
  if (data && editing) {
    return (
      <ObjectiveEditor
        key={data.version}
        start={objectiveDraftOf(data)}
        before={data}
        onSaved={() => setEditing(false)}
        onCancel={() => setEditing(false)}
      />
    )
  }
  return (
    <div className={styles['page']}>
      <div className={styles['scroll']}>
        <Faults error={error} />
        {data && <Detail objective={data} onEdit={() => setEditing(true)} />}
      </div>
    </div>
  )
}

function Detail({ objective, onEdit }: { objective: Objective; onEdit: () => void }) {
  const navigate = route.useNavigate()
  const { data, error, isPending } = useQuery(reportQuery(objective.id, objective.version))
  const client = useQueryClient()
  const remove = useChange(async () => {
    await api.remove(objective.id)
    // Nobody asks any more how one that is gone stands: neither this page nor the list.
    client.setQueryData(
      objectivesQuery.queryKey,
      (held) => held && { children: held.children.filter(({ id }) => id !== objective.id) },
    )
    await navigate({ to: '/monitors', search: { view: 'objectives' } })
  })
  return (
    <article className={styles['alert']}>
      <header className={styles['head']}>
        <h2>{objective.name}</h2>
        {objective.description && <p className={styles['sentence']}>{objective.description}</p>}
        {data && <ObjectiveFacts report={data} target={objective.compliance.target} />}
        <div className={styles['actions']}>
          <Button onClick={onEdit}>Edit</Button>
          <Button kind="danger" onClick={() => remove.mutate(undefined)}>
            Delete
          </Button>
        </div>
      </header>
      <Faults error={error} />
      {isPending && <p className={styles['none']}>Measuring the period…</p>}
      {data && (
        <>
          <Section
            title="Error budget"
            note="What was left of the budget of the whole period. It is used up at the dashed line."
          >
            <BudgetChart report={data} />
          </Section>
          <Section title="Good and bad" note="Bad ones stand below, good ones on top of them.">
            <PartsChart report={data} />
          </Section>
        </>
      )}
      <div className={styles['columns']}>
        {data && <BurnRates report={data} />}
        <Monitors objective={objective} />
      </div>
    </article>
  )
}

function BurnRates({ report }: { report: ObjectiveReport }) {
  return (
    <Section
      title="Burn rates"
      note="At 1 × the budget lasts just for the period. 14.4 × within an hour, or 6 × within six hours, is burning."
    >
      <table className={styles['list']}>
        <thead>
          <tr>
            <th>Within</th>
            <th className="number">Rate</th>
            <th className="number">Burned of the budget</th>
          </tr>
        </thead>
        <tbody>
          {report.burnRates.map(({ timeRange, rate, burned }) => (
            <tr key={timeRange}>
              <td>{timeRange}</td>
              <td className="number">{times(rate)}</td>
              <td className="number">{share(burned)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

/** The monitors that tell of an objective. */
function Monitors({ objective }: { objective: Objective }) {
  const { data } = useQuery(foundQuery)
  const held = (data ?? []).filter(({ item }) => item['sloId'] === objective.id)
  const add = useChange(() => monitorApi.create(undefined, burnMonitor(objective)), 'Made')
  return (
    <Section title="Monitors on it">
      {data && held.length === 0 && (
        <p className={styles['none']}>None: nobody is told when the budget burns.</p>
      )}
      <ul className={styles['items']}>
        {held.map(({ item }) => (
          <li key={item.id}>
            <span className={styles['marks']}>
              {item.status.map((one) => (
                <StatusMark key={one} state={one} />
              ))}
            </span>
            <Link to="/monitors/$monitorId" params={{ monitorId: item.id }}>
              {item.name}
            </Link>
          </li>
        ))}
      </ul>
      <div>
        <Button small disabled={add.isPending} onClick={() => add.mutate(undefined)}>
          Make a monitor of its burn rates
        </Button>
      </div>
    </Section>
  )
}
