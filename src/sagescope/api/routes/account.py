"""What clients of Sumo Logic ask of an account before they do anything else (reference protocols-schemas.md, Account).

An installation has no plan, and no partitions, scheduled views or ingest budgets: it answers so, since a client that
lists them would take anything else for a fault.
"""

from typing import Any

from fastapi import APIRouter

from sagescope.api.security import LibraryViewer

router = APIRouter(prefix="/api", tags=["account"])


@router.get("/v1/account/status")
def status(principal: LibraryViewer) -> dict[str, Any]:
    """The plan: everything is allowed, and nothing of it expires."""
    return {
        "pricingModel": "credits",
        "canUpdatePlan": False,
        "planType": "Paid",
        "applicationUse": "ALLOWED",
        "accountActivated": True,
        "logModel": "Flex",
    }


@router.get("/v1/partitions")
@router.get("/v1/scheduledViews")
@router.get("/v1/dynamicParsingRules")
@router.get("/v1/ingestBudgets")
@router.get("/v2/ingestBudgets")
def nothing(principal: LibraryViewer) -> dict[str, Any]:
    """A page of what an installation does not have: none, and no further one."""
    return {"data": [], "next": None}
