"""What the store said of its series, kept until a series comes.

The same selectors and labels are asked for with every refresh of a chart, and series are new seldom: what they pick and
what they are called is looked up once.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

import pyarrow as pa

from sagescope.sql.nodes import Select
from sagescope.sql.print import query
from sagescope.store.engine import Engine
from sagescope.store.tables.metrics import SERIES

MOST_KEPT = 512
"""Answers that are kept, those that were asked for last."""

MOST_ROWS = 5_000
"""Rows of an answer that is kept."""


Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class State(NamedTuple):
    """How many inserts of series there were, and statements that may have changed some: the same one tells of none since."""

    came: int
    commands: int


class Kept(Generic[Key, Answer]):
    """Answers that hold as long as a state does, those that were asked for last."""

    def __init__(self, state: Callable[[], State]) -> None:
        self._now = state
        self._lock = threading.Lock()
        self._state: State | None = None
        self._kept: OrderedDict[Key, Answer] = OrderedDict()

    def of(
        self, key: Key, ask: Callable[[], Answer], small: Callable[[Answer], bool] = lambda _: True
    ) -> Answer:
        """The answer of a key, kept or asked for; one that is not `small` is not kept."""
        state = self._now()
        with self._lock:
            if state != self._state:
                self._state = state
                self._kept.clear()
            elif key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        answer = ask()
        if small(answer):
            with self._lock:
                # What came meanwhile may be in the answer or not: then it is none to keep.
                if state == self._state:
                    self._kept[key] = answer
                    if len(self._kept) > MOST_KEPT:
                        self._kept.popitem(last=False)
        return answer


class KnownSeries:
    """Answers to questions that read nothing but the series table."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._arrivals = engine.arrivals(SERIES, "seen")
        self._kept: Kept[str, pa.Table] = Kept(lambda: self.state)

    @property
    def state(self) -> State:
        """What is there now."""
        return State(self._arrivals.mark(), self._engine.commands)

    def rows(self, select: Select) -> pa.Table:
        """The rows of a SELECT that reads only the series table. Raises as the engine does."""
        text = query(select)
        return self._kept.of(
            text, lambda: self._engine.query_text(text).table, lambda rows: rows.num_rows <= MOST_ROWS
        )
