import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { apps } from '@/api/apps'
import type { DashboardCheck, Instance } from '@/api/apps-schema'
import { count } from '@/lib/format'
import { Button } from '@/ui/Button'
import { Faults } from '@/ui/Faults'
import { lacking } from './plan-words'
import styles from './apps.module.css'

/** Asks every panel of an installed app, and names those that show nothing, with the reason. */
export function PanelCheck({ instance }: { instance: Instance }) {
  const [found, setFound] = useState<DashboardCheck[]>([])
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const checking = useMutation({
    mutationFn: async () => {
      const controller = new AbortController()
      stop.current = controller
      setFound([])
      // One after the other: all of them may take longer than an answer is waited for.
      try {
        for (const { name } of instance.dashboards) {
          const { dashboards } = await apps.check(instance.id, name, controller.signal)
          setFound((before) => [...before, ...dashboards])
        }
      } catch (error) {
        // Somebody stopped it: what was found until then stays.
        if (!controller.signal.aborted) throw error
      }
    },
  })
  const panels = found.reduce((sum, one) => sum + one.panels, 0)
  const withData = found.reduce((sum, one) => sum + one.withData, 0)
  const lines = found.flatMap(lacking)
  return (
    <div className={styles['check']}>
      {checking.isPending ? (
        <p role="status">
          {found.length} of {instance.dashboards.length} dashboards asked…{' '}
          <Button kind="link" onClick={() => stop.current?.abort()}>
            Stop
          </Button>
        </p>
      ) : (
        <Button small onClick={() => checking.mutate()}>
          Check panels
        </Button>
      )}
      {found.length > 0 && (
        <p role="status">
          {count(withData)} of {count(panels)} panels show data.
        </p>
      )}
      {lines.length > 0 && (
        <ul aria-label="Panels without data">
          {lines.map(({ where, reason }) => (
            <li key={where}>
              {where} <span className={styles['quiet']}>{reason}</span>
            </li>
          ))}
        </ul>
      )}
      <Faults error={checking.error} />
    </div>
  )
}
