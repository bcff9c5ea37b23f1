import {
  IconAlertTriangle,
  IconClock,
  IconDots,
  IconExclamationCircle,
  IconInfoCircle,
  IconMaximize,
  IconMinimize,
} from '@tabler/icons-react'
import type { EChartsType } from 'echarts/core'
import {
  type CSSProperties,
  type RefObject,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Panel, PanelAnswer, VariableValues } from '@/api/library-schema'
import { readableInk } from '@/lib/contrast'
import { rangeReading, type Zone } from '@/lib/time'
import { IconButton } from '@/ui/Button'
import type { CellPlace } from '@/ui/DataTable'
import { FaultList } from '@/ui/Faults'
import { Menu, type MenuEntry } from '@/ui/Menu'
import { SchemeContext } from '@/ui/scheme'
import { Tooltip } from '@/ui/Tooltip'
import type { PanelState } from '../model/feed'
import { drawingOf, hasRows } from '../model/kinds'
import { readLook } from '../model/look'
import type { PanelTable } from '../model/panel-table'
import { asksForData } from '../model/signature'
import { filled } from '../model/variables'
import { SURFACES } from '../panels/surfaces'
import { PanelBody } from '../panels/PanelBody'
import { TextPanel } from '../panels/TextPanel'
import styles from './view.module.css'

export interface FrameProps {
  panel: Panel
  state: PanelState
  values: VariableValues
  zone: Zone
  group: string
  expanded: boolean
  entries: (MenuEntry | 'line')[]
  onExpand: (() => void) | null
  onStretch: (from: number, to: number) => void
  onRetry: () => void
  onSeen: (seen: boolean) => void
  onHover: () => void
  onChart: (chart: EChartsType | null) => void
  onCell?: ((place: CellPlace, table: PanelTable) => void) | undefined
}

const icon = { size: 15, stroke: 1.5 }

/** One panel: its title, how it is doing, what it offers, and what it shows. */
export function PanelFrame(props: FrameProps) {
  const { panel, state, values, expanded, onSeen, onHover } = props
  const look = useMemo(() => readLook(panel.visualSettings), [panel.visualSettings])
  const frame = useRef<HTMLElement>(null)
  const [seen, setSeen] = useState(false)
  useSight(frame, (now) => {
    if (now) setSeen(true)
    onSeen(now)
  })
  const isText = panel.panelType === 'TextPanel'
  const title = filled(panel.title ?? '', values)
  const text = isText ? (panel.text ?? '') : ''
  // A text panel without a text is the heading of the panels below it.
  const strip = isText && text.trim() === ''
  const headed = !isText || strip || (look.text.showTitle && title !== '')
  const surface = SURFACES[useContext(SchemeContext)]
  const ink = readableInk(look.text.color, look.text.background, surface)
  const painted: CSSProperties = isText
    ? {
        ...(look.text.background ? { background: look.text.background } : {}),
        ...(ink ? { color: ink } : {}),
      }
    : {}
  return (
    <section
      ref={frame}
      className={styles['panel']}
      aria-label={title || 'Panel'}
      data-panel={panel.key}
      data-expanded={expanded}
      data-strip={strip}
      style={painted}
      onPointerEnter={onHover}
      onFocus={onHover}
    >
      {state.loading && asksForData(panel) && <div className={styles['progress']} aria-hidden />}
      <header className={styles['panelHead']} data-drag data-bare={!headed}>
        {headed && (
          <h3
            className={styles['panelTitle']}
            title={title}
            style={
              isText && look.text.horizontal === 'center' ? { flex: 1, textAlign: 'center' } : {}
            }
          >
            {title}
          </h3>
        )}
        {panel.description && (
          <Tooltip text={panel.description}>
            <span className={styles['info']} tabIndex={0} role="img" aria-label={panel.description}>
              <IconInfoCircle {...icon} aria-hidden />
            </span>
          </Tooltip>
        )}
        {panel.timeRange && state.answer && <OwnRange answer={state.answer} zone={props.zone} />}
        <PanelNews state={state} />
        <Actions {...props} title={title} />
      </header>
      {!strip && (
        <div className={styles['panelBody']} data-old={state.loading && state.answer !== null}>
          {isText ? (
            <TextPanel text={filled(text, values)} look={look.text} />
          ) : (
            seen && <Content {...props} look={look} title={title} />
          )}
        </div>
      )}
    </section>
  )
}

/** Tells when a panel comes on the screen and when it leaves it. */
function useSight(frame: RefObject<HTMLElement | null>, onSight: (seen: boolean) => void) {
  const latest = useRef(onSight)
  useEffect(() => {
    latest.current = onSight
  })
  useEffect(() => {
    if (!frame.current) return
    const observer = new IntersectionObserver(
      ([entry]) => latest.current(entry?.isIntersecting ?? false),
      { rootMargin: '200px 0px' },
    )
    observer.observe(frame.current)
    return () => {
      observer.disconnect()
      latest.current(false)
    }
  }, [frame])
}

function OwnRange({ answer, zone }: { answer: PanelAnswer; zone: Zone }) {
  if (answer.from === null || answer.to === null) return null
  const reading = rangeReading(answer.from, answer.to, zone)
  return (
    <Tooltip text={`This panel has a range of its own: ${reading}`}>
      <span
        className={styles['info']}
        tabIndex={0}
        role="img"
        aria-label={`Range of its own: ${reading}`}
      >
        <IconClock {...icon} aria-hidden />
      </span>
    </Tooltip>
  )
}

function PanelNews({ state: { answer, failed } }: { state: PanelState }) {
  if (!answer) return null
  const faults = [...answer.faults, ...failed]
  const [tone, texts] =
    faults.length > 0
      ? (['danger', faults.map((fault) => fault.message)] as const)
      : (['warn', answer.warnings] as const)
  if (texts.length === 0) return null
  const Icon = tone === 'danger' ? IconExclamationCircle : IconAlertTriangle
  return (
    <Tooltip text={texts.join(' ')}>
      <span
        className={styles['state']}
        data-tone={tone}
        role="img"
        tabIndex={0}
        aria-label={texts.join(' ')}
      >
        <Icon {...icon} aria-hidden />
      </span>
    </Tooltip>
  )
}

function Actions({ title, expanded, entries, onExpand }: FrameProps & { title: string }) {
  const Expand = expanded ? IconMinimize : IconMaximize
  return (
    <span className={styles['actions']}>
      {onExpand && (
        <IconButton
          small
          label={expanded ? 'Leave full screen' : `Full screen: ${title}`}
          keys="f"
          onClick={onExpand}
        >
          <Expand {...icon} />
        </IconButton>
      )}
      {entries.length > 0 && (
        <Menu
          title={title}
          entries={entries}
          target={
            <button
              type="button"
              className="btn btn-quiet btn-icon btn-small"
              aria-label={`Menu of ${title}`}
            >
              <IconDots {...icon} aria-hidden />
            </button>
          }
        />
      )}
    </span>
  )
}

type ContentProps = FrameProps & { look: ReturnType<typeof readLook>; title: string }

function Content({
  panel,
  state,
  zone,
  group,
  look,
  title,
  onStretch,
  onRetry,
  onChart,
  onCell,
}: ContentProps) {
  const { answer, failed, loading } = state
  const results = answer?.results ?? null
  const drawing = useMemo(() => drawingOf(panel, look, results), [panel, look, results])
  const from = answer?.from ?? 0
  const to = answer?.to ?? 0
  const range = useMemo(() => ({ from, to }), [from, to])
  if (drawing.kind === 'unknown') {
    return (
      <p className={styles['unknown']}>
        A panel of the kind {drawing.what} is not shown here. It is kept, and exported again.
      </p>
    )
  }
  if (!asksForData(panel)) return <p className={styles['unknown']}>This panel has no query yet.</p>
  if (!answer) {
    return loading ? <Skeleton /> : <Faults faults={failed} onRetry={onRetry} />
  }
  if (answer.faults.length > 0 && !answer.results.some(hasRows)) {
    return <Faults faults={answer.faults} onRetry={onRetry} />
  }
  return (
    <PanelBody
      drawing={drawing}
      results={answer.results}
      look={look}
      range={range}
      zone={zone}
      label={title}
      group={group}
      onStretch={drawing.kind === 'axis' && drawing.timed ? onStretch : undefined}
      onReady={onChart}
      onCell={onCell}
    />
  )
}

function Skeleton() {
  return (
    <div className={styles['skeleton']} role="status" aria-label="Loading">
      <div />
    </div>
  )
}

function Faults({ faults, onRetry }: { faults: PanelState['failed']; onRetry: () => void }) {
  return (
    <div className={styles['faults']}>
      <FaultList faults={faults}>
        <button type="button" className="btn btn-link" onClick={onRetry}>
          Try again
        </button>
      </FaultList>
    </div>
  )
}
