"""`transpose`: the distinct values of a column become columns."""

from collections.abc import Mapping, Sequence

from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn, display

MOST_COLUMNS = 300
"""Columns that a transpose makes at the most (reference search-language.md, 10)."""


def transpose(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """One row a distinct tuple of the row columns, one column a distinct tuple of the column values.

    `rows` and `columns` say how many leading columns are which; the rest are values. `listed` are the
    names after `as`: those columns come first (absent ones are null), `*` stands for the others, and an
    empty list for all.
    """
    row_count, column_count = _count(arguments, "rows"), _count(arguments, "columns")
    listed = arguments["listed"]
    assert isinstance(listed, tuple)
    value_columns = frame.columns[row_count + column_count :]
    cells: dict[tuple[object, ...], dict[str, object]] = {}
    made: dict[str, Kind] = {}
    for record in frame.tuples():
        row = record[:row_count]
        label = ", ".join(display(v) for v in record[row_count : row_count + column_count])
        held = cells.setdefault(row, {})
        for column, value in zip(value_columns, record[row_count + column_count :], strict=True):
            name = label if len(value_columns) == 1 else f"{label} {column.name}".strip()
            made.setdefault(name, column.kind)
            held[name] = value
    names = _order(sorted(made), listed)
    kind = value_columns[0].kind
    columns = [*frame.columns[:row_count], *(FrameColumn(name, made.get(name, kind)) for name in names)]
    columns = [FrameColumn(c.name, c.kind, key=i < row_count) for i, c in enumerate(columns)]
    values = [[row[i] for row in cells] for i in range(row_count)]
    values += [[held.get(name) for held in cells.values()] for name in names]
    return Frame.of(columns, values)


def _order(made: Sequence[str], listed: Sequence[str]) -> list[str]:
    if not listed:
        return list(made[:MOST_COLUMNS])
    # Names are fields, and those have no case.
    by_name = {name.lower(): name for name in made}
    first = [by_name.get(name.lower(), name) for name in listed if name != "*"]
    others = [name for name in made if name not in first] if "*" in listed else []
    return (first + others)[:MOST_COLUMNS]


def _count(arguments: Mapping[str, object], name: str) -> int:
    count = arguments[name]
    assert isinstance(count, int)
    return count
