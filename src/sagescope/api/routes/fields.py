"""The fields schema (reference protocols.md, 5.6)."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from sagescope.api.security import CollectionViewer, FieldManager, UseCases
from sagescope.api.services import Services
from sagescope.errors import Cause, Fault, Refusal
from sagescope.model.field import FIELD_QUOTA, Field, FieldState

router = APIRouter(prefix="/api/v1/fields", tags=["fields"])


class FieldBody(BaseModel):
    """A field to declare."""

    fieldName: str


@router.get("")
def list_fields(services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """All declared fields."""
    return {"data": [_shown(f) for f in services.schema.fields()]}


@router.post("")
def create_field(body: FieldBody, services: UseCases, principal: FieldManager) -> dict[str, Any]:
    """Declare a field."""
    made = services.schema.declare([body.fieldName])
    if not made:
        raise Refusal(
            Fault(
                "field.already_exists", f"There is a field {body.fieldName!r} already.", "Use it as it is."
            ),
            Cause.CONFLICT,
        )
    return _shown(made[0])


@router.get("/quota")
def quota(services: UseCases, principal: CollectionViewer) -> dict[str, int]:
    """How many fields there may be, and how many are left."""
    return {"quota": FIELD_QUOTA, "remaining": FIELD_QUOTA - len(services.schema.fields())}


@router.get("/builtin")
def builtin(services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """The fields that every message has."""
    return {"data": _builtin(services)}


@router.get("/builtin/{field_id}")
def builtin_field(field_id: str, services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """One of the fields that every message has."""
    return _one(_builtin(services), field_id)


@router.get("/{field_id}")
def get_field(field_id: str, services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """One declared field."""
    return _one([_shown(field) for field in services.schema.fields()], field_id)


@router.put("/{field_id}/enable", status_code=204)
def enable(field_id: str, services: UseCases, principal: FieldManager) -> Response:
    """Take values of the field again."""
    services.schema.set_field_state(field_id, FieldState.ENABLED)
    return Response(status_code=204)


@router.delete("/{field_id}/disable", status_code=204)
def disable(field_id: str, services: UseCases, principal: FieldManager) -> Response:
    """Take no more values of the field; old ones stay searchable."""
    services.schema.set_field_state(field_id, FieldState.DISABLED)
    return Response(status_code=204)


@router.delete("/{field_id}", status_code=204)
def delete_field(field_id: str, services: UseCases, principal: FieldManager) -> Response:
    """Take the field out of the schema."""
    services.schema.remove_field(field_id)
    return Response(status_code=204)


def _one(fields: Iterable[dict[str, Any]], field_id: str) -> dict[str, Any]:
    found = next((field for field in fields if field["fieldId"] == field_id), None)
    if found is None:
        raise Refusal(
            Fault("field.missing", f"There is no field {field_id}.", "List the fields."), Cause.NOT_FOUND
        )
    return found


def _builtin(services: Services) -> list[dict[str, Any]]:
    places = services.store.catalog.fields
    return [
        {
            "fieldName": p.col.label,
            "fieldId": f"{i:016X}",
            "dataType": p.col.kind.value.capitalize(),
            "state": "Enabled",
        }
        for i, (name, p) in enumerate(places.items())
        if name.startswith("_")
    ]


def _shown(field: Field) -> dict[str, Any]:
    return {
        "fieldName": field.name,
        "fieldId": field.id,
        "dataType": field.data_type.value,
        "state": field.state.value,
    }
