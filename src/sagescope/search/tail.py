"""Live tail: messages of a scope as they arrive, in the order in which they were stored.

Ids of messages rise as they become durable, so a place in the feed is an id. What a look finds lies between the
last look's place and the newest durable message: each message is met once, whatever its own time is. A look that
finds more than is shown keeps the newest, and says how many it left out.
"""

import threading
from dataclasses import dataclass
from typing import Any

from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ids import sortable_id
from sagescope.lang.operator import Bind
from sagescope.lang.scope import scope_filter
from sagescope.lang.tree import parse_query
from sagescope.sql.build import all_of, col, f, infix
from sagescope.sql.nodes import Expr, Item, Op, Order, Over, Select, Setting, Table
from sagescope.store.schema import Store
from sagescope.store.tables.logs import LOGS
from sagescope.timerange import TimeRange

MOST_ROWS = 200
"""Messages that one look shows."""
MOST_TAILS = 20
"""Tails that may run at once."""
_SECONDS = 10.0
_MEMORY = 2**30
_REACH = 30 * 60_000
"""Milliseconds by which a message may be received before it is durable; older parts are not looked into."""
_COLUMNS = ("message_id", "message_time", "receipt_time", "raw", "source_category", "source_host",
            "source_name", "collector", "source", "loglevel")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What came since the last look: the messages that are shown, and how many there were."""

    rows: list[dict[str, Any]]
    matched: int

    @property
    def dropped(self) -> int:
        """How many of them are not shown."""
        return self.matched - len(self.rows)


@dataclass(frozen=True, slots=True)
class Tail:
    """A scope that is followed."""

    id: str
    condition: Expr


class LiveTail:
    """Follows scopes over a store."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._open: set[str] = set()
        self.closing = False

    def open(self, text: str) -> Tail:
        """Begin to follow a scope; `close_tail` ends it.

        Raises Refusal with the faults of the scope, `tail.operators` where there is more than a scope,
        `tail.many` (BUSY) where too many are open.
        """
        tree = parse_query(text)
        if tree.operators or tree.source is not None or tree.inner:
            raise Refusal(
                Fault(
                    "tail.operators",
                    "Live tail follows a scope; this is more than one.",
                    "Take away what stands behind the first pipe, or run the query in Search.",
                )
            )
        cx = Bind(TimeRange(0, 0), self._store.catalog, 0, list(tree.faults))
        condition = scope_filter(tree.scope, cx)
        if cx.faults:
            raise Refusal(cx.faults)
        tail = Tail(sortable_id(self._clock), condition)
        with self._lock:
            if len(self._open) >= MOST_TAILS:
                raise Refusal(
                    Fault("tail.many", f"{MOST_TAILS} tails are open already.", "Close one of them."),
                    Cause.BUSY,
                    10.0,
                )
            self._open.add(tail.id)
        return tail

    def close_tail(self, tail: Tail) -> None:
        """End following a scope."""
        with self._lock:
            self._open.discard(tail.id)

    def close(self) -> None:
        """Have all tails end."""
        self.closing = True

    def look(self, tail: Tail, after: int, until: int) -> Look:
        """The messages with ids above `after`, up to `until`, oldest first. Raises Refusal where it takes too long."""
        new = all_of(
            infix(Op.GE, col("receipt_time"), self._clock.now() - _REACH),
            infix(Op.GT, col("message_id"), after),
            infix(Op.LE, col("message_id"), until),
            tail.condition,
        )
        select = Select(
            (*(Item(col(name), name) for name in _COLUMNS), Item(Over(f.count(), following=None), "matched")),
            Table(LOGS),
            where=new,
            order_by=(Order(col("message_id"), descending=True),),
            limit=MOST_ROWS,
            settings=(Setting("max_execution_time", _SECONDS), Setting("max_memory_usage", _MEMORY)),
        )
        rows = self._store.engine.query(select).table.to_pylist()
        matched = rows[0].pop("matched") if rows else 0
        for row in rows:
            row.pop("matched", None)
            # More than a number of JavaScript can be exact about.
            row["message_id"] = str(row["message_id"])
        return Look(rows[::-1], matched)
