"""The data of dashboards: the results of their panels as a stream, and the values of their variables."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import orjson
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import StreamingResponse

from sagescope.api.envelope import fault_json
from sagescope.api.security import Searcher, UseCases
from sagescope.api.services import Services
from sagescope.api.times import zone_offset
from sagescope.dashboards.service import DashboardRun, DataRequest, PanelResult, RowResult
from sagescope.dashboards.variables import VariableValues
from sagescope.durations import format_duration
from sagescope.errors import Fault, Refusal
from sagescope.library.exchange import dashboard_of
from sagescope.model.dashboard import Dashboard
from sagescope.search.metrics import MetricOutcome
from sagescope.search.service import Outcome
from sagescope.timerange import zone_named

MOST_ROWS = 10_000
"""Rows of a panel's result that are sent: a map shows as many (reference dashboards.md, 5.3)."""

router = APIRouter(prefix="/api/v1/dashboards", tags=["dashboards"])


class DataBody(BaseModel):
    """A dashboard of the library, or a document as it is being edited, and what of it is asked for.

    `variables` are chosen values by name, `*` being all; `from` and `to` take the place of the dashboard's range.
    """

    model_config = ConfigDict(populate_by_name=True)

    dashboardId: str | None = None
    dashboard: dict[str, Any] | None = None
    panels: list[str] | None = None
    variables: dict[str, str | list[str]] = Field(default_factory=dict)
    from_: str | int | None = Field(None, alias="from")
    to: str | int | None = None
    timeZone: str = "UTC"
    refresh: bool = False


class VariablesBody(DataBody):
    """As for the data; `names` are the variables asked for, all where it is left out."""

    names: list[str] | None = None


@router.post("/data")
async def data(
    body: DataBody, request: Request, services: UseCases, principal: Searcher
) -> StreamingResponse:
    """The results of the panels, one line of JSON each as it is ready. A reader that goes away stops the rest."""
    run = await asyncio.to_thread(lambda: services.dashboards.run(request_of(body, services)))
    return StreamingResponse(_lines(run, request), media_type="application/x-ndjson")


@router.post("/variables")
def variables(body: VariablesBody, services: UseCases, principal: Searcher) -> dict[str, Any]:
    """The variables of a dashboard with the values to choose from, each with what kept them from being found."""
    return {
        "variables": [
            variable_json(v) for v in services.dashboards.values(request_of(body, services), body.names)
        ]
    }


def variable_json(found: VariableValues) -> dict[str, Any]:
    """A variable as the API shows it."""
    variable = found.variable
    text = variable.source_definition.query or variable.source_definition.filter
    return {
        "name": variable.name,
        "displayName": variable.display_name or variable.name,
        "values": [{"value": choice.value, "label": choice.label} for choice in found.choices],
        "selected": list(found.selected),
        "multiple": variable.allow_multi_select,
        "all": variable.include_all_option,
        "hidden": variable.hide_from_ui,
        "dependsOn": list(found.needs),
        "cut": found.cut,
        "faults": [fault_json(fault, text) for fault in found.faults],
    }


def request_of(body: DataBody, services: Services) -> DataRequest:
    """What a body asks for. Raises Refusal where it names no dashboard, or a broken one."""
    between = None
    if body.from_ is not None or body.to is not None:
        between = (str(body.from_ if body.from_ is not None else "-15m"), str(body.to or "now"))
    return DataRequest(
        _dashboard(body, services),
        body.panels,
        {name: [value] if isinstance(value, str) else value for name, value in body.variables.items()},
        between,
        zone_named(body.timeZone or "UTC"),
        zone_offset(body.timeZone, services.clock.now()),
        body.refresh,
    )


def _dashboard(body: DataBody, services: Services) -> Dashboard:
    if body.dashboard is not None:
        return dashboard_of(body.dashboard)
    if body.dashboardId:
        return services.library.dashboard(body.dashboardId)
    raise Refusal(
        Fault("dashboard.missing", "The request names no dashboard.", "Give its dashboardId, or a document.")
    )


async def _lines(run: DashboardRun, request: Request) -> AsyncIterator[bytes]:
    try:
        yield _line(
            {
                "type": "start",
                "from": run.range.start,
                "to": run.range.end,
                "panels": [plan.key for plan in run.plans],
                "variables": {name: list(chosen.values) for name, chosen in run.chosen.items()},
            }
        )
        while not run.done:
            result = await asyncio.to_thread(run.next, 0.5)
            if result is not None:
                yield await asyncio.to_thread(lambda: _line(panel_json(result)))  # noqa: B023
            elif await request.is_disconnected():
                return
        yield _line({"type": "end"})
    finally:
        # It may end because its task is cancelled: nothing can be waited for then.
        asyncio.get_running_loop().run_in_executor(None, run.stop)


def _line(value: dict[str, Any]) -> bytes:
    return orjson.dumps(value) + b"\n"


def panel_json(result: PanelResult) -> dict[str, Any]:
    """A panel as the stream shows it."""
    plan = result.plan
    faults = [fault_json(fault) for fault in plan.faults]
    warnings: list[dict[str, str]] = []
    results: list[dict[str, Any]] = []
    sql: list[str] = []
    for row in result.rows:
        warnings += [_warning(w, row) for w in row.row.warnings]
        faults += [{**fault_json(f, row.row.given), "query": row.row.key} for f in _faults(row)]
        if row.answer is None or row.answer.result is None:
            continue
        found = row.answer.result
        results.append({"key": row.row.key, **result_json(found)})
        sql += row.answer.statements
        warnings += [_warning(row.row.origin.fault(w), row) for w in found.warnings]
        if isinstance(found, Outcome) and found.frame.rows > MOST_ROWS:
            warnings.append(_warning(_cut(found.frame.rows), row))
    answers = [row.answer for row in result.rows if row.answer is not None]
    return {
        "type": "panel",
        "key": plan.key,
        "title": plan.title,
        "from": plan.range.start,
        "to": plan.range.end,
        "results": results,
        "faults": faults,
        "warnings": warnings,
        "timing": {
            "ms": round(sum(a.seconds for a in answers) * 1000, 1),
            "cached": bool(answers) and all(a.cached for a in answers),
            "rowsRead": sum(a.result.read_rows for a in answers if isinstance(a.result, Outcome)),
        },
        "sql": sql,
        "queries": [row.text for row in plan.rows],
    }


def _cut(rows: int) -> Fault:
    return Fault(
        "panel.rows",
        f"The query gives {rows:,} rows; the first {MOST_ROWS:,} are shown.",
        "Choose with sort and limit.",
    )


def _warning(warning: Fault, row: RowResult) -> dict[str, str]:
    return {"code": warning.code, "message": warning.sentence, "query": row.row.key}


def _faults(row: RowResult) -> list[Fault]:
    """What is wrong with a query, in the panel's own text."""
    if row.answer is None:
        return list(row.row.faults)
    return [row.row.origin.fault(fault) for fault in row.answer.faults]


def result_json(found: Outcome | MetricOutcome) -> dict[str, Any]:
    """The result of a query: rows of a log search, or series of metrics."""
    match found:
        case Outcome(frame=frame):
            return {
                "kind": "records" if found.is_records else "messages",
                "columns": [{"name": c.name, "type": c.type, "key": c.key} for c in frame.columns],
                "rows": [list(row) for row in frame.records(0, MOST_ROWS)],
                "total": frame.rows,
            }
        case MetricOutcome():
            return {
                "kind": "series",
                "series": [
                    {
                        "name": s.metric,
                        "dimensions": dict(s.dimensions),
                        "unit": s.unit or None,
                        "points": list(zip(s.times, s.values, strict=True)),
                    }
                    for s in found.series
                ],
                "unit": found.unit,
                "interval": found.interval,
                "rollup": found.folding.text,
                "timeShift": f"-{format_duration(found.shift)}" if found.shift else None,
                "total": found.total,
            }
