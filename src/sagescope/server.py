"""The running server: the core behind HTTP, the demo account beside it, and the address that others find it by."""

import asyncio
import gc
import json
import os
import secrets
import signal
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

import structlog
import uvicorn

from sagescope.access.first_start import FirstStart
from sagescope.api.app import create_app
from sagescope.api.services import Services
from sagescope.clock import Clock
from sagescope.config import Settings
from sagescope.config.running import servers_folder
from sagescope.core import Core, load_geolocation, open_core
from sagescope.demo.install import install_demo, note_posted
from sagescope.demo.poster import Progress
from sagescope.demo.runner import DemoRunner
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ids import sortable_id
from sagescope.store.retention import LogRetention, retention_task
from sagescope.store.rollups import rollup_task

if TYPE_CHECKING:
    from fastapi import FastAPI

_log = structlog.get_logger("sagescope.server")

Say = Callable[[str], None]


def create_server_app(
    settings: Settings,
    say: Say = lambda _: None,
    on_history: Callable[[Progress, int, int], None] | None = None,
    address: Callable[[], str] = lambda: "",
    clock: Clock | None = None,
) -> "tuple[FastAPI, Core]":
    """The application over an opened core; its services start and end with it."""
    core = open_core(settings, clock, say)
    geo_thread = threading.Thread(target=load_geolocation, args=(core, say), name="geolocation", daemon=True)
    rolling = rollup_task(core.rollups, settings.metrics.rollup_seconds)
    aging = retention_task(LogRetention(core.engine, core.clock, settings.logs.days))
    demo: list[DemoRunner] = []

    @asynccontextmanager
    async def lifespan() -> AsyncIterator[Services]:
        await core.services.intake.start()
        core.services.health.start()
        geo_thread.start()
        rolling.start()
        aging.start()
        core.monitoring.start()
        core.exploring.task.start()
        core.pulling.start(asyncio.get_running_loop())
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
            await asyncio.to_thread(core.exploring.task.stop)
            await asyncio.to_thread(core.monitoring.stop)
            await asyncio.to_thread(core.pulling.stop)
            await core.services.intake.stop()
            await asyncio.to_thread(rolling.stop)
            await asyncio.to_thread(aging.stop)
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
        services.apps,
        services.log_metric_rules,
        services.objectives,
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
        is_new=state.is_new,
    )
    demo.append(runner)
    runner.start()


def serve(
    settings: Settings,
    say: Say,
    on_ready: Callable[[str, FirstStart], None],
    on_history: Callable[[Progress, int, int], None] | None = None,
    clock: Clock | None = None,
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
    app, core = create_server_app(settings, say, on_history, lambda: ready["address"], clock)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        timeout_keep_alive=65,
        timeout_graceful_shutdown=15,
        server_header=False,
        h11_max_incomplete_event_size=64 * 1024,
    )
    server = _Server(config, core.services.tail.close)

    async def run() -> None:
        task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started and not task.done():
            await asyncio.sleep(0.02)
        if server.started:
            # What stands now stands to the end: collections need not look through it while queries are compiled.
            gc.collect()
            gc.freeze()
            ready["address"] = local
            on_ready(url, core.first)
        await task

    with _announced(settings, local):
        uvicorn_loop = config.get_loop_factory()
        with asyncio.Runner(loop_factory=uvicorn_loop) as runner:
            runner.run(run())


class _Server(uvicorn.Server):
    """A server that a signal ends in order, which is no failure of the process.

    `on_stop` ends the answers that go on by themselves, before the others are waited for.
    """

    def __init__(self, config: uvicorn.Config, on_stop: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_stop = on_stop

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more requests, and wait for those that are answered."""
        self._on_stop()
        await super().shutdown(sockets)

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
