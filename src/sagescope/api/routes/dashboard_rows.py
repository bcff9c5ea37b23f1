"""What panels and variables give, as flat rows, and dashboards for Grafana, which reads those."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request

from sagescope.api.routes.dashboard_data import DataBody, request_of
from sagescope.api.security import LibraryViewer, Searcher, UseCases
from sagescope.dashboards.flat_rows import Row, Shape, flat_rows
from sagescope.dashboards.service import PanelResult
from sagescope.errors import Fault, Refusal
from sagescope.library.grafana import grafana_of

VARIABLE = "var-"
"""What goes before the names of variables in an address, as Grafana writes them."""

router = APIRouter(prefix="/api/v1/dashboards", tags=["dashboards"])

From = Annotated[str | None, Query(alias="from", description="Start: -24h, a time, or milliseconds.")]


@router.get("/{dashboard_id}/grafana")
def grafana(dashboard_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """A dashboard as Grafana imports it, with this API behind its panels."""
    return grafana_of(services.library.dashboard(dashboard_id), dashboard_id)


@router.get("/{dashboard_id}/panels/{panel_key:path}/rows")
def panel_rows(
    dashboard_id: str,
    panel_key: str,
    request: Request,
    services: UseCases,
    principal: Searcher,
    shape: Shape = "table",
    start: From = None,
    to: str | None = None,
) -> list[Row]:
    """The rows of one panel; values of variables are `var-<name>`, several times for several."""
    body = DataBody.model_validate(
        {
            "dashboardId": dashboard_id,
            "panels": [panel_key],
            "variables": _variables(request),
            "from": start,
            "to": to,
        }
    )
    run = services.dashboards.run(request_of(body, services))
    try:
        (result,) = run.results()
    finally:
        run.stop()
    faults = _faults(result)
    if faults:
        raise Refusal(faults)
    return flat_rows(result, shape)


@router.get("/{dashboard_id}/variables/{name:path}/rows")
def variable_rows(dashboard_id: str, name: str, services: UseCases, principal: Searcher) -> list[Row]:
    """The values that a variable can have: `label` and `value`."""
    (found,) = services.dashboards.values(request_of(DataBody(dashboardId=dashboard_id), services), [name])
    if found.faults:
        raise Refusal(found.faults)
    return [{"label": choice.label, "value": choice.value} for choice in found.choices]


def _variables(request: Request) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name.startswith(VARIABLE):
            found.setdefault(name.removeprefix(VARIABLE), []).append(value)
    return found


def _faults(result: PanelResult) -> list[Fault]:
    found = list(result.plan.faults)
    for row in result.rows:
        found += row.row.faults if row.answer is None else row.answer.faults
    return found
