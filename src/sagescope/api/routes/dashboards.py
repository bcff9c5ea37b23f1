"""Dashboards in Sumo's shape (reference protocols.md, 5.6), and their versions."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from sagescope.api.security import LibraryManager, LibraryViewer, UseCases
from sagescope.api.times import iso_millis
from sagescope.errors import Cause, Fault, Refusal
from sagescope.library.classic import document_of
from sagescope.library.service import root_id
from sagescope.model.library import Item, ItemKind

router = APIRouter(tags=["dashboards"])

_OURS = frozenset(
    {"id", "contentId", "folderId", "domain", "hierarchies", "createdAt", "modifiedAt", "version", "ofApp"}
)
"""Keys that an answer has beside the document, and that a request may send back."""


@router.get("/api/v2/dashboards")
def list_dashboards(
    services: UseCases, principal: LibraryViewer, limit: int = 50, token: str = ""
) -> dict[str, Any]:
    """All dashboards, a page at a time; `next` is the token of the next one."""
    if not 1 <= limit <= 1_000:
        raise Refusal(Fault("list.limit", f"A page has 1 to 1,000 items, not {limit}.", "Ask for fewer."))
    if token and not token.isdigit():
        raise Refusal(Fault("list.token", "The token is not one of these pages.", "Start without one."))
    start = int(token or 0)
    items = services.library.dashboards()
    more = start + limit < len(items)
    return {
        "dashboards": [dashboard_json(item) for item in items[start : start + limit]],
        "next": str(start + limit) if more else None,
    }


@router.post("/api/v2/dashboards")
def create_dashboard(body: dict[str, Any], services: UseCases, principal: LibraryManager) -> dict[str, Any]:
    """A new dashboard in `folderId`, or in the shared folder."""
    folder = body.get("folderId") or root_id("Shared")
    item = services.library.add(
        ItemKind.DASHBOARD,
        str(folder),
        _name(body),
        _document(body),
        by=principal.user.id,
        description=str(body.get("description") or ""),
    )
    return dashboard_json(item)


@router.get("/api/v2/dashboards/{dashboard_id}")
def get_dashboard(dashboard_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """One dashboard."""
    return dashboard_json(services.library.dashboard_item(dashboard_id))


@router.put("/api/v2/dashboards/{dashboard_id}")
def change_dashboard(
    dashboard_id: str, body: dict[str, Any], services: UseCases, principal: LibraryManager
) -> dict[str, Any]:
    """Replace a dashboard; what it was becomes a version.

    With `version`, the one that the change was made to, a change in between is refused.
    """
    services.library.dashboard_item(dashboard_id)
    version = body.get("version")
    item = services.library.change(
        dashboard_id,
        by=principal.user.id,
        name=_name(body),
        description=str(body.get("description") or ""),
        body=_document(body),
        version=version if isinstance(version, int) else None,
    )
    return dashboard_json(item)


@router.delete("/api/v2/dashboards/{dashboard_id}", status_code=204)
def delete_dashboard(dashboard_id: str, services: UseCases, principal: LibraryManager) -> Response:
    """Remove a dashboard."""
    services.library.dashboard_item(dashboard_id)
    services.library.remove(dashboard_id, by=principal.user.id)
    return Response(status_code=204)


@router.get("/api/v1/dashboards/{dashboard_id}/versions")
def list_versions(dashboard_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """The former states of a dashboard, the newest first."""
    found = services.library.versions(dashboard_id)
    return {
        "versions": [
            {
                "version": v.number,
                "name": v.name,
                "modifiedAt": iso_millis(v.modified_at),
                "modifiedBy": v.modified_by,
                "document": document_of(v.body),
            }
            for v in found
        ]
    }


@router.post("/api/v1/dashboards/{dashboard_id}/versions/{number}/restore")
def restore_version(
    dashboard_id: str, number: int, services: UseCases, principal: LibraryManager
) -> dict[str, Any]:
    """Make a former state the present one."""
    return dashboard_json(services.library.restore(dashboard_id, number, by=principal.user.id))


def dashboard_json(item: Item) -> dict[str, Any]:
    """A dashboard as the API shows it: its document, and where it is."""
    document = {key: value for key, value in document_of(item.body).items() if key != "type"}
    return {
        **document,
        "title": document.get("title") or item.name,
        "id": item.id,
        "contentId": item.id,
        "folderId": item.parent,
        "domain": document.get("domain") or "",
        "createdAt": iso_millis(item.created_at),
        "modifiedAt": iso_millis(item.modified_at),
        "version": item.version,
        "ofApp": item.of_app,
    }


def _name(body: dict[str, Any]) -> str:
    name = body.get("name") or body.get("title")
    if not isinstance(name, str):
        raise Refusal(Fault("dashboard.title", "The dashboard has no title.", "Give it one."), Cause.INVALID)
    return name


def _document(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in _OURS}
