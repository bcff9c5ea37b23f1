"""Muting schedules in Sumo's shape (reference protocols-schemas.md, Muting schedules); folders there are none."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from sagescope.api.routes.monitors import Ids, split_ids
from sagescope.api.security import MonitorManager, MonitorViewer, UseCases
from sagescope.api.times import iso_millis
from sagescope.errors import Fault, Refusal
from sagescope.ids import stable_id
from sagescope.model.mute import Mute
from sagescope.monitors.muting import holds, next_begins

router = APIRouter(prefix="/api/v1/mutingSchedules", tags=["muting"])

ROOT_ID = stable_id("muting schedules root")


@router.get("")
def read_schedules(ids: Ids, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """Schedules by their ids."""
    return {one: _shown(services.mutes.schedule(one), services.clock.now()) for one in split_ids(ids)}


@router.post("")
def create_schedule(
    body: dict[str, Any],
    services: UseCases,
    principal: MonitorManager,
    parent: Annotated[str, Query(alias="parentId")] = ROOT_ID,
) -> dict[str, Any]:
    """A new schedule."""
    return _shown(services.mutes.add(_values(body), by=principal.user.id), services.clock.now())


@router.get("/root")
def root(services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """The folder of all schedules."""
    return {
        "type": "MutingSchedulesLibraryFolderResponse",
        "id": ROOT_ID,
        "name": "MutingSchedules",
        "description": "",
        "isSystem": True,
        "children": [_shown(mute, services.clock.now()) for mute in services.mutes.listed()],
    }


@router.get("/{mute_id}")
def get_schedule(mute_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """One schedule."""
    return _shown(services.mutes.schedule(mute_id), services.clock.now())


@router.put("/{mute_id}")
def change_schedule(
    mute_id: str, body: dict[str, Any], services: UseCases, principal: MonitorManager
) -> dict[str, Any]:
    """Replace a schedule."""
    return _shown(services.mutes.change(mute_id, _values(body), by=principal.user.id), services.clock.now())


@router.delete("/{mute_id}", status_code=204)
def delete_schedule(mute_id: str, services: UseCases, principal: MonitorManager) -> Response:
    """Delete a schedule."""
    services.mutes.remove(mute_id)
    return Response(status_code=204)


def _values(body: dict[str, Any]) -> dict[str, Any]:
    schedule, scope = body.get("schedule") or {}, body.get("monitor") or {}
    groups = body.get("notificationGroups") or []
    try:
        return {
            "name": str(body.get("name") or ""),
            "description": str(body.get("description") or ""),
            "zone": schedule.get("timezone") or "UTC",
            "start_date": schedule.get("startDate") or "",
            "start_time": schedule.get("startTime") or "",
            "duration": schedule.get("duration"),
            "rrule": schedule.get("rrule") or "",
            "everything": bool(scope.get("all")),
            "monitors": tuple(scope.get("ids") or ()),
            "groups": tuple((str(g["groupKey"]), tuple(map(str, g["groupValues"]))) for g in groups),
        }
    except (AttributeError, TypeError, KeyError):
        raise Refusal(
            Fault(
                "mute.body",
                "The schedule has not the shape of one.",
                "Send name, schedule {timezone, startDate, startTime, duration, rrule} and monitor {ids, all}.",
            )
        ) from None


def _shown(mute: Mute, now: int) -> dict[str, Any]:
    return {
        "type": "MutingSchedulesLibraryMutingScheduleResponse",
        "id": mute.id,
        "name": mute.name,
        "description": mute.description,
        "parentId": ROOT_ID,
        "contentType": "MutingSchedule",
        "schedule": {
            "timezone": mute.zone,
            "startDate": mute.start_date,
            "startTime": mute.start_time,
            "duration": mute.duration,
            "rrule": mute.rrule or None,
        },
        "monitor": {"ids": list(mute.monitors), "all": mute.everything},
        "notificationGroups": [{"groupKey": k, "groupValues": list(v)} for k, v in mute.groups],
        "isActive": holds(mute, now),
        "next": next_begins(mute, now),
        "createdAt": iso_millis(mute.created_at),
        "createdBy": mute.created_by,
        "modifiedAt": iso_millis(mute.modified_at),
        "modifiedBy": mute.modified_by,
    }
