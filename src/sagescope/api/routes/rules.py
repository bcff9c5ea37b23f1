"""Field extraction rules (reference protocols.md, 5.6)."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from sagescope.api.envelope import fault_json
from sagescope.api.security import CollectionViewer, FieldManager, UseCases
from sagescope.api.times import iso_time
from sagescope.model.rule import ExtractionRule

router = APIRouter(prefix="/api/v1/extractionRules", tags=["extraction rules"])


class RuleBody(BaseModel):
    """A rule as it is to be."""

    name: str
    scope: str = ""
    parseExpression: str
    enabled: bool = True


@router.get("")
def list_rules(services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """All rules, in the order in which they apply."""
    return {"data": [_shown(r) for r in services.schema.rules()], "next": None}


@router.post("")
def create_rule(
    body: RuleBody, request: Request, services: UseCases, principal: FieldManager
) -> dict[str, Any]:
    """Add a rule; it takes effect with the next batch."""
    request.state.query_text = body.parseExpression
    rule = services.schema.add_rule(
        body.name, body.scope, body.parseExpression, enabled=body.enabled, by=principal.user.id
    )
    return _shown(rule)


class CheckedBody(BaseModel):
    """A rule that is being written."""

    scope: str = ""
    parseExpression: str = ""


@router.post("/check")
def check_rule(body: CheckedBody, services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """The fields that a rule would set, or what is wrong with its scope and its expression; nothing is stored."""
    found = services.schema.check_rule(body.scope, body.parseExpression)
    return {
        "fields": list(found.fields),
        "scope": [fault_json(fault, body.scope) for fault in found.scope],
        "parseExpression": [fault_json(fault, body.parseExpression) for fault in found.expression],
    }


@router.get("/{rule_id}")
def get_rule(rule_id: str, services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """One rule."""
    return _shown(services.schema.rule(rule_id))


@router.put("/{rule_id}")
def change_rule(
    rule_id: str, body: RuleBody, request: Request, services: UseCases, principal: FieldManager
) -> dict[str, Any]:
    """Replace a rule; the new one takes effect with the next batch."""
    request.state.query_text = body.parseExpression
    rule = services.schema.change_rule(
        rule_id, body.name, body.scope, body.parseExpression, enabled=body.enabled, by=principal.user.id
    )
    return _shown(rule)


@router.delete("/{rule_id}", status_code=204)
def delete_rule(rule_id: str, services: UseCases, principal: FieldManager) -> Response:
    """Remove a rule; its fields and what it set stay."""
    services.schema.remove_rule(rule_id)
    return Response(status_code=204)


def _shown(rule: ExtractionRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "scope": rule.scope,
        "parseExpression": rule.parse_expression,
        "enabled": rule.enabled,
        "fieldNames": list(rule.field_names),
        "createdAt": iso_time(rule.created_at),
        "createdBy": rule.created_by,
        "modifiedAt": iso_time(rule.modified_at),
        "modifiedBy": rule.modified_by,
    }
