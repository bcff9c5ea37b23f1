"""What `save` writes: the rows of a result into a lookup table or a saved file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from sagescope.errors import Fault, Refusal
from sagescope.lang.lookups import SaveTarget
from sagescope.lookups.rows import BATCH_ROWS, Batch, RowCheck
from sagescope.lookups.tables import LookupTables
from sagescope.model.lookup import ColumnType, LookupColumn, LookupTable
from sagescope.plan.schema import Kind

_TYPES = {
    Kind.TEXT: ColumnType.STRING,
    Kind.NULL: ColumnType.STRING,
    Kind.INT: ColumnType.LONG,
    Kind.LONG: ColumnType.LONG,
    Kind.DOUBLE: ColumnType.DOUBLE,
    Kind.BOOL: ColumnType.BOOLEAN,
}
_WHOLE = (ColumnType.INT, ColumnType.LONG)


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column of a result: its name and kind."""

    name: str
    kind: Kind


class ResultSaver:
    """Writes results into lookup tables."""

    def __init__(self, tables: LookupTables) -> None:
        self._tables = tables

    def save(
        self, target: SaveTarget, columns: Sequence[ResultColumn], rows: pa.Table, by: str
    ) -> LookupTable:
        """Write the rows of a result, all or none; `rows` has the columns of `columns` in order.

        A saved file that is not there is made, and one that is there gets the columns of the result unless
        rows are appended. Raises Refusal where columns are missing or of another kind, or a value does not fit.
        """
        table = self._tables.find(target.path)
        own = [LookupColumn(name=c.name, type=_TYPES[c.kind]) for c in columns]
        made = table is None
        if table is None:
            table = self._tables.create(target.path, own, (), by=by)
        elif table.is_file and target.append:
            _check_same(table, own)
        elif table.is_file:
            table = table.changed(columns=tuple(own))
        try:
            return self._tables.write(
                table.id,
                self._batches(table, rows, _places(table, columns)),
                merge=target.append,
                by=by,
                columns=table.columns if table.is_file else None,
            )
        except Refusal:
            if made:
                self._tables.remove(table.id)
            raise

    def _batches(self, table: LookupTable, rows: pa.Table, places: Sequence[int]) -> Iterator[Batch]:
        check = RowCheck(table, self._tables.limits)
        number = 0
        for start in range(0, rows.num_rows, BATCH_ROWS):
            part = rows.slice(start, BATCH_ROWS)
            batch = Batch.of(table)
            for values in zip(*(part.column(i).to_pylist() for i in places), strict=True):
                number += 1
                if fault := check.values(batch, values, f"Row {number} of the result"):
                    raise Refusal(fault)
            yield batch


def _places(table: LookupTable, columns: Sequence[ResultColumn]) -> list[int]:
    names = [c.name.lower() for c in columns]
    missing = [c.name for c in table.columns if c.name.lower() not in names]
    if missing:
        raise Refusal(
            Fault(
                "save.columns",
                f"The result lacks {', '.join(map(repr, missing))} of {table.path}.",
                "Name the fields like the columns of the table.",
            )
        )
    return [names.index(c.name.lower()) for c in table.columns]


def _check_same(table: LookupTable, own: Sequence[LookupColumn]) -> None:
    held = {c.name.lower(): c.type for c in table.columns}
    new = {c.name.lower(): c.type for c in own}
    same = held.keys() == new.keys() and all(
        new[name] is type_ or (new[name] in _WHOLE and type_ in _WHOLE) for name, type_ in held.items()
    )
    if not same:
        raise Refusal(
            Fault(
                "save.append",
                f"The result has other columns than {table.path}: {', '.join(c.name for c in own)} "
                f"instead of {', '.join(c.name for c in table.columns)}.",
                "Append rows of the same columns, or save without append to replace the file.",
            )
        )
