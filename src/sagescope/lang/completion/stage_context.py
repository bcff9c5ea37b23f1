"""The stage at a place, whichever parenthesis it is in: its tokens, the rows that it gets, what its parser asks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from sagescope.lang.catalog import Catalog
from sagescope.lang.completion.known_fields import rows_before, rows_behind
from sagescope.lang.completion.place import InHead, InScope, InStage, Nowhere, place_at, split_stages
from sagescope.lang.completion.probe import Asked, ask
from sagescope.lang.completion.proposal import Partial
from sagescope.lang.completion.vocabulary import operator_named
from sagescope.lang.operator import About
from sagescope.plan.relation import Relation
from sagescope.syntax.tokens import T, Token


@dataclass(frozen=True, slots=True)
class StageContext:
    """A place in a stage. `before` are the tokens of the stage up to the word that is being written, `asked` what
    can follow them, `rows` gives the relation that the stage gets; the rest is as in `InStage`.
    """

    text: str
    catalog: Catalog
    before: tuple[Token, ...]
    behind: tuple[Token, ...]
    partial: Partial
    quoted: bool
    number: bool
    inner: bool
    stages: tuple[tuple[Token, ...], ...]
    rows: Callable[[], Relation]
    asked: Asked

    @property
    def operator(self) -> About | None:
        """The operator of the stage, where its name is written already."""
        return operator_named([t.text.lower() for t in self.before[:2]])


def context_at(text: str, position: int, catalog: Catalog) -> InScope | InHead | Nowhere | StageContext:
    """Where a position is, with the context of its stage where it is in one."""
    place = place_at(text, position)
    while isinstance(place, InStage):
        context = _stage_context(place, text, catalog)
        if context.asked.query is None:
            return context
        # A query in the parenthesis of a stage; the word at the position ends with the text that is looked at.
        place = place_at(text[: max(position, place.partial.span.end)], position, context.asked.query)
    return place


def _stage_context(place: InStage, text: str, catalog: Catalog) -> StageContext:
    stages, before = place.stages, place.before
    asked = _asked(before, place, text)
    if asked.chain is None and any(t.kind is T.PIPE for t in before):
        # The parenthesis holds no stages: it has only not been closed yet.
        *more, before = split_stages(before, nested=False)
        stages = (*stages, *more)
        asked = _asked(before, place, text)
    begins = before[0].span.start if before else place.partial.span.start
    rows = cache(lambda: rows_before(text, place.start, begins, catalog))
    while asked.chain is not None:
        *chain, before = asked.chain
        rows = cache(_behind(rows, chain, text, catalog))
        stages = (*stages, *chain)
        asked = _asked(before, place, text)
    return StageContext(
        text,
        catalog,
        before,
        place.behind,
        place.partial,
        place.quoted,
        place.number,
        place.inner,
        stages,
        rows,
        asked,
    )


def _asked(before: Sequence[Token], place: InStage, text: str) -> Asked:
    if not before:
        return Asked()
    at = place.partial.span.end if place.number else place.partial.span.start
    return ask(before, text, at, glued=place.partial.glued)


def _behind(
    rows: Callable[[], Relation],
    chain: Sequence[Sequence[Token]],
    text: str,
    catalog: Catalog,
) -> Callable[[], Relation]:
    return lambda: rows_behind(rows(), chain, text, catalog)
