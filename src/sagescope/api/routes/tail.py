"""Live tail as server-sent events (WHATWG HTML, "Server-sent events")."""

import asyncio
from collections.abc import AsyncIterator

import orjson
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from sagescope.api.security import Searcher, UseCases
from sagescope.api.services import Services
from sagescope.errors import Refusal
from sagescope.search.tail import Tail

router = APIRouter(prefix="/api/v1/tail", tags=["search"])

_EVERY = 0.25
"""Seconds between looks."""
_ALIVE_EVERY = 15.0
_LONGEST = 3_600.0
"""Seconds after which a tail ends; whoever still looks opens it again."""


@router.get("")
async def follow(services: UseCases, principal: Searcher, query: str = "") -> StreamingResponse:
    """Follow a scope: an event `messages` for each look that found some, until the reader goes or an hour is over.

    Its data are `rows`, oldest first, how many `matched`, how many of those are not shown (`dropped`), and
    `at`, the time of the look. The event `end` says why a tail ends.
    """
    tail = await run_in_threadpool(services.tail.open, query)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(services, tail), media_type="text/event-stream", headers=headers)


async def _events(services: Services, tail: Tail) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    started = spoken = loop.time()
    place = services.intake.durable_id
    try:
        yield _event("open", {"at": services.clock.now()})
        while not services.tail.closing:
            now = loop.time()
            if now - started > _LONGEST:
                yield _event("end", {"reason": "The tail has been open for an hour."})
                return
            if (newest := services.intake.durable_id) > place:
                look = await run_in_threadpool(services.tail.look, tail, place, newest)
                place = newest
                if look.matched:
                    spoken = now
                    yield _event(
                        "messages",
                        {
                            "rows": look.rows,
                            "matched": look.matched,
                            "dropped": look.dropped,
                            "at": services.clock.now(),
                        },
                    )
            if now - spoken > _ALIVE_EVERY:
                spoken = now
                yield b": alive\n\n"
            await asyncio.sleep(_EVERY)
        yield _event("end", {"reason": "The server is stopping."})
    except Refusal as refused:
        yield _event("end", {"reason": refused.faults[0].sentence})
    finally:
        services.tail.close_tail(tail)


def _event(name: str, data: object) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"
