"""The content library in Sumo's shape (reference protocols.md, 5.5).

Sumo answers changes of the library with jobs to be polled. Ours are done when the job's id is given, and the jobs are
kept for a while so that clients find what they poll for.
"""

import codecs
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from sagescope.api.imported_tables import make_tables
from sagescope.api.security import LibraryManager, LibraryViewer, UseCases
from sagescope.api.times import iso_millis
from sagescope.errors import Cause, Fault, Refusal
from sagescope.library.exchange import Report
from sagescope.library.service import root_id
from sagescope.model.library import Item, ItemKind
from sagescope.model.paths import names_in, path_of

router = APIRouter(prefix="/api/v2/content", tags=["library"])

NO_PARENT = "0000000000000000"
MOST_NOTES = 500
"""Notes of an import that are sent."""

_SHARED_BY_ALL = {"adminRecommended": "Shared", "installedApps": "Installed Apps"}
"""Folders of Sumo Logic's that everybody shares, by the words of their addresses, and the roots that are these here."""
_EVERYTHING = "global"

_TYPES = {
    ItemKind.FOLDER: "Folder",
    ItemKind.DASHBOARD: "Dashboard",
    ItemKind.SEARCH: "Search",
    ItemKind.METRICS_SEARCH: "Search",
    ItemKind.OTHER: "Report",
}


@router.get("/folders/personal")
def personal_folder(services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """The personal folder with what is in it."""
    shown = _folder_json(services, root_id("Personal"))
    # Clients take this for the id of whoever asks.
    return {**shown, "createdBy": principal.user.id}


@router.get("/folders/roots")
def root_folders(services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """The root folders."""
    return {"data": [item_json(item) for item in services.library.roots()]}


@router.get("/folders/global")
@router.get("/folders/adminRecommended")
@router.get("/folders/installedApps")
def begin_shared_folder(request: Request, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """What everybody shares; the result is fetched by the job.

    `global` is all of it, `adminRecommended` the folder Shared, and `installedApps` the folder of that name.
    """
    word = request.url.path.rsplit("/", 1)[-1]
    if word == _EVERYTHING:
        roots = [item for item in services.library.roots() if item.id != root_id("Personal")]
        found: dict[str, Any] = {"data": [item_json(item) for item in roots]}
    else:
        found = _folder_json(services, root_id(_SHARED_BY_ALL[word]))
    return {"id": services.library_jobs.done(f"listed:{word}", found)}


@router.get("/folders/global/{job_id}/result")
@router.get("/folders/adminRecommended/{job_id}/result")
@router.get("/folders/installedApps/{job_id}/result")
def shared_folder(job_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """What a shared folder holds."""
    return services.library_jobs.result(job_id)


@router.get("/folders/{folder_id}")
def get_folder(folder_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """A folder with what is in it."""
    return _folder_json(services, folder_id)


@router.post("/folders")
def create_folder(body: dict[str, Any], services: UseCases, principal: LibraryManager) -> dict[str, Any]:
    """A new folder: `name`, `description`, `parentId`."""
    item = services.library.add(
        ItemKind.FOLDER,
        str(body.get("parentId") or root_id("Personal")),
        str(body.get("name") or ""),
        by=principal.user.id,
        description=str(body.get("description") or ""),
    )
    return _folder_json(services, item.id)


@router.put("/folders/{folder_id}")
def change_folder(
    folder_id: str, body: dict[str, Any], services: UseCases, principal: LibraryManager
) -> dict[str, Any]:
    """Give a folder another name and description."""
    services.library.change(
        folder_id,
        by=principal.user.id,
        name=str(body.get("name") or ""),
        description=str(body.get("description") or ""),
    )
    return _folder_json(services, folder_id)


@router.get("/search")
def search_content(q: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """The items that have all words of `q`, in their names, descriptions or panels."""
    hits = services.library.found(q)
    return {
        "items": [{**item_json(hit.item), "path": path_of(hit.folders), "where": hit.where} for hit in hits]
    }


@router.get("/path")
def item_at_path(path: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """The item at a path such as `/Library/Shared/team/My dashboard`."""
    names = names_in(path)
    return item_json(services.library.at(_of_ours(names[1:] if names[:1] == ["Library"] else names)))


@router.get("/{item_id}/path")
def path_of_item(item_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """The path of an item."""
    names = (item.name for item in services.library.path(item_id))
    return {"path": path_of(["Library", *names])}


@router.post("/folders/{folder_id}/import")
async def import_content(
    folder_id: str, request: Request, services: UseCases, principal: LibraryManager, overwrite: bool = False
) -> dict[str, Any]:
    """Put an export into a folder; the answer is a job, which is done, and the report of what was read."""
    body = await request.body()

    def imported() -> tuple[Item, Report]:
        item, report = services.library.import_(
            _read(body), folder_id, by=principal.user.id, overwrite=overwrite
        )
        make_tables(services, item, principal, report)
        return item, report

    # A large export takes its time, and others are waiting.
    item, report = await run_in_threadpool(imported)
    job = services.library_jobs.done(f"imported:{item.id}")
    return {
        "id": job,
        "contentId": item.id,
        "report": {"counts": report.counts, "notes": _notes(report)},
    }


@router.post("/{item_id}/export")
def export_content(item_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """Export an item with everything in it; the result is fetched by the job."""
    try:
        document = services.library.export(item_id)
    except Refusal as refused:
        if refused.cause is not Cause.NOT_FOUND:
            raise
        # Terraform's provider looks for this sentence to tell that something was deleted behind its back.
        raise Refusal(
            Fault(
                "item.missing",
                "Content with the given ID does not exist.",
                f"The ID is {item_id}; list the folder to see what there is.",
            ),
            Cause.NOT_FOUND,
        ) from None
    return {"id": services.library_jobs.done("exported", document)}


@router.get("/{item_id}/export/{job_id}/result")
def export_result(item_id: str, job_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """What an export gave."""
    return services.library_jobs.result(job_id)


@router.delete("/{item_id}/delete")
def delete_content(item_id: str, services: UseCases, principal: LibraryManager) -> dict[str, Any]:
    """Delete an item with everything in it."""
    count = services.library.remove(item_id, by=principal.user.id)
    return {"id": services.library_jobs.done(f"deleted:{count}")}


@router.post("/{item_id}/copy")
def copy_content(
    item_id: str,
    folder: Annotated[str, Query(alias="destinationFolder")],
    services: UseCases,
    principal: LibraryManager,
) -> dict[str, Any]:
    """Copy an item with everything in it into a folder."""
    name = services.library.item(item_id).name
    taken = {item.name for item in services.library.children(folder)}
    copy_name, number = name, 2
    while copy_name in taken:
        copy_name = f"{name} ({number})"
        number += 1
    item = services.library.copy(item_id, folder, copy_name, by=principal.user.id)
    return {"id": services.library_jobs.done(f"copied:{item.id}"), "contentId": item.id}


@router.post("/{item_id}/move")
def move_content(
    item_id: str,
    folder: Annotated[str, Query(alias="destinationFolderId")],
    services: UseCases,
    principal: LibraryManager,
) -> dict[str, Any]:
    """Move an item into a folder."""
    return item_json(services.library.move(item_id, folder, by=principal.user.id))


@router.get("/{item_id}/permissions")
def permissions(item_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """Who may do what with an item: roles decide that for the whole library, so that an item has none of its own."""
    services.library.item(item_id)
    return {"explicitPermissions": [], "implicitPermissions": []}


@router.get("/folders/global/{job_id}/status")
@router.get("/folders/adminRecommended/{job_id}/status")
@router.get("/folders/installedApps/{job_id}/status")
@router.get("/folders/{folder_id}/import/{job_id}/status")
@router.get("/{item_id}/export/{job_id}/status")
@router.get("/{item_id}/copy/{job_id}/status")
@router.get("/{item_id}/delete/{job_id}/status")
def job_status(job_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """How a job is doing."""
    return {"status": "Success", "statusMessage": services.library_jobs.message(job_id), "error": None}


def _of_ours(names: list[str]) -> list[str]:
    """A path that begins as Sumo Logic's do, from our roots: there are no folders of single users here."""
    match names:
        case ["Users", _, *rest]:
            return ["Personal", *rest]
        case ["Admin Recommended", *rest]:
            return ["Shared", *rest]
        case _:
            return names


def _notes(report: Report) -> list[dict[str, str]]:
    """The notes of a report, the first of very many."""
    shown = [{"path": path, "note": note} for path, note in report.notes[:MOST_NOTES]]
    left = len(report.notes) - len(shown)
    return [*shown, {"path": "", "note": f"{left:,} more notes like these are left out."}] if left else shown


def _read(body: bytes) -> Any:
    try:
        return orjson.loads(body.removeprefix(codecs.BOM_UTF8))
    except ValueError:
        raise Refusal(
            Fault("export.invalid", "The body is no JSON.", "Send an export as the library makes it.")
        ) from None


def item_json(item: Item) -> dict[str, Any]:
    """An item as the API shows it."""
    return {
        "id": item.id,
        "name": item.name,
        "description": item.description,
        "itemType": _TYPES[item.kind],
        "parentId": item.parent or NO_PARENT,
        "permissions": [],
        "createdAt": iso_millis(item.created_at),
        "createdBy": item.owner,
        "modifiedAt": iso_millis(item.modified_at),
        "modifiedBy": item.modified_by,
        "ofApp": item.of_app,
    }


def _folder_json(services: UseCases, folder_id: str) -> dict[str, Any]:
    children = services.library.children(folder_id)
    return {**item_json(services.library.item(folder_id)), "children": [item_json(c) for c in children]}
