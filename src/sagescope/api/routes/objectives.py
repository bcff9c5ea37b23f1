"""Objectives in Sumo's shape (reference monitors.md, 7 and 8.4); folders there are none."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from sagescope.api.routes.alerts import number
from sagescope.api.routes.monitors import Ids, split_ids
from sagescope.api.security import MonitorManager, MonitorViewer, UseCases
from sagescope.api.times import iso_millis
from sagescope.durations import format_duration
from sagescope.ids import stable_id
from sagescope.model.objective import Objective, StoredObjective
from sagescope.model.paths import path_of
from sagescope.monitors.objectives import SLO_EXPORTS, Report
from sagescope.timerange import parse_range

router = APIRouter(prefix="/api/v1/slos", tags=["objectives"])

ROOT_ID = stable_id("objectives root")
_OURS = frozenset(
    {"type", "id", "parentId", "version", "createdAt", "createdBy", "modifiedAt", "modifiedBy", "contentType",
     "isSystem", "isMutable", "isLocked", "permissions"}
)  # fmt: skip


class Preview(BaseModel):
    """An objective, and the range to measure it over; without one, its own period."""

    slo: dict[str, Any]
    start: Annotated[str | None, Field(alias="from")] = None
    to: str = "now"


@router.get("")
def read_objectives(ids: Ids, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """Objectives by their ids."""
    return {one: _shown(services.objectives.one(one)) for one in split_ids(ids)}


@router.post("")
def create_objective(
    body: dict[str, Any],
    services: UseCases,
    principal: MonitorManager,
    parent: Annotated[str, Query(alias="parentId")] = ROOT_ID,
) -> dict[str, Any]:
    """A new objective (`SlosLibrarySlo`)."""
    return _shown(services.objectives.add(_document(body), by=principal.user.id))


@router.get("/root")
def root(services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """The folder of all objectives."""
    return {
        "type": "SlosLibraryFolderResponse",
        "id": ROOT_ID,
        "name": "SLO",
        "description": "",
        "isSystem": True,
        "children": [_shown(one) for one in services.objectives.listed()],
    }


@router.get("/search")
def search(
    services: UseCases, principal: MonitorViewer, query: str = "", limit: int = 1_000, offset: int = 0
) -> list[dict[str, Any]]:
    """The objectives whose name or description has all words of `query`."""
    words = query.lower().replace("*", " ").split()
    found = [one for one in services.objectives.listed() if all(word in _text(one) for word in words)]
    return [
        {"item": _shown(one), "path": path_of(["SLO", one.name])}
        for one in found[max(0, offset) : max(0, offset) + max(0, limit)]
    ]


@router.post("/{parent_id}/import")
def import_(
    parent_id: str, body: dict[str, Any], services: UseCases, principal: MonitorManager
) -> dict[str, Any]:
    """Put an export of an objective, or of a folder of them, beside the others: all of it or nothing."""
    made = services.objectives.import_(body, by=principal.user.id)
    if body.get("type") in SLO_EXPORTS:
        return _shown(made[0])
    return {**root(services, principal), "children": [_shown(one) for one in made]}


@router.get("/sli")
def standings(ids: Ids, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """How objectives stand: the share that was good, and what is left of the budget, in percent."""
    return {
        one: _stands(services.objectives.report(services.objectives.one(one).objective))
        for one in split_ids(ids)
    }


@router.post("/preview")
def preview(body: Preview, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """What an objective that is not kept yet would measure, over its period or another range."""
    objective = Objective.model_validate(_document(body.slo))
    now = services.clock.now()
    range_ = None if body.start is None else parse_range(body.start, body.to, now)
    return _reported(services.objectives.report(objective, range_))


@router.get("/{objective_id}")
def get_objective(objective_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """One objective."""
    return _shown(services.objectives.one(objective_id))


@router.get("/{objective_id}/permissions")
def permissions(objective_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """Who may do what with an objective: roles decide that for all of them."""
    services.objectives.one(objective_id)
    return {"permissionStatements": []}


@router.get("/{objective_id}/report")
def report(objective_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """How an objective stands, its burn rates, and its period as the points of a chart."""
    return _reported(services.objectives.report(services.objectives.one(objective_id).objective))


@router.put("/{objective_id}")
def change_objective(
    objective_id: str, body: dict[str, Any], services: UseCases, principal: MonitorManager
) -> dict[str, Any]:
    """Replace an objective; `version` guards against changes in between."""
    version = body.get("version")
    changed = services.objectives.change(
        objective_id,
        _document(body),
        by=principal.user.id,
        version=version if isinstance(version, int) else None,
    )
    return _shown(changed)


@router.delete("/{objective_id}", status_code=204)
def delete_objective(objective_id: str, services: UseCases, principal: MonitorManager) -> Response:
    """Delete an objective."""
    services.objectives.remove(objective_id)
    return Response(status_code=204)


@router.get("/{objective_id}/export")
def export(objective_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """An objective as an export."""
    return {**services.objectives.one(objective_id).body, "type": "SlosLibrarySloExport"}


def _text(held: StoredObjective) -> str:
    return f"{held.name} {held.body.get('description') or ''}".lower()


def _document(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in _OURS}


def _stands(told: Report) -> dict[str, Any]:
    now = told.standing
    return {
        "state": told.state,
        "sliPercentage": number(now.sli),
        "errorBudgetRemainingPercentage": number(now.left),
        "errorBudget": number(now.budget),
        "goodCount": number(now.good),
        "totalCount": number(now.total),
        "from": now.period.start,
        "to": now.period.end,
        "burnRates": [
            {"timeRange": format_duration(one.time), "burned": number(one.burned), "rate": number(one.rate)}
            for one in told.burns
        ],
    }


def _reported(told: Report) -> dict[str, Any]:
    points = [
        {"at": one.start, "good": one.good, "total": one.total, "left": number(one.left)}
        for one in told.course
    ]
    return {**_stands(told), "points": points}


def _shown(held: StoredObjective) -> dict[str, Any]:
    return {
        **held.body,
        "type": "SlosLibrarySloResponse",
        "id": held.id,
        "parentId": ROOT_ID,
        "contentType": "Slo",
        "version": held.version,
        "createdAt": iso_millis(held.created_at),
        "createdBy": held.created_by,
        "modifiedAt": iso_millis(held.modified_at),
        "modifiedBy": held.modified_by,
    }
