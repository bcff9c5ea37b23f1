"""The composition root: settings to objects to services. Nothing else constructs them."""

import asyncio
import json
import os
import secrets
import signal
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
import uvicorn

from sagescope.access.first_start import FirstStart, first_start
from sagescope.access.keys import AccessKeys
from sagescope.access.sessions import Sessions
from sagescope.access.signin import SignInLinks
from sagescope.access.throttle import Throttle
from sagescope.api.app import create_app
from sagescope.api.services import Services
from sagescope.clock import Clock, SystemClock
from sagescope.config import Settings
from sagescope.config.running import OWNER_KEY, servers_folder
from sagescope.demo.install import install_demo, note_posted
from sagescope.demo.poster import Progress
from sagescope.demo.runner import DemoRunner
from sagescope.errors import Cause, Fault, Refusal
from sagescope.geo.choice import Geolocation, offer
from sagescope.ids import sortable_id
from sagescope.ingest import sagemaker_rules, training_rules
from sagescope.ingest.collection import Collection
from sagescope.ingest.commit import CommitLimits
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
from sagescope.monitors.assembly import Monitoring, assemble
from sagescope.search.completion import CompletionService
from sagescope.search.document_queries import FIELDS, LOG_QUERIES, PAIRS, json_paths
from sagescope.search.jobs import SearchJobs
from sagescope.search.macros import MacroService
from sagescope.search.metrics import MetricService, SeriesLimits
from sagescope.search.service import Limits, SearchService
from sagescope.store.engine import Engine
from sagescope.store.geo import load_geo
from sagescope.store.known_series import StoredSeries
from sagescope.store.rollups import Retention, Rollups, RollupTask
from sagescope.store.schema import Store

if TYPE_CHECKING:
    from fastapi import FastAPI

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
    registry = SourceRegistry(database, clock)
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
    completer = SeriesCompleter(metric_rules, instance_types, normalize=settings.ingest.normalize)
    intake = MetricIntake(
        engine, completer, new_series, commit, settings.ingest.max_bytes, settings.metrics.raw_days
    )
    jobs = SearchJobs(search, clock)
    keys = AccessKeys(database, clock)
    metrics = MetricService(
        store, clock, limits, rollups, SeriesLimits(kept.max_input_series, kept.max_series)
    )
    monitoring = assemble(settings.monitors, database, clock, search, metrics)
    library = Library(database, clock)
    library.prepare()
    services = Services(
        settings=settings,
        clock=clock,
        store=store,
        schema=schema,
        collection=Collection(database, schema, registry, clock),
        sources=registry,
        intake=Intake(
            engine, schema, intake, log_metric_rules, instance_types, commit, settings.ingest.max_bytes
        ),
        search=search,
        completion=CompletionService(store, clock),
        jobs=jobs,
        metric_rules=metric_rules,
        log_metric_rules=log_metric_rules,
        metrics=metrics,
        library=library,
        library_jobs=LibraryJobs(),
        macros=macros,
        monitors=monitoring.tree,
        monitor_runner=monitoring.runner,
        alerts=monitoring.alerts,
        connections=monitoring.connections,
        mutes=monitoring.mutes,
        lookups=lookups,
        lookup_jobs=lookup_jobs,
        threats=threats,
        keys=keys,
        sessions=Sessions(database, clock),
        links=SignInLinks(database, clock),
        throttle=Throttle(clock),
        geolocation=Geolocation(),
    )
    closers += [monitoring.close, lookups.close, lookup_jobs.close, search.close, jobs.close]
    _cli_key(settings, keys, first)
    return Core(settings, clock, database, engine, rollups, monitoring, services, first, closers)


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


def create_server_app(
    settings: Settings,
    say: Say = lambda _: None,
    on_history: Callable[[Progress, int, int], None] | None = None,
    address: Callable[[], str] = lambda: "",
) -> "tuple[FastAPI, Core]":
    """The application over an opened core; its services start and end with it."""
    core = open_core(settings, say=say)
    geo_thread = threading.Thread(target=load_geolocation, args=(core, say), name="geolocation", daemon=True)
    rollup_task = RollupTask(core.rollups, settings.metrics.rollup_seconds)
    demo: list[DemoRunner] = []

    @asynccontextmanager
    async def lifespan() -> AsyncIterator[Services]:
        await core.services.intake.start()
        geo_thread.start()
        rollup_task.start()
        core.monitoring.start()
        starter = (
            asyncio.create_task(_start_demo(core, geo_thread, demo, on_history, address))
            if settings.demo
            else None
        )
        try:
            yield core.services
        finally:
            if starter is not None:
                starter.cancel()
            for runner in demo:
                await asyncio.to_thread(runner.stop)
            await asyncio.to_thread(core.monitoring.stop)
            await core.services.intake.stop()
            await asyncio.to_thread(rollup_task.stop)
            geo_thread.join(timeout=30)
            await asyncio.to_thread(core.close)

    return create_app(lifespan), core


async def _start_demo(
    core: Core,
    geo_thread: threading.Thread,
    demo: list[DemoRunner],
    on_history: Callable[[Progress, int, int], None] | None,
    address: Callable[[], str],
) -> None:
    # The simulator speaks to the public receivers only, so it waits until they listen; the geolocation
    # load goes first, since both together would only slow each other.
    await asyncio.to_thread(geo_thread.join)
    while not address():
        await asyncio.sleep(0.05)
    administrator = core.first.administrator
    by = administrator.id if administrator is not None else "0" * 16
    services = core.services
    state = await asyncio.to_thread(
        install_demo,
        services.collection,
        services.schema,
        services.metric_rules,
        services.log_metric_rules,
        core.database,
        core.clock,
        by,
    )
    urls = {key: f"{address()}/receiver/v1/http/{token}" for key, token in state.tokens.items()}
    runner = DemoRunner(
        core.settings.demo_seed,
        urls,
        state.since,
        core.clock,
        lambda until: note_posted(core.database, until),
        on_history,
    )
    demo.append(runner)
    runner.start()


def serve(
    settings: Settings,
    say: Say,
    on_ready: Callable[[str, FirstStart], None],
    on_history: Callable[[Progress, int, int], None] | None = None,
) -> None:
    """Listen until the process is told to stop.

    `on_ready` is told the address once requests are answered, and what the first start made.
    """
    listener = _listen(settings.host, settings.port)
    port = int(listener.getsockname()[1])
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    url = f"http://{host}:{port}"
    local = f"http://127.0.0.1:{port}" if settings.host in ("0.0.0.0", "::") else url  # noqa: S104 (compared, not bound)
    ready = {"address": ""}
    app, core = create_server_app(settings, say, on_history, lambda: ready["address"])
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        timeout_keep_alive=65,
        timeout_graceful_shutdown=15,
        server_header=False,
        h11_max_incomplete_event_size=64 * 1024,
    )
    server = _Server(config)

    async def run() -> None:
        task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started and not task.done():
            await asyncio.sleep(0.02)
        if server.started:
            ready["address"] = local
            on_ready(url, core.first)
        await task

    with _announced(settings, local):
        uvicorn_loop = config.get_loop_factory()
        with asyncio.Runner(loop_factory=uvicorn_loop) as runner:
            runner.run(run())


class _Server(uvicorn.Server):
    """A server that a signal ends in order, which is no failure of the process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {kind: signal.signal(kind, self.handle_exit) for kind in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for kind, handler in before.items():
                signal.signal(kind, handler)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as wrong:
        listener.close()
        raise Refusal(
            Fault(
                "server.port",
                f"Port {port} on {host} cannot be used: {wrong.strerror}.",
                "Choose another with --port, or end the program that holds it.",
            ),
            Cause.CONFLICT,
        ) from wrong
    listener.listen(2_048)
    return listener


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


@contextmanager
def _announced(settings: Settings, url: str) -> Iterator[None]:
    """Let the command line find this server while it runs."""
    folder = servers_folder()
    path = folder / f"{sortable_id()}-{secrets.token_hex(4)}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"url": url, "pid": os.getpid(), "data": str(settings.data.absolute())}))
    except OSError as wrong:
        _log.warning("server not announced to the command line", reason=str(wrong))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
