import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { faultsOf } from '@/api/faults'
import { useZone } from '@/app/preferences'
import { now } from '@/lib/time'
import { EmptyState } from '@/ui/EmptyState'
import { rangeOfDocument } from '../model/time-ranges'
import { DashboardView } from './DashboardView'
import { dashboardQuery } from './use-dashboard'

const route = getRouteApi('/dashboards/$id')

/** One dashboard of the library, by its id in the address. */
export function DashboardPage() {
  const { id } = route.useParams()
  const state = route.useSearch()
  const navigate = route.useNavigate()
  const zone = useZone()
  const { data: dashboard, error } = useQuery(dashboardQuery(id))
  const ranged = state.from !== undefined
  useEffect(() => {
    if (!dashboard || ranged) return
    const own = rangeOfDocument(dashboard.timeRange, now(), zone) ?? { from: '-15m', to: 'now' }
    // Whoever opens it without a range gets the dashboard's, in the address like any other.
    void navigate({ replace: true, search: (before) => ({ ...before, ...own }) })
  }, [dashboard, ranged, zone, navigate])
  if (error && !dashboard) {
    const [fault] = faultsOf(error)
    return (
      <EmptyState
        title={fault?.message ?? 'The dashboard cannot be shown.'}
        actions={
          <Link to="/dashboards" className="btn">
            All dashboards
          </Link>
        }
      >
        <p>{fault?.hint}</p>
      </EmptyState>
    )
  }
  if (!dashboard || !ranged) return null
  return <DashboardView key={dashboard.id} dashboard={dashboard} />
}
