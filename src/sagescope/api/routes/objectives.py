"""Objectives in Sumo's shape (reference monitors.md, 7 and 8.4); folders there are none."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from sagescope.api.routes.alerts import number
from sagescope.api.routes.monitors import Ids, split_ids
from sagescope.api.security import MonitorManager, MonitorViewer, UseCases
from sagescope.api.times import iso_millis
from sagescope.ids import stable_id
from sagescope.model.objective import StoredObjective

router = APIRouter(prefix="/api/v1/slos", tags=["objectives"])

ROOT_ID = stable_id("objectives root")
_OURS = frozenset(
    {"type", "id", "parentId", "version", "createdAt", "createdBy", "modifiedAt", "modifiedBy", "contentType",
     "isSystem", "isMutable", "isLocked", "permissions"}
)  # fmt: skip


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


@router.get("/sli")
def standings(ids: Ids, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """How objectives stand: the share that was good, and what is left of the budget, in percent."""
    found = {}
    for one in split_ids(ids):
        told, _ = services.objectives.standing(one)
        found[one] = {
            "sliPercentage": number(told.sli),
            "errorBudgetRemainingPercentage": number(told.left),
            "errorBudget": number(told.budget),
            "goodCount": number(told.good),
            "totalCount": number(told.total),
            "from": told.period.start,
            "to": told.period.end,
        }
    return found


@router.get("/{objective_id}")
def get_objective(objective_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """One objective."""
    return _shown(services.objectives.one(objective_id))


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


def _document(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in _OURS}


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
