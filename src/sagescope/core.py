"""Settings to objects to services: what a process is made of, without HTTP. Nothing else constructs them."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from sagescope.access.first_start import FirstStart, first_start
from sagescope.access.keys import AccessKeys
from sagescope.access.sessions import Sessions
from sagescope.access.signin import SignInLinks
from sagescope.access.throttle import Throttle
from sagescope.api.services import Services
from sagescope.apps.catalog import Catalog
from sagescope.apps.service import Apps
from sagescope.apps.state import Installation
from sagescope.clock import Clock, SystemClock
from sagescope.config import Settings
from sagescope.config.running import OWNER_KEY
from sagescope.dashboards.answers import Answers
from sagescope.dashboards.service import DashboardData
from sagescope.dashboards.variables import Variables
from sagescope.errors import Cause, Fault, Refusal
from sagescope.explore.assembly import Exploring, explored
from sagescope.geo.choice import Geolocation, offer
from sagescope.ingest import sagemaker_rules, training_rules
from sagescope.ingest.collection import Collection
from sagescope.ingest.commit import CommitLimits
from sagescope.ingest.delivery import Deliveries
from sagescope.ingest.health import HealthRecorder
from sagescope.ingest.instance_types import InstanceTypes
from sagescope.ingest.intake import Intake
from sagescope.ingest.log_metric_rules import LogMetricRules
from sagescope.ingest.metric_intake import MetricIntake
from sagescope.ingest.metric_rules import MetricRules
from sagescope.ingest.new_series import SeriesLimit
from sagescope.ingest.schema import SchemaService
from sagescope.ingest.series import SeriesCompleter
from sagescope.ingest.sources import SourceRegistry
from sagescope.library.jobs import LibraryJobs
from sagescope.library.service import Library
from sagescope.lookups.jobs import LookupJobs
from sagescope.lookups.saved import ResultSaver
from sagescope.lookups.tables import LookupTables
from sagescope.lookups.threats import ThreatIndicators
from sagescope.meta.db import Database
from sagescope.meta.vault import open_vault
from sagescope.monitors.assembly import Monitoring, assemble
from sagescope.search.completion import CompletionService
from sagescope.search.document_queries import FIELDS, LOG_QUERIES, PAIRS, json_paths
from sagescope.search.jobs import SearchJobs
from sagescope.search.macros import MacroService
from sagescope.search.metric_completion import MetricCompletion
from sagescope.search.metrics import MetricService, SeriesLimits
from sagescope.search.service import Limits, SearchService
from sagescope.search.tail import LiveTail
from sagescope.sources import assembly as pulled_sources
from sagescope.sources.assembly import Pulling
from sagescope.sources.signatures import Signatures
from sagescope.store.deliveries import StoredDeliveries
from sagescope.store.engine import Engine
from sagescope.store.geo import load_geo
from sagescope.store.known_series import StoredSeries
from sagescope.store.rollups import Retention, Rollups
from sagescope.store.schema import Store

_log = structlog.get_logger("sagescope.server")

Say = Callable[[str], None]


@dataclass(slots=True)
class Core:
    """What a process needs without HTTP: the opened stores and the use cases over them."""

    settings: Settings
    clock: Clock
    database: Database
    engine: Engine
    rollups: Rollups
    monitoring: Monitoring
    exploring: Exploring
    pulling: Pulling
    services: Services
    first: FirstStart
    closers: list[Callable[[], None]] = field(default_factory=list)

    def close(self) -> None:
        """Close everything, last opened first."""
        for close in reversed(self.closers):
            close()


def open_core(settings: Settings, clock: Clock | None = None, say: Say = lambda _: None) -> Core:
    """Open the stores, bring them up to date, and make the use cases.

    Raises Refusal where a store cannot be opened, is newer than this program, or is held by another process.
    """
    clock = clock or SystemClock()
    closers: list[Callable[[], None]] = []
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise Refusal(
            Fault(
                "data.unwritable",
                f"The data directory {settings.data} cannot be made: {wrong.strerror}.",
                "Choose another with --data or SAGESCOPE_DATA.",
            )
        ) from wrong
    if settings.store_url.startswith("chdb:"):
        closers.append(_hold(settings.data))
    database = Database(settings.meta_url)
    closers.append(database.close)
    database.migrate()
    engine = Engine(settings.store_url, clients=settings.search.concurrent + 4)
    closers.append(engine.close)
    store = Store(engine, clock)
    store.migrate(say)
    schema = SchemaService(database, store, clock, accept_new_fields=settings.ingest.new_fields)
    first = first_start(database, clock, settings.access_id, settings.access_key)
    schema.load()
    metric_rules = MetricRules(database, clock)
    metric_rules.load()
    instance_types = InstanceTypes(database, clock)
    instance_types.load()
    log_metric_rules = LogMetricRules(database, clock)
    log_metric_rules.load()
    if first.link_token is not None:
        by = first.administrator.id if first.administrator is not None else "0" * 16
        metric_rules.install(sagemaker_rules.RULES, by)
        log_metric_rules.install(training_rules.RULES, by)
        schema.declare(FIELDS)
        schema.promote(json_paths(LOG_QUERIES), PAIRS)
    vault = open_vault(settings.data, settings.secret_key)
    registry = SourceRegistry(database, vault, clock)
    health = HealthRecorder(database, clock)
    health.load()
    closers.append(health.close)
    kept = settings.metrics
    retention = Retention(kept.raw_days, kept.minute_days, kept.five_minute_days, kept.hour_days)
    rollups = Rollups(engine, clock, retention)
    limits = Limits(
        settings.search.max_seconds,
        settings.search.max_memory,
        settings.search.max_messages,
        settings.search.max_records,
    )
    lookups = LookupTables(database, store, clock)
    lookups.load()
    threats = ThreatIndicators(lookups, clock)
    threats.load()
    lookup_jobs = LookupJobs(database, lookups, clock)
    lookup_jobs.load()
    macros = MacroService(database, store, clock)
    macros.load()
    search = SearchService(store, clock, limits, settings.search.concurrent, ResultSaver(lookups))
    commit = CommitLimits(
        rows=settings.ingest.batch_rows,
        age=settings.ingest.batch_seconds,
        waiting_bytes=settings.ingest.waiting_bytes,
    )
    new_series = SeriesLimit(clock, StoredSeries(engine), settings.ingest.new_series)
    completer = SeriesCompleter(
        metric_rules, instance_types, new_series.knows, normalize=settings.ingest.normalize
    )
    intake = MetricIntake(
        engine, completer, new_series, health, commit, settings.ingest.max_bytes, settings.metrics.raw_days
    )
    jobs = SearchJobs(search, clock)
    keys = AccessKeys(database, clock)
    metrics = MetricService(
        store, clock, limits, rollups, SeriesLimits(kept.max_input_series, kept.max_series)
    )
    monitoring = assemble(settings.monitors, database, clock, search, metrics)
    library = Library(database, clock)
    library.prepare()
    installation = Installation(library, monitoring.tree, schema, metric_rules)
    apps = Apps(database, clock, Catalog(settings.data / "apps"), installation)
    apps.resume()
    answers = Answers(store, search, metrics, clock, settings.search.concurrent)
    exploring = explored(database, store, clock, library, lookups, monitoring.alerts)
    log_intake = Intake(
        engine,
        schema,
        intake,
        log_metric_rules,
        instance_types,
        Deliveries(StoredDeliveries(engine), clock, settings.ingest.delivery_days),
        health,
        commit,
        settings.ingest.max_bytes,
    )
    pulling = pulled_sources.assemble(
        settings.sources,
        database,
        registry,
        log_intake,
        health,
        vault,
        clock,
        alone=settings.store_url.startswith("chdb:"),
    )
    services = Services(
        settings=settings,
        clock=clock,
        store=store,
        schema=schema,
        collection=Collection(database, schema, registry, health, clock),
        sources=registry,
        source_runner=pulling.runner,
        signatures=Signatures(),
        vault=vault,
        health=health,
        intake=log_intake,
        search=search,
        tail=LiveTail(store, clock),
        completion=CompletionService(store, clock),
        metric_completion=MetricCompletion(store),
        jobs=jobs,
        metric_rules=metric_rules,
        log_metric_rules=log_metric_rules,
        metrics=metrics,
        library=library,
        library_jobs=LibraryJobs(),
        apps=apps,
        dashboards=DashboardData(answers, Variables(store, answers), clock),
        macros=macros,
        monitors=monitoring.tree,
        monitor_runner=monitoring.runner,
        alerts=monitoring.alerts,
        investigation=monitoring.investigation,
        connections=monitoring.connections,
        mutes=monitoring.mutes,
        objectives=monitoring.objectives,
        explore=exploring.explore,
        home=exploring.home,
        lookups=lookups,
        lookup_jobs=lookup_jobs,
        threats=threats,
        keys=keys,
        sessions=Sessions(database, clock),
        links=SignInLinks(database, clock),
        throttle=Throttle(clock),
        geolocation=Geolocation(),
    )
    closers += [
        pulling.close,
        monitoring.close,
        lookups.close,
        lookup_jobs.close,
        search.close,
        answers.close,
        jobs.close,
    ]
    _cli_key(settings, keys, first)
    return Core(
        settings,
        clock,
        database,
        engine,
        rollups,
        monitoring,
        exploring,
        pulling,
        services,
        first,
        closers,
    )


def load_geolocation(core: Core, say: Say = lambda _: None) -> None:
    """Load the geolocation data into the store, and let queries look into it.

    Where the file of the settings does not serve, the built-in data does, and the log says why.
    """
    offered = offer(core.settings.geo_path, core.settings.data / "geo")
    used, unread = load_geo(core.engine, offered, say)
    geolocation = core.services.geolocation
    geolocation.used, geolocation.faults = used, (*offered.faults, *unread)
    for fault in geolocation.faults:
        _log.warning("geolocation data not used", reason=fault.message, hint=fault.hint)
    core.services.schema.set_geo(frozenset(used))


def _hold(data: Path) -> Callable[[], None]:
    """Take the data directory for this process; the returned function lets it go."""
    import fcntl  # noqa: PLC0415 (only on systems that have it)

    file = (data / "lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as wrong:
        file.close()
        raise Refusal(
            Fault(
                "data.held",
                f"Another process works on {data}.",
                "Speak to its server, or choose another directory with --data.",
            ),
            Cause.CONFLICT,
        ) from wrong
    return file.close


def _cli_key(settings: Settings, keys: AccessKeys, first: FirstStart) -> None:
    """An access key for the command line of whoever may read the data directory."""
    path = settings.data / OWNER_KEY
    if path.exists() or first.administrator is None:
        return
    issued = keys.create(first.administrator.id, "command line on this machine")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump({"access_id": issued.access_key.access_id, "access_key": issued.key}, file)
