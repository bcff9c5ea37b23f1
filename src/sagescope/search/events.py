"""Rows of single messages in a local stage: how many there may be, and their order in time."""

from collections.abc import Mapping

from sagescope.errors import Fault
from sagescope.search.frames import Frame


def within_limit(frame: Frame, arguments: Mapping[str, object]) -> tuple[Frame, list[Fault]]:
    """The first `most` rows, None being all, with a warning where there are more."""
    most = arguments["most"]
    assert isinstance(most, int | None)
    if most is None or frame.rows <= most:
        return frame, []
    warning = Fault(
        "search.cut",
        f"Only the first {most:,} messages were looked at.",
        "Narrow the time range or the scope.",
    )
    return Frame(frame.columns, frame.table.slice(0, most)), [warning]


def in_time(frame: Frame, time: int | None, arguments: Mapping[str, object]) -> list[int]:
    """The places of the rows by rising time in the column `time`, rows without one first; None keeps the order.

    Rows of one time keep their order, or have it turned round with `newest_first`.
    """
    places = list(range(frame.rows))
    if arguments["newest_first"]:
        places.reverse()
    if time is None:
        return places
    times = frame.column(time)
    return sorted(places, key=lambda at: (times[at] is not None, times[at] or 0))
