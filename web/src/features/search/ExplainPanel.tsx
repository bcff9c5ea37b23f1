import { useQuery } from '@tanstack/react-query'
import { api } from '@/api/client'
import { faultsOf } from '@/api/faults'
import { useZone } from '@/app/preferences'
import { resolveNow, useTimeRange } from '@/app/time-range'
import { IconCopy } from '@tabler/icons-react'
import { IconButton } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { copyText } from '@/ui/notify'
import { SidePanel } from '@/ui/SidePanel'
import styles from './search.module.css'

interface Props {
  query: string
  onClose: () => void
}

/** How the server will run a query, stage by stage. */
export function ExplainPanel({ query, onClose }: Props) {
  const range = useTimeRange()
  const zone = useZone()
  const explain = useQuery({
    queryKey: ['explain', query, range],
    queryFn: () => {
      const { from, to } = resolveNow(range, zone)
      return api.explain({ query, from, to })
    },
  })
  const [fault] = explain.isError ? faultsOf(explain.error) : []
  return (
    <SidePanel title="Explain" onClose={onClose} focus>
      <div className={styles['explain']}>
        {fault && <Notice tone="danger" title={fault.message} hint={fault.hint} />}
        {explain.data?.stages.map((stage, index) => (
          <section key={index}>
            <div className={styles['explainHead']}>
              <h3>{stage.name}</h3>
              <IconButton
                small
                label={`Copy ${stage.name}`}
                onClick={() => void copyText(stage.text)}
              >
                <IconCopy size={14} stroke={1.5} />
              </IconButton>
            </div>
            <pre>{stage.text}</pre>
          </section>
        ))}
      </div>
    </SidePanel>
  )
}
