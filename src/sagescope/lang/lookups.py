"""Tables that queries look into, as the compiler knows them, and the relation of their rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sagescope.paths import path_key
from sagescope.plan.nodes import Filter, Scan
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.sql.build import col, f, infix
from sagescope.sql.nodes import Expr, Op

WRITTEN = "written"
"""The column with the time at which a row was last written, milliseconds."""

VERSION = "version"
"""The column that rises with every row that is written."""


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A lookup table: its path, the engine's table, and its columns in their order.

    `keys` are the lower-case names of its primary key; a saved file has none. `ttl` is the time in
    milliseconds after which a row that was not written again is gone, 0 being never.
    """

    path: str
    table: str
    columns: tuple[Col, ...]
    keys: tuple[str, ...] = ()
    ttl: int = 0

    @property
    def is_file(self) -> bool:
        """Whether it is a saved file: no primary key, and its texts have case."""
        return not self.keys

    def column(self, name: str) -> Col | None:
        """The column of a name, in any case."""
        return next((c for c in self.columns if c.label.lower() == name.lower()), None)


def tables_by_path(tables: Iterable[TableSchema]) -> dict[str, TableSchema]:
    """Tables by what their paths are compared by."""
    return {path_key(table.path): table for table in tables}


def folded_key(value: Expr, kind: Kind) -> Expr:
    """What two values of a primary key have in common where they are the same key: texts have no case."""
    return f.lowerUTF8(value) if kind is Kind.TEXT else value


def table_rows(table: TableSchema, ids: Ids) -> Relation:
    """The rows of a table that are there now, in no order."""
    node: Scan | Filter = Scan(table.table, final=True)
    if table.ttl:
        now = f.toUnixTimestamp64Milli(f.now64(3))
        node = Filter(node, infix(Op.GT, col(WRITTEN), infix(Op.SUB, now, table.ttl)))
    return Relation(node, ids, {c.label.lower(): c for c in table.columns})


def newest_of_each(rel: Relation, keys: Sequence[Col], values: Sequence[Col]) -> Relation:
    """One row for each distinct tuple of `keys`: the one that was written last."""
    # A tuple keeps nulls, which argMax by itself would pass over.
    newest = [
        (v.label, f.tupleElement(f.argMax(f.tuple(col(v.sql)), col(VERSION)), 1), v.kind) for v in values
    ]
    return rel.aggregate([(key.label, key) for key in keys], newest or [("rows", f.count(), Kind.LONG)])


@dataclass(frozen=True, slots=True)
class SaveTarget:
    """Where the rows of a result are to be written; `append` keeps the rows that are there."""

    path: str
    append: bool
