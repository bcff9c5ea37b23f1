"""The query language as data, for the editor."""

from typing import Any

from fastapi import APIRouter

from sagescope.api.security import Searcher, UseCases
from sagescope.search.language import language

router = APIRouter(prefix="/api/v1", tags=["language"])


@router.get("/language")
def get_language(services: UseCases, principal: Searcher) -> dict[str, Any]:
    """Operators, functions, keywords and fields, with documentation and examples."""
    return language(services.store)
