"""A history of the demo in a store of its own, with a clock that stands still at its end."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, groupby
from pathlib import Path

from sagescope.clock import FixedClock
from sagescope.config import Settings
from sagescope.core import Core, open_core
from sagescope.demo.feed import Delivery, deliveries, founding
from sagescope.demo.install import install_demo
from sagescope.ingest.envelope import make_envelope
from sagescope.ingest.metric_formats import format_of

HOUR = 3_600_000
AT_ONCE = 40


@contextmanager
def history(seed: int, start: int, end: int) -> Iterator[Core]:
    """The account from `start` to `end`, through intake as senders' requests go."""
    with tempfile.TemporaryDirectory(prefix="sagescope-incidents-") as folder:
        clock = FixedClock(end)
        core = open_core(Settings(data=Path(folder), store="", meta="", access_id="", access_key=""), clock)
        try:
            fill(core, seed, start, end)
            yield core
        finally:
            core.close()


def fill(core: Core, seed: int, start: int, end: int) -> None:
    """Put the account's life from `start` to `end` into a new store."""
    services = core.services
    administrator = core.first.administrator
    assert administrator is not None
    state = install_demo(
        services.collection,
        services.apps,
        services.log_metric_rules,
        services.objectives,
        core.database,
        core.clock,
        administrator.id,
    )
    asyncio.run(_posted(core, state.tokens, seed, start, end))


async def _posted(core: Core, tokens: dict[str, str], seed: int, start: int, end: int) -> None:
    intake = core.services.intake
    await intake.start()
    waiting: set[asyncio.Task[None]] = set()
    for _, hour in groupby(chain(founding(seed, start), deliveries(seed, start, end, HOUR)), _until):
        # Calls tell which machines jobs have, and live they come before the points of those.
        for _, of_kind in groupby(sorted(hour, key=lambda one: one.kind), lambda one: one.kind):
            for delivery in of_kind:
                waiting.add(asyncio.create_task(_post(core, tokens[delivery.source_key], delivery)))
                if len(waiting) >= AT_ONCE:
                    done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                    for task in done:
                        task.result()
            for task in waiting:
                await task
            waiting.clear()
    await intake.stop()


def _until(delivery: Delivery) -> int:
    return delivery.until_ms


async def _post(core: Core, token: str, delivery: Delivery) -> None:
    services = core.services
    active = services.sources.find(token)
    headers = {name.lower(): value for name, value in delivery.headers.items()}
    headers["content-type"] = delivery.content_type
    envelope = make_envelope(active.source, active.collector, headers, "", services.clock.now())
    if (metric_format := format_of(headers)) is not None:
        await services.intake.metrics.accept(envelope, delivery.body, None, metric_format)
    else:
        boundary = active.boundary_for(delivery.content_type)
        await services.intake.accept_body(active, envelope, delivery.body, None, boundary)
