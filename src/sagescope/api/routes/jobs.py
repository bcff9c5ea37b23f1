"""Sumo's search job API (reference protocols.md, 5.2); field names are lower-case and values are texts."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse

from sagescope.access.principal import Principal
from sagescope.api.routes.search import ParameterBody, parameters_of, saves_as
from sagescope.api.security import Searcher, UseCases
from sagescope.api.times import zone_offset
from sagescope.errors import Fault, Refusal
from sagescope.search.frames import Frame, display
from sagescope.search.jobs import JobState
from sagescope.search.service import SearchRequest
from sagescope.timerange import TimeRange, parse_instant, zone_named

router = APIRouter(prefix="/api/v1/search/jobs", tags=["search jobs"])

PAGE_MOST = 10_000


class JobBody(BaseModel):
    """A search job to start; further keys of Sumo's clients are accepted."""

    model_config = ConfigDict(extra="allow")

    query: str = ""
    from_: str | int = Field("", alias="from")
    to: str | int = ""
    timeZone: str | None = "UTC"
    byReceiptTime: bool | None = False
    autoParsingMode: str | None = None
    parameters: dict[str, str | int | float | ParameterBody] = Field(default_factory=dict)


_AUTO_PARSE = frozenset({"autoparse", "auto", "intelligent", "intelliparse", "verbose"})
"""Words of clients, old and new, for JSON fields that are read without a stage."""


@router.post("", status_code=202)
def create(body: JobBody, request: Request, services: UseCases, principal: Searcher) -> JSONResponse:
    """Start a search job."""
    request.state.query_text = body.query
    zone = body.timeZone or "UTC"
    request.state.error_code = "searchjob.unknown.timezone"
    offset_zone = zone_named(zone)
    now = services.clock.now()
    ends: list[int] = []
    for name, value in (("from", body.from_), ("to", body.to)):
        request.state.error_code = f"searchjob.invalid.timestamp.{name}"
        text = str(value)
        if not text or text[0] in "+-" or text.lower() == "now":
            raise Refusal(
                Fault(
                    "time.instant",
                    f"The {name} of a search job is an ISO 8601 time or epoch milliseconds.",
                    "Write 2026-01-31T09:30:00 or 1769851800000.",
                )
            )
        ends.append(int(text) if text.isdigit() else parse_instant(text, now, offset_zone))
    request.state.error_code = "searchjob.to.smaller.than.from"
    range_ = TimeRange(*ends)
    request.state.error_code = "searchjob.no.query"
    if not body.query.strip():
        raise Refusal(Fault("query.empty", "The search job has no query.", "Write * for all messages."))
    request.state.error_code = "searchjob.parse.error"
    search = SearchRequest(
        body.query,
        range_,
        zone_offset(zone, range_.end),
        limit=services.search.limits.messages,
        auto_parse=(body.autoParsingMode or "").lower() in _AUTO_PARSE,
        parameters=parameters_of(body.parameters),
        saves_as=saves_as(principal),
    )
    job = services.jobs.create(search, _owner(principal))
    href = str(request.url).split("?")[0].rstrip("/") + f"/{job.id}"
    return JSONResponse({"id": job.id, "link": {"rel": "self", "href": href}}, 202, {"Location": href})


@router.get("/{job_id}")
def status(job_id: str, request: Request, services: UseCases, principal: Searcher) -> dict[str, Any]:
    """The state of a job; histogram buckets are those that are new since the last call."""
    request.state.error_code = "searchjob.jobid.invalid"
    job = services.jobs.get(job_id, _owner(principal))
    buckets = [
        {"startTimestamp": start, "length": length, "count": count}
        for start, length, count in services.jobs.new_buckets(job)
    ]
    records = job.records.frame.rows if job.records else 0
    return {
        "state": job.state.value,
        "messageCount": job.histogram.count if job.histogram else 0,
        "recordCount": records,
        "histogramBuckets": buckets,
        "pendingErrors": list(job.errors),
        "pendingWarnings": list(job.warnings),
    }


@router.get("/{job_id}/messages")
def messages(
    job_id: str,
    request: Request,
    services: UseCases,
    principal: Searcher,
    offset: Annotated[int | None, Query()] = None,
    limit: Annotated[int | None, Query()] = None,
) -> dict[str, Any]:
    """A page of the job's messages, newest first."""
    request.state.error_code = "jobid.invalid"
    job = services.jobs.get(job_id, _owner(principal))
    start, count = _page(offset, limit, request)
    if job.state in (JobState.NOT_STARTED, JobState.GATHERING) or job.errors:
        return {"fields": [], "messages": []}
    frame = services.jobs.messages(job).frame
    return {"fields": _fields(frame), "messages": _maps(frame, start, count)}


@router.get("/{job_id}/records")
def records(
    job_id: str,
    request: Request,
    services: UseCases,
    principal: Searcher,
    offset: Annotated[int | None, Query()] = None,
    limit: Annotated[int | None, Query()] = None,
) -> dict[str, Any]:
    """A page of the job's records."""
    request.state.error_code = "jobid.invalid"
    job = services.jobs.get(job_id, _owner(principal))
    start, count = _page(offset, limit, request)
    if not job.is_records:
        request.state.error_code = "no.records.not.an.aggregation.query"
        raise Refusal(
            Fault(
                "searchjob.no_records",
                "The query has no aggregate, so it has no records.",
                "Ask for the messages, or add a stage such as `count by _sourceHost`.",
            )
        )
    if job.records is None:
        return {"fields": [], "records": []}
    return {"fields": _fields(job.records.frame), "records": _maps(job.records.frame, start, count)}


@router.delete("/{job_id}")
def delete(job_id: str, request: Request, services: UseCases, principal: Searcher) -> dict[str, str]:
    """Stop a job and forget it."""
    request.state.error_code = "searchjob.jobid.invalid"
    services.jobs.delete(job_id, _owner(principal))
    return {"id": job_id}


def _owner(principal: Principal) -> str:
    return principal.user.id


def _page(offset: int | None, limit: int | None, request: Request) -> tuple[int, int]:
    for name, value in (("offset", offset), ("limit", limit)):
        if value is None:
            request.state.error_code = f"{name}.missing"
            raise Refusal(
                Fault("page.missing", f"The {name} of the page is missing.", "Send offset=0&limit=100.")
            )
        if value < 0:
            request.state.error_code = f"{name}.negative"
            raise Refusal(
                Fault("page.negative", f"The {name} of the page is negative.", "Send offset=0&limit=100.")
            )
    assert offset is not None
    assert limit is not None
    if limit == 0:
        request.state.error_code = "limit.zero"
        raise Refusal(Fault("page.zero", "The limit of the page is zero.", "Send limit=100."))
    return offset, min(limit, PAGE_MOST)


def _fields(frame: Frame) -> list[dict[str, Any]]:
    return [
        {
            "name": c.name.lower(),
            "fieldType": c.type,
            "keyField": c.key,
        }
        for c in frame.columns
    ]


def _maps(frame: Frame, start: int, count: int) -> list[dict[str, Any]]:
    names = [c.name.lower() for c in frame.columns]
    return [
        {"map": {n: display(v) for n, v in zip(names, row, strict=True)}}
        for row in frame.records(start, count)
    ]
