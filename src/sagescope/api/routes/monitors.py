"""The tree of monitors in Sumo's shape (reference monitors.md, 8.4; protocols-schemas.md, Monitors)."""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from sagescope.api.security import MonitorManager, MonitorViewer, UseCases
from sagescope.api.services import Services
from sagescope.api.times import iso_millis
from sagescope.errors import Fault, Refusal
from sagescope.model.monitor_item import MonitorItem
from sagescope.model.paths import names_in, path_of
from sagescope.monitors.alerts import Status
from sagescope.monitors.tree import ROOT_ID

router = APIRouter(prefix="/api/v1/monitors", tags=["monitors"])

MOST_FOUND = 1_000
_OURS = frozenset(
    {
        "type", "id", "parentId", "version", "createdAt", "createdBy", "modifiedAt", "modifiedBy", "contentType",
        "isSystem", "isMutable", "permissions", "status", "isLocked", "children", "warnings",
        "lastLookAt", "isMuted",
    }
)  # fmt: skip
"""Keys that an answer has beside the document, and that a request may send back."""

Ids = Annotated[str, Query(description="Ids parted by commas.")]


@router.get("")
def read_monitors(ids: Ids, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """Items by their ids."""
    return {one: _shown(services, services.monitors.item(one)) for one in split_ids(ids)}


@router.post("")
def create_monitor(
    body: dict[str, Any],
    services: UseCases,
    principal: MonitorManager,
    parent: Annotated[str, Query(alias="parentId")] = ROOT_ID,
) -> dict[str, Any]:
    """A new monitor (`MonitorsLibraryMonitor`) or folder (`MonitorsLibraryFolder`) in a folder."""
    by = principal.user.id
    if _is_folder(body):
        name, description = _named(body)
        item = services.monitors.add_folder(parent, name, description, by=by)
    else:
        item = services.monitors.add(parent, _document(body), by=by)
    return _shown(services, item)


@router.delete("")
def delete_monitors(ids: Ids, services: UseCases, principal: MonitorManager) -> dict[str, Any]:
    """Delete items with everything in them."""
    found = {one: _shown(services, services.monitors.item(one)) for one in split_ids(ids)}
    for one in found:
        services.monitors.remove(one)
    return found


@router.get("/root")
def root(services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """The root folder with what is in it."""
    return _shown(services, services.monitors.item(ROOT_ID))


@router.get("/path")
def at_path(path: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """The item at a path such as `/Monitor/team/Errors`."""
    names = names_in(path)
    return _shown(services, services.monitors.at(names[1:] if names[:1] == ["Monitor"] else names))


@router.get("/search")
def search(
    services: UseCases, principal: MonitorViewer, query: str = "", limit: int = MOST_FOUND, offset: int = 0
) -> list[dict[str, Any]]:
    """Items whose name or description has the words, in which `*` is any text; all without one.

    `type:` asks for a `monitor` or a `folder`, `monitorStatus:` for what stands so, `createdBy:` and `modifiedBy:` for
    what is of a user.
    """
    items = services.monitors.listed()
    statuses = services.alerts.statuses(items)
    by_id = {item.id: item for item in items}
    found = [item for item in items if _matches(item, query, statuses.get(item.id))]
    return [
        {"item": _described(item, statuses), "path": _path(item, by_id)}
        for item in found[max(0, offset) : max(0, offset) + max(0, min(limit, MOST_FOUND))]
    ]


@router.get("/usageInfo")
def usage(services: UseCases, principal: MonitorViewer) -> list[dict[str, Any]]:
    """How many monitors of each kind there are, and are enabled. There is no limit of their number."""
    kinds = [
        (item.body.get("monitorType"), item.enabled)
        for item in services.monitors.listed()
        if item.kind == "monitor"
    ]
    return [
        {
            "monitorType": kind,
            "usage": sum(1 for k, enabled in kinds if k == kind and enabled),
            "limit": 2**31 - 1,
            "total": sum(1 for k, _ in kinds if k == kind),
        }
        for kind in ("Logs", "Metrics")
    ]


@router.put("/disable")
def disable(ids: Ids, services: UseCases, principal: MonitorManager) -> dict[str, Any]:
    """Disable monitors, and all below folders."""
    return _switched(services, ids, principal.user.id, enabled=False)


@router.put("/enable")
def enable(ids: Ids, services: UseCases, principal: MonitorManager) -> dict[str, Any]:
    """Enable monitors, and all below folders."""
    return _switched(services, ids, principal.user.id, enabled=True)


@router.put("/permissions/set")
def set_permissions(request: Request, principal: MonitorManager) -> None:
    """Refused: roles decide for all monitors."""
    request.state.openapi_code = "api_not_enabled"
    raise Refusal(
        Fault(
            "monitor.permissions",
            "A monitor has no permissions of its own.",
            "Leave them out; the roles of users decide for all monitors.",
        )
    )


@router.get("/{item_id}")
def get_monitor(item_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """An item; a folder with what is in it."""
    return _shown(services, services.monitors.item(item_id))


@router.put("/{item_id}")
def change_monitor(
    item_id: str, body: dict[str, Any], services: UseCases, principal: MonitorManager
) -> dict[str, Any]:
    """Replace an item. With `version`, the one that the change was made to, a change in between is refused."""
    name, description = _named(body)
    version = body.get("version")
    item = services.monitors.item(item_id)
    changed = services.monitors.change(
        item_id,
        by=principal.user.id,
        name=name,
        description=description,
        body=_document(body) if item.kind == "monitor" else None,
        version=version if isinstance(version, int) else None,
    )
    return _shown(services, changed)


@router.delete("/{item_id}", status_code=204)
def delete_monitor(item_id: str, services: UseCases, principal: MonitorManager) -> Response:
    """Delete an item with everything in it."""
    services.monitors.remove(item_id)
    return Response(status_code=204)


@router.get("/{item_id}/permissions")
def permissions(item_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """Who may do what with an item: roles decide that for all monitors, so that an item has none of its own."""
    services.monitors.item(item_id)
    return {"permissionStatements": []}


@router.get("/{item_id}/path")
def path_of_item(item_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """The path of an item."""
    items = services.monitors.path(item_id)
    return {
        "pathItems": [{"id": item.id, "name": item.name} for item in items],
        "path": path_of(item.name for item in items),
    }


@router.post("/{item_id}/move")
def move(
    item_id: str,
    parent: Annotated[str, Query(alias="parentId")],
    services: UseCases,
    principal: MonitorManager,
) -> dict[str, Any]:
    """Put an item into another folder."""
    return _shown(services, services.monitors.move(item_id, parent, by=principal.user.id))


@router.post("/{item_id}/copy")
def copy(item_id: str, body: dict[str, Any], services: UseCases, principal: MonitorManager) -> dict[str, Any]:
    """Copy an item with everything in it: `parentId`, and another `name` and `description`."""
    description = body.get("description")
    item = services.monitors.copy(
        item_id,
        str(body.get("parentId") or ROOT_ID),
        by=principal.user.id,
        name=str(body.get("name") or ""),
        description=str(description) if description is not None else None,
    )
    return _shown(services, item)


@router.get("/{item_id}/export")
def export(item_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """An item with everything in it, for an import."""
    return services.monitors.export(item_id)


@router.post("/{parent_id}/import")
def import_(
    parent_id: str, body: dict[str, Any], services: UseCases, principal: MonitorManager
) -> dict[str, Any]:
    """Put an export into a folder, all of it or nothing."""
    return _shown(services, services.monitors.import_(body, parent_id, by=principal.user.id))


def _shown(services: Services, item: MonitorItem) -> dict[str, Any]:
    """An item as the API shows it, a folder with what is in it."""
    children = services.monitors.children(item.id) if item.kind == "folder" else []
    return _described(item, services.alerts.statuses([item, *children]), children)


def _described(
    item: MonitorItem, statuses: Mapping[str, Status], children: Sequence[MonitorItem] = ()
) -> dict[str, Any]:
    """An item with its document, where it is, and how it stands."""
    kind = "Folder" if item.kind == "folder" else "Monitor"
    shown = {
        **item.body,
        "type": f"MonitorsLibrary{kind}Response",
        "id": item.id,
        "name": item.name,
        "description": item.description,
        "version": item.version,
        "parentId": item.parent or "0" * 16,
        "contentType": kind,
        "createdAt": iso_millis(item.created_at),
        "createdBy": item.created_by,
        "modifiedAt": iso_millis(item.modified_at),
        "modifiedBy": item.modified_by,
        "isSystem": item.parent is None,
        "isMutable": item.parent is not None,
        "permissions": ["Create", "Read", "Update", "Delete", "Manage"],
    }
    if item.kind == "monitor":
        status = statuses[item.id]
        shown |= {
            "isDisabled": not item.enabled,
            "status": status.words,
            "lastLookAt": status.looked_at,
            "isMuted": status.muted,
        }
        if status.error:
            shown["warnings"] = {"query": status.error}
    else:
        shown["children"] = [_described(child, statuses) for child in children]
    return shown


def _document(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in _OURS}


def _is_folder(body: dict[str, Any]) -> bool:
    kind = str(body.get("type") or "MonitorsLibraryMonitor")
    if kind.startswith("MonitorsLibraryFolder"):
        return True
    if not kind.startswith("MonitorsLibraryMonitor"):
        raise Refusal(
            Fault(
                "monitor.type",
                f"The type {kind!r} is none of monitors.",
                "Use MonitorsLibraryMonitor or MonitorsLibraryFolder.",
            )
        )
    return False


def _named(body: dict[str, Any]) -> tuple[str, str]:
    return str(body.get("name") or ""), str(body.get("description") or "")


def split_ids(ids: str) -> list[str]:
    """The ids of a list, each once."""
    return [one for one in dict.fromkeys(part.strip() for part in ids.split(",")) if one]


def _switched(services: Services, ids: str, by: str, *, enabled: bool) -> dict[str, Any]:
    changed = services.monitors.set_enabled(split_ids(ids), enabled=enabled, by=by)
    statuses = services.alerts.statuses(changed)
    return {"monitors": {item.id: _described(item, statuses) for item in changed}, "warnings": []}


def _matches(item: MonitorItem, query: str, status: Status | None) -> bool:
    # Clients join their filters with AND, which is what filters beside each other mean anyway.
    words = [word for word in query.lower().split() if word != "and"]
    return all(_matches_word(item, word, status) for word in words)


def _matches_word(item: MonitorItem, word: str, status: Status | None) -> bool:
    key, _, value = word.partition(":")
    match key:
        case "type" | "contenttype":
            return item.kind == value.removeprefix("monitorslibrary") or value == "*"
        case "createdby":
            return item.created_by.lower() == value
        case "modifiedby":
            return item.modified_by.lower() == value
        case "monitorstatus":
            words = [w.lower() for w in status.words] if status else []
            return value in words or (value == "alltriggered" and bool(status and status.kinds))
        case _:
            return fnmatchcase(f"{item.name} {item.description}".lower(), f"*{word.replace('[', '[[]')}*")


def _path(item: MonitorItem, by_id: dict[str, MonitorItem]) -> str:
    names = [item.name]
    at = item
    while at.parent in by_id:
        at = by_id[at.parent]
        names.insert(0, at.name)
    return path_of(["Monitor", *names])
