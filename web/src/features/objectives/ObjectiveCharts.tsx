import { useCallback } from 'react'
import type { ObjectiveReport } from '@/api/objectives-schema'
import { useZone } from '@/app/preferences'
import styles from '@/features/monitors/monitors.module.css'
import { StatusMark } from '@/features/monitors/StatusMark'
import type { ChartTokens } from '@/lib/charts/tokens'
import { count, statistic } from '@/lib/format'
import { cellStamp, wholeSecond } from '@/lib/time'
import { Chart } from '@/ui/Chart'
import { budgetOption, partsOption } from './budget-chart'

const UNKNOWN = '–'

/** A share in percent, or a dash where there was nothing to measure. */
export const share = (value: number | null | undefined) =>
  value === null || value === undefined ? UNKNOWN : `${statistic(value)} %`

/** How many times as fast a budget burns as its period bears. */
export const times = (rate: number | null | undefined) =>
  rate === null || rate === undefined ? UNKNOWN : `${statistic(rate)} ×`

/** How an objective stands in numbers. */
export function ObjectiveFacts({ report, target }: { report: ObjectiveReport; target: number }) {
  const zone = useZone()
  const { goodCount, totalCount, errorBudget } = report
  const facts = {
    SLI: share(report.sliPercentage),
    Target: share(target),
    'Budget left': share(report.errorBudgetRemainingPercentage),
    'Good of all': `${count(goodCount ?? 0)} of ${count(totalCount ?? 0)}`,
    'May be bad': statistic(errorBudget ?? 0),
    Since: cellStamp(wholeSecond(report.from), zone),
  }
  return (
    <>
      <StatusMark state={report.state} />
      <dl className={styles['facts']}>
        {Object.entries(facts).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** The budget over the period. */
export function BudgetChart({ report }: { report: ObjectiveReport }) {
  const zone = useZone()
  const draw = useCallback(
    (tokens: ChartTokens) => budgetOption(report, { tokens, zone }),
    [report, zone],
  )
  return (
    <div className={styles['chart']}>
      <Chart draw={draw} label="What was left of the error budget" group="objective" />
    </div>
  )
}

/** Good and bad ones over the period. */
export function PartsChart({ report }: { report: ObjectiveReport }) {
  const zone = useZone()
  const draw = useCallback(
    (tokens: ChartTokens) => partsOption(report, { tokens, zone }),
    [report, zone],
  )
  return (
    <div className={styles['chart']}>
      <Chart draw={draw} label="Good and bad ones" group="objective" />
    </div>
  )
}
