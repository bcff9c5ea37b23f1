"""The names that stages mention: what an `auto` stage has to find, and what a local stage takes along."""

from collections.abc import Iterable, Iterator

from sagescope.lang.ast import Field
from sagescope.lang.operator import Operator
from sagescope.lang.parts import parts
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col
from sagescope.syntax.cursor import Name


def names_in(operators: Iterable[Operator | None]) -> frozenset[str]:
    """All names in these stages, in lower case: the fields they read, and others that they only set."""
    return frozenset(name.lower() for operator in operators for name in _names(operator))


def _names(value: object) -> Iterator[str]:
    match value:
        case Name(text) | Field(text):
            yield text
        case _:
            for part in parts(value):
                yield from _names(part)


def carried(rel: Relation, later: frozenset[str], *, everything: bool) -> list[Col]:
    """The columns that a local stage takes along, for nothing else can be read after it.

    Of records they are all. Of messages they are those that later stages name, with the time and the text, and
    `everything` that can be read where the messages themselves are the result.
    """
    if rel.is_records:
        return list(rel.columns.values())
    wanted = dict.fromkeys(("_messagetime", "_raw", *rel.columns, *sorted(later)))
    if everything:
        wanted |= dict.fromkeys(name.lower() for name in rel.known())
    return [col for name in wanted if (col := rel.find(name)) is not None]
