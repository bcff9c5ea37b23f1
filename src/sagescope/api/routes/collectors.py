"""Collectors and their sources, as Sumo Logic's management API has them (reference protocols.md, 5.4)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sagescope.access.principal import Principal
from sagescope.access.roles import Capability
from sagescope.api.compat.collection import (
    check_etag,
    collector_json,
    collector_values,
    etag,
    source_draft,
    source_etag,
    source_json,
)
from sagescope.api.security import CollectionManager, CollectionViewer, UseCases
from sagescope.errors import Cause, Fault, Refusal
from sagescope.model.collector import Collector
from sagescope.model.source import Source

router = APIRouter(prefix="/api/v1/collectors", tags=["collectors"])

Body = dict[str, Any]
Limit = Annotated[int, Query(ge=1, le=1_000)]
Offset = Annotated[int, Query(ge=0)]

_SENT_WITH = {"api.version": "v1"}


@router.get("")
def list_collectors(
    services: UseCases,
    principal: CollectionViewer,
    limit: Limit = 1_000,
    offset: Offset = 0,
    filter: str = "",
) -> dict[str, Any]:
    """All collectors; they are hosted, so those that are installed or dead are none."""
    found = services.collection.collectors() if filter not in ("installed", "dead") else []
    return {"collectors": [collector_json(c) for c in found[offset : offset + limit]]}


@router.post("", status_code=201)
def create_collector(body: Body, services: UseCases, principal: CollectionManager) -> JSONResponse:
    """Add a hosted collector."""
    given = _inside(body, "collector")
    with _named_once():
        made = services.collection.add_collector(**collector_values(given))
    return _collector(made, 201)


@router.get("/default")
def default_collector(services: UseCases, principal: CollectionManager) -> JSONResponse:
    """The collector of sources that name none; it is made when it is first needed."""
    return _collector(services.collection.default_collector())


@router.get("/offline")
def list_offline_collectors(services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """Installed collectors that have been silent; there are none."""
    return {"collectors": []}


@router.get("/name/{name}")
def get_collector_by_name(name: str, services: UseCases, principal: CollectionViewer) -> JSONResponse:
    """One collector, by its name."""
    for held in services.collection.collectors():
        if held.name == name:
            return _collector(held)
    raise Refusal(
        Fault(
            "collector.missing",
            f"There is no collector {name!r}.",
            "List the collectors to see what there is.",
        ),
        Cause.NOT_FOUND,
    )


@router.get("/{collector_id}")
def get_collector(collector_id: int, services: UseCases, principal: CollectionViewer) -> JSONResponse:
    """One collector."""
    return _collector(services.collection.collector(collector_id))


@router.put("/{collector_id}")
def change_collector(
    collector_id: int, body: Body, request: Request, services: UseCases, principal: CollectionManager
) -> JSONResponse:
    """Change a collector; `If-Match` has the ETag of the state that is changed."""
    held = services.collection.collector(collector_id)
    _match(request, etag(collector_json(held)))
    with _named_once():
        changed = services.collection.change_collector(
            collector_id, **collector_values(_inside(body, "collector"))
        )
    return _collector(changed)


@router.delete("/{collector_id}")
def delete_collector(collector_id: int, services: UseCases, principal: CollectionManager) -> Response:
    """Remove a collector with its sources; what they brought stays."""
    services.collection.remove_collector(collector_id)
    return Response(status_code=200)


@router.get("/{collector_id}/sources")
def list_sources(
    collector_id: int,
    request: Request,
    services: UseCases,
    principal: CollectionViewer,
    download: bool = False,
) -> dict[str, Any]:
    """The sources of a collector; `download` gives them as they would be made again."""
    found = services.collection.sources(collector_id)
    if download:
        return {**_SENT_WITH, "sources": [_configuration(source) for source in found]}
    return {"sources": [shown(s, request, principal) for s in found]}


@router.post("/{collector_id}/sources", status_code=201)
def create_source(
    collector_id: int, body: Body, request: Request, services: UseCases, principal: CollectionManager
) -> JSONResponse:
    """Add a source of any kind; the answer has the address to send to."""
    draft = source_draft(_inside(body, "source"), services.vault.seal)
    with _named_once():
        made = services.collection.add_source(collector_id, draft)
    return _source(made, request, principal, 201)


@router.get("/{collector_id}/sources/{source_id}")
def get_source(
    collector_id: int,
    source_id: int,
    request: Request,
    services: UseCases,
    principal: CollectionViewer,
    download: bool = False,
) -> JSONResponse:
    """One source; `download` gives it as it would be made again."""
    found = services.collection.source(collector_id, source_id)
    if download:
        return JSONResponse({**_SENT_WITH, "source": _configuration(found)})
    return _source(found, request, principal)


@router.put("/{collector_id}/sources/{source_id}")
def change_source(
    collector_id: int,
    source_id: int,
    body: Body,
    request: Request,
    services: UseCases,
    principal: CollectionManager,
) -> JSONResponse:
    """Change a source; `If-Match` has the ETag of the state that is changed. Masked secrets stay."""
    held = services.collection.source(collector_id, source_id)
    _match(request, source_etag(held))
    draft = source_draft(_inside(body, "source"), services.vault.seal, held)
    with _named_once():
        changed = services.collection.change_source(collector_id, source_id, draft)
    return _source(changed, request, principal)


@router.delete("/{collector_id}/sources/{source_id}")
def delete_source(
    collector_id: int, source_id: int, services: UseCases, principal: CollectionManager
) -> Response:
    """Remove a source; its address takes nothing any more."""
    services.collection.remove_source(collector_id, source_id)
    return Response(status_code=200)


def shown(source: Source, request: Request, principal: Principal) -> dict[str, Any]:
    """A source as somebody sees it: its address is for those who manage collection."""
    receiver = str(request.base_url).rstrip("/")
    return source_json(source, receiver, secret=principal.may(Capability.MANAGE_COLLECTION))


def _collector(collector: Collector, status: int = 200) -> JSONResponse:
    seen = collector_json(collector)
    return JSONResponse({"collector": seen}, status, {"ETag": etag(seen)})


def _source(source: Source, request: Request, principal: Principal, status: int = 200) -> JSONResponse:
    return JSONResponse({"source": shown(source, request, principal)}, status, {"ETag": source_etag(source)})


def _configuration(source: Source) -> dict[str, Any]:
    seen = source_json(source, "", secret=False)
    for key in ("id", "alive"):
        seen.pop(key)
    return seen


def _inside(body: Body, name: str) -> Mapping[str, Any]:
    inner = body.get(name, body)
    if not isinstance(inner, dict):
        raise Refusal(
            Fault("body.object", f"The {name} has to be an object.", f'Write {{"{name}": {{"name": …}}}}.')
        )
    return inner


def _match(request: Request, held: str) -> None:
    try:
        check_etag(request.headers.get("if-match"), held)
    except Refusal as refused:
        request.state.error_code = refused.faults[0].code
        raise


@contextmanager
def _named_once() -> Iterator[None]:
    """Refuse a name that is taken as clients of Sumo Logic look for it (reference protocols.md, 5.1)."""
    try:
        yield
    except Refusal as refused:
        first = refused.faults[0]
        if first.code != "meta.duplicate":
            raise
        raise Refusal(Fault("collectors.validation.name.duplicate", first.message, first.hint)) from refused
