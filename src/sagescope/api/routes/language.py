"""The query language for editors: its vocabulary, completion, and what words mean."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from sagescope.api.security import Searcher, UseCases
from sagescope.lang.completion.proposal import Note, Proposal, Signature
from sagescope.search.language import language
from sagescope.timerange import parse_range, zone_named

router = APIRouter(prefix="/api/v1/search", tags=["language"])


class PlaceBody(BaseModel):
    """A place in a query, counted in characters from 0."""

    query: str
    position: int = Field(ge=0)


class CompleteBody(PlaceBody):
    """The same with the range that the query is meant for."""

    from_: str = Field("-15m", alias="from")
    to: str = "now"


@router.get("/language")
def get_language(services: UseCases, principal: Searcher) -> dict[str, Any]:
    """Operators, aggregates, functions, keywords, metadata and fields, with documentation and examples."""
    return language(services.store)


@router.post("/complete")
def complete(body: CompleteBody, services: UseCases, principal: Searcher) -> dict[str, Any]:
    """What can stand at a place: proposals, values that the field there has had, and the call around it."""
    range_ = parse_range(body.from_, body.to, services.clock.now(), zone_named("UTC"))
    found = services.completion.complete(body.query, body.position, range_)
    return {
        "proposals": [proposal_json(p) for p in found.proposals],
        "signature": _signature(found.signature) if found.signature else None,
    }


@router.post("/hover")
def hover(body: PlaceBody, services: UseCases, principal: Searcher) -> dict[str, Any]:
    """What the word at a place means; null where it is none that is known."""
    note = services.completion.note(body.query, body.position)
    return {"note": _note(note) if note else None}


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """A proposal as editors read it."""
    return {
        "label": proposal.label,
        "kind": proposal.kind.value,
        "detail": proposal.detail,
        "documentation": proposal.documentation,
        "syntax": proposal.syntax,
        "example": proposal.example,
        "insert": proposal.insert,
        "start": proposal.span.start,
        "end": proposal.span.end,
    }


def _signature(signature: Signature) -> dict[str, Any]:
    return {
        "name": signature.name,
        "form": signature.form,
        "parameters": [
            {"name": a.name, "kind": a.kind, "optional": a.optional, "repeats": a.repeats}
            for a in signature.arguments
        ],
        "active": signature.active,
        "documentation": signature.documentation,
    }


def _note(note: Note) -> dict[str, Any]:
    return {
        "kind": note.kind.value,
        "title": note.title,
        "documentation": note.documentation,
        "example": note.example,
        "start": note.span.start,
        "end": note.span.end,
    }
