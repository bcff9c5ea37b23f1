"""Lookup tables: their definitions in the metadata, their rows in the store, and both kept in step.

A change of rows as a whole (an upload, `save`, emptying) fills a new generation and makes it count with one
write of the metadata, so it happens as a whole or not at all, also where the process is killed. Changes of
one table wait for each other.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import structlog

from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal, ServerFault
from sagescope.ids import hex_id
from sagescope.lookups.limits import LookupLimits
from sagescope.lookups.rows import Batch, NotThat, RowCheck, read_text
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import lookups
from sagescope.model.lookup import LookupColumn, LookupTable, SizeLimitAction
from sagescope.store.lookups import Extent, LookupRows, Value, table_schema
from sagescope.store.schema import Store
from sagescope.store.tables.lookups import key_columns

RETIRED_SECONDS = 150.0
"""How long rows that no longer count are kept for searches that began before."""

NOBODY = "0" * 16

_log = structlog.get_logger("sagescope.lookups")


class LookupTables:
    """The one place that changes lookup tables. `load` comes first."""

    def __init__(
        self, database: Database, store: Store, clock: Clock, limits: LookupLimits | None = None
    ) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._rows = LookupRows(store.engine, clock)
        self.limits = limits or LookupLimits()
        self._lock = threading.Lock()
        self._locks: dict[str, threading.RLock] = {}
        self._retired: dict[threading.Timer, LookupTable] = {}

    def load(self) -> None:
        """Tell queries which tables there are, and remove what an interrupted change has left."""
        self._rows.drop_others(self._publish())

    def close(self) -> None:
        """Remove the rows that were kept for searches under way."""
        with self._lock:
            retired, self._retired = self._retired, {}
        for timer, table in retired.items():
            timer.cancel()
            self._rows.drop(table)

    def listed(self) -> list[LookupTable]:
        """All tables, by their paths."""
        with self._database.reading() as session:
            return lookups.listed(session)

    def get(self, table_id: str) -> LookupTable:
        """The table of an id. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            return lookups.get(session, table_id)

    def find(self, path: str) -> LookupTable | None:
        """The table of a path, however it is written."""
        with self._database.reading() as session:
            return lookups.find_by_path(session, path)

    def extent(self, table: LookupTable) -> Extent:
        """How many rows and bytes a table holds."""
        return self._rows.extent(table)

    def create(
        self,
        path: str,
        columns: Sequence[LookupColumn],
        primary_keys: Sequence[str],
        *,
        by: str,
        description: str = "",
        ttl: int = 0,
        size_limit_action: SizeLimitAction = SizeLimitAction.STOP,
        parent_folder_id: str = "",
        table_id: str = "",
    ) -> LookupTable:
        """Make an empty table. Raises Refusal with what is wrong with its definition, or where its path is taken.

        `table_id` is for tables that Sagescope makes for itself.
        """
        now = self._clock.now()
        table = LookupTable(
            id=table_id or hex_id(),
            path=path,
            description=description,
            columns=tuple(columns),
            primary_keys=tuple(primary_keys),
            ttl=ttl,
            size_limit_action=size_limit_action,
            parent_folder_id=parent_folder_id,
            created_at=now,
            created_by=by,
            modified_at=now,
            modified_by=by,
        )
        scheme, address, _ = table.path.partition("://")
        if address and scheme.lower() != "https" and not table_id:
            raise Refusal(
                Fault(
                    "lookup.path",
                    f"A lookup table cannot be called {table.path!r}: {scheme}:// means something else.",
                    "Choose a path such as shared/aws/admins.",
                )
            )
        with self._changing(table.id):
            self._rows.create(table)
            try:
                with self._database.session() as session:
                    self._check_quota(session)
                    lookups.add(session, table)
            except BaseException:
                self._rows.drop(table)
                raise
            self._publish()
        return table

    def change(
        self, table_id: str, *, by: str, description: str, ttl: int, size_limit_action: SizeLimitAction
    ) -> LookupTable:
        """Change what may be changed of a table: not its path, columns and key."""
        with self._changing(table_id):
            old = self.get(table_id)
            new = old.changed(
                description=description,
                ttl=ttl,
                size_limit_action=size_limit_action,
                modified_at=self._clock.now(),
                modified_by=by,
            )
            self._rows.set_expiry(new, old.ttl)
            self._save(new)
        return new

    def remove(self, table_id: str) -> None:
        """Delete a table with its rows. Raises Refusal NOT_FOUND."""
        with self._changing(table_id):
            with self._database.session() as session:
                table = lookups.get(session, table_id)
                lookups.remove(session, table_id)
            self._publish()
            self._retire(table)

    def put_row(self, table_id: str, row: Mapping[str, str | None], *, by: str) -> None:
        """Write one row: the one with its primary key is replaced.

        Raises Refusal where a column is missing or unknown, a value does not fit, or the table is full.
        """
        with self._changing(table_id):
            table = self.get(table_id)
            cells = self._cells(table, row, [c.name for c in table.columns], "A row")
            batch = Batch.of(table)
            if fault := RowCheck(table, self.limits).texts(batch, cells, "The row"):
                raise Refusal(fault)
            self.put_batch(table, batch)

    def put_batch(self, table: LookupTable, batch: Batch) -> None:
        """Write the rows of one batch in place: all or none. Raises Refusal where the table is full."""
        with self._changing(table.id):
            over = self._rows.extent(table).size + sum(batch.sizes) - self.limits.table_bytes
            if over > 0 and table.size_limit_action is SizeLimitAction.STOP:
                raise self._full(table)
            self._rows.insert(table, batch.columns, batch.sizes)
            if over > 0:
                self._rows.trim(table, self.limits.table_bytes)

    def delete_row(self, table_id: str, key: Mapping[str, str | None]) -> None:
        """Delete the row of a primary key.

        Raises Refusal NOT_FOUND where there is no such row, INVALID where the key is not complete.
        """
        with self._changing(table_id):
            table = self.get(table_id)
            if table.is_file:
                raise _keyless(table)
            values = self._key_values(table, key)
            held = self._rows.find(table, values)
            if held is None:
                raise Refusal(
                    Fault(
                        "lookup.no_row",
                        f"{table.path} has no row with this key.",
                        f'Look at its rows: cat path://"{table.path}".',
                    ),
                    Cause.NOT_FOUND,
                )
            self.hide(table, [held])

    def hide(self, table: LookupTable, rows: Sequence[Mapping[str, Value]]) -> None:
        """Delete these rows of a table with a primary key, given by the names of the columns."""
        with self._changing(table.id):
            columns = [[row[c.name] for row in rows] for c in table.columns]
            self._rows.insert(table, columns, [0] * len(rows), gone=True)

    def page(
        self, table: LookupTable, where: Mapping[str, str], limit: int, offset: int = 0
    ) -> list[dict[str, Value]]:
        """Rows whose texts in these columns are equal without case, in the order in which they were written."""
        return self._rows.page(table, where, limit, offset)

    def write(
        self,
        table_id: str,
        batches: Iterable[Batch],
        *,
        merge: bool,
        by: str,
        also: Callable[[Session], None] = lambda _: None,
        columns: Sequence[LookupColumn] | None = None,
    ) -> LookupTable:
        """Replace the rows of a table by those of `batches`, or put these among them: all or none.

        `also` is written to the metadata in the transaction that makes the rows count. `columns` are
        new columns for a saved file whose rows are replaced. Raises Refusal where a batch cannot be read,
        or the table would be too large.
        """
        with self._changing(table_id):
            old = self.get(table_id)
            new = old.changed(
                columns=tuple(columns) if columns is not None else old.columns,
                generation=old.generation + 1,
                modified_at=self._clock.now(),
                modified_by=by,
            )
            self._rows.create(new)
            try:
                if merge:
                    self._rows.copy(old, new)
                for batch in batches:
                    self._rows.insert(new, batch.columns, batch.sizes)
                if self._rows.extent(new).size > self.limits.table_bytes:
                    if new.size_limit_action is SizeLimitAction.STOP:
                        raise self._full(new)
                    self._rows.trim(new, self.limits.table_bytes)
            except BaseException:
                self._rows.drop(new)
                raise
            # Should this fail, nobody can say whether the new rows count: the next start clears up.
            self._save(new, also)
            self._retire(old)
        return new

    def _cells(
        self, table: LookupTable, given: Mapping[str, str | None], wanted: Sequence[str], what: str
    ) -> list[str | None]:
        """The texts for the columns `wanted`, in that order; every one has to be there, and no other."""
        folded = {name.strip().lower(): value for name, value in given.items()}
        missing = [name for name in wanted if name.lower() not in folded]
        unknown = [name for name in given if name.strip().lower() not in {w.lower() for w in wanted}]
        if missing or unknown or len(folded) < len(given):
            said = [f"lacks {', '.join(map(repr, missing))}"] if missing else []
            said += [f"has no place for {', '.join(map(repr, unknown))}"] if unknown else []
            said += ["names a column twice"] if len(folded) < len(given) else []
            raise Refusal(
                Fault(
                    "lookup.row",
                    f"{what} of {table.path} {' and '.join(said)}.",
                    f"Give each of {', '.join(wanted)} once.",
                )
            )
        return [folded[name.lower()] for name in wanted]

    def _key_values(self, table: LookupTable, key: Mapping[str, str | None]) -> list[Value]:
        columns = [table.columns[i] for i in key_columns(table)]
        cells = self._cells(table, key, [c.name for c in columns], "The primary key")
        values: list[Value] = []
        for column, cell in zip(columns, cells, strict=True):
            try:
                values.append(read_text(cell, column.type, key=True))
            except NotThat as wrong:
                raise Refusal(
                    Fault("lookup.key_value", f"{column.name!r} holds {wrong}", "Correct the key.")
                ) from None
        return values

    def _save(self, table: LookupTable, also: Callable[[Session], None] = lambda _: None) -> None:
        with self._database.session() as session:
            lookups.save(session, table)
            also(session)
        self._publish()

    def _publish(self) -> list[LookupTable]:
        with self._lock, self._database.reading() as session:
            tables = lookups.listed(session)
            self._store.set_tables(map(table_schema, tables))
        return tables

    def _check_quota(self, session: Session) -> None:
        if lookups.count(session) >= self.limits.tables:
            raise Refusal(
                Fault(
                    "lookup.quota",
                    f"There are {self.limits.tables:,} lookup tables, which is the most.",
                    "Remove one that nobody uses.",
                ),
                Cause.CONFLICT,
            )

    def _full(self, table: LookupTable) -> Refusal:
        return Refusal(
            Fault(
                "lookup.full",
                f"{table.path} would be larger than {self.limits.table_bytes:,} bytes.",
                "Remove rows first, or let old rows make room (DeleteOldData).",
            ),
            Cause.CONFLICT,
        )

    @contextmanager
    def _changing(self, table_id: str) -> Iterator[None]:
        with self._lock:
            lock = self._locks.setdefault(table_id, threading.RLock())
        with lock:
            yield

    def _retire(self, table: LookupTable) -> None:
        timer = threading.Timer(RETIRED_SECONDS, self._drop_retired)
        timer.args = [timer]
        timer.daemon = True
        with self._lock:
            self._retired[timer] = table
        timer.start()

    def _drop_retired(self, timer: threading.Timer) -> None:
        with self._lock:
            table = self._retired.pop(timer, None)
        if table is None:
            return
        try:
            self._rows.drop(table)
        except (Refusal, ServerFault) as wrong:
            # The next start removes them.
            _log.warning("old rows of a lookup table not removed", table=table.path, reason=str(wrong))


def _keyless(table: LookupTable) -> Refusal:
    return Refusal(
        Fault(
            "lookup.no_key",
            f"{table.path} is a saved file: it has no primary key, so single rows cannot be named.",
            "Replace its rows as a whole, or make a table with a primary key.",
        )
    )
