"""Groups of `transactionize`: what ends them, and the stages in its parentheses that run on the rows of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from sagescope.errors import Fault
from sagescope.lang.chain import bind_chain
from sagescope.lang.operator import Bind, Operator
from sagescope.lang.options import choice, duration, option, whole_number
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col
from sagescope.syntax.cursor import Cursor, Name, StageFault

_OPTIONS = ("maxspan", "maxpause", "maxlogs", "startswith", "endswith", "keeporphans")


@dataclass(frozen=True, slots=True)
class Limits:
    """What ends a group: times in milliseconds, a number of rows, texts, of which strict ones have to be there."""

    maxspan: int | None = None
    maxpause: int | None = None
    maxlogs: int | None = None
    startswith: Name | None = None
    endswith: Name | None = None
    strict: frozenset[str] = frozenset()
    orphans: bool = True


def parse_limits(cursor: Cursor) -> Limits:
    """The options that end groups, in any order. Raises StageFault."""
    numbers: dict[str, int] = {}
    texts: dict[str, Name] = {}
    strict: set[str] = set()
    orphans = ""
    while word := option(cursor, *(set(_OPTIONS) - set(numbers) - set(texts) - {orphans and "keeporphans"})):
        match word:
            case "maxspan" | "maxpause":
                numbers[word] = duration(cursor, word)
            case "maxlogs":
                numbers[word] = whole_number(cursor, word, 10**9)
            case "keeporphans":
                orphans = choice(cursor, word, ("true", "false"))
            case _:
                token = cursor.string(f"The text of {word}")
                texts[word] = Name(token.value, token.span)
                if cursor.sign(";"):
                    cursor.expect_word("strict", after="after ;")
                    strict.add(word)
    return Limits(
        numbers.get("maxspan"),
        numbers.get("maxpause"),
        numbers.get("maxlogs"),
        texts.get("startswith"),
        texts.get("endswith"),
        frozenset(strict),
        orphans != "false",
    )


_OF_ONE_ROW = frozenset({"limit", "sort", "dedup", "top"})
"""Stages that do nothing to a single row, which is what a reducing one leaves of a group."""


@runtime_checkable
class Reducing(Protocol):
    """A stage that makes one row of each group."""

    def bind_groups(
        self, rel: Relation, cx: Bind, group: Col, kept: Sequence[Col], *, newest: bool
    ) -> Relation:
        """A row for each value of `group`, with the columns `kept`, which are the same in all its rows.

        `newest` tells that of two rows with the same time the later in order is the earlier.
        """
        ...


def bind_in_groups(
    rel: Relation, chain: Sequence[Operator], made: Sequence[Col], cx: Bind, *, newest: bool
) -> Relation:
    """The rows after a chain that runs on each group by itself; `made` are the columns of the group, its number first.

    Raises StageFault `transactionize.chain` for stages that look at several rows and reduce nothing.
    """
    single = False
    while True:
        if single:
            chain = [op for op in chain if op.about.name not in _OF_ONE_ROW]
        at = next((i for i, op in enumerate(chain) if isinstance(op, Reducing)), len(chain))
        rel = bind_chain(rel, _of_each_row(chain[:at]), cx)
        if at == len(chain):
            return rel
        reducing = chain[at]
        assert isinstance(reducing, Reducing)
        rel = reducing.bind_groups(rel, cx, made[0], made, newest=newest)
        made = [rel.columns[c.label.lower()] for c in made]
        chain, single = chain[at + 1 :], True


def _of_each_row(chain: Sequence[Operator]) -> Sequence[Operator]:
    for op in chain:
        if not op.about.ingest:
            raise StageFault(
                Fault(
                    "transactionize.chain",
                    f"{op.about.name} cannot stand in the parentheses of transactionize.",
                    "Put it after them; the number of the group is a field by which rows can be told apart.",
                    op.span,
                )
            )
    return chain
