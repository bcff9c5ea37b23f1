"""The names that stages mention: what an `auto` stage has to find, and what a local stage takes along."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from sagescope.lang.ast import Field
from sagescope.lang.operator import Operator
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
        case tuple():
            for item in value:
                yield from _names(item)
        case _:
            for part in _parts(type(value)):
                yield from _names(getattr(value, part))


_PARTS: dict[type, tuple[str, ...]] = {}


def _parts(cls: type) -> tuple[str, ...]:
    """The names of a dataclass's fields, remembered; none for any other class."""
    found = _PARTS.get(cls)
    if found is None:
        found = _PARTS[cls] = tuple(f.name for f in fields(cls)) if is_dataclass(cls) else ()
    return found


def carried(rel: Relation, later: frozenset[str], *, everything: bool) -> list[Col]:
    """The columns that a local stage over messages takes along, for nothing else can be read after it.

    They are those that later stages name, with the time and the text, and `everything` that can be read
    where the messages themselves are the result.
    """
    wanted = dict.fromkeys(("_messagetime", "_raw", *rel.columns, *sorted(later)))
    if everything:
        wanted |= dict.fromkeys(name.lower() for name in rel.known())
    return [col for name in wanted if (col := rel.find(name)) is not None]
