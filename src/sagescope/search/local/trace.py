"""`trace`: which values lead to one another, and with them which messages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from sagescope.search.frames import Frame


def trace(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """The rows that `start` leads to.

    The first column has the values of messages, parted by `separator`; with a `direction`, `+` or `-`, the
    second has their times.
    """
    start, direction, separator = (str(arguments[k]) for k in ("start", "direction", "separator"))
    values = [text.split(separator) for text in frame.column(0)]
    if direction:
        kept = along_time(values, frame.column(1), start, backward=direction == "-")
    else:
        kept = connected(values, range(len(values)), {start})
    return frame.chosen(kept, len(frame.columns))


def connected(values: Sequence[Sequence[str]], among: Iterable[int], known: set[str]) -> list[bool]:
    """Which of the rows `among` hold a value that is known, or becomes so by such a row; `known` grows by theirs."""
    holders: dict[str, list[int]] = defaultdict(list)
    kept = [False] * len(values)
    left: list[str] = []
    for at in among:
        for value in values[at]:
            holders[value].append(at)
            if value in known:
                left.append(value)
    while left:
        for at in holders.pop(left.pop(), ()):
            if not kept[at]:
                kept[at] = True
                known.update(values[at])
                left += values[at]
    return kept


def along_time(
    values: Sequence[Sequence[str]], times: Sequence[int], start: str, *, backward: bool
) -> list[bool]:
    """As `connected`, where a row's values only count for rows of its own time and after it, or before it."""
    kept = [False] * len(values)
    known = {start}
    order = sorted(range(len(values)), key=lambda at: times[at], reverse=backward)
    for _, same in groupby(order, key=lambda at: times[at]):
        among = list(same)
        if len(among) == 1:
            (at,) = among
            if not known.isdisjoint(values[at]):
                kept[at] = True
                known.update(values[at])
            continue
        part = connected([values[at] for at in among], range(len(among)), known)
        for at, keeps in zip(among, part, strict=True):
            kept[at] = keeps
    return kept
