import type { EChartsType } from 'echarts/core'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react'
import type { Dashboard, Panel } from '@/api/library-schema'
import { useZone } from '@/app/preferences'
import { useSetTimeRange, useTimeRange } from '@/app/time-range'
import { variablesOf, withVariables } from '@/lib/url-state'
import { newPanelKey } from '../model/names'
import { nudged, withCopy, withoutPanel } from '../model/edits'
import { currentValues, filled } from '../model/variables'
import { type DashboardView as View, ViewContext } from './context'
import { DashboardHead } from './DashboardHead'
import { EditStart, useEditing } from './use-editing'
import { PanelGrid } from './PanelGrid'
import { PanelInspect } from './PanelInspect'
import { useDashboardKeys } from './use-dashboard-keys'
import { useChoices } from './use-dashboard'
import { useAutoRefresh, usePanels, usePanelState } from './use-panels'
import { VariablesBar } from './VariablesBar'
import styles from './view.module.css'

const EditGrid = lazy(async () => ({ default: (await import('../edit/EditGrid')).EditGrid }))
const EditBar = lazy(async () => ({ default: (await import('../edit/EditBar')).EditBar }))
const PanelEditor = lazy(async () => ({
  default: (await import('../edit/PanelEditor')).PanelEditor,
}))
const VersionsPanel = lazy(async () => ({
  default: (await import('../edit/VersionsPanel')).VersionsPanel,
}))

const route = getRouteApi('/dashboards/$id')
const none: readonly Panel[] = []

/** A dashboard: its head, its variables, its panels; and everything that changes them while it is edited. */
export function DashboardView({ dashboard }: { dashboard: Dashboard }) {
  const state = route.useSearch()
  const navigate = route.useNavigate()
  const zone = useZone()
  const range = useTimeRange()
  const setRange = useSetTimeRange()
  const editing = useEditing(dashboard)
  const { document, change } = editing.draft
  const [side, setSide] = useState<{ inspect: string } | 'versions' | null>(null)
  const [edited, setEdited] = useState<string | null>(null)
  const [charts] = useState(() => new Map<string, EChartsType>())
  const hovered = useRef<string | null>(null)

  const panels = document.panels ?? none
  const variables = useMemo(() => document.variables ?? [], [document.variables])
  const chosen = useStable(variablesOf(state))
  const values = useMemo(() => currentValues(variables, chosen), [variables, chosen])
  const source = useMemo(
    () => ({ id: dashboard.id, draft: editing.on ? document : null }),
    [dashboard.id, editing.on, document],
  )
  const { feed, refresh } = usePanels(source, { panels, values, range, zone })
  const choices = useChoices(source, variables.length, values, range, zone)
  const seconds = state.refresh ?? document.refreshInterval ?? 0
  useAutoRefresh(seconds, editing.on || (side !== null && side !== 'versions'), refresh)

  const expand = useCallback(
    (panel: string | null) =>
      void navigate({ search: (now) => ({ ...now, panel: panel ?? undefined }) }),
    [navigate],
  )
  const choose = useCallback(
    (name: string, held: string[] | null) =>
      void navigate({ search: (now) => withVariables(now, { [name]: held }) }),
    [navigate],
  )
  const remove = useCallback(
    (panel: Panel) => change((now) => withoutPanel(now, panel.key)),
    [change],
  )
  const view = useMemo(
    (): View => ({
      id: dashboard.id,
      feed,
      values,
      variables,
      zone,
      charts,
      editing: editing.on,
      expanded: state.panel ?? null,
      onExpand: expand,
      onInspect: (key) => setSide({ inspect: key }),
      onHover: (key) => {
        hovered.current = key
      },
      onChoose: choose,
      onStretch: (from, to) => setRange({ from: String(from), to: String(to) }),
      onEdit: setEdited,
      onDuplicate: (key) => change((now) => withCopy(now, key, newPanelKey())),
      onDelete: remove,
      onNudge: (key, by) => change((now) => nudged(now, key, by)),
    }),
    [
      dashboard.id,
      feed,
      values,
      variables,
      choose,
      zone,
      charts,
      editing.on,
      state.panel,
      expand,
      setRange,
      change,
      remove,
    ],
  )
  useDashboardKeys({
    hovered,
    view,
    editing,
    edited: edited !== null,
    sideOpen: side !== null,
    onRefresh: () => refresh(true),
    onCloseSide: () => setSide(null),
  })

  const inspected =
    side !== null && side !== 'versions'
      ? panels.find(({ key }) => key === side.inspect)
      : undefined
  const editedPanel = editing.on ? panels.find(({ key }) => key === edited) : undefined
  return (
    <ViewContext value={view}>
      <div className={styles['page']}>
        <DashboardHead
          dashboard={dashboard}
          title={document.title}
          editing={editing}
          seconds={seconds}
          onRefresh={() => refresh(true)}
          onSeconds={(every) => void navigate({ search: (now) => ({ ...now, refresh: every }) })}
          onVersions={() => setSide('versions')}
        />
        {editing.on && (
          <Suspense fallback={null}>
            <EditBar editing={editing} onPanel={setEdited} />
          </Suspense>
        )}
        <VariablesBar
          variables={variables}
          values={values}
          choices={choices.data?.variables}
          onChoose={choose}
          onDefaults={() =>
            void navigate({
              search: (now) =>
                withVariables(now, Object.fromEntries(variables.map(({ name }) => [name, null]))),
            })
          }
        />
        {editedPanel ? (
          <Suspense fallback={null}>
            <PanelEditor
              key={editedPanel.key}
              panel={editedPanel}
              onChange={change}
              onClose={() => setEdited(null)}
            />
          </Suspense>
        ) : (
          <div className={styles['body']}>
            <div className={styles['scroll']} tabIndex={-1}>
              {panels.length === 0 ? (
                <EditStart editing={editing} onPanel={setEdited} />
              ) : editing.on ? (
                <Suspense fallback={<PanelGrid document={document} />}>
                  <EditGrid document={document} onChange={change} />
                </Suspense>
              ) : (
                <PanelGrid document={document} />
              )}
            </div>
            {inspected && (
              <div className={styles['side']}>
                <Inspected panel={inspected} view={view} onClose={() => setSide(null)} />
              </div>
            )}
            {side === 'versions' && (
              <div className={styles['side']}>
                <Suspense fallback={null}>
                  <VersionsPanel dashboard={dashboard} onClose={() => setSide(null)} />
                </Suspense>
              </div>
            )}
          </div>
        )}
        {editing.dialogs}
      </div>
    </ViewContext>
  )
}

function Inspected({ panel, view, onClose }: { panel: Panel; view: View; onClose: () => void }) {
  const state = usePanelState(view.feed, panel.key)
  return (
    <PanelInspect
      key={panel.key}
      panel={panel}
      title={filled(panel.title ?? 'Panel', view.values)}
      state={state}
      zone={view.zone}
      onClose={onClose}
    />
  )
}

/** The same object as long as it says the same. */
function useStable<T>(value: T): T {
  const [held, setHeld] = useState(value)
  if (JSON.stringify(held) === JSON.stringify(value)) return held
  setHeld(value)
  return value
}
