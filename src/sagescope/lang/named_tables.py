"""The tables that a query names, with the columns that it asks of them: for queries whose tables are elsewhere.

The migration report looks at queries of another account, and its lookup tables are not here. Declared as
the queries use them, they leave only what is wrong with the queries themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sagescope.lang.ast import InTable
from sagescope.lang.catalog import Catalog
from sagescope.lang.lookups import TableSchema
from sagescope.lang.names import names_in
from sagescope.lang.operators.lookup import Lookup
from sagescope.lang.operators.save import Save
from sagescope.lang.parts import parts
from sagescope.lang.table_syntax import Equality, Source
from sagescope.lang.threats import INDICATOR_COLUMNS, INDICATOR_KEY, THREATS
from sagescope.lang.tree import Tree
from sagescope.paths import path_key
from sagescope.plan.schema import Col, Kind


def with_named_tables(catalog: Catalog, tree: Tree, table: str, column: str) -> Catalog:
    """The catalog with every table that the query names and that it lacks, and with that of threat indicators.

    They read as `table` of the engine, all their columns as its `column`, and agree with fields of any kind.
    """
    declared: dict[str, TableSchema] = {}
    threats = tuple(Col(column, name, kind) for name, kind in INDICATOR_COLUMNS.items())
    declared[path_key(THREATS)] = TableSchema(THREATS, table, threats, INDICATOR_KEY)
    for path, names in columns_named(tree).items():
        columns = tuple(Col(column, name, Kind.NULL) for name in names)
        declared[path_key(path)] = TableSchema(path, table, columns)
    return replace(catalog, tables={**declared, **catalog.tables})


def columns_named(tree: Tree) -> Mapping[str, tuple[str, ...]]:
    """The paths of the tables that a query names, and the columns it asks of each."""
    found: dict[str, dict[str, str]] = {}

    def add(where: Source, names: list[str]) -> None:
        if where.scheme in ("", "path"):
            held = found.setdefault(where.path, {})
            for name in names:
                held.setdefault(name.lower(), name)

    if tree.source is not None:
        add(tree.source.source, sorted(names_in(tree.operators)))
    for where, names in _named(tree.operators):
        add(where, names)
    for _, inner in tree.inner:
        for path, columns in columns_named(inner).items():
            add(Source("", path, inner.lexed.scope[0].span), list(columns))
    return {path: tuple(held.values()) for path, held in found.items()}


def _named(value: object) -> Iterator[tuple[Source, list[str]]]:
    match value:
        case Lookup(_, wanted, _, source, conditions):
            # Either side of a condition may be the column.
            yield source, [column.text for column, _ in wanted] + _sides(conditions)
        case InTable(source, conditions):
            yield source, _sides(conditions)
        case Save(_, _, target):
            yield target, []
        case _:
            for part in parts(value):
                yield from _named(part)


def _sides(conditions: tuple[Equality, ...]) -> list[str]:
    return [name.text for c in conditions for name in (c.left, c.right)]
