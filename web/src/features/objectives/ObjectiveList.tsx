import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { faultsOf } from '@/api/faults'
import { type Objective, sizeOf } from '@/api/objectives-schema'
import styles from '@/features/monitors/monitors.module.css'
import { StatusMark } from '@/features/monitors/StatusMark'
import { plural } from '@/lib/format'
import { hasWords } from '@/lib/words'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { Field } from '@/ui/Field'
import { share, times } from './ObjectiveCharts'
import { objectivesQuery, standingQuery } from './use-objectives'

interface Props {
  find: string
  onFind: (text: string) => void
}

const NEW = { objectiveId: 'new' }

/** All objectives: how each stands against its target, and how fast its budget burns. */
export function ObjectiveList({ find, onFind }: Props) {
  const { data, error } = useQuery(objectivesQuery)
  const all = data?.children ?? []
  const shown = all.filter((one) => hasWords(`${one.name} ${one.signalType}`, find))
  return (
    <div className={styles['page']}>
      <div className={styles['tools']}>
        <Field
          label="Find an objective"
          hideLabel
          dense
          placeholder="Find by name or kind"
          value={find}
          onChange={(event) => onFind(event.currentTarget.value)}
        />
        <span className={styles['fact']} role="status">
          {data && plural(all.length, 'objective')}
        </span>
        <Link
          to="/monitors/objectives/$objectiveId"
          params={NEW}
          className="btn btn-primary btn-small"
        >
          <IconPlus size={14} stroke={2} aria-hidden />
          New objective
        </Link>
      </div>
      <div className={styles['listBox']}>
        <Faults error={error} />
        {data && shown.length === 0 && <NoObjectives any={all.length > 0} />}
        {shown.length > 0 && (
          <table className={styles['list']} aria-label="Objectives">
            <thead>
              <tr>
                <th>State</th>
                <th>Name</th>
                <th>Kind</th>
                <th>Period</th>
                <th className="number">Target</th>
                <th className="number">SLI</th>
                <th className="number">Budget left</th>
                <th className="number">Burns, last hour</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <ObjectiveLine key={one.id} objective={one} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  )
}

function ObjectiveLine({ objective }: { objective: Objective }) {
  const { id, version, name, signalType, compliance } = objective
  const { data, error, isPending } = useQuery(standingQuery(id, version))
  const fault = error && faultsOf(error)[0]
  return (
    <tr data-open={data?.state === 'Exhausted' || data?.state === 'Burning'}>
      <td>
        {isPending ? (
          <span className={styles['dim']}>Measuring</span>
        ) : (
          <StatusMark state={data?.state ?? 'Error'} />
        )}
      </td>
      <td>
        <Link to="/monitors/objectives/$objectiveId" params={{ objectiveId: id }}>
          {name}
        </Link>
        {fault && <div className={styles['bad']}>{fault.message}</div>}
      </td>
      <td>{signalType}</td>
      <td>{periodText(compliance)}</td>
      <td className="number">{share(compliance.target)}</td>
      <td className="number">{share(data?.sliPercentage)}</td>
      <td className="number">{share(data?.errorBudgetRemainingPercentage)}</td>
      <td className="number">
        {times(data?.burnRates.find((one) => one.timeRange === '1h')?.rate)}
      </td>
    </tr>
  )
}

function periodText(compliance: Objective['compliance']): string {
  const { complianceType, timezone } = compliance
  const size = sizeOf(compliance)
  if (complianceType === 'Rolling') return `last ${plural(Number.parseInt(size, 10), 'day')}`
  return `${size.toLowerCase()}, ${timezone}`
}

function NoObjectives({ any }: { any: boolean }) {
  if (any) return <EmptyState title="No such objective" />
  return (
    <EmptyState
      title="No objectives yet"
      actions={
        <Link to="/monitors/objectives/$objectiveId" params={NEW} className="btn btn-primary">
          New objective
        </Link>
      }
    >
      <p>
        An objective (SLO) says how much of something has to be good: answers of an endpoint, or
        windows in which it was quick. What may be bad of it is its error budget; monitors tell when
        that burns too fast.
      </p>
    </EmptyState>
  )
}
