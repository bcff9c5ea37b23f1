"""The store as a whole: its migrations, and the columns and the landing view that follow the schema.

Changing the schema or the rules never blocks: a column is added, the view gets another SELECT, and the
next batch already goes through it.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import structlog

from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal
from sagescope.lang.catalog import Catalog
from sagescope.lang.lookups import TableSchema, tables_by_path
from sagescope.lang.macros import MacroText
from sagescope.sql.build import col
from sagescope.sql.ddl import (
    AddColumn,
    ColumnDef,
    CreateMaterializedView,
    CreateTable,
    MaterializeColumn,
    ModifyView,
)
from sagescope.sql.print import literal
from sagescope.sql.types import INT64, STRING, UINT32
from sagescope.store.engine import Engine
from sagescope.store.fields import (
    Schema,
    catalog,
    field_definition,
    pair_definition,
    path_definition,
)
from sagescope.store.migrations import MIGRATIONS
from sagescope.store.rules import Rule, landing_select
from sagescope.store.tables.logs import LANDING_VIEW, LOGS

STATUS = "store_migrations"

_log = structlog.get_logger("sagescope.store")


class Store:
    """The tables of one engine, kept in step with the schema and the active rules."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self._clock = clock
        self._lock = threading.Lock()
        self._schema = Schema()
        self._catalog = catalog(self._schema)

    @property
    def schema(self) -> Schema:
        """The present schema."""
        return self._schema

    @property
    def catalog(self) -> Catalog:
        """What queries may read now."""
        return self._catalog

    def migrate(self, say: Callable[[str], None] = lambda _: None) -> int:
        """Bring the tables up to date; returns how many migrations ran.

        Raises Refusal when the tables are newer than this program.
        """
        self.engine.command(
            CreateTable(
                STATUS,
                (
                    ColumnDef("number", UINT32),
                    ColumnDef("name", STRING),
                    ColumnDef("applied", INT64),
                ),
                "MergeTree",
                order_by=(col("number"),),
            )
        )
        done = {
            int(n) for n in self.engine.query_text(f"SELECT number FROM {STATUS}").table["number"].to_pylist()
        }
        newest = MIGRATIONS[-1].number
        if done and max(done) > newest:
            raise Refusal(
                Fault(
                    "store.newer",
                    f"The store was written by a newer Sagescope (migration {max(done)}, "
                    f"this one knows {newest}).",
                    "Install that version or a later one.",
                ),
                Cause.CONFLICT,
            )
        ran = 0
        for migration in MIGRATIONS:
            if migration.number in done:
                continue
            say(f"store: {migration.name}")
            for node in migration.statements:
                self.engine.command(node)
            self.engine.command(
                f"INSERT INTO {STATUS} VALUES ({migration.number}, {literal(migration.name)}, "
                f"{self._clock.now()})"
            )
            ran += 1
        return ran

    def apply(self, schema: Schema, rules: Sequence[Rule]) -> None:
        """Make the log table and the landing view those of `schema` and `rules`.

        Raises Refusal where a rule cannot be compiled; nothing is changed then.
        """
        with self._lock:
            select = landing_select(schema, rules)
            wanted = [field_definition(name) for name in schema.fields]
            wanted += [path_definition(path) for path in schema.paths]
            wanted += [pair_definition(key) for key in schema.pairs]
            present = self._columns()
            added = [c for c in wanted if c.name not in present]
            for column in added:
                self.engine.command(AddColumn(LOGS, column))
            if present and self._view_exists():
                self.engine.command(ModifyView(LANDING_VIEW, select))
            else:
                self.engine.command(CreateMaterializedView(LANDING_VIEW, LOGS, select))
            computed = [column for column in added if column.default is not None]
            if computed and self._has_rows():
                for column in computed:
                    self.engine.command(MaterializeColumn(LOGS, column.name))
            self._schema = schema
            held = self._catalog
            self._catalog = replace(catalog(schema), tables=held.tables, macros=held.macros)

    def set_tables(self, tables: Iterable[TableSchema]) -> None:
        """Tell which lookup tables queries may look into."""
        with self._lock:
            self._catalog = replace(self._catalog, tables=tables_by_path(tables))

    def set_macros(self, macros: Iterable[MacroText]) -> None:
        """Tell which macros queries may use."""
        with self._lock:
            self._catalog = replace(self._catalog, macros={macro.name.lower(): macro for macro in macros})

    def _columns(self) -> set[str]:
        text = (
            f"SELECT name FROM system.columns WHERE database = currentDatabase() AND table = {literal(LOGS)}"
        )
        return set(self.engine.query_text(text).table["name"].to_pylist())

    def _view_exists(self) -> bool:
        text = (
            "SELECT count() AS found FROM system.tables WHERE database = currentDatabase() "
            f"AND name = {literal(LANDING_VIEW)}"
        )
        return bool(self.engine.query_text(text).table["found"][0].as_py())

    def _has_rows(self) -> bool:
        return bool(self.engine.query_text(f"SELECT count() AS found FROM {LOGS}").table["found"][0].as_py())
