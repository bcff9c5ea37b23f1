"""The rows of lookup tables in the engine: filling a generation, changing single rows, sizes, what queries see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from sagescope.clock import Clock
from sagescope.ids import MessageIds
from sagescope.lang.lookups import VERSION, WRITTEN, TableSchema, folded_key, table_rows
from sagescope.model.lookup import ColumnType, LookupTable
from sagescope.plan.nodes import SortKey
from sagescope.plan.pack import pack
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.sql.build import all_of, col, eq, f, infix, lit
from sagescope.sql.ddl import DropTable, InsertSelect, ModifyTtl
from sagescope.sql.nodes import Derived, Expr, Item, Op, Over, Select, Table
from sagescope.sql.print import literal
from sagescope.store.engine import Engine
from sagescope.store.tables.lookups import (
    GONE,
    KINDS,
    SIZE,
    expiry,
    key_columns,
    rows_table,
    rows_table_name,
    value_columns,
)

PREFIX = "lookup_"
"""What the names of these tables start with; nothing else's do."""

Value = str | int | float | bool | None

_ARROW = {
    ColumnType.BOOLEAN: pa.bool_(),
    ColumnType.INT: pa.int64(),
    ColumnType.LONG: pa.int64(),
    ColumnType.DOUBLE: pa.float64(),
    ColumnType.STRING: pa.string(),
}


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a table holds: rows, and the bytes of their values."""

    rows: int
    size: int


class LookupRows:
    """Reads and writes the rows of lookup tables.

    Every table that is handed in is one generation of rows; the caller decides which of them counts.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._versions = MessageIds(clock)

    def create(self, table: LookupTable) -> None:
        """Make the engine's table for a generation; nothing happens where it is there."""
        self._engine.command(rows_table(table))

    def drop(self, table: LookupTable) -> None:
        """Delete a generation of rows."""
        self._engine.command(DropTable(rows_table_name(table)))

    def drop_others(self, tables: Iterable[LookupTable]) -> None:
        """Delete every generation but those of `tables`: what an interrupted change has left."""
        kept = {rows_table_name(table) for table in tables}
        text = (
            "SELECT name FROM system.tables WHERE database = currentDatabase() "
            f"AND startsWith(name, {literal(PREFIX)})"
        )
        for name in self._engine.query_text(text).table["name"].to_pylist():
            if name not in kept:
                self._engine.command(DropTable(name))

    def insert(
        self,
        table: LookupTable,
        columns: Sequence[Sequence[Value]],
        sizes: Sequence[int],
        *,
        gone: bool = False,
    ) -> None:
        """Write rows, of equal keys the last one counts; `gone` rows hide those that have their keys.

        `columns` are the values of each column in the order of the definition, `sizes` the bytes of each
        row. When it returns the rows survive a kill.
        """
        count = len(sizes)
        first = self._versions.take(count)
        now = self._clock.now()
        arrays = {
            name: pa.array(values, _ARROW[column.type])
            for name, column, values in zip(value_columns(table), table.columns, columns, strict=True)
        }
        arrays |= {
            WRITTEN: pa.array([now] * count, pa.int64()),
            VERSION: pa.array(range(first, first + count), pa.uint64()),
            GONE: pa.array([int(gone)] * count, pa.uint8()),
            SIZE: pa.array(sizes, pa.uint32()),
        }
        self._engine.insert(rows_table_name(table), pa.table(arrays))

    def copy(self, old: LookupTable, new: LookupTable) -> None:
        """Write the rows of one generation into another, with the times at which they were written."""
        columns = (*value_columns(old), WRITTEN, VERSION, GONE, SIZE)
        items = tuple(Item(col(name), name) for name in columns)
        select = Select(items, Table(rows_table_name(old), final=True))
        self._engine.command(InsertSelect(rows_table_name(new), select))

    def extent(self, table: LookupTable) -> Extent:
        """How much there is."""
        rel = table_rows(table_schema(table), Ids()).aggregate(
            (), [("rows", f.count(), Kind.LONG), ("size", f.sum(col(SIZE)), Kind.LONG)]
        )
        select = pack(rel.node, [c.sql for c in rel.columns.values()], rel.ids)
        rows, size = (column[0].as_py() for column in self._engine.query(select).table.columns)
        return Extent(rows, size)

    def trim(self, table: LookupTable, size: int) -> int:
        """Delete the rows that were written least recently until the rest has `size` bytes at the most.

        Returns how many rows are left out.
        """
        before = self.extent(table).rows
        total = Over(f.sum(col(SIZE)), (), (col(VERSION),), (True,))
        running = Select(
            (Item(col(VERSION), VERSION), Item(total, "total")), Table(rows_table_name(table), final=True)
        )
        kept = Select(
            (Item(f.min(col(VERSION)), "first"), Item(f.count(), "rows")),
            Derived(running, "r"),
            where=infix(Op.LE, col("total"), size),
        )
        answer = self._engine.query(kept).table
        first, rows = answer["first"][0].as_py(), answer["rows"][0].as_py()
        if rows < before:
            condition = f"{VERSION} < {first}" if rows else "1"
            self._engine.command(f"DELETE FROM {rows_table_name(table)} WHERE {condition}")
        return int(before - rows)

    def find(self, table: LookupTable, key: Sequence[Value]) -> dict[str, Value] | None:
        """The row of a primary key, by the names of the columns."""
        schema = table_schema(table)
        columns = [schema.columns[i] for i in key_columns(table)]
        pairs = zip(columns, key, strict=True)
        condition = all_of(*(_same_key(column, value) for column, value in pairs))
        rel = table_rows(schema, Ids()).filter(condition)
        select = pack(rel.node, [c.sql for c in schema.columns], rel.ids)
        rows = self._engine.query(select).table.to_pylist()
        return {c.label: rows[0][c.sql] for c in schema.columns} if rows else None

    def page(
        self, table: LookupTable, where: Mapping[str, str], limit: int, offset: int
    ) -> list[dict[str, Value]]:
        """Rows whose texts in these columns are equal without case, in the order in which they were written."""
        schema = table_schema(table)
        rel = table_rows(schema, Ids())
        for name, value in where.items():
            column = schema.column(name)
            assert column is not None, f"{table.path} has no column {name}"
            rel = rel.filter(_same_key(column, value))
        # What is skipped is read too: pages are for people, who do not turn many.
        rel = rel.sort((SortKey(VERSION, descending=False),)).limit(offset + limit)
        select = pack(rel.rows, [c.sql for c in schema.columns], rel.ids)
        rows = self._engine.query(select).table.slice(offset).to_pylist()
        return [{c.label: row[c.sql] for c in schema.columns} for row in rows]

    def set_expiry(self, table: LookupTable, old: int) -> None:
        """Make the engine delete rows by the table's present time to live; `old` was the one before."""
        if table.ttl or old:
            self._engine.command(ModifyTtl(rows_table_name(table), expiry(table.ttl)))


def table_schema(table: LookupTable) -> TableSchema:
    """A lookup table as the compiler knows it."""
    columns = tuple(
        Col(name, column.name, KINDS[column.type])
        for name, column in zip(value_columns(table), table.columns, strict=True)
    )
    keys = tuple(key.lower() for key in table.primary_keys)
    return TableSchema(table.path, rows_table_name(table), columns, keys, table.ttl * 60_000)


def _same_key(column: Col, value: Value) -> Expr:
    return eq(folded_key(col(column.sql), column.kind), folded_key(lit(value), column.kind))
