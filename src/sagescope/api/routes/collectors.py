"""Collectors and their HTTP sources (reference protocols.md, 5.4)."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sagescope.access.principal import Principal
from sagescope.access.roles import Capability
from sagescope.api.compat.collection import (
    boundaries_of,
    collector_json,
    etag,
    source_json,
    texts_of,
    times_of,
)
from sagescope.api.security import CollectionManager, CollectionViewer, UseCases
from sagescope.errors import Fault, Refusal

router = APIRouter(prefix="/api/v1/collectors", tags=["collectors"])

Body = dict[str, Any]


@router.get("")
def list_collectors(
    services: UseCases, principal: CollectionViewer, limit: int = 1_000, offset: int = 0, filter: str = ""
) -> dict[str, Any]:
    """All collectors."""
    found = services.collection.collectors()
    if filter in ("installed", "dead"):
        found = []
    return {"collectors": [collector_json(c) for c in found[offset : offset + limit]]}


@router.post("", status_code=201)
def create_collector(body: Body, services: UseCases, principal: CollectionManager) -> JSONResponse:
    """Add a hosted collector."""
    given = _inside(body, "collector")
    made = services.collection.add_collector(
        _text(given, "name"),
        description=_text(given, "description"),
        category=_text(given, "category"),
        host_name=_text(given, "hostName"),
        time_zone=_text(given, "timeZone"),
        fields=texts_of(given, "fields"),
    )
    shown = collector_json(made)
    return JSONResponse({"collector": shown}, 201, {"ETag": etag(shown)})


@router.get("/default")
def default_collector(services: UseCases, principal: CollectionManager) -> dict[str, Any]:
    """The collector of sources that name none; it is made when it is first needed."""
    return {"collector": collector_json(services.collection.default_collector())}


@router.get("/{collector_id}")
def get_collector(collector_id: int, services: UseCases, principal: CollectionViewer) -> JSONResponse:
    """One collector."""
    shown = collector_json(services.collection.collector(collector_id))
    return JSONResponse({"collector": shown}, headers={"ETag": etag(shown)})


@router.delete("/{collector_id}")
def delete_collector(collector_id: int, services: UseCases, principal: CollectionManager) -> Response:
    """Remove a collector with its sources; what they brought stays."""
    services.collection.remove_collector(collector_id)
    return Response(status_code=200)


@router.get("/{collector_id}/sources")
def list_sources(
    collector_id: int, request: Request, services: UseCases, principal: CollectionViewer
) -> dict[str, Any]:
    """The sources of a collector."""
    found = services.collection.sources(collector_id)
    return {"sources": [source_json(s, _receiver(request), secret=_sees_secrets(principal)) for s in found]}


@router.post("/{collector_id}/sources", status_code=201)
def create_source(
    collector_id: int, body: Body, request: Request, services: UseCases, principal: CollectionManager
) -> JSONResponse:
    """Add an HTTP source; the answer has the address to send to."""
    given = _inside(body, "source")
    if (kind := given.get("sourceType", "HTTP")) != "HTTP":
        raise Refusal(
            Fault(
                "collectors.source.type_invalid",
                f"Sources of type {kind!r} are not supported yet.",
                "Use an HTTP source, and have the data sent there.",
            )
        )
    made = services.collection.add_source(
        collector_id,
        _text(given, "name"),
        description=_text(given, "description"),
        category=_text(given, "category"),
        host_name=_text(given, "hostName"),
        fields=texts_of(given, "fields"),
        boundaries=boundaries_of(given),
        times=times_of(given),
    )
    shown = source_json(made, _receiver(request), secret=True)
    return JSONResponse({"source": shown}, 201, {"ETag": etag(shown)})


@router.get("/{collector_id}/sources/{source_id}")
def get_source(
    collector_id: int, source_id: int, request: Request, services: UseCases, principal: CollectionViewer
) -> JSONResponse:
    """One source."""
    found = services.collection.source(collector_id, source_id)
    shown = source_json(found, _receiver(request), secret=_sees_secrets(principal))
    return JSONResponse({"source": shown}, headers={"ETag": etag(shown)})


@router.delete("/{collector_id}/sources/{source_id}")
def delete_source(
    collector_id: int, source_id: int, services: UseCases, principal: CollectionManager
) -> Response:
    """Remove a source; its address takes nothing any more."""
    services.collection.remove_source(collector_id, source_id)
    return Response(status_code=200)


def _inside(body: Body, name: str) -> Mapping[str, Any]:
    inner = body.get(name, body)
    if not isinstance(inner, dict):
        raise Refusal(
            Fault("body.object", f"The {name} has to be an object.", f'Write {{"{name}": {{"name": …}}}}.')
        )
    return inner


def _text(given: Mapping[str, Any], name: str) -> str:
    return str(given.get(name) or "")


def _receiver(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _sees_secrets(principal: Principal) -> bool:
    return principal.may(Capability.MANAGE_COLLECTION)
