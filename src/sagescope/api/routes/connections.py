"""Connections in Sumo's shape (reference protocols-schemas.md, Connections)."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from sagescope.api.security import MonitorManager, UseCases
from sagescope.api.times import iso_millis
from sagescope.errors import Fault, Refusal
from sagescope.meta.repositories.outbox import Deliveries
from sagescope.model.connection import Connection

router = APIRouter(prefix="/api/v1/connections", tags=["connections"])


@router.get("")
def list_connections(
    services: UseCases, principal: MonitorManager, limit: int = 100, token: str = ""
) -> dict[str, Any]:
    """All connections, a page at a time; `next` is the token of the next one.

    `delivery` says how it goes with each, `email` with mails.
    """
    if not 1 <= limit <= 1_000:
        raise Refusal(Fault("list.limit", f"A page has 1 to 1,000 items, not {limit}.", "Ask for fewer."))
    if token and not token.isdigit():
        raise Refusal(Fault("list.token", "The token is not one of these pages.", "Start without one."))
    start = int(token or 0)
    found = services.connections.listed()
    more = start + limit < len(found)
    going = services.connections.deliveries()
    return {
        "data": [
            _shown(one) | {"delivery": _delivery(going.get(one.id))} for one in found[start : start + limit]
        ],
        "email": _delivery(going.get("")),
        "next": str(start + limit) if more else None,
    }


@router.post("")
def create_connection(body: dict[str, Any], services: UseCases, principal: MonitorManager) -> dict[str, Any]:
    """A new connection (`WebhookDefinition`)."""
    return _shown(services.connections.add(_values(body), by=principal.user.id))


@router.post("/test")
def test_connection(
    services: UseCases,
    principal: MonitorManager,
    body: dict[str, Any] | None = None,
    functionalities: str = "alert",
    connection_id: Annotated[str, Query(alias="connectionId")] = "",
) -> dict[str, Any]:
    """Send a sample to a connection, stored or not: of an alert, and with `resolution` of its end too."""
    if connection_id:
        connection = services.connections.connection(connection_id)
    else:
        connection = services.connections.made(_values(body or {}), by=principal.user.id)
    taken, answer = services.connections.try_out(connection, resolved=False)
    told: dict[str, Any] = {
        "statusCode": 200 if taken else 502,
        "responseContent": answer,
        "alertStatusCode": 200 if taken else 502,
        "alertResponseContent": answer,
    }
    if "resol" in functionalities.lower():
        ended, answer = services.connections.try_out(connection, resolved=True)
        told |= {"resolutionStatusCode": 200 if ended else 502, "resolutionResponseContent": answer}
    return told


@router.get("/{connection_id}")
def get_connection(connection_id: str, services: UseCases, principal: MonitorManager) -> dict[str, Any]:
    """One connection."""
    return _shown(services.connections.connection(connection_id))


@router.put("/{connection_id}")
def change_connection(
    connection_id: str, body: dict[str, Any], services: UseCases, principal: MonitorManager
) -> dict[str, Any]:
    """Replace a connection."""
    return _shown(services.connections.change(connection_id, _values(body), by=principal.user.id))


@router.delete("/{connection_id}", status_code=204)
def delete_connection(connection_id: str, services: UseCases, principal: MonitorManager) -> Response:
    """Delete a connection."""
    services.connections.remove(connection_id)
    return Response(status_code=204)


def _delivery(going: Deliveries | None) -> dict[str, Any]:
    """How deliveries go: `Unused`, `Fine` or `Failing` with the reason and when it is tried again."""
    if going is None:
        return {"state": "Unused", "waiting": 0}
    told: dict[str, Any] = {
        "state": "Failing" if going.failed else "Fine" if going.arrived_at else "Unused",
        "waiting": going.waiting,
        "arrivedAt": going.arrived_at,
    }
    if (failed := going.failed) is not None:
        told |= {"reason": failed.answer, "attempts": failed.attempts, "since": failed.created_at}
        told["nextAt"] = failed.next_at if failed.finished_at is None else None
    return told


def _values(body: dict[str, Any]) -> dict[str, Any]:
    kind = str(body.get("type") or "WebhookDefinition")
    if not kind.startswith("Webhook"):
        raise Refusal(
            Fault("connection.type", f"The type {kind!r} is not supported.", "Use WebhookDefinition.")
        )
    return {
        "name": str(body.get("name") or ""),
        "description": str(body.get("description") or ""),
        "webhook_type": str(body.get("webhookType") or "Webhook"),
        "connection_subtype": str(body.get("connectionSubtype") or ""),
        "url": str(body.get("url") or ""),
        "headers": _headers(body.get("headers")),
        "custom_headers": _headers(body.get("customHeaders")),
        "default_payload": str(body.get("defaultPayload") or ""),
        "resolution_payload": str(body.get("resolutionPayload") or ""),
    }


def _headers(given: object) -> tuple[tuple[str, str], ...]:
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(h, dict) for h in given):
        raise Refusal(
            Fault("connection.headers", "Headers are a list of name and value.", 'Send [{"name","value"}].')
        )
    return tuple((str(h.get("name") or ""), str(h.get("value") or "")) for h in given)


def _shown(connection: Connection) -> dict[str, Any]:
    def headers(given: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
        return [{"name": name, "value": value} for name, value in given]

    return {
        "type": "WebhookConnection",
        "id": connection.id,
        "name": connection.name,
        "description": connection.description,
        "url": connection.url,
        "headers": headers(connection.headers),
        "customHeaders": headers(connection.custom_headers),
        "defaultPayload": connection.default_payload,
        "resolutionPayload": connection.resolution_payload,
        "webhookType": connection.webhook_type,
        "connectionSubtype": connection.connection_subtype,
        "createdAt": iso_millis(connection.created_at),
        "createdBy": connection.created_by,
        "modifiedAt": iso_millis(connection.modified_at),
        "modifiedBy": connection.modified_by,
    }
