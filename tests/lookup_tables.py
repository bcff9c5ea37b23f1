"""Lookup tables for tests: their definitions and rows as plain values, put into the store or just into a catalog."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sagescope.ids import stable_id
from sagescope.lang.catalog import Catalog
from sagescope.lang.lookups import tables_by_path
from sagescope.lang.threats import INDICATOR_COLUMNS, INDICATOR_KEY, THREATS
from sagescope.lookups.rows import Batch, RowCheck
from sagescope.lookups.tables import NOBODY, LookupTables
from sagescope.lookups.threats import TABLE_ID
from sagescope.model.lookup import ColumnType, LookupColumn, LookupTable
from sagescope.plan.schema import Kind
from sagescope.store.lookups import table_schema

THREAT_TYPES = {Kind.TEXT: ColumnType.STRING, Kind.INT: ColumnType.INT, Kind.LONG: ColumnType.LONG}


@dataclass(frozen=True, slots=True)
class GivenTable:
    """A table: its columns by name and type, its primary key, and rows of typed values."""

    path: str
    columns: Mapping[str, str]
    key: Sequence[str] = ()
    rows: Sequence[Sequence[Any]] = ()
    ttl: int = 0

    def definition(self) -> LookupTable:
        """The table as it is defined; its id follows from its path, so that recorded SQL stays the same."""
        return LookupTable(
            id=stable_id(self.path),
            path=self.path,
            columns=tuple(LookupColumn(name=n, type=ColumnType(t)) for n, t in self.columns.items()),
            primary_keys=tuple(self.key),
            ttl=self.ttl,
            generation=1,
            created_at=0,
            created_by=NOBODY,
            modified_at=0,
            modified_by=NOBODY,
        )

    def put(self, tables: LookupTables) -> None:
        """Make the table with its rows."""
        made = self.definition()
        tables.create(made.path, made.columns, made.primary_keys, by=NOBODY, ttl=made.ttl, table_id=made.id)
        batch = Batch.of(made)
        check = RowCheck(made, tables.limits)
        for row in self.rows:
            fault = check.values(batch, row, "The row")
            assert fault is None, fault
        tables.write(made.id, [batch] if batch.rows else [], merge=False, by=NOBODY)


USERS = GivenTable(
    "/Library/Users/ana@example.com/users",
    {"id": "string", "name": "string", "team": "string", "age": "int"},
    ("id",),
    (("u1", "Ana", "red", 41), ("U2", "Bo", None, 30)),
)
"""The table that the documents' examples look into."""

ADMINS = GivenTable("shared/aws/admins", {"user": "string", "team": "string"}, (), (("ana", "ops"),))


def threats_definition() -> LookupTable:
    """The table of indicators as every server has it."""
    return LookupTable(
        id=TABLE_ID,
        path=THREATS,
        columns=tuple(LookupColumn(name=n, type=THREAT_TYPES[k]) for n, k in INDICATOR_COLUMNS.items()),
        primary_keys=INDICATOR_KEY,
        created_at=0,
        created_by=NOBODY,
        modified_at=0,
        modified_by=NOBODY,
    )


def with_tables(catalog: Catalog, tables: Iterable[GivenTable] = (USERS, ADMINS)) -> Catalog:
    """The catalog of a store that has these tables, and that of threat indicators."""
    definitions = [*(table.definition() for table in tables), threats_definition()]
    return replace(catalog, tables=tables_by_path(map(table_schema, definitions)))
