"""Typed results: columns with their names and kinds, and their rows."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import pyarrow as pa

from sagescope.errors import Fault
from sagescope.plan.schema import Kind
from sagescope.search.columns import array_of

_NAN = math.nan


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
    """A result: `table` has the columns of `columns` in order, whatever it calls them.

    `warnings` say what a local stage had to leave out.
    """

    columns: tuple[FrameColumn, ...]
    table: pa.Table
    warnings: tuple[Fault, ...] = ()

    @classmethod
    def of(
        cls,
        columns: Sequence[FrameColumn],
        values: Sequence[Sequence[object]],
        warnings: Sequence[Fault] = (),
    ) -> Self:
        """A frame of the values of each column."""
        arrays = [array_of(held, c.kind) for c, held in zip(columns, values, strict=True)]
        table = pa.Table.from_arrays(arrays, names=[f"v{i}" for i in range(len(arrays))])
        return cls(tuple(columns), table, tuple(warnings))

    def column(self, at: int) -> list[Any]:
        """The values of a column as they are, for a local stage: of its kind, or None.

        What is no number is one object everywhere, so that it equals itself as a key.
        """
        values = list(self.table.column(at).to_pylist())
        return [_NAN if v != v else v for v in values] if self.columns[at].kind is Kind.DOUBLE else values

    def place(self, name: str) -> int | None:
        """The place of a column by its name, in whatever case; None where there is none."""
        wanted = name.lower()
        return next((at for at, c in enumerate(self.columns) if c.name.lower() == wanted), None)

    def tuples(self) -> Iterator[tuple[Any, ...]]:
        """The rows with their values as they are, for a local stage."""
        return zip(*(self.column(i) for i in range(len(self.columns))), strict=True)

    @property
    def rows(self) -> int:
        """The number of rows."""
        return int(self.table.num_rows)

    def chosen(self, rows: Sequence[bool], width: int) -> "Frame":
        """The rows that are chosen, with the first `width` columns."""
        table = self.table.select(list(range(width))).filter(pa.array(rows, pa.bool_()))
        return Frame(self.columns[:width], table)

    def beside(self, columns: Sequence[FrameColumn], values: Sequence[Sequence[object]]) -> "Frame":
        """The rows with further columns."""
        further = Frame.of(columns, values)
        arrays = [*self.table.columns, *further.table.columns]
        table = pa.Table.from_arrays(arrays, names=[f"v{i}" for i in range(len(arrays))])
        return Frame((*self.columns, *further.columns), table, self.warnings)

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
