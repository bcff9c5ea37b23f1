"""Subqueries as nouns: what stands in the text, and what it gave (reference search-language.md, 1.7).

A query is compiled with the answers of its subqueries, which have run before. Their rows become the condition that
somebody would have typed in their place.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sagescope.span import Span
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
