"""Table definitions as data, and their text."""

from dataclasses import dataclass
from enum import Enum

from sagescope.sql.nodes import Expr, Select, Setting
from sagescope.sql.print import expression, identifier, literal, query
from sagescope.sql.types import SqlType


@dataclass(frozen=True, slots=True)
class ColumnDef:
    """A column: its type, and what fills it where an insert does not.

    `materialized` columns are always worked out; `default` ones may be given; an `alias` is a name for an
    expression, which nothing is stored of. `codec` names the compression codecs in order.
    """

    name: str
    type: SqlType
    default: Expr | None = None
    materialized: Expr | None = None
    alias: Expr | None = None
    codec: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """A data skipping index of a kind, with its options as `name = value` pairs."""

    name: str
    on: Expr
    kind: str
    options: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class CreateTable:
    """A table with its engine; engines of the MergeTree family have an order.

    Rows go when `until`, a time of the row, has passed.
    """

    name: str
    columns: tuple[ColumnDef, ...]
    engine: str
    engine_args: tuple[str, ...] = ()
    indexes: tuple[Index, ...] = ()
    partition_by: Expr | None = None
    order_by: tuple[Expr, ...] = ()
    settings: tuple[Setting, ...] = ()
    until: Expr | None = None


class Layout(Enum):
    """How a dictionary is held in memory."""

    HASHED_ARRAY = "HASHED_ARRAY"
    RANGE_HASHED = "RANGE_HASHED"


@dataclass(frozen=True, slots=True)
class CreateDictionary:
    """A dictionary in memory over a table, loaded when it is first needed.

    `covered` names the columns of the range that a row covers, for RANGE_HASHED.
    """

    name: str
    columns: tuple[ColumnDef, ...]
    key: str
    table: str
    layout: Layout
    covered: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ReloadDictionary:
    """Load a dictionary anew from its table."""

    name: str


@dataclass(frozen=True, slots=True)
class CreateMaterializedView:
    """A view that writes what `select` makes of every block inserted into its source."""

    name: str
    target: str
    select: Select


@dataclass(frozen=True, slots=True)
class ModifyView:
    """Give a materialized view another SELECT, effective with the next block."""

    name: str
    select: Select


@dataclass(frozen=True, slots=True)
class AddColumn:
    """Add a column; rows of old parts get its default when read."""

    table: str
    column: ColumnDef


@dataclass(frozen=True, slots=True)
class AddIndex:
    """Add a data skipping index; old parts have none until they are merged."""

    table: str
    index: Index


@dataclass(frozen=True, slots=True)
class DropIndex:
    """Remove a data skipping index."""

    table: str
    index: str


@dataclass(frozen=True, slots=True)
class MaterializeIndex:
    """Make an index of the old parts, in the background."""

    table: str
    index: str


@dataclass(frozen=True, slots=True)
class MaterializeColumn:
    """Write a column's default into the old parts, in the background."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class DropColumn:
    """Remove a column."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class ModifyTtl:
    """Let rows go when `until`, a time of the row, has passed; None keeps them for good."""

    table: str
    until: Expr | None


@dataclass(frozen=True, slots=True)
class DropPartition:
    """Remove the rows of a partition; none is fine."""

    table: str
    partition: str


@dataclass(frozen=True, slots=True)
class InsertSelect:
    """Write the rows of a SELECT; its items are named like the columns that they go to."""

    table: str
    select: Select


@dataclass(frozen=True, slots=True)
class DropTable:
    """Remove a table if it is there."""

    name: str


Statement = (
    CreateTable
    | CreateDictionary
    | ReloadDictionary
    | CreateMaterializedView
    | ModifyView
    | AddColumn
    | AddIndex
    | DropIndex
    | MaterializeIndex
    | MaterializeColumn
    | DropColumn
    | ModifyTtl
    | DropPartition
    | InsertSelect
    | DropTable
)


def statement(node: Statement) -> str:
    """A definition as text."""
    match node:
        case CreateTable():
            return _create_table(node)
        case CreateDictionary():
            return _create_dictionary(node)
        case ReloadDictionary(name):
            return f"SYSTEM RELOAD DICTIONARY {identifier(name)}"
        case CreateMaterializedView(name, target, select):
            return (
                f"CREATE MATERIALIZED VIEW IF NOT EXISTS {identifier(name)} TO {identifier(target)} AS\n"
                f"{query(select)}"
            )
        case ModifyView(name, select):
            return f"ALTER TABLE {identifier(name)} MODIFY QUERY\n{query(select)}"
        case AddColumn(table, column):
            return f"ALTER TABLE {identifier(table)} ADD COLUMN IF NOT EXISTS {_column(column)}"
        case AddIndex(table, index):
            return f"ALTER TABLE {identifier(table)} ADD INDEX IF NOT EXISTS {_index(index)}"
        case DropIndex(table, name):
            return f"ALTER TABLE {identifier(table)} DROP INDEX IF EXISTS {identifier(name)}"
        case MaterializeIndex(table, name):
            return f"ALTER TABLE {identifier(table)} MATERIALIZE INDEX {identifier(name)}"
        case MaterializeColumn(table, name):
            return f"ALTER TABLE {identifier(table)} MATERIALIZE COLUMN {identifier(name)}"
        case DropColumn(table, name):
            return f"ALTER TABLE {identifier(table)} DROP COLUMN IF EXISTS {identifier(name)}"
        case ModifyTtl(table, until):
            change = "REMOVE TTL" if until is None else f"MODIFY TTL {expression(until)}"
            return f"ALTER TABLE {identifier(table)} {change}"
        case DropPartition(table, partition):
            return f"ALTER TABLE {identifier(table)} DROP PARTITION {literal(partition)}"
        case InsertSelect(table, select):
            columns = ", ".join(identifier(item.alias) for item in select.items)
            return f"INSERT INTO {identifier(table)} ({columns})\n{query(select)}"
        case DropTable(name):
            return f"DROP TABLE IF EXISTS {identifier(name)}"


def _create_table(t: CreateTable) -> str:
    parts = [_column(c) for c in t.columns] + [f"INDEX {_index(i)}" for i in t.indexes]
    body = ",\n".join(f"  {p}" for p in parts)
    args = f"({', '.join(identifier(a) for a in t.engine_args)})" if t.engine_args else ""
    lines = [f"CREATE TABLE IF NOT EXISTS {identifier(t.name)} (", body, f") ENGINE = {t.engine}{args}"]
    if t.partition_by is not None:
        lines.append(f"PARTITION BY {expression(t.partition_by)}")
    if t.order_by:
        lines.append(f"ORDER BY ({', '.join(expression(e) for e in t.order_by)})")
    if t.until is not None:
        lines.append(f"TTL {expression(t.until)}")
    if t.settings:
        lines.append("SETTINGS " + ", ".join(f"{s.name} = {literal(s.value)}" for s in t.settings))
    return "\n".join(lines)


def _create_dictionary(d: CreateDictionary) -> str:
    columns = ",\n".join(f"  {_column(c)}" for c in d.columns)
    layout = {Layout.HASHED_ARRAY: "HASHED_ARRAY()", Layout.RANGE_HASHED: "RANGE_HASHED()"}[d.layout]
    covered = f"\nRANGE(MIN {d.covered[0]} MAX {d.covered[1]})" if d.covered else ""
    return (
        f"CREATE DICTIONARY IF NOT EXISTS {identifier(d.name)} (\n{columns}\n)\nPRIMARY KEY {identifier(d.key)}\n"
        f"SOURCE(CLICKHOUSE(TABLE {literal(d.table)}))\nLIFETIME(0)\nLAYOUT({layout}){covered}"
    )


def _column(c: ColumnDef) -> str:
    text = f"{identifier(c.name)} {c.type}"
    if c.materialized is not None:
        text += f" MATERIALIZED {expression(c.materialized)}"
    elif c.alias is not None:
        text += f" ALIAS {expression(c.alias)}"
    elif c.default is not None:
        text += f" DEFAULT {expression(c.default)}"
    if c.codec:
        text += f" CODEC({', '.join(c.codec)})"
    return text


def _index(i: Index) -> str:
    options = ", ".join(f"{name} = {literal(value)}" for name, value in i.options)
    kind = f"{i.kind}({options})" if options else i.kind
    return f"{i.name} {expression(i.on)} TYPE {kind}"
