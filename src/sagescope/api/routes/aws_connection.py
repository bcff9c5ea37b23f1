"""Connecting an account of AWS: the steps, the sources that take it, the templates with their parameters filled in."""

from dataclasses import replace
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from sagescope.access.principal import Principal
from sagescope.access.roles import Capability
from sagescope.api.compat.collection import source_draft
from sagescope.api.security import CollectionManager, CollectionViewer, UseCases
from sagescope.api.services import Services
from sagescope.model.source import Source
from sagescope.sources.connection import PARTS, SENT, Connection, Part, planned
from sagescope.sources.steps import Step, looks_of, steps_of
from sagescope.sources.templates import template

router = APIRouter(prefix="/api/v1/aws", tags=["sources"])


def _asked(
    account: str,
    number: str,
    region: Annotated[list[str], Query()],
    part: Annotated[list[str] | None, Query()] = None,
    principal_arn: Annotated[str, Query(alias="principal")] = "",
    external_id: Annotated[str, Query(alias="externalId")] = "",
    logs_url: Annotated[str, Query(alias="logsUrl")] = "",
    metrics_url: Annotated[str, Query(alias="metricsUrl")] = "",
    events_url: Annotated[str, Query(alias="eventsUrl")] = "",
    folder: str = "deploy/aws/cloudformation/",
) -> Connection:
    """The account that a request is about."""
    return Connection(
        account.strip(),
        number.strip(),
        tuple(region),
        tuple(part or PARTS),
        principal_arn or number,
        external_id,
        logs_url,
        metrics_url,
        events_url,
        folder=folder,
    )


Asked = Annotated[Connection, Depends(_asked)]
Address = Annotated[
    str, Query(description="How AWS reaches this server, such as https://sagescope.example.com.")
]


@router.get("/steps")
def connection_steps(
    asked: Asked, services: UseCases, principal: CollectionViewer, request: Request, address: Address = ""
) -> dict[str, Any]:
    """The steps that connect an account, the sources that take it already, and what to look at when nothing comes."""
    held = _held(services, asked)
    return _shown(asked, held, principal, _address(services, request, address))


@router.post("/sources")
def add_connection_sources(
    asked: Asked, services: UseCases, principal: CollectionManager, request: Request, address: Address = ""
) -> dict[str, Any]:
    """Add the sources of an account that are not there yet, and show the steps that are left."""
    held = _held(services, asked)
    for part in cast("tuple[Part, ...]", asked.parts):
        if part not in held:
            draft = source_draft(planned(asked, part).body, services.vault.seal)
            collector = services.collection.default_collector()
            held[part] = services.collection.add_source(collector.id, draft)
    return _shown(asked, held, principal, _address(services, request, address))


@router.get("/templates/{name}")
def filled_template(name: str, principal: CollectionViewer, request: Request) -> Response:
    """A template of CloudFormation; each parameter of the request is the default of the template's of that name."""
    text = template(name, dict(request.query_params))
    headers = {"Content-Disposition": f'attachment; filename="{name}.yaml"', "Cache-Control": "no-store"}
    return Response(text, headers=headers, media_type="application/yaml")


def _held(services: Services, asked: Connection) -> dict[Part, Source]:
    """The sources that take parts of the account already, known by kind and name."""
    there = {(source.kind.value, source.name): source for source in services.collection.sources()}
    found = {}
    for part in cast("tuple[Part, ...]", asked.parts):
        plan = planned(asked, part)
        if (plan.kind, plan.name) in there:
            found[part] = there[plan.kind, plan.name]
    return found


def _address(services: Services, request: Request, given: str) -> str:
    """What the addresses of sources begin with, as AWS reaches them."""
    return (given or services.settings.monitors.public_url or str(request.base_url)).rstrip("/")


def _shown(asked: Connection, held: dict[Part, Source], principal: Principal, address: str) -> dict[str, Any]:
    # The address of a source is its secret.
    may = principal.may(Capability.MANAGE_COLLECTION)

    def url_of(part: Part) -> str:
        if asked.url_of(part) or part not in held:
            return asked.url_of(part)
        return f"{address}/receiver/v1/http/{held[part].token if may else '…'}"

    connection = replace(
        asked,
        added=tuple(held),
        logs_url=url_of("logs"),
        metrics_url=url_of("metrics"),
        events_url=url_of("events"),
    )
    return {
        "address": address,
        "steps": [_step(step) for step in steps_of(connection)],
        "parts": [
            {
                "part": part,
                "source": held[part].id if part in held else None,
                "name": planned(connection, part).name,
                "sent": part in SENT,
                "looks": [
                    {"text": look.text, "command": look.command} for look in looks_of(connection, part)
                ],
            }
            for part in cast("tuple[Part, ...]", asked.parts)
        ],
    }


def _step(step: Step) -> dict[str, Any]:
    stack = step.stack
    return {
        "title": step.title,
        "text": step.text,
        "commands": list(step.commands),
        "parts": list(step.parts),
        "stack": None
        if stack is None
        else {
            "template": stack.template,
            "regions": list(stack.regions),
            "parameters": dict(stack.parameters),
        },
    }
