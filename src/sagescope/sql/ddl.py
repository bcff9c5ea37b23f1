"""Table definitions as data, and their text."""

from dataclasses import dataclass

from sagescope.sql.nodes import Expr, Select, Setting
from sagescope.sql.print import expression, identifier, literal, query
from sagescope.sql.types import SqlType


@dataclass(frozen=True, slots=True)
class ColumnDef:
    """A column: its type, and what fills it where an insert does not.

    `materialized` columns are always worked out; `default` ones may be given. `codec` names the
    compression codecs in order.
    """

    name: str
    type: SqlType
    default: Expr | None = None
    materialized: Expr | None = None
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
    """A table with its engine; engines of the MergeTree family have an order."""

    name: str
    columns: tuple[ColumnDef, ...]
    engine: str
    engine_args: tuple[str, ...] = ()
    indexes: tuple[Index, ...] = ()
    partition_by: Expr | None = None
    order_by: tuple[Expr, ...] = ()
    settings: tuple[Setting, ...] = ()


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
class DropTable:
    """Remove a table if it is there."""

    name: str


Statement = (
    CreateTable | CreateMaterializedView | ModifyView | AddColumn | MaterializeColumn | DropColumn | DropTable
)


def statement(node: Statement) -> str:
    """A definition as text."""
    match node:
        case CreateTable():
            return _create_table(node)
        case CreateMaterializedView(name, target, select):
            return (
                f"CREATE MATERIALIZED VIEW IF NOT EXISTS {identifier(name)} TO {identifier(target)} AS\n"
                f"{query(select)}"
            )
        case ModifyView(name, select):
            return f"ALTER TABLE {identifier(name)} MODIFY QUERY\n{query(select)}"
        case AddColumn(table, column):
            return f"ALTER TABLE {identifier(table)} ADD COLUMN IF NOT EXISTS {_column(column)}"
        case MaterializeColumn(table, name):
            return f"ALTER TABLE {identifier(table)} MATERIALIZE COLUMN {identifier(name)}"
        case DropColumn(table, name):
            return f"ALTER TABLE {identifier(table)} DROP COLUMN IF EXISTS {identifier(name)}"
        case DropTable(name):
            return f"DROP TABLE IF EXISTS {identifier(name)}"


def _create_table(t: CreateTable) -> str:
    parts = [_column(c) for c in t.columns] + [_index(i) for i in t.indexes]
    body = ",\n".join(f"  {p}" for p in parts)
    args = f"({', '.join(identifier(a) for a in t.engine_args)})" if t.engine_args else ""
    lines = [f"CREATE TABLE IF NOT EXISTS {identifier(t.name)} (", body, f") ENGINE = {t.engine}{args}"]
    if t.partition_by is not None:
        lines.append(f"PARTITION BY {expression(t.partition_by)}")
    if t.order_by:
        lines.append(f"ORDER BY ({', '.join(expression(e) for e in t.order_by)})")
    if t.settings:
        lines.append("SETTINGS " + ", ".join(f"{s.name} = {literal(s.value)}" for s in t.settings))
    return "\n".join(lines)


def _column(c: ColumnDef) -> str:
    text = f"{identifier(c.name)} {c.type}"
    if c.materialized is not None:
        text += f" MATERIALIZED {expression(c.materialized)}"
    elif c.default is not None:
        text += f" DEFAULT {expression(c.default)}"
    if c.codec:
        text += f" CODEC({', '.join(c.codec)})"
    return text


def _index(i: Index) -> str:
    options = ", ".join(f"{name} = {literal(value)}" for name, value in i.options)
    kind = f"{i.kind}({options})" if options else i.kind
    return f"INDEX {i.name} {expression(i.on)} TYPE {kind}"
