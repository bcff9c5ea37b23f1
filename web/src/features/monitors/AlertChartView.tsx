import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { alerts as api } from '@/api/monitors'
import type { AlertPageAnswer } from '@/api/monitors-schema'
import type { ChartTokens } from '@/lib/charts/tokens'
import type { Zone } from '@/lib/time'
import { Chart } from '@/ui/Chart'
import { Faults } from '@/ui/Faults'
import { Section } from './Section'
import { watchOption } from './watch-chart'
import styles from './monitors.module.css'

/** What the alert watched before and during it, with its threshold and the time for which it lasted. */
export function AlertChartView({ alert, zone }: { alert: AlertPageAnswer; zone: Zone }) {
  const { data, error, isPending } = useQuery({
    queryKey: ['alerts', alert.id, 'chart', alert.resolvedAt],
    queryFn: () => api.chart(alert.id),
    enabled: alert.monitorName !== null,
    staleTime: 60_000,
  })
  const draw = useCallback(
    (tokens: ChartTokens) =>
      watchOption(
        {
          series: (data?.series ?? []).map(({ name, points }) => ({ name, points })),
          thresholds: (data?.thresholds ?? []).flatMap(({ threshold, words }) =>
            threshold === null ? [] : [{ value: threshold, label: words }],
          ),
          bands: data
            ? [{ from: alert.abnormalityStartTime, to: alert.resolvedAt ?? data.to }]
            : [],
          from: data?.from ?? 0,
          to: data?.to ?? 0,
        },
        { tokens, zone },
      ),
    [data, alert.abnormalityStartTime, alert.resolvedAt, zone],
  )
  if (alert.monitorName === null) return null
  return (
    <Section
      title="What it watched"
      note={
        data?.byLook
          ? 'Each value is what a look at that time was decided by. Shaded is the time of the alert.'
          : 'Points of the series that are watched. Shaded is the time of the alert.'
      }
    >
      <Faults error={error} />
      <div className={styles['chart']} aria-busy={isPending}>
        {data && <Chart draw={draw} label={`${alert.name}: before and during the alert`} />}
      </div>
    </Section>
  )
}
