"""Subqueries as nouns: what stands in the text, and what it gave (reference search-language.md, 1.7).

A query is compiled with the answers of its subqueries, which have run before. Their rows become the condition that
somebody would have typed in their place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.sql.build import in_list, lit
from sagescope.sql.nodes import Expr, TupleOf
from sagescope.syntax.cursor import Name


@dataclass(frozen=True, slots=True)
class Subquery:
    """A subquery as written.

    `start` and `end` are where its query stands in the text around it; `from_` and `to` are times as
    `timerange.parse_instant` reads them, None for those of the query around. `fields`, `most` and `keywords` are
    what its `compose` says.
    """

    start: int
    end: int
    from_: str | None
    to: str | None
    fields: tuple[Name, ...]
    most: int
    keywords: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a subquery: values as texts, one a field of its `compose`."""

    rows: tuple[tuple[str, ...], ...]


Answers = Mapping[Span, Answer]
"""Answers by the places of their subqueries."""


def as_value(text: str, kind: Kind) -> str | int | float | None:
    """A value of a subquery for a field of that kind, None where it can be none."""
    if not kind.numeric:
        return text
    try:
        return int(text) if kind.integral else float(text)
    except ValueError:
        return None


def one_of(fields: Sequence[Expr], rows: Sequence[Sequence[str | int | float | None]]) -> Expr:
    """Whether the fields together are one of these rows: one set, since there may be thousands of them."""
    if len(fields) == 1:
        return in_list(fields[0], tuple(lit(value) for (value,) in rows))
    return in_list(TupleOf(tuple(fields)), tuple(TupleOf(tuple(map(lit, row))) for row in rows))
