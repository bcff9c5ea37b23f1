"""Completion: what can stand at a place of a query, however unfinished the query is."""

from collections.abc import Sequence

from sagescope.lang.catalog import Catalog
from sagescope.lang.completion.in_scope import head_proposals, scope_proposals, wanted_value
from sagescope.lang.completion.in_stage import stage_proposals, wanted_values
from sagescope.lang.completion.note import scope_note, stage_note
from sagescope.lang.completion.place import InHead, InScope
from sagescope.lang.completion.proposal import Completion, Note, Proposal
from sagescope.lang.completion.signature import signature_at
from sagescope.lang.completion.stage_context import StageContext, context_at
from sagescope.lang.tree import MAX_LENGTH

MOST = 200
"""Proposals that one answer has."""


def complete(text: str, position: int, catalog: Catalog) -> Completion:
    """What can stand at a position of a query: proposals, the call around it, and whose values would fit.

    `position` counts characters from 0; one outside of the text is taken to its end. Never raises, whatever the
    text is.
    """
    position = min(max(position, 0), len(text))
    if len(text) > MAX_LENGTH:
        return Completion()
    match context_at(text, position, catalog):
        case InScope() as place:
            found = scope_proposals(place, catalog)
            return Completion(matching(found, text, position), wanted_value(place, catalog))
        case InHead() as place:
            return Completion(matching(head_proposals(place), text, position))
        case StageContext() as cx:
            found = stage_proposals(cx)
            return Completion(matching(found, text, position), wanted_values(cx), signature_at(cx.before))
        case _:
            return Completion()


def note_at(text: str, position: int, catalog: Catalog) -> Note | None:
    """What the word means that the character at a position belongs to; None where it is no word. Never raises."""
    if not 0 <= position < len(text) or len(text) > MAX_LENGTH:
        return None
    match context_at(text, position + 1, catalog):
        case InScope() as place:
            return scope_note(place, text, catalog)
        case StageContext() as cx:
            return stage_note(cx)
        case _:
            return None


def matching(proposals: Sequence[Proposal], text: str, position: int) -> tuple[Proposal, ...]:
    """The proposals that the text from their spans to the position can be the beginning of, the closest first.

    Closest are labels that begin with it, then those that hold it, then those that hold its characters in
    their order.
    """
    ranked = []
    for proposal in proposals:
        written = text[proposal.span.start : position].lstrip('%"').lower()
        rank = _rank(proposal.label.lower(), written)
        if rank is not None:
            ranked.append((rank, proposal))
    ranked.sort(key=lambda pair: pair[0])
    return tuple(proposal for _, proposal in ranked[:MOST])


def _rank(label: str, written: str) -> int | None:
    if label.startswith(written):
        return 0
    if written in label:
        return 1
    at = 0
    for character in written:
        at = label.find(character, at) + 1
        if at == 0:
            return None
    return 2
