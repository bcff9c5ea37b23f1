"""Lookup tables (reference protocols.md, 5.6)."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from sagescope.access.principal import Principal
from sagescope.api.compat.lookups import ROOT_FOLDER, job_json, table_json
from sagescope.api.security import LibraryManager, LibraryViewer, UseCases
from sagescope.api.services import Services
from sagescope.errors import Cause, Fault, Refusal
from sagescope.model.lookup import ColumnType, LookupColumn, LookupTable, SizeLimitAction
from sagescope.model.paths import path_of
from sagescope.paths import last_name

router = APIRouter(prefix="/api/v1/lookupTables", tags=["lookup tables"])

_FORM_BYTES = 64 * 1024
"""What a form may have around its file."""


class ColumnBody(BaseModel):
    """A column of a table."""

    fieldName: str
    fieldType: ColumnType = ColumnType.STRING


class TableBody(BaseModel):
    """A table to make. A name with slashes is its whole path; without a primary key it is a saved file."""

    name: str
    parentFolderId: str = ""
    description: str = ""
    fields: list[ColumnBody]
    primaryKeys: list[str]
    ttl: int = 0
    sizeLimitAction: SizeLimitAction = SizeLimitAction.STOP


class ChangeBody(BaseModel):
    """What may be changed of a table."""

    ttl: int
    description: str
    sizeLimitAction: SizeLimitAction = SizeLimitAction.STOP


class CellBody(BaseModel):
    """A value of a row."""

    columnName: str
    columnValue: str | None


class RowBody(BaseModel):
    """A row to write, with all its columns."""

    row: list[CellBody]


class KeyBody(BaseModel):
    """The primary key of a row to delete."""

    primaryKey: list[CellBody]


@router.get("")
def list_tables(
    services: UseCases, principal: LibraryViewer, path: Annotated[str, Query()] = ""
) -> dict[str, Any]:
    """All tables by their paths, or the one of a path."""
    if path:
        found = services.lookups.find(path)
        tables = [found] if found else []
    else:
        tables = services.lookups.listed()
    shown = [_shown(services, table) for table in tables if not _own(table)]
    return {"data": shown, "next": None}


@router.post("")
def create_table(body: TableBody, services: UseCases, principal: LibraryManager) -> dict[str, Any]:
    """Make an empty table."""
    return _shown(services, make_table(services, _path(body, services, principal), body, principal))


@router.get("/jobs/{job_id}/status")
def job_status(job_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """How far an upload or the emptying of a table is."""
    job = services.lookup_jobs.get(job_id)
    return job_json(job, last_name(job.path))


@router.get("/{table_id}")
def get_table(table_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """One table."""
    return _shown(services, _table(services, table_id))


@router.put("/{table_id}")
def change_table(
    table_id: str, body: ChangeBody, services: UseCases, principal: LibraryManager
) -> dict[str, Any]:
    """Change the description, the time to live of rows, and what happens when the table is full."""
    table = services.lookups.change(
        _table(services, table_id).id,
        by=principal.user.id,
        description=body.description,
        ttl=body.ttl,
        size_limit_action=body.sizeLimitAction,
    )
    return _shown(services, table)


@router.delete("/{table_id}", status_code=204)
def delete_table(table_id: str, services: UseCases, principal: LibraryManager) -> Response:
    """Delete a table with its rows."""
    services.lookups.remove(_table(services, table_id).id)
    return Response(status_code=204)


@router.post("/{table_id}/upload")
async def upload(
    table_id: str,
    request: Request,
    services: UseCases,
    principal: LibraryManager,
    merge: bool = False,
    fileEncoding: str = "UTF-8",  # noqa: N803 (the name of the wire)
) -> dict[str, str]:
    """Put the rows of a CSV into a table (`merge`), or in place of its rows: the field `file` of a form.

    All rows are taken or none; the answer names the job that does it.
    """
    table = await run_in_threadpool(_table, services, table_id)
    most = services.lookups.limits.table_bytes
    form = await Request(request.scope, _limited(request.receive, most)).form(max_files=1, max_fields=20)
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise Refusal(
            Fault("lookup.no_file", "The form has no file.", "Send the CSV as the field file of a form.")
        )
    job = await run_in_threadpool(
        services.lookup_jobs.upload,
        table.id,
        file.file,
        merge=merge,
        encoding=fileEncoding,
        by=principal.user.id,
    )
    return {"id": job.id}


@router.post("/{table_id}/truncate")
def truncate(table_id: str, services: UseCases, principal: LibraryManager) -> dict[str, str]:
    """Delete all rows of a table; the answer names the job that does it."""
    return {"id": services.lookup_jobs.truncate(_table(services, table_id).id, by=principal.user.id).id}


@router.put("/{table_id}/row", status_code=204)
def put_row(table_id: str, body: RowBody, services: UseCases, principal: LibraryManager) -> Response:
    """Write one row; the one with its primary key is replaced."""
    services.lookups.put_row(_table(services, table_id).id, _cells(body.row), by=principal.user.id)
    return Response(status_code=204)


@router.put("/{table_id}/deleteTableRow", status_code=204)
def delete_row(table_id: str, body: KeyBody, services: UseCases, principal: LibraryManager) -> Response:
    """Delete the row of a primary key."""
    services.lookups.delete_row(_table(services, table_id).id, _cells(body.primaryKey))
    return Response(status_code=204)


def _shown(services: Services, table: LookupTable) -> dict[str, Any]:
    return table_json(table, services.lookups.extent(table))


def _own(table: LookupTable) -> bool:
    """Whether Sagescope keeps the table for itself."""
    return table.path.startswith("sumo://")


def _table(services: Services, table_id: str) -> LookupTable:
    table = services.lookups.get(table_id)
    if _own(table):
        raise Refusal(
            Fault(
                "lookup.own",
                f"{table.path} is no table to change.",
                "Threat indicators have calls of their own: /api/v1/threatIntel.",
            ),
            Cause.FORBIDDEN,
        )
    return table


def make_table(services: Services, path: str, body: TableBody, principal: Principal) -> LookupTable:
    """An empty table at a path. Raises Refusal as `LookupTables.create` does."""
    return services.lookups.create(
        path,
        [LookupColumn(name=c.fieldName, type=c.fieldType) for c in body.fields],
        body.primaryKeys,
        by=principal.user.id,
        description=body.description,
        ttl=body.ttl,
        size_limit_action=body.sizeLimitAction,
        parent_folder_id=body.parentFolderId,
    )


def _path(body: TableBody, services: Services, principal: Principal) -> str:
    """Where the table goes: its name is the whole path, or lies in the folder.

    Raises Refusal NOT_FOUND where there is no such folder.
    """
    if body.parentFolderId in ("", ROOT_FOLDER) or "/" in body.name:
        return body.name
    services.library.children(body.parentFolderId)
    root, *inner = (item.name for item in services.library.path(body.parentFolderId))
    # What is called Personal here, queries call by whose it is.
    above = ["Users", principal.user.email] if root == "Personal" else [root]
    return f"{path_of(['Library', *above, *inner])}/{body.name}"


def _cells(cells: list[CellBody]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for cell in cells:
        if cell.columnName.strip().lower() in {name.strip().lower() for name in found}:
            raise Refusal(
                Fault("lookup.row_twice", f"The row has {cell.columnName!r} twice.", "Give each column once.")
            )
        found[cell.columnName] = cell.columnValue
    return found


Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


def _limited(receive: Receive, most: int) -> Receive:
    """The body of a request, refused as soon as it is larger than a file may be."""
    seen = 0

    async def limited() -> MutableMapping[str, Any]:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most + _FORM_BYTES:
            raise Refusal(
                Fault(
                    "lookup.upload_size",
                    f"The file is larger than {most:,} bytes.",
                    "A lookup table holds no more; leave rows or columns out.",
                ),
                Cause.TOO_LARGE,
            )
        return message

    return limited
