"""Lookup tables, their jobs and macros in Sumo Logic's JSON (reference protocols-schemas.md, lookup tables)."""

from collections.abc import Iterable
from typing import Any

from sagescope.api.times import iso_time
from sagescope.model.lookup import LookupTable
from sagescope.model.lookup_job import JobNote, LookupJob
from sagescope.model.macro import Macro
from sagescope.store.lookups import Extent

ROOT_FOLDER = "0" * 16


def table_json(table: LookupTable, extent: Extent) -> dict[str, Any]:
    """A table; `rows` is beside what Sumo Logic says."""
    return {
        "id": table.id,
        "name": table.name,
        "description": table.description,
        "parentFolderId": table.parent_folder_id or ROOT_FOLDER,
        "contentPath": table.path,
        "fields": [{"fieldName": c.name, "fieldType": c.type.value} for c in table.columns],
        "primaryKeys": list(table.primary_keys),
        "ttl": table.ttl,
        "sizeLimitAction": table.size_limit_action.value,
        "size": extent.size,
        "rows": extent.rows,
        **made_json(table),
    }


def job_json(job: LookupJob, name: str) -> dict[str, Any]:
    """A job; `rows` is beside what Sumo Logic says."""
    return {
        "jobId": job.id,
        "status": job.status.value,
        "statusMessages": [f"{job.rows:,} rows"] if job.status.ended and job.rows else [],
        "errors": _notes(job.errors),
        "warnings": [{"message": note.message, "cause": note.hint} for note in job.warnings],
        "lookupContentId": job.table_id,
        "lookupName": name,
        "lookupContentPath": job.path,
        "requestType": job.kind.value,
        "userId": job.user_id,
        "rows": job.rows,
        "createdAt": iso_time(job.created_at),
        "modifiedAt": iso_time(job.modified_at),
    }


def macro_json(macro: Macro) -> dict[str, Any]:
    """A macro."""
    return {
        "id": macro.id,
        "name": macro.name,
        "description": macro.description,
        "definition": macro.definition,
        "enabled": macro.enabled,
        "arguments": [{"name": a.name, "type": a.type.value} for a in macro.arguments],
        "argumentValidations": [
            {"evalExpression": v.expression, "errorMessage": v.message} for v in macro.validations
        ],
        **made_json(macro),
    }


def made_json(thing: LookupTable | Macro) -> dict[str, Any]:
    """Who made and changed it, and when."""
    return {
        "createdAt": iso_time(thing.created_at),
        "createdBy": thing.created_by,
        "modifiedAt": iso_time(thing.modified_at),
        "modifiedBy": thing.modified_by,
    }


def _notes(notes: Iterable[JobNote]) -> list[dict[str, str]]:
    return [{"code": n.code, "message": f"{n.message} {n.hint}".strip(), "detail": n.hint} for n in notes]
