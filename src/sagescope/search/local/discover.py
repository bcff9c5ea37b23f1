"""`discover`: fields that only the texts name, as columns of a result of messages."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import pyarrow as pa

from sagescope.plan.schema import Kind
from sagescope.search.flatten import json_fields, pair_fields
from sagescope.search.frames import Frame, FrameColumn

MOST_FIELDS = 100
"""Fields of one message (reference search-language.md, 10)."""

MOST_COLUMNS = 300
"""Columns that all messages of a result together may add."""

Finder = Callable[[str, Mapping[str, object]], Iterator[tuple[str, str]]]

_FINDERS: Mapping[str, Finder] = {"json": json_fields, "keyvalue": pair_fields}


def discover(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """The rows with a column for every field that the leading columns, one for each of `finds`, hold.

    The other columns are those of the result. `since` says for each the first of the finds that replaces
    its value, `made` whether it is there only because a stage named it: without a value it goes. Names
    in `hidden` stay out.
    """
    finds = arguments["finds"]
    assert isinstance(finds, tuple)
    result = _Result(frame, arguments, len(finds))
    for place, how in enumerate(finds):
        finder = _FINDERS[str(how["parser"])]
        for row, text in enumerate(frame.table.column(place).to_pylist()):
            if text:
                result.set(row, place, finder(text, how))
    return result.frame()


class _Result:
    """The columns as they grow."""

    def __init__(self, frame: Frame, arguments: Mapping[str, object], finds: int) -> None:
        self._columns = frame.columns[finds:]
        self._arrays = list(frame.table.columns[finds:])
        since, made, hidden = arguments["since"], arguments["made"], arguments["hidden"]
        assert isinstance(since, tuple) and isinstance(made, tuple) and isinstance(hidden, tuple)
        self._since: Sequence[int] = since
        self._made: Sequence[bool] = made
        self._hidden = frozenset(hidden)
        self._rows = frame.rows
        self._known = {c.name.lower(): i for i, c in enumerate(self._columns)}
        self._labels: dict[str, str] = {}
        # New values of known columns, and those of new ones, by their rows.
        self._changes: dict[int, dict[int, str]] = {}
        self._added: dict[str, dict[int, str]] = {}

    def set(self, row: int, place: int, fields: Iterator[tuple[str, str]]) -> None:
        """Take over the fields of one text, found by the find at `place`."""
        seen: set[str] = set()
        for name, value in fields:
            folded = name.lower()
            if folded in self._hidden or folded in seen:
                continue
            if len(seen) == MOST_FIELDS:
                return
            seen.add(folded)
            known = self._known.get(folded)
            if known is not None:
                self._labels.setdefault(folded, name)
                if self._since[known] <= place and self._columns[known].kind is Kind.TEXT:
                    self._changes.setdefault(known, {})[row] = value
            elif folded in self._added or len(self._added) < MOST_COLUMNS:
                self._labels.setdefault(folded, name)
                self._added.setdefault(folded, {})[row] = value

    def frame(self) -> Frame:
        """The result: the messages' own columns in their order, then all others by name."""
        made: list[tuple[FrameColumn, pa.ChunkedArray | pa.Array]] = []
        for i, column in enumerate(self._columns):
            array = self._arrays[i]
            if i in self._changes:
                changes = self._changes[i]
                array = pa.array([changes.get(r, v) for r, v in enumerate(array.to_pylist())], pa.string())
            if self._made[i] and array.null_count == self._rows:
                continue
            label = self._labels.get(column.name.lower(), column.name) if self._made[i] else column.name
            made.append((FrameColumn(label, column.kind, column.key), array))
        for name, values in self._added.items():
            texts = pa.array([values.get(r) for r in range(self._rows)], pa.string())
            made.append((FrameColumn(self._labels[name], Kind.TEXT), texts))
        made.sort(key=lambda one: "" if one[0].name.startswith("_") else one[0].name.lower())
        table = pa.Table.from_arrays([array for _, array in made], names=[f"v{i}" for i in range(len(made))])
        return Frame(tuple(column for column, _ in made), table)
