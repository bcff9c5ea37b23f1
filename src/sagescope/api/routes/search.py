"""The page's searches: run, stop, check, explain, and values for completion."""

import asyncio
from collections.abc import Mapping
from typing import Any, Literal

import orjson
from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from sagescope.access.principal import Principal
from sagescope.access.roles import Capability
from sagescope.api.envelope import fault_json
from sagescope.api.security import Searcher, UseCases
from sagescope.api.services import Services
from sagescope.api.times import zone_offset
from sagescope.errors import Fault
from sagescope.lang.macros import Parameter, ValueType
from sagescope.search.explain import explain
from sagescope.search.histogram import LEVELS, Histogram
from sagescope.search.service import Outcome, SearchRequest
from sagescope.search.values import field_values
from sagescope.telemetry import SEARCH_SECONDS, SEARCHES
from sagescope.timerange import TimeRange, parse_range, zone_named

router = APIRouter(prefix="/api/v1/search", tags=["search"])


class ParameterBody(BaseModel):
    """The value of a parameter, and how it is put into the query."""

    value: str | int | float
    type: ValueType = ValueType.ANY


class QueryBody(BaseModel):
    """A query that is only looked at; `parameters` are the values of its `{{name}}`s."""

    query: str
    from_: str = Field("-15m", alias="from")
    to: str = "now"
    timeZone: str = "UTC"
    autoParse: bool = False
    parameters: dict[str, str | int | float | ParameterBody] = Field(default_factory=dict)


class RunBody(QueryBody):
    """A query to run; `runId` is chosen by the caller and stops it."""

    limit: int = Field(1_000, ge=1, le=100_000)
    histogram: bool = True
    show: Literal["auto", "messages"] = "auto"
    runId: str = ""


class ValuesBody(BaseModel):
    """Which values of a field are asked for."""

    field: str
    prefix: str = ""
    from_: str = Field("-1h", alias="from")
    to: str = "now"


@router.post("/run")
async def run(body: RunBody, request: Request, services: UseCases, principal: Searcher) -> Response:
    """Run a query and answer with its rows. A page that goes away stops it."""
    request.state.query_text = body.query
    range_ = _range(body.from_, body.to, body.timeZone, services)
    search = SearchRequest(
        body.query,
        range_,
        zone_offset(body.timeZone, range_.end),
        body.limit,
        body.runId,
        body.show == "messages",
        body.histogram,
        auto_parse=body.autoParse,
        parameters=parameters_of(body.parameters),
        saves_as=saves_as(principal),
    )
    work = asyncio.create_task(asyncio.to_thread(_timed, services, search))
    while not work.done():
        done, _ = await asyncio.wait({work}, timeout=0.5)
        if not done and body.runId and await request.is_disconnected():
            await asyncio.to_thread(services.search.stop, body.runId)
    outcome = await work
    return Response(
        orjson.dumps(run_json(body.runId, range_, outcome, body.limit)), media_type="application/json"
    )


@router.delete("/run/{run_id}", status_code=202)
def stop(run_id: str, services: UseCases, principal: Searcher) -> dict[str, bool]:
    """Stop a run."""
    return {"stopped": services.search.stop(run_id)}


@router.post("/check")
def check(body: QueryBody, services: UseCases, principal: Searcher) -> dict[str, Any]:
    """All faults of a query, without running it."""
    range_ = _range(body.from_, body.to, body.timeZone, services)
    is_records, faults, warnings = services.search.check(body.query, range_, parameters_of(body.parameters))
    kind = None if is_records is None else "records" if is_records else "messages"
    return {
        "kind": kind,
        "faults": [fault_json(f, body.query) for f in faults],
        "warnings": [fault_json(f, body.query) for f in warnings],
    }


@router.post("/explain")
def explain_query(
    body: QueryBody, request: Request, services: UseCases, principal: Searcher
) -> dict[str, Any]:
    """What every step of the compiler made of a query."""
    request.state.query_text = body.query
    range_ = _range(body.from_, body.to, body.timeZone, services)
    search = SearchRequest(
        body.query,
        range_,
        zone_offset(body.timeZone, range_.end),
        auto_parse=body.autoParse,
        parameters=parameters_of(body.parameters),
    )
    stages = explain(services.search, search)
    return {"stages": [{"name": name, "text": text} for name, text in stages]}


@router.post("/values")
def values(body: ValuesBody, services: UseCases, principal: Searcher) -> dict[str, Any]:
    """The most frequent values of a field that start with a text."""
    range_ = _range(body.from_, body.to, "UTC", services)
    found = field_values(services.store, body.field, body.prefix, range_)
    return {"values": [{"value": value, "count": count} for value, count in found]}


def parameters_of(
    given: Mapping[str, str | int | float | ParameterBody],
) -> dict[str, Parameter]:
    """The values of a query's parameters."""
    return {
        name: Parameter(str(value.value), value.type)
        if isinstance(value, ParameterBody)
        else Parameter(str(value))
        for name, value in given.items()
    }


def saves_as(principal: Principal) -> str:
    """In whose name a search may write into lookup tables, empty where it may not."""
    return principal.user.id if principal.may(Capability.MANAGE_LIBRARY) else ""


def _range(start: str, end: str, zone: str, services: Services) -> TimeRange:
    return parse_range(start, end, services.clock.now(), zone_named(zone or "UTC"))


def _timed(services: Services, search: SearchRequest) -> Outcome:
    with SEARCH_SECONDS.labels("logs").time():
        try:
            outcome = services.search.run(search)
        except Exception:
            SEARCHES.labels("logs", "failed").inc()
            raise
    SEARCHES.labels("logs", "done").inc()
    return outcome


def run_json(run_id: str, range_: TimeRange, outcome: Outcome, limit: int) -> dict[str, Any]:
    """The answer of a run."""
    frame = outcome.frame
    total = frame.rows if outcome.is_records or outcome.matched is None else outcome.matched
    return {
        "runId": run_id,
        "kind": "records" if outcome.is_records else "messages",
        "range": {"from": range_.start, "to": range_.end},
        "columns": [{"name": c.name, "type": c.type, "key": c.key} for c in frame.columns],
        "rows": [list(row) for row in frame.records()],
        "total": total,
        "exact": outcome.is_records or frame.rows < limit or total == frame.rows,
        "histogram": _histogram_json(outcome.histogram),
        "messageCount": outcome.matched or 0,
        "warnings": [_warning(w) for w in outcome.warnings],
        "stats": {
            "elapsedMs": round(outcome.seconds * 1000, 1),
            "readRows": outcome.read_rows,
            "readBytes": outcome.read_bytes,
        },
    }


def _histogram_json(histogram: Histogram | None) -> dict[str, Any] | None:
    if histogram is None:
        return None
    return {
        "length": histogram.length,
        "buckets": [
            {
                "start": b.start,
                "count": b.count,
                "levels": {level: b.levels.get(level, 0) for level in LEVELS},
            }
            for b in histogram.buckets
        ],
    }


def _warning(warning: Fault) -> dict[str, str]:
    return {"code": warning.code, "message": warning.sentence}
