"""What the routes are given: the use cases, made once by the composition root."""

from dataclasses import dataclass

from sagescope.access.keys import AccessKeys
from sagescope.access.sessions import Sessions
from sagescope.access.signin import SignInLinks
from sagescope.access.throttle import Throttle
from sagescope.apps.service import Apps
from sagescope.clock import Clock
from sagescope.config import Settings
from sagescope.dashboards.service import DashboardData
from sagescope.explore.home import Home
from sagescope.explore.service import Explore
from sagescope.geo.choice import Geolocation
from sagescope.ingest.collection import Collection
from sagescope.ingest.health import HealthRecorder
from sagescope.ingest.intake import Intake
from sagescope.ingest.log_metric_rules import LogMetricRules
from sagescope.ingest.metric_rules import MetricRules
from sagescope.ingest.schema import SchemaService
from sagescope.ingest.sources import SourceRegistry
from sagescope.library.jobs import LibraryJobs
from sagescope.library.service import Library
from sagescope.lookups.jobs import LookupJobs
from sagescope.lookups.tables import LookupTables
from sagescope.lookups.threats import ThreatIndicators
from sagescope.meta.vault import Vault
from sagescope.monitors.alerts import Alerts
from sagescope.monitors.connections import Connections
from sagescope.monitors.investigation import Investigation
from sagescope.monitors.mutes import MutingSchedules
from sagescope.monitors.objectives import Objectives
from sagescope.monitors.service import MonitorRunner
from sagescope.monitors.tree import MonitorTree
from sagescope.search.completion import CompletionService
from sagescope.search.jobs import SearchJobs
from sagescope.search.macros import MacroService
from sagescope.search.metric_completion import MetricCompletion
from sagescope.search.metrics import MetricService
from sagescope.search.service import SearchService
from sagescope.search.tail import LiveTail
from sagescope.sources.service import SourceRunner
from sagescope.sources.signatures import Signatures
from sagescope.store.schema import Store


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases of one process."""

    settings: Settings
    clock: Clock
    store: Store
    schema: SchemaService
    collection: Collection
    sources: SourceRegistry
    source_runner: SourceRunner
    signatures: Signatures
    vault: Vault
    health: HealthRecorder
    intake: Intake
    search: SearchService
    tail: LiveTail
    completion: CompletionService
    metric_completion: MetricCompletion
    jobs: SearchJobs
    metric_rules: MetricRules
    log_metric_rules: LogMetricRules
    metrics: MetricService
    library: Library
    library_jobs: LibraryJobs
    apps: Apps
    dashboards: DashboardData
    macros: MacroService
    monitors: MonitorTree
    monitor_runner: MonitorRunner
    alerts: Alerts
    investigation: Investigation
    connections: Connections
    mutes: MutingSchedules
    objectives: Objectives
    explore: Explore
    home: Home
    lookups: LookupTables
    lookup_jobs: LookupJobs
    threats: ThreatIndicators
    keys: AccessKeys
    sessions: Sessions
    links: SignInLinks
    throttle: Throttle
    geolocation: Geolocation
