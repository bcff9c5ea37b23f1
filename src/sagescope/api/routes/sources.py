"""Sources across collectors: how they are doing, their kinds, pausing, new addresses."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from sagescope.api.compat.collection import filter_json
from sagescope.api.routes.collectors import shown
from sagescope.api.security import CollectionManager, CollectionViewer, UseCases
from sagescope.api.services import Services
from sagescope.model.source import Source
from sagescope.model.source_filter import HEALTH_CHECKS
from sagescope.model.source_health import SourceFault, Volume, open_faults, state_of
from sagescope.model.source_kinds import KINDS

router = APIRouter(prefix="/api/v1/sources", tags=["sources"])

_DAY = 24 * 3_600_000
_LAST = 15 * 60_000


@router.get("")
def list_sources(request: Request, services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """All sources with their collectors and how they are doing; volumes are those of the last day."""
    collectors = {c.id: c.name for c in services.collection.collectors()}
    now = services.clock.now()
    volumes = services.health.volumes(now - _DAY)
    return {
        "now": now,
        "sources": [
            {
                **shown(source, request, principal),
                "collectorId": source.collector_id,
                "collectorName": collectors.get(source.collector_id, ""),
                "health": _health(services, source, volumes.get(source.id, [])),
            }
            for source in services.collection.sources()
        ],
    }


@router.get("/kinds")
def list_kinds(principal: CollectionViewer) -> dict[str, Any]:
    """The kinds of sources, and filters that are ready to be used."""
    return {
        "kinds": [
            {
                "kind": kind.value,
                "title": settings.title,
                "sourceType": settings.source_type,
                "contentType": "" if kind.value == settings.source_type else kind.value,
                "pulled": settings.pulled,
            }
            for kind, settings in KINDS.items()
        ],
        "filters": [filter_json(HEALTH_CHECKS)],
    }


@router.get("/{source_id}/health")
def get_health(source_id: int, services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """How a source is doing, and what came in the last day by five minutes."""
    source = services.collection.any_source(source_id)
    since = services.clock.now() - _DAY
    return _health(services, source, services.health.volumes(since, source_id).get(source_id, []))


@router.post("/{source_id}/pause")
def pause_source(
    source_id: int, request: Request, services: UseCases, principal: CollectionManager
) -> dict[str, Any]:
    """Pause a source: its address answers that senders have to come back later, and nothing is fetched."""
    return {"source": shown(services.collection.set_enabled(source_id, False), request, principal)}


@router.post("/{source_id}/resume")
def resume_source(
    source_id: int, request: Request, services: UseCases, principal: CollectionManager
) -> dict[str, Any]:
    """Let a paused source go on."""
    return {"source": shown(services.collection.set_enabled(source_id, True), request, principal)}


@router.post("/{source_id}/token")
def renew_token(
    source_id: int, request: Request, services: UseCases, principal: CollectionManager
) -> dict[str, Any]:
    """Give a source another address; the one before takes nothing any more."""
    return {"source": shown(services.collection.renew_token(source_id), request, principal)}


def _health(services: Services, source: Source, volumes: list[Volume]) -> dict[str, Any]:
    health, now = services.health.of(source.id), services.clock.now()
    failing = {fault.code for fault in open_faults(health)}
    return {
        "state": state_of(source, health, now).value,
        "received": health.received,
        "worked": health.worked,
        "messages": health.messages,
        "points": health.points,
        "bytes": health.bytes,
        "damaged": health.damaged,
        "rejected": health.rejected,
        "repeated": health.repeated,
        "dropped": dict(health.dropped),
        "faults": [_fault(fault, fault.code in failing) for fault in health.faults],
        "rates": _rates(volumes, now),
        "volumes": [
            {
                "start": volume.start,
                "messages": volume.messages,
                "points": volume.points,
                "bytes": volume.bytes,
                "rejected": volume.rejected,
                "dropped": volume.dropped,
            }
            for volume in volumes
        ],
    }


def _rates(volumes: list[Volume], now: int) -> dict[str, float]:
    """What came a second, over the last whole quarter of an hour."""
    recent = [volume for volume in volumes if volume.start >= now - _LAST]
    return {
        "messages": sum(volume.messages for volume in recent) * 1_000 / _LAST,
        "points": sum(volume.points for volume in recent) * 1_000 / _LAST,
        "bytes": sum(volume.bytes for volume in recent) * 1_000 / _LAST,
    }


def _fault(fault: SourceFault, is_open: bool) -> dict[str, Any]:
    return {
        "code": fault.code,
        "message": fault.message,
        "hint": fault.hint,
        "first": fault.first,
        "last": fault.last,
        "count": fault.count,
        "retryAt": fault.retry_at,
        "open": is_open,
    }
