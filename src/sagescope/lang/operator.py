"""What an operator is: its documentation, its syntax (`parse`), its meaning (`bind`), and the registry.

An operator file holds all three and no SQL text; `lang.operators` lists the files.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Self, TypeVar

from sagescope.errors import Fault
from sagescope.lang.catalog import Catalog
from sagescope.lang.lookups import SaveTarget, TableSchema
from sagescope.lang.subquery import Answers
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor
from sagescope.timerange import TimeRange

# What may be the doing of a stage before that could not be read; so may be that rows are messages.
_DOUBTFUL = frozenset({"field.unknown", "field.unlisted", "outlier.timeslice", "timeslice.records"})


@dataclass(frozen=True, slots=True)
class Reduced:
    """The messages that a stage has put together by their signatures.

    `text` is the column of their masked texts; `others` are counts of masked texts, columns in that order,
    which the signatures are of as well.
    """

    messages: Relation
    text: Col
    others: Relation | None = None


@dataclass(slots=True)
class Bind:
    """What binding a stage can ask for: the range and zone of the query, the catalog, where faults go.

    `zone_offset` is the offset of the query's time zone from UTC in milliseconds, taken once at the
    end of the range. `start` gives the rows that the first stage gets.

    While a stage is bound, `later` are the names, in lower case, that the stages after it mention,
    `to_messages` tells that none of them makes records, `slices` are the widths in milliseconds of the time
    slices so far by the lower-case names of their fields, `answers` what the subqueries of the query have given,
    `inner` whether it is a subquery itself, `auto_parse` whether JSON fields are read without a stage, and
    `again` gives the rows of the stages before it over another range, where it does not stand in parentheses;
    `compared` tells that a stage has asked for that. `query` gives those of a query that stands at a place of the
    text, over a range. `reduced` are the messages behind the last signatures. `save` is where the rows of the result
    are to be written, `saved` are the tables that subqueries write, by what their paths are compared by.
    """

    range: TimeRange
    catalog: Catalog
    zone_offset: int = 0
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    lenient: bool = False
    start: "Callable[[Bind], Relation] | None" = None
    later: frozenset[str] = frozenset()
    to_messages: bool = True
    slices: dict[str, int] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)
    inner: bool = False
    auto_parse: bool = False
    again: Callable[[TimeRange], Relation] | None = None
    compared: bool = False
    query: Callable[[Span, TimeRange], Relation] | None = None
    reduced: Reduced | None = None
    save: SaveTarget | None = None
    saved: dict[str, TableSchema] = field(default_factory=dict)

    def note(self, fault: Fault) -> None:
        """Keep a fault, but not where it may be the doing of a stage before that could not be read (`lenient`)."""
        if self.lenient and (fault.code in _DOUBTFUL or fault.code.endswith(".messages")):
            return
        # The last ones suffice: what is noted twice is noted by one stage.
        if fault not in self.faults[-20:]:
            self.faults.append(fault)


@dataclass(frozen=True, slots=True)
class Operator:
    """One stage of a query. `span` is its whole text."""

    span: Span

    about: ClassVar["About"]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        """Read the stage; the cursor stands behind the operator's name. Raises StageFault."""
        raise NotImplementedError

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        """The relation after this stage. Raises StageFault."""
        raise NotImplementedError

    def ingest_fault(self) -> Fault | None:
        """Why this stage cannot be a part of an extraction rule though its operator can; None where it can."""
        return None

    def defines(self) -> tuple[str, ...]:
        """The fields that later stages may name because of this one, even where it could not be bound."""
        return ()


@dataclass(frozen=True, slots=True)
class About:
    """What the registry knows of an operator, for the manual, the editor and the faults.

    `parses` marks the parse family, whose `nodrop` runs chain; `aggregates` those that turn messages
    into records; `ingest` those that a field extraction rule may use. `options` are words of its syntax
    with what they do; words that mean the same everywhere are in `option_words`.
    """

    name: str
    names: tuple[str, ...]
    family: str
    syntax: tuple[str, ...]
    summary: str
    documentation: str
    examples: tuple[str, ...]
    parses: bool = False
    aggregates: bool = False
    ingest: bool = False
    options: Mapping[str, str] = field(default_factory=dict)

    def spelled(self, word: str) -> str:
        """A word in the case in which the syntax has it."""
        found = re.search(rf"\b{re.escape(word)}\b", " ".join(self.syntax), re.IGNORECASE)
        return found[0] if found else word


REGISTRY: dict[str, type[Operator]] = {}
"""Operators by every name they answer to, in lower case."""

Op = TypeVar("Op", bound=Operator)


def operator(
    *names: str,
    family: str,
    syntax: tuple[str, ...],
    examples: tuple[str, ...],
    parses: bool = False,
    aggregates: bool = False,
    ingest: bool = False,
    options: Mapping[str, str] | None = None,
) -> Callable[[type[Op]], type[Op]]:
    """Register an operator under its names, the first being the one that the manual uses."""

    def register(cls: type[Op]) -> type[Op]:
        text = inspect.cleandoc(cls.__doc__ or "")
        summary = text.split("\n\n")[0].replace("\n", " ")
        cls.about = About(
            names[0],
            names,
            family,
            syntax,
            summary,
            text,
            examples,
            parses,
            aggregates,
            ingest,
            options or {},
        )
        for name in names:
            assert name.lower() not in REGISTRY, f"{name} is registered twice"
            REGISTRY[name.lower()] = cls
        return cls

    return register
