"""`merge`: the rows of each group as one row."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sagescope.errors import Fault
from sagescope.plan.schema import Kind
from sagescope.search.events import in_time, within_limit
from sagescope.search.frames import Frame, FrameColumn, display

MOST_CHARACTERS = 1_000_000
"""Characters of a merged text."""

_CUT = Fault(
    "merge.cut",
    f"Texts were joined up to {MOST_CHARACTERS:,} characters.",
    "Merge fewer rows, or take only the first or last value.",
)


def merge(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """One row for each group, in the order in which the groups first come; one row in all without groups.

    `strategies` has a pair of strategy and separator, and `names` a name, for each of the first columns; after them come the
    times if there is `time`, then the groups if there is `group`. The other arguments are those of `events`.
    """
    frame, warnings = within_limit(frame, arguments)
    names, strategies = arguments["names"], arguments["strategies"]
    assert isinstance(names, tuple) and isinstance(strategies, tuple)
    width = len(strategies)
    order = in_time(frame, width if arguments["time"] else None, arguments)
    groups: dict[object, list[int]] = {}
    if arguments["group"]:
        keys = frame.column(len(frame.columns) - 1)
        groups = {key: [] for key in keys}
        for at in order:
            groups[keys[at]].append(at)
    elif order:
        groups = {None: order}
    columns: list[FrameColumn] = []
    values: list[list[object]] = []
    cut = False
    for place, (strategy, separator) in enumerate(strategies):
        column = frame.columns[place]
        held = frame.column(place)
        made = [_merged([held[at] for at in rows], strategy, separator) for rows in groups.values()]
        joined = strategy in ("join", "distinct")
        cut = cut or (joined and any(len(v) >= MOST_CHARACTERS for v in made if v is not None))
        columns.append(FrameColumn(names[place], Kind.TEXT if joined else column.kind))
        values.append(made)
    return Frame.of(columns, values, [*warnings, *([_CUT] if cut else [])])


def _merged(values: Sequence[Any], strategy: str, separator: str) -> Any:
    """The values of one field, in the order of time, as one value."""
    present = (v for v in values if v is not None)
    match strategy:
        case "first":
            return next(present, None)
        case "last":
            return next((v for v in reversed(values) if v is not None), None)
        case "distinct":
            return _joined(dict.fromkeys(map(display, present)), "\n")
        case _:
            return _joined(map(display, present), separator)


def _joined(texts: Mapping[str, None] | Iterator[str], separator: str) -> str | None:
    parts: list[str] = []
    length = 0
    for text in texts:
        parts.append(text)
        length += len(text) + len(separator)
        if length > MOST_CHARACTERS:
            break
    return separator.join(parts)[:MOST_CHARACTERS] if parts else None
