"""Access keys and one-time sign-in links (reference protocols.md, 5.6)."""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from sagescope.access.roles import Capability
from sagescope.api.security import Asker, UseCases

router = APIRouter(tags=["access keys"])


class KeyBody(BaseModel):
    """A key to make."""

    label: str


@router.post("/api/v1/accessKeys")
def create_key(body: KeyBody, services: UseCases, principal: Asker) -> dict[str, Any]:
    """Make an access key of one's own; its secret is in this answer only."""
    principal.require(Capability.MANAGE_OWN_KEYS)
    issued = services.keys.create(principal.user.id, body.label)
    made = issued.access_key
    return {
        "id": made.access_id,
        "label": made.label,
        "key": issued.key,
        "disabled": not made.enabled,
        "createdAt": datetime.fromtimestamp(made.created_at / 1000, UTC).isoformat().replace("+00:00", "Z"),
    }


@router.delete("/api/v1/accessKeys/{access_id}", status_code=204)
def delete_key(access_id: str, services: UseCases, principal: Asker) -> Response:
    """Delete an access key."""
    principal.require(Capability.MANAGE_USERS)
    services.keys.remove(access_id)
    return Response(status_code=204)


@router.post("/api/v1/session/links")
def create_link(services: UseCases, principal: Asker) -> dict[str, str]:
    """Make a one-time sign-in link for oneself."""
    return {"token": services.links.create(principal.user.id)}
