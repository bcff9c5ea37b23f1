"""The connection to ClickHouse: queries to Arrow, Arrow to tables, and commands.

One class for both addresses, `chdb:///dir` and `clickhouse://…`, since clickhouse-connect gives them
one interface. A client runs one call at a time, so there is a pool of them.
"""

import queue
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import clickhouse_connect
import pyarrow as pa
import pyarrow.compute as pc
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import ClickHouseError

from sagescope.errors import Cause, Fault, Refusal, ServerFault
from sagescope.ids import sortable_id
from sagescope.sql.ddl import ColumnDef, CreateTable, DropTable, Statement, statement
from sagescope.sql.nodes import Query
from sagescope.sql.print import literal, query
from sagescope.sql.types import FLOAT64, INT64, STRING, UINT64, SqlType, nullable
from sagescope.store.arrivals import Arrivals
from sagescope.store.faults import translate

_CODE = re.compile(r"Code: (\d+)")

# JSON texts that look like dates must stay texts.
_PLAIN_TEXT = {"input_format_try_infer_dates": 0, "input_format_try_infer_datetimes": 0}


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a query, and what reading them took."""

    table: pa.Table
    read_rows: int
    read_bytes: int


class Engine:
    """A pool of clients to one ClickHouse.

    `url` is `chdb:///dir` or `clickhouse://user:password@host:port/database`; `clients` is how many
    calls may run at once; `memory` caps the embedded engine in bytes, 0 being no cap.
    """

    def __init__(self, url: str, clients: int = 4, memory: int = 0) -> None:
        self.url = url
        self.embedded = url.startswith("chdb:")
        dsn = url if self.embedded else re.sub(r"^clickhouse(s?):", r"http\1:", url)
        self._clients: list[Client] = []
        self._free: queue.LifoQueue[Client] = queue.LifoQueue()
        try:
            for _ in range(clients):
                client = clickhouse_connect.get_client(dsn=dsn)
                self._clients.append(client)
                self._free.put(client)
            # Cancelling must not wait behind the query that it cancels.
            self._control = clickhouse_connect.get_client(dsn=dsn)
        except (ClickHouseError, RuntimeError, OSError) as wrong:
            raise Refusal(
                Fault(
                    "store.unreachable",
                    f"The store at {_without_password(url)} cannot be opened.",
                    "Another process may hold it, or the address is wrong: "
                    + str(wrong).splitlines()[0][:200],
                ),
                Cause.UNAVAILABLE,
            ) from wrong
        self._control_lock = threading.Lock()
        self._watched: dict[str, tuple[str, Arrivals]] = {}
        self._commands = 0
        self._clients.append(self._control)
        if self.embedded and memory:
            self.command(f"SET max_memory_usage = {memory}")

    @contextmanager
    def _client(self) -> Iterator[Client]:
        client = self._free.get()
        try:
            yield client
        except ClickHouseError as wrong:
            if self.embedded:
                _discard_rest(client)
            raise _translated(wrong) from wrong
        finally:
            self._free.put(client)

    def query(self, select: Query) -> Answer:
        """The rows of a SELECT as an Arrow table.

        Raises Refusal where a limit ends it, ServerFault for anything else.
        """
        return self.query_text(query(select))

    def query_text(self, text: str) -> Answer:
        """The rows of a SELECT that is printed already."""
        with self._client() as client:
            table = client.query_arrow(text, use_strings=True)
        return Answer(table, 0, 0)

    def insert(self, table: str, rows: pa.Table, token: str | None = None) -> None:
        """Write rows; when it returns they survive a kill.

        `token` makes the insert repeatable: the same token again writes nothing.
        """
        settings: dict[str, object] = dict(_PLAIN_TEXT)
        if token is not None:
            settings["insert_deduplication_token"] = token
        try:
            with self._client() as client:
                client.insert_arrow(table, rows, settings=settings)
        finally:
            # What failed may have been written all the same.
            if (watched := self._watched.get(table)) is not None and rows.num_rows:
                column, arrivals = watched
                arrivals.came(int(pc.min(rows[column]).as_py()))

    def arrivals(self, table: str, column: str) -> Arrivals:
        """What comes into a table from now on, by the time that is in a column of whole numbers without nulls."""
        return self._watched.setdefault(table, (column, Arrivals()))[1]

    @property
    def commands(self) -> int:
        """How many statements have run that may have changed a table: what was read before one may be another."""
        return self._commands

    def command(self, text: str | Statement) -> str:
        """Run a statement that gives no rows."""
        try:
            with self._client() as client:
                done = client.command(text if isinstance(text, str) else statement(text))
        finally:
            # Those that make and drop tables of a moment change nothing that was there.
            if not isinstance(text, CreateTable | DropTable):
                self._commands += 1
        return str(done)

    @contextmanager
    def stored_rows(self, rows: pa.Table) -> Iterator[str]:
        """The rows as a table of the engine, for the time of the context: the name to read it by."""
        name = f"rows_{sortable_id()}"
        columns = tuple(ColumnDef(field.name, _column_type(field.type)) for field in rows.schema)
        self.command(CreateTable(name, columns, "Memory"))
        try:
            self.insert(name, rows)
            yield name
        finally:
            self.command(DropTable(name))

    def cancel(self, label: str) -> None:
        """Stop the queries that carry `label` as their log comment; none is fine."""
        with self._control_lock:
            try:
                self._control.query(f"KILL QUERY WHERE Settings['log_comment'] = {literal(label)} ASYNC")
            except ClickHouseError as wrong:
                raise _translated(wrong) from wrong

    def ping(self) -> bool:
        """Whether a query comes back."""
        try:
            return bool(self.query_text("SELECT 1 AS one").table.num_rows == 1)
        except (Refusal, ServerFault):
            return False

    def close(self) -> None:
        """Close all clients."""
        for client in self._clients:
            client.close()


def _discard_rest(client: Client) -> None:
    # chDB keeps what a failed query had written of its result, and would put it before the next one's.
    with suppress(ClickHouseError):
        client.raw_query("SELECT 1")


def _column_type(type_: pa.DataType) -> SqlType:
    if pa.types.is_floating(type_):
        return nullable(FLOAT64)
    if pa.types.is_boolean(type_):
        return nullable(SqlType("Bool"))
    if pa.types.is_uint64(type_):
        return nullable(UINT64)
    return nullable(INT64) if pa.types.is_integer(type_) else nullable(STRING)


def _translated(wrong: ClickHouseError) -> Refusal | ServerFault:
    code = getattr(wrong, "code", None)
    if code is None and (found := _CODE.search(str(wrong))):
        code = int(found[1])
    return translate(code, str(wrong))


def _without_password(url: str) -> str:
    return re.sub(r"//([^:/@]+):[^@]*@", r"//\1@", url)
