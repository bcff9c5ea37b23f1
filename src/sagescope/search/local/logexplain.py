"""`logexplain`: values that come together more often in an event's messages than in others.

Frequent sets of values are found level by level (Apriori): what is frequent together is frequent alone, so a set
grows only by values of further fields, and few sets are ever counted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import orjson

from sagescope.errors import Fault
from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn
from sagescope.syntax.literals import string_literal

LEAST_COVERAGE = 0.05
"""The share of the event's messages that the values of an explanation have, more than which is shown."""

LEAST_RELEVANCE = 0.1
"""More than this relevance is shown."""

MOST_ROWS = 20_000_000
"""Rows of tuples that are counted before the search for further sets is given up."""

Item = tuple[int, int]
"""The place of a field and the number of one of its values."""

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Values that come together, and the shares of the event's and of the control messages that have them."""

    items: tuple[Item, ...]
    test: float
    control: float

    @property
    def relevance(self) -> float:
        """How much of what has these values is the event, were both sets equally large."""
        both = self.test + self.control
        return 0.0 if self.test == self.control == 1 or not both else self.test / both


def logexplain(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """The explanations of an event.

    The frame has tuples as JSON lists, whether they are of the event and of the control set, and their
    numbers of messages; `fields` are the names of the tuples' places.
    """
    fields = arguments["fields"]
    assert isinstance(fields, tuple)
    tuples = [orjson.loads(text) for text in frame.column(0)]
    counts = np.array(frame.column(3), np.int64)
    test = counts * np.array(frame.column(1), np.int64)
    control = counts * np.array(frame.column(2), np.int64)
    names: list[list[str | None]] = []
    columns: list[Counts] = []
    for place in range(len(fields)):
        # Sorted, so that the answer does not depend on the order of the rows.
        values = sorted({row[place] for row in tuples}, key=lambda v: (v is None, v or ""))
        numbers = {value: number for number, value in enumerate(values)}
        names.append(values)
        columns.append(np.array([numbers[row[place]] for row in tuples], np.int64))
    search = _Search(columns, [len(n) for n in names], test, control)
    ranked = sorted(
        _more_than_parts(list(search.explanations())),
        key=lambda e: (-e.relevance, -e.test, len(e.items), e.items),
    )
    shown = list(
        _telling_more(e for e in ranked if e.test > LEAST_COVERAGE and e.relevance > LEAST_RELEVANCE)
    )
    texts = [" and ".join(_condition(fields[p], names[p][v]) for p, v in e.items) for e in shown]
    return Frame.of(
        (
            FrameColumn("_explanation", Kind.TEXT, key=True),
            FrameColumn("_relevance", Kind.DOUBLE),
            FrameColumn("_test_coverage", Kind.DOUBLE),
            FrameColumn("_control_coverage", Kind.DOUBLE),
        ),
        [
            texts,
            [round(e.relevance, 4) for e in shown],
            [round(100 * e.test, 4) for e in shown],
            [round(100 * e.control, 4) for e in shown],
        ],
        _warnings(test, control, cut=search.left < 0),
    )


@dataclass(slots=True)
class _Search:
    """Sets of values that enough of the event's messages have; `left` are rows that may still be counted."""

    columns: Sequence[Counts]
    sizes: Sequence[int]
    test: Counts
    control: Counts
    left: int = MOST_ROWS

    def explanations(self) -> Iterator[Explanation]:
        """All of them, those of fewer values first."""
        events, others = int(self.test.sum()), int(self.control.sum())
        if not events:
            return
        level: list[tuple[tuple[Item, ...], Counts]] = [((), np.arange(len(self.test), dtype=np.int64))]
        while level:
            above: list[tuple[tuple[Item, ...], Counts]] = []
            for items, rows in level:
                for place in range(items[-1][0] + 1 if items else 0, len(self.columns)):
                    self.left -= len(rows)
                    if self.left < 0:
                        return
                    held = self.columns[place][rows]
                    size = self.sizes[place]
                    test = np.bincount(held, self.test[rows], size)
                    control = np.bincount(held, self.control[rows], size)
                    for value in np.flatnonzero(test >= LEAST_COVERAGE * events):
                        made = (*items, (place, int(value)))
                        share = float(control[value]) / others if others else 0.0
                        yield Explanation(made, float(test[value]) / events, share)
                        if place < len(self.columns) - 1:
                            above.append((made, rows[held == value]))
            level = above


def _more_than_parts(found: Sequence[Explanation]) -> Iterator[Explanation]:
    """Those that are more relevant than what is left of them without any one of their values."""
    relevance = {e.items: e.relevance for e in found}
    for explanation in found:
        items = explanation.items
        parts = (items[:i] + items[i + 1 :] for i in range(len(items)) if len(items) > 1)
        if all(relevance[part] < explanation.relevance for part in parts):
            yield explanation


def _telling_more(ranked: Iterator[Explanation]) -> Iterator[Explanation]:
    """Those that have a value which none before them has."""
    known: set[Item] = set()
    for explanation in ranked:
        if not known.issuperset(explanation.items):
            known.update(explanation.items)
            yield explanation


_PLAIN_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*", re.ASCII)


def _condition(field: str, value: str | None) -> str:
    name = field if _PLAIN_NAME.fullmatch(field) else f"%{string_literal(field)}"
    return f"isNull({name})" if value is None else f"{name} = {string_literal(value)}"


def _warnings(test: Counts, control: Counts, *, cut: bool) -> list[Fault]:
    found: list[Fault] = []
    if not test.sum():
        found.append(
            Fault(
                "logexplain.no_event",
                "No message is of the event.",
                "Check the condition, or widen the time range.",
            )
        )
    elif not control.sum():
        found.append(
            Fault(
                "logexplain.no_control",
                "There is no message to compare the event with.",
                "Widen the scope, or the condition after against.",
            )
        )
    if cut:
        found.append(
            Fault(
                "logexplain.cut",
                "Not all combinations of values were looked at.",
                "Name fewer fields, or narrow the time range.",
            )
        )
    return found
