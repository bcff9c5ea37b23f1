"""Metrics queries in Sumo's shape (reference protocols.md, 5.3)."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from sagescope.api.security import Searcher, UseCases
from sagescope.api.services import Services
from sagescope.api.times import range_of
from sagescope.errors import Cause, Fault, Refusal
from sagescope.metrics.ast import Rollup
from sagescope.search.metrics import MetricOutcome, MetricRequest
from sagescope.telemetry import SEARCH_SECONDS, SEARCHES
from sagescope.timerange import TimeRange

router = APIRouter(prefix="/api/v1", tags=["metrics"])


class RowBody(BaseModel):
    """One row of a metrics request; `quantization` is in milliseconds."""

    model_config = ConfigDict(extra="allow")

    rowId: str = "A"
    query: str
    quantization: int | None = None
    rollup: str | None = None
    timeshift: int | None = None


class MetricsBody(BaseModel):
    """Rows over one time range."""

    queries: list[RowBody] = Field(min_length=1, max_length=6)
    timeRange: dict[str, Any]


@router.post("/metricsQueries")
def metrics_queries(
    body: MetricsBody, request: Request, services: UseCases, principal: Searcher
) -> dict[str, Any]:
    """Run the rows; a row that is at fault does not keep the others from their results."""
    if len(body.queries) == 1:
        request.state.query_text = body.queries[0].query
    return metrics_rows(body, services)


def metrics_rows(body: MetricsBody, services: Services) -> dict[str, Any]:
    """The results of the rows. Raises Refusal where the only row is at fault."""
    range_ = range_of(body.timeRange, services.clock.now())
    results: list[dict[str, Any]] = []
    errors: list[dict[str, Any]] = []
    for row in body.queries:
        try:
            wanted = MetricRequest(row.rowId, row.query, row.quantization, _rollup(row.rollup))
            with SEARCH_SECONDS.labels("metrics").time():
                outcome = services.metrics.run(wanted, range_)
            SEARCHES.labels("metrics", "done").inc()
            results.append(_result(outcome, range_))
        except Refusal as refused:
            SEARCHES.labels("metrics", "failed").inc()
            if len(body.queries) == 1 or refused.cause is not Cause.INVALID:
                raise
            errors += [{"code": f.code, "message": f"#{row.rowId}: {f.sentence}"} for f in refused.faults]
    return {"queryResult": results, "errors": {"errors": errors} if errors else None}


def _rollup(name: str | None) -> Rollup | None:
    if not name or name.lower() == "none":
        return None
    try:
        return Rollup(name.lower())
    except ValueError:
        raise Refusal(
            Fault("metrics.rollup", f"There is no rollup {name!r}.", "Use Avg, Sum, Min, Max or Count.")
        ) from None


def _result(outcome: MetricOutcome, range_: TimeRange) -> dict[str, Any]:
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
            "timeShiftLabel": None,
        },
        "resultContext": {
            "quantizationGranularity": outcome.interval,
            "rollup": outcome.rollup.value.capitalize(),
            "actualQueryTimeRange": {"start": range_.start, "end": range_.end},
            "warnings": [w.sentence for w in outcome.warnings],
        },
    }
