"""Sources that the server fetches itself: run at once, begun anew, and the steps that connect an account of AWS."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from sagescope.api.security import CollectionManager, CollectionViewer, UseCases
from sagescope.sources.steps import PARTS, Connection, steps_of

router = APIRouter(prefix="/api/v1", tags=["sources"])


@router.post("/sources/{source_id}/run")
def run_source(source_id: int, services: UseCases, principal: CollectionManager) -> dict[str, Any]:
    """Run a source now, and wait until what it found is stored."""
    outcome = services.source_runner.run_once(source_id)
    return {
        "objects": outcome.objects,
        "messages": outcome.messages,
        "points": outcome.points,
        "repeated": outcome.repeated,
        "faults": [
            {"code": fault.code, "message": fault.message, "hint": fault.hint} for fault in outcome.faults
        ],
    }


@router.delete("/sources/{source_id}/checkpoint")
def forget_checkpoint(source_id: int, services: UseCases, principal: CollectionManager) -> dict[str, Any]:
    """Have a source read everything again; what is stored already is not stored twice."""
    return {"objects": services.source_runner.forget(source_id)}


@router.get("/aws/steps")
def connection_steps(
    services: UseCases,
    principal: CollectionViewer,
    account: str,
    number: str,
    region: Annotated[list[str], Query()],
    part: Annotated[list[str] | None, Query()] = None,
    principal_arn: Annotated[str, Query(alias="principal")] = "",
    external_id: Annotated[str, Query(alias="externalId")] = "",
    logs_url: Annotated[str, Query(alias="logsUrl")] = "",
    metrics_url: Annotated[str, Query(alias="metricsUrl")] = "",
    events_url: Annotated[str, Query(alias="eventsUrl")] = "",
) -> dict[str, Any]:
    """The steps that connect an account: what to deploy, with which parameters, and what to add here."""
    connection = Connection(
        account,
        number,
        tuple(region),
        tuple(part or PARTS),
        principal_arn or number,
        external_id,
        logs_url,
        metrics_url,
        events_url,
    )
    return {
        "steps": [
            {"title": step.title, "text": step.text, "commands": list(step.commands)}
            for step in steps_of(connection)
        ]
    }
