"""Typed results: columns with their names and kinds, and their rows."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from sagescope.plan.schema import Kind


@dataclass(frozen=True, slots=True)
class FrameColumn:
    """A column of a result: its name as users see it, its kind, and whether it is a group-by key."""

    name: str
    kind: Kind
    key: bool = False

    @property
    def type(self) -> str:
        """Its field type in the API; a column of nothing but nulls is one of texts."""
        return "string" if self.kind is Kind.NULL else str(self.kind.value)


@dataclass(frozen=True, slots=True)
class Frame:
    """A result: `table` has the columns of `columns` in order, whatever it calls them."""

    columns: tuple[FrameColumn, ...]
    table: pa.Table

    @property
    def rows(self) -> int:
        """The number of rows."""
        return int(self.table.num_rows)

    def values(self) -> list[list[object]]:
        """The columns as lists of Python values, ready for JSON."""
        return [[_plain(v) for v in column.to_pylist()] for column in self.table.columns]

    def records(self, start: int = 0, count: int | None = None) -> Iterator[tuple[object, ...]]:
        """The rows from `start`, at most `count` of them."""
        part = self.table.slice(start, count)
        return (
            zip(*([_plain(v) for v in column.to_pylist()] for column in part.columns), strict=True)
            if part.num_columns
            else iter(())
        )


def display(value: object) -> str:
    """A value as text: what the API's maps and the terminal show.

    Whole numbers have no `.0`, truth values are `true` and `false`, absence is the empty text.
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            if math.isnan(value):
                return "NaN"
            if math.isinf(value):
                return "Infinity" if value > 0 else "-Infinity"
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case _:
            return str(value)


def _plain(value: object) -> object:
    # JSON has no NaN and infinity; users know them by Java's names.
    if isinstance(value, float) and (math.isnan(value) or math.isinf(value)):
        return display(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return value
