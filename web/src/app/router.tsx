import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { boot } from '@/api/client'
import {
  appSchema,
  appsSchema,
  collectionSchema,
  alertsSchema,
  exploreSchema,
  formatAddress,
  idleSchema,
  librarySchema,
  metricsSchema,
  monitorSchema,
  monitorsSchema,
  parseAddress,
  parseDashboard,
  searchSchema,
  tailSchema,
  timeSchema,
} from '@/lib/url-state'
import { Frame } from './Frame'
import { NotFound } from './NotFound'

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: (state) => timeSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/home/HomePage'), 'HomePage'),
})

const explore = createRoute({
  getParentRoute: () => root,
  path: '/explore',
  validateSearch: (state) => exploreSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/explore/ExplorePage'), 'ExplorePage'),
})

const entity = createRoute({
  getParentRoute: () => root,
  path: '/explore/entity/$entity',
  validateSearch: (state) => timeSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/explore/EntityPage'), 'EntityPage'),
})

const idle = createRoute({
  getParentRoute: () => root,
  path: '/explore/idle',
  validateSearch: (state) => idleSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/explore/IdlePage'), 'IdlePage'),
})

const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: (state) => searchSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/search/SearchPage'), 'SearchPage'),
})

const metrics = createRoute({
  getParentRoute: () => root,
  path: '/metrics-search',
  validateSearch: (state) => metricsSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/metrics/MetricsPage'), 'MetricsPage'),
})

const dashboards = createRoute({
  getParentRoute: () => root,
  path: '/dashboards',
  validateSearch: (state) => librarySchema.parse(state),
  component: lazyRouteComponent(
    () => import('@/features/dashboards/library/LibraryPage'),
    'LibraryPage',
  ),
})

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/dashboards/$id',
  validateSearch: parseDashboard,
  component: lazyRouteComponent(
    () => import('@/features/dashboards/view/DashboardPage'),
    'DashboardPage',
  ),
})

const apps = createRoute({
  getParentRoute: () => root,
  path: '/apps',
  validateSearch: (state) => appsSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/apps/AppsPage'), 'AppsPage'),
})

const app = createRoute({
  getParentRoute: () => root,
  path: '/apps/$name',
  validateSearch: (state) => appSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/apps/AppPage'), 'AppPage'),
})

const tail = createRoute({
  getParentRoute: () => root,
  path: '/tail',
  validateSearch: (state) => tailSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/tail/TailPage'), 'TailPage'),
})

const collection = createRoute({
  getParentRoute: () => root,
  path: '/collection',
  validateSearch: (state) => collectionSchema.parse(state),
  component: lazyRouteComponent(
    () => import('@/features/collection/CollectionPage'),
    'CollectionPage',
  ),
})

const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  validateSearch: (state) => alertsSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/monitors/AlertsPage'), 'AlertsPage'),
})

const alert = createRoute({
  getParentRoute: () => root,
  path: '/alerts/$alertId',
  validateSearch: (state) => timeSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/monitors/AlertPage'), 'AlertPage'),
})

const monitors = createRoute({
  getParentRoute: () => root,
  path: '/monitors',
  validateSearch: (state) => monitorsSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/monitors/MonitorsPage'), 'MonitorsPage'),
})

const monitor = createRoute({
  getParentRoute: () => root,
  path: '/monitors/$monitorId',
  validateSearch: (state) => monitorSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/monitors/MonitorPage'), 'MonitorPage'),
})

const objective = createRoute({
  getParentRoute: () => root,
  path: '/monitors/objectives/$objectiveId',
  validateSearch: (state) => timeSchema.parse(state),
  component: lazyRouteComponent(
    () => import('@/features/objectives/ObjectivePage'),
    'ObjectivePage',
  ),
})

const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  validateSearch: (state) => timeSchema.parse(state),
  component: lazyRouteComponent(() => import('@/features/help/HelpPage'), 'HelpPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    explore,
    entity,
    idle,
    search,
    metrics,
    dashboards,
    dashboard,
    apps,
    app,
    tail,
    collection,
    alerts,
    alert,
    monitors,
    monitor,
    objective,
    help,
  ]),
  basepath: boot.base,
  parseSearch: parseAddress,
  stringifySearch: formatAddress,
  defaultPreload: false,
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
