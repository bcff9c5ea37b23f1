"""Sources that the server fetches itself: run at once, begun anew."""

from typing import Any

from fastapi import APIRouter

from sagescope.api.security import CollectionManager, UseCases

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
