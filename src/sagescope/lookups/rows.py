"""Rows on their way into a lookup table: texts and values become what its columns hold, or a fault says why not."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sagescope.errors import Fault
from sagescope.lookups.limits import LookupLimits
from sagescope.model.lookup import ColumnType, LookupColumn, LookupTable
from sagescope.store.lookups import Value
from sagescope.store.tables.lookups import key_columns

BATCH_ROWS = 50_000

_WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_BITS = {ColumnType.INT: 31, ColumnType.LONG: 63}
_WORDS = {
    ColumnType.BOOLEAN: "true or false",
    ColumnType.INT: "a whole number between -2147483648 and 2147483647",
    ColumnType.LONG: "a whole number of 64 bits",
    ColumnType.DOUBLE: "a number",
    ColumnType.STRING: "a text",
}


class NotThat(Exception):
    """A value is not what its column holds; the text goes on from "Column 'x' holds "."""


@dataclass(slots=True)
class Batch:
    """Rows column by column, and the bytes of each."""

    columns: list[list[Value]]
    sizes: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, table: LookupTable) -> "Batch":
        """An empty one for the columns of a table."""
        return cls([[] for _ in table.columns])

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.sizes)


class RowCheck:
    """Adds rows to batches where they fit a table."""

    def __init__(self, table: LookupTable, limits: LookupLimits) -> None:
        self._table = table
        self._limits = limits
        self._keys = frozenset(key_columns(table))

    def texts(self, batch: Batch, cells: Sequence[str | None], where: str) -> Fault | None:
        """Add a row of texts, one for each column in order; None is absent.

        `where` opens the messages ("Line 3"). Returns the fault of the first text that does not fit.
        """
        values: list[Value] = []
        for i, (column, text) in enumerate(zip(self._table.columns, cells, strict=True)):
            try:
                values.append(read_text(text, column.type, key=i in self._keys))
            except NotThat as wrong:
                return _misfit(where, column, i, wrong)
        return self._add(batch, values, sum(text_bytes(cell) for cell in cells) + len(cells), where)

    def values(self, batch: Batch, values: Sequence[object], where: str) -> Fault | None:
        """Add a row of typed values, as results of queries have them."""
        turned: list[Value] = []
        for i, (column, value) in enumerate(zip(self._table.columns, values, strict=True)):
            try:
                turned.append(read_value(value, column.type, key=i in self._keys))
            except NotThat as wrong:
                return _misfit(where, column, i, wrong)
        return self._add(batch, turned, sum(text_bytes(_written(v)) for v in turned) + len(turned), where)

    def _add(self, batch: Batch, values: list[Value], size: int, where: str) -> Fault | None:
        if size > self._limits.row_bytes:
            return Fault(
                "lookup.row_size",
                f"{where}: the row has {size:,} bytes, the most is {self._limits.row_bytes:,}.",
                "Shorten its values.",
            )
        for i in self._keys:
            value, column = values[i], self._table.columns[i]
            if isinstance(value, str) and len(value) > self._limits.key_length:
                return Fault(
                    "lookup.key_length",
                    f"{where}, column {i + 1}: {column.name!r} is of the primary key and has {len(value):,} "
                    f"characters, the most is {self._limits.key_length:,}.",
                    "Shorten it, or choose another primary key.",
                )
        for held, value in zip(batch.columns, values, strict=True):
            held.append(value)
        batch.sizes.append(size)
        return None


def read_text(text: str | None, type_: ColumnType, *, key: bool) -> Value:
    """What a text means in a column. An empty text is absent, but for a column of texts.

    A `key` cannot be absent or empty. Raises NotThat.
    """
    if key and (text is None or not text.strip()):
        raise NotThat("a part of the primary key, which cannot be empty.")
    if text is None:
        return None
    match type_:
        case ColumnType.STRING:
            return text
        case _ if not text.strip():
            return None
        case ColumnType.BOOLEAN if text.strip().lower() in ("true", "false"):
            return text.strip().lower() == "true"
        case ColumnType.INT | ColumnType.LONG if _WHOLE.fullmatch(text.strip()):
            number = int(text)
            if -(2 ** _BITS[type_]) <= number < 2 ** _BITS[type_]:
                return number
        case ColumnType.DOUBLE if _DECIMAL.fullmatch(text.strip()):
            return float(text)
    raise NotThat(f"{_WORDS[type_]}, which {_short(text)} is not.")


def read_value(value: object, type_: ColumnType, *, key: bool) -> Value:
    """What a value of a result means in a column; whole numbers may go into columns of fractions.

    Raises NotThat.
    """
    if value is None or (key and value == ""):
        return read_text(None, type_, key=key)
    match type_, value:
        case (ColumnType.STRING, str()) | (ColumnType.BOOLEAN, bool()):
            return value  # type: ignore[return-value]
        case (ColumnType.BOOLEAN, 0 | 1):
            return bool(value)
        case (ColumnType.INT | ColumnType.LONG, int()) if not isinstance(value, bool):
            if -(2 ** _BITS[type_]) <= value < 2 ** _BITS[type_]:
                return value
        case (ColumnType.DOUBLE, int() | float()) if not isinstance(value, bool):
            return float(value) if math.isfinite(value) else None
    raise NotThat(f"{_WORDS[type_]}, which {_short(str(value))} is not.")


def text_bytes(text: str | None) -> int:
    """The bytes of a text in UTF-8."""
    if text is None:
        return 0
    return len(text) if text.isascii() else len(text.encode())


def _written(value: Value) -> str | None:
    return value if isinstance(value, str | None) else str(value)


def _misfit(where: str, column: LookupColumn, at: int, wrong: NotThat) -> Fault:
    return Fault(
        "lookup.value",
        f"{where}, column {at + 1}: {column.name!r} holds {wrong}",
        "Correct the value; nothing has been changed.",
    )


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:37] + "…")
