"""Metrics queries in Sumo's shape (reference protocols.md, 5.3)."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from sagescope.api.compat.metrics import query_info, row_json
from sagescope.api.envelope import fault_json
from sagescope.api.routes.language import proposal_json
from sagescope.api.security import Searcher, UseCases
from sagescope.api.services import Services
from sagescope.api.times import range_of
from sagescope.durations import UNITS, format_duration
from sagescope.errors import Cause, Fault, Refusal
from sagescope.metrics.ast import Folding, Rollup
from sagescope.metrics.parameters import replaced
from sagescope.search.metrics import MOST_ROWS, MetricOutcome, MetricRequest, RowFaults
from sagescope.telemetry import SEARCH_SECONDS, SEARCHES
from sagescope.timerange import TimeRange

router = APIRouter(prefix="/api/v1", tags=["metrics"])

_USUAL = 15 * UNITS["m"]


class RowBody(BaseModel):
    """One row of a metrics request.

    `quantization` and `timeshift` are in milliseconds, the sign of the latter does not matter. A row without
    an id is called by its place. A transient row is only there for other rows.
    """

    model_config = ConfigDict(extra="allow")

    rowId: str | None = None
    query: str
    quantization: int | None = Field(None, gt=0)
    rollup: str | None = None
    timeshift: int | None = None
    transient: bool = False


class MetricsBody(BaseModel):
    """Rows over one time range; `parameters` are values of the template parameters `{{name}}` in them."""

    queries: list[RowBody] = Field(min_length=1, max_length=MOST_ROWS)
    timeRange: dict[str, Any]
    parameters: dict[str, str | list[str]] = Field(default_factory=dict)


class OldRowBody(BaseModel):
    """One row of the older call."""

    rowId: str | None = None
    query: str


class OldMetricsBody(BaseModel):
    """Rows of the older call: from `startTime` to `endTime` in milliseconds, or over a range object."""

    query: list[OldRowBody] = Field(min_length=1, max_length=MOST_ROWS)
    startTime: int | None = None
    endTime: int | None = None
    timeRange: dict[str, Any] | None = None
    desiredQuantizationInSecs: int | None = Field(None, ge=0)

    def range(self, now: int) -> TimeRange:
        """What the rows are asked over; without a start, the last quarter of an hour."""
        if self.timeRange is not None:
            return range_of(self.timeRange, now)
        end = now if self.endTime is None else self.endTime
        return TimeRange(end - _USUAL if self.startTime is None else self.startTime, end)


class PlaceBody(BaseModel):
    """A place in a row, counted in characters from 0, and the letters of the other rows."""

    query: str
    position: int = Field(ge=0)
    rows: list[str] = Field(default_factory=list, max_length=MOST_ROWS)


@router.post("/metrics/complete")
def complete(body: PlaceBody, services: UseCases, principal: Searcher) -> dict[str, Any]:
    """What can stand at a place of a row: dimensions and values of the stored series, operators, their options."""
    found = services.metric_completion.complete(body.query, body.position, body.rows)
    return {"proposals": [proposal_json(p) for p in found], "signature": None}


@router.post("/metricsQueries")
def metrics_queries(
    body: MetricsBody, request: Request, services: UseCases, principal: Searcher
) -> dict[str, Any]:
    """Run the rows; a row that is at fault does not keep the others from their results."""
    if len(body.queries) == 1:
        request.state.query_text = body.queries[0].query
    return metrics_rows(body, services)


@router.post("/metrics/results")
def metrics_results(body: OldMetricsBody, services: UseCases, principal: Searcher) -> dict[str, Any]:
    """Run the rows of the older call that Sumo Logic's Python SDK makes; each row has its result or its message."""
    range_ = body.range(services.clock.now())
    desired = body.desiredQuantizationInSecs
    requests = [
        MetricRequest(row.rowId or chr(ord("A") + at), row.query, desired * UNITS["s"] if desired else None)
        for at, row in enumerate(body.query)
    ]
    with SEARCH_SECONDS.labels("metrics").time():
        found = list(services.metrics.run(requests, range_))
    for one in found:
        SEARCHES.labels("metrics", "failed" if isinstance(one, RowFaults) else "done").inc()
    outcomes = [one for one in found if isinstance(one, MetricOutcome)]
    return {
        "response": [row_json(one) for one in found],
        "queryInfo": query_info(outcomes, range_, desired),
    }


def metrics_rows(body: MetricsBody, services: Services) -> dict[str, Any]:
    """The results of the rows. Raises Refusal where the only row is at fault."""
    range_ = range_of(body.timeRange, services.clock.now())
    results: list[dict[str, Any]] = []
    errors: list[dict[str, Any]] = []
    requests = requests_of(body)
    texts = {request.row: request.query for request in requests}
    with SEARCH_SECONDS.labels("metrics").time():
        for found in services.metrics.run(requests, range_):
            match found:
                case RowFaults(row, refused):
                    SEARCHES.labels("metrics", "failed").inc()
                    if len(body.queries) == 1 or refused.cause is not Cause.INVALID:
                        raise refused
                    errors += [
                        {
                            "rowId": row,
                            "code": f.code,
                            "message": f"#{row}: {f.sentence}",
                            "fault": fault_json(f, texts[row]),
                        }
                        for f in refused.faults
                    ]
                case MetricOutcome():
                    SEARCHES.labels("metrics", "done").inc()
                    results.append(_result(found, range_))
    return {"queryResult": results, "errors": {"errors": errors} if errors else None}


def requests_of(body: MetricsBody) -> Sequence[MetricRequest]:
    """The rows of a body, with the values of its parameters."""
    return [
        MetricRequest(
            row.rowId or chr(ord("A") + at),
            replaced(row.query, body.parameters),
            row.quantization,
            _folding(row.rollup),
            abs(row.timeshift or 0),
            row.transient,
        )
        for at, row in enumerate(body.queries)
    ]


def _folding(name: str | None) -> Folding | None:
    if not name or name.lower() == "none":
        return None
    known = [rollup for rollup in Rollup if rollup is not Rollup.PCT]
    for rollup in known:
        if rollup.value == name.lower():
            return Folding(rollup)
    raise Refusal(
        Fault(
            "metrics.rollup",
            f"There is no rollup {name!r}.",
            f"Use one of {', '.join(rollup.value.capitalize() for rollup in known)}.",
        )
    )


def _result(outcome: MetricOutcome, range_: TimeRange) -> dict[str, Any]:
    shift = outcome.shift
    return {
        "rowId": outcome.row,
        "timeSeriesList": {
            "timeSeries": [
                {
                    "metricDefinition": {"metric": s.metric, "dimensions": dict(s.dimensions)},
                    "points": {"timestamps": s.times, "values": s.values},
                }
                for s in outcome.series
            ],
            "unit": outcome.unit,
            "timeShiftLabel": f"-{format_duration(shift)}" if shift else None,
        },
        "resultContext": {
            "quantizationGranularity": outcome.interval,
            "rollup": outcome.folding.text.capitalize(),
            "actualQueryTimeRange": {"start": range_.start - shift, "end": range_.end - shift},
            "totalSeries": outcome.total,
            "warnings": [w.sentence for w in outcome.warnings],
        },
    }
