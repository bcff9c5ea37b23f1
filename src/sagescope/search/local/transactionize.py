"""`transactionize`: rows that share a value, at once or through others, as groups.

Rows come in the order of time and join the open groups that have one of their values; a row with values of
several groups makes them one (union-find). Limits close a group, and what comes later begins a new one.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.plan.schema import Kind
from sagescope.search.events import in_time, within_limit
from sagescope.search.frames import Frame, FrameColumn

BUFFER = 50_000_000
"""Bytes of messages in open groups (reference search-language.md, 10)."""

_EARLY = Fault(
    "transactionize.memory",
    f"More than {BUFFER // 1_000_000} MB of messages were in open groups, so some ended early.",
    "Narrow the time range, or let groups end by maxspan, maxpause, maxlogs or endswith.",
)


@dataclass(frozen=True, slots=True)
class Event:
    """A row: its values by field, its time in milliseconds, its bytes, and whether it starts or ends a group."""

    values: tuple[Hashable, ...]
    time: int = 0
    size: int = 0
    starts: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Ends:
    """When a group ends: milliseconds in all and between two rows, number of rows; None is never."""

    span: int | None = None
    pause: int | None = None
    events: int | None = None


@dataclass(slots=True, eq=False)
class Group:
    """Rows that belong together.

    `number` says how many rows came before its first one; `into` is the group that it became a part of.
    """

    number: int
    first: int
    last: int
    size: int
    count: int = 1
    starts: bool = False
    ends: bool = False
    orphaned: bool = False
    open: bool = True
    into: "Group | None" = None

    def whole(self) -> "Group":
        """The group that this one is or became a part of."""
        found = self
        while found.into is not None:
            found = found.into
        at = self
        while at.into is not None:
            at.into, at = found, at.into
        return found


def transactionize(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """The rows with their group: its number from 1 by time, duration, number of rows, whether it is orphaned.

    The first `carried` columns stay, and the new ones are called as in `made`. Behind those that stay come the
    `fields` whose values make groups, the time and the size in bytes if `time` and `sized`, and whether a row
    starts and ends a group if `starts` and `ends`. The ends
    of groups are `span`, `pause`, `events`, None being none; groups that do not start or end as they should go
    with `strict_start` and `strict_end`, rows without any value without `orphans`. The other arguments are those
    of `events`.
    """
    frame, warnings = within_limit(frame, arguments)
    carried, fields, made_names = arguments["carried"], arguments["fields"], arguments["made"]
    assert isinstance(carried, int) and isinstance(fields, int) and isinstance(made_names, tuple)
    extra = iter(range(carried + fields, len(frame.columns)))
    places = {name: next(extra) if arguments[name] else None for name in ("time", "sized", "starts", "ends")}
    blank = [None] * frame.rows
    time, size, starts, ends = (blank if p is None else frame.column(p) for p in places.values())
    values = zip(*(frame.column(carried + i) for i in range(fields)), strict=True)
    events = [
        Event(v, t or 0, b or 0, bool(s), bool(e))
        for v, t, b, s, e in zip(values, time, size, starts, ends, strict=True)
    ]
    limits = Ends(*(_whole(arguments[name]) for name in ("span", "pause", "events")))
    order = in_time(frame, places["time"], arguments)
    groups, early = group_events([events[at] for at in order], limits)
    group_of: list[Group | None] = [None] * frame.rows
    numbers: dict[Group, int] = {}
    for at, group in zip(order, groups, strict=True):
        if _kept(group, arguments):
            group_of[at] = group
            numbers.setdefault(group, len(numbers) + 1)
    kept = [group for group in group_of if group is not None]
    chosen = frame.chosen([group is not None for group in group_of], carried)
    made = chosen.beside(
        [
            FrameColumn(name, kind)
            for name, kind in zip(made_names, (Kind.INT, Kind.LONG, Kind.INT, Kind.BOOL), strict=True)
        ],
        [
            [numbers[g] for g in kept],
            [g.last - g.first for g in kept],
            [g.count for g in kept],
            [g.orphaned for g in kept],
        ],
    )
    return Frame(made.columns, made.table, (*warnings, *([_EARLY] if early else [])))


def group_events(events: Sequence[Event], limits: Ends, buffer: int = BUFFER) -> tuple[list[Group], bool]:
    """The group of each row, rows being in the order of time, and whether `buffer` bytes were too few."""
    grouping = _Grouping(limits, buffer)
    found = [grouping.add(event) for event in events]
    return [group.whole() for group in found], grouping.early


class _Grouping:
    """The groups so far: by the values that lead to them, and the open ones by when they last had a row."""

    def __init__(self, limits: Ends, buffer: int) -> None:
        self._limits = limits
        self._buffer = buffer
        self._by_value: dict[tuple[int, Hashable], Group] = {}
        self._open: dict[Group, None] = {}
        self._size = 0
        self._rows = 0
        self.early = False

    def add(self, event: Event) -> Group:
        """The group that the row joins or begins."""
        number, self._rows = self._rows, self._rows + 1
        keys = [(i, value) for i, value in enumerate(event.values) if value is not None and value != ""]
        if not keys:
            return Group(number, event.time, event.time, event.size, orphaned=True, open=False)
        joined = self._joined(dict.fromkeys(g.whole() for k in keys if (g := self._by_value.get(k))), event)
        if joined is None:
            joined = Group(number, event.time, event.time, event.size, starts=event.starts)
        else:
            joined.last = event.time
            joined.count += 1
            joined.size += event.size
            del self._open[joined]
        joined.ends = event.ends
        self._open[joined] = None
        self._size += event.size
        for key in keys:
            self._by_value[key] = joined
        if event.ends:
            self._close(joined)
        while self._size > self._buffer:
            self.early = True
            self._close(next(iter(self._open)))
        return joined

    def _joined(self, groups: Iterable[Group], event: Event) -> Group | None:
        """The open groups among these as one, as far as limits allow, or None where there is none."""
        left: list[Group] = []
        for group in groups:
            if group.open and (event.starts or self._ends(group, event)):
                self._close(group)
            if group.open:
                left.append(group)
        # The group that had a row last is sure to be joined; the others as far as they fit.
        left.sort(key=lambda g: g.last, reverse=True)
        joined: Group | None = None
        for group in left:
            joined = group if joined is None else self._together(joined, group, event)
        return joined

    def _ends(self, group: Group, event: Event) -> bool:
        return (
            _over(event.time - group.first, self._limits.span)
            or _over(event.time - group.last, self._limits.pause)
            or _over(group.count + 1, self._limits.events)
        )

    def _together(self, one: Group, other: Group, event: Event) -> Group:
        older, newer = sorted((one, other), key=lambda g: g.number)
        count = older.count + newer.count
        # What begins a group stays the beginning of one.
        apart = newer.starts or _over(event.time - older.first, self._limits.span)
        if apart or _over(count + 1, self._limits.events):
            return one
        older.last, older.count = max(one.last, other.last), count
        older.size += newer.size
        newer.into = older
        del self._open[newer]
        return older

    def _close(self, group: Group) -> None:
        group.open = False
        del self._open[group]
        self._size -= group.size


def _over(value: int, most: int | None) -> bool:
    return most is not None and value > most


def _kept(group: Group, arguments: Mapping[str, object]) -> bool:
    if group.orphaned:
        return bool(arguments["orphans"])
    begun = group.starts or not arguments["strict_start"]
    return begun and (group.ends or not arguments["strict_end"])


def _whole(value: object) -> int | None:
    assert isinstance(value, int | None)
    return value
