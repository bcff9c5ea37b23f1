"""Rows that a stage takes out of the engine one by one: how many, when they were, and in which order."""

from sagescope.lang.coercion import Typed, integer
from sagescope.plan.nodes import SortKey
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.span import Span
from sagescope.sql.build import col

TIME = "_messageTime"

MOST_EVENTS = 100_000
"""Messages that a stage takes out, the first in their order, mostly the newest; a warning tells of more."""


def taken_out(rel: Relation) -> Relation:
    """The rows as they are taken out; one more than allowed tells that there are more."""
    return rel if rel.is_records else rel.limit(MOST_EVENTS + 1)


def event_times(rel: Relation) -> tuple[Relation, Col | None]:
    """The rows with the column of their times in whole milliseconds, None where they have no time."""
    time = rel.find(TIME)
    if time is None:
        return rel, None
    return rel.value(integer(Typed(col(time.sql), time.kind, Span(0, 0))).expr, "time", Kind.LONG)


def newest_first(rel: Relation) -> bool:
    """Whether the rows fall by time, so that of two with the same time the later in order is the earlier."""
    time = rel.find(TIME)
    return time is not None and rel.order[:1] == (SortKey(time.sql, descending=True),)
