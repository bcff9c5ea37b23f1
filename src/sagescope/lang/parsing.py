"""What all parse operators share: the text they read, aliases, `nodrop`, and the chains that it makes.

Reference search-language.md, "parse nodrop semantics": in a run of adjacent parse stages a row
survives when any of them matched; with `nodrop` everywhere all rows do. A field that exists and is not
matched keeps its value.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sagescope.errors import Fault
from sagescope.lang.coercion import Typed, text
from sagescope.lang.operator import Bind
from sagescope.lang.typed import field_column
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.sql.build import any_of, cast, col
from sagescope.sql.nodes import Expr
from sagescope.sql.types import STRING, nullable
from sagescope.syntax.cursor import Cursor, Name, StageFault

MESSAGE = "_raw"


@dataclass(frozen=True, slots=True)
class Extracted:
    """A field that a parse stage sets: its value where the stage matched."""

    name: str
    value: Expr
    kind: Kind = Kind.TEXT


def source_option(cursor: Cursor) -> Name | None:
    """Take `field=<name>` if it is next."""
    if cursor.peek().is_word("field") and cursor.peek(1).is_sign("="):
        cursor.take()
        cursor.take()
        return cursor.name("the field to read")
    return None


def nodrop_option(cursor: Cursor) -> bool:
    """Take `nodrop` if it is next."""
    return cursor.word("nodrop") is not None


def source_text(source: Name | None, at: Span, rel: Relation) -> Typed:
    """The text that the stage reads: the named field, or the message."""
    return text(field_column(source or Name(MESSAGE, at), rel))


def source_document(source: Name | None, at: Span, rel: Relation) -> Typed:
    """As `source_text`, for the engine's JSON functions."""
    found = source_text(source, at, rel)
    if source is not None and rel.open is not None and found.expr == _stored(source, rel):
        # Columns of few values are dictionaries, which the engine's JSON functions do not take.
        return Typed(cast(found.expr, nullable(STRING)), found.kind, found.span)
    return found


def _stored(source: Name, rel: Relation) -> Expr | None:
    held = rel.open.column(source.text.lower()) if rel.open else None
    return col(held.sql) if held else None


def check_aliases(aliases: Sequence[Name], wanted: int, what: str, at: Span) -> None:
    """Raise StageFault unless there are as many distinct names as values."""
    if len(aliases) != wanted:
        raise StageFault(
            Fault(
                "parse.names",
                f"{wanted} {what}{'' if wanted == 1 else 's'} and {len(aliases)} "
                f"name{'' if len(aliases) == 1 else 's'} do not pair up.",
                f"Give a name to each {what}, in order.",
                at,
            )
        )
    seen: set[str] = set()
    for alias in aliases:
        if alias.text.lower() in seen:
            raise StageFault(
                Fault(
                    "parse.repeated",
                    f"The name {alias.text!r} is given twice.",
                    "Give each value its own name.",
                    alias.span,
                )
            )
        seen.add(alias.text.lower())


def set_fields(
    rel: Relation, extracted: Sequence[Extracted], matched: Expr, survives: Expr, *, nodrop: bool, cx: Bind
) -> Relation:
    """The relation with the extracted fields.

    `matched` is whether the stage found anything, for the chain; `survives` whether the row stays
    without `nodrop`. Both, and the values, may be used several times, so callers pass columns or
    cheap tests.
    """
    run = rel.matched
    items: dict[str, tuple[Expr, Kind]] = {}
    for one in extracted:
        items[one.name] = (one.value, one.kind)
    rel = rel.extend(items)
    if nodrop:
        rel, flag = rel.value(matched, "matched", Kind.BOOL)
        return replace(rel, matched=any_of(run, col(flag.sql)) if run is not None else col(flag.sql))
    kept = any_of(run, survives) if run is not None else survives
    return replace(rel.filter(kept), matched=None)
