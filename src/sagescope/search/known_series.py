"""What the store said of its series, kept until a series comes.

The same selectors and labels are asked for with every refresh of a chart, and series are new seldom: what they pick and
what they are called is looked up once.
"""

import threading
from collections import OrderedDict
from typing import NamedTuple

import pyarrow as pa

from sagescope.sql.nodes import Select
from sagescope.sql.print import query
from sagescope.store.engine import Engine
from sagescope.store.tables.metrics import SERIES

MOST_KEPT = 512
"""Answers that are kept, those that were asked for last."""

MOST_ROWS = 5_000
"""Rows of an answer that is kept."""


class State(NamedTuple):
    """How many inserts of series there were, and statements that may have changed some: the same one tells of none since."""

    came: int
    commands: int


class KnownSeries:
    """Answers to questions that read nothing but the series table."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._arrivals = engine.arrivals(SERIES, "seen")
        self._lock = threading.Lock()
        self._state: State | None = None
        self._kept: OrderedDict[str, pa.Table] = OrderedDict()

    @property
    def state(self) -> State:
        """What is there now."""
        return State(self._arrivals.mark(), self._engine.commands)

    def rows(self, select: Select) -> pa.Table:
        """The rows of a SELECT that reads only the series table. Raises as the engine does."""
        text = query(select)
        state = self.state
        with self._lock:
            if state != self._state:
                self._state = state
                self._kept.clear()
            elif (kept := self._kept.get(text)) is not None:
                self._kept.move_to_end(text)
                return kept
        rows = self._engine.query_text(text).table
        if rows.num_rows <= MOST_ROWS:
            with self._lock:
                # What came meanwhile may be in the rows or not: then they are no answer to keep.
                if state == self._state:
                    self._kept[text] = rows
                    if len(self._kept) > MOST_KEPT:
                        self._kept.popitem(last=False)
        return rows
