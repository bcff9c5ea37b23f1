"""The real store that tests run on: an embedded engine in a folder of its own, one a process.

chDB serves a single data directory a process, so every test shares this engine; a test that needs an
empty store asks for one with `empty` before it inserts.
"""

import atexit
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from sagescope.clock import FixedClock
from sagescope.lang.compile import Compiled
from sagescope.lookups.saved import ResultSaver
from sagescope.lookups.tables import NOBODY, LookupTables
from sagescope.lookups.threats import TABLE_ID, ThreatIndicators
from sagescope.meta.db import Database
from sagescope.metrics.storage import RESOLUTIONS, ROLLED
from sagescope.plan.pack import pack
from sagescope.plan.stages import SqlStage
from sagescope.search.metrics import MetricService
from sagescope.search.service import Limits, Outcome, SearchRequest, SearchService
from sagescope.sql.nodes import Query
from sagescope.store.engine import Answer, Engine
from sagescope.store.fields import Schema
from sagescope.store.rules import Rule
from sagescope.store.schema import Store
from sagescope.store.tables.logs import LANDING, LOGS
from sagescope.store.tables.metrics import POINTS, SERIES
from sagescope.timerange import TimeRange

NOW = 1_767_268_800_000
"""What the clock says, 2026-01-01 12:00 UTC, and the end of the range where a test names none."""

DAY = TimeRange(NOW - 86_400_000, NOW)

_METADATA = {
    "_collector": "collector",
    "_collectorId": "collector_id",
    "_source": "source",
    "_sourceId": "source_id",
    "_sourceName": "source_name",
    "_sourceHost": "source_host",
    "_sourceCategory": "source_category",
    "_format": "format",
    "_receiptTime": "receipt_time",
    "_messageId": "message_id",
    "_messageTime": "message_time",
    "_raw": "raw",
}
_NUMBERS = frozenset({"collector_id", "source_id", "receipt_time", "message_id", "message_time"})

Message = Mapping[str, Any]
"""A message to insert: `_raw`, any metadata by its name in queries, and fields, whose absence is None."""


@dataclass(slots=True)
class World:
    """The store and what runs queries over it."""

    engine: Engine
    store: Store
    search: SearchService
    metrics: MetricService
    clock: FixedClock
    database: Database
    lookups: LookupTables
    threats: ThreatIndicators
    _received: int = NOW

    def apply(self, schema: Schema, rules: Sequence[Rule] = ()) -> None:
        """Make this the schema; nothing happens where it is already."""
        if schema != self.store.schema or rules:
            self.store.apply(schema, rules)

    def empty(self) -> None:
        """Take all messages, points and rollups away."""
        for table in (LOGS, SERIES, POINTS, ROLLED, *(r.table for r in RESOLUTIONS)):
            self.engine.command(f"TRUNCATE TABLE {table}")

    def empty_lookups(self) -> None:
        """Take all lookup tables and threat indicators away."""
        for table in self.lookups.listed():
            if table.id != TABLE_ID:
                self.lookups.remove(table.id)
        self.threats.remove_all()
        # Rows that are kept for searches under way would be in the way of tables with the same ids.
        self.lookups.close()

    def insert(self, messages: Iterable[Message]) -> None:
        """Put messages through the landing table, as ingest does.

        Messages without a time are given falling ones from just before the end of DAY, so that the
        first listed is the newest.
        """
        rows = [_landing_row(message, i) for i, message in enumerate(messages)]
        if rows:
            self.engine.insert(LANDING, pa.Table.from_pylist(rows, _LANDING))

    def insert_points(
        self, series: Iterable[tuple[Mapping[str, str], Sequence[tuple[int, float]]]], first: int = 1
    ) -> None:
        """Put metric points in: the dimensions of each series (`metric` among them) and its (time, value)s.

        The series have the ids from `first` on.
        """
        held, points = [], []
        for number, (dimensions, values) in enumerate(series, first):
            others = [(k.lower(), v) for k, v in dimensions.items() if k.lower() != "metric"]
            held.append(
                {
                    "series": number,
                    "metric": dimensions["metric"],
                    "dimensions": others,
                    "meta": [],
                    "seen": NOW,
                }
            )
            for time, value in values:
                # Of points of one time that one counts that was received last, so no two may be received at once.
                self._received += 1
                points.append({"series": number, "time": time, "value": value, "received": self._received})
        self.engine.insert(SERIES, pa.Table.from_pylist(held, _SERIES))
        self.engine.insert(POINTS, pa.Table.from_pylist(points, _POINTS))

    def run(
        self, query: str, range_: TimeRange = DAY, *, zone_offset: int = 0, limit: int = 1_000
    ) -> Outcome:
        """Run a log query."""
        return self.search.run(
            SearchRequest(
                query, range_, zone_offset=zone_offset, limit=limit, histogram=False, saves_as=NOBODY
            )
        )

    def rows(self, query: str, range_: TimeRange = DAY, *, zone_offset: int = 0) -> list[dict[str, object]]:
        """The rows of a log query by the names of their columns."""
        frame = self.run(query, range_, zone_offset=zone_offset).frame
        names = [c.name for c in frame.columns]
        return [dict(zip(names, record, strict=True)) for record in frame.records()]

    def values(self, compiled: Compiled) -> list[tuple[object, ...]]:
        """The rows of a query that was compiled apart from this store's catalog; it has no local stage."""
        (stage,) = compiled.stages
        assert isinstance(stage, SqlStage)
        return self.tuples(pack(stage.node, [c.sql for c in stage.outputs], compiled.ids))

    def tuples(self, select: Query) -> list[tuple[object, ...]]:
        """The rows of a SELECT."""
        table = self.engine.query(select).table
        return list(zip(*(column.to_pylist() for column in table.columns), strict=True))

    def select(self, text: str) -> Answer:
        """The rows of a SELECT that is text."""
        return self.engine.query_text(text)


_LANDING = pa.schema(
    [(name, pa.int64() if name in _NUMBERS else pa.string()) for name in _METADATA.values()]
    + [("fields", pa.map_(pa.string(), pa.string()))]
)
_SERIES = pa.schema(
    [
        ("series", pa.uint64()),
        ("metric", pa.string()),
        ("dimensions", pa.map_(pa.string(), pa.string())),
        ("meta", pa.map_(pa.string(), pa.string())),
        ("seen", pa.int64()),
    ]
)
_POINTS = pa.schema(
    [("series", pa.uint64()), ("time", pa.int64()), ("value", pa.float64()), ("received", pa.int64())]
)


def _landing_row(message: Message, number: int) -> dict[str, Any]:
    given = {name.lower(): value for name, value in message.items()}
    row: dict[str, Any] = {}
    for label, column in _METADATA.items():
        empty = 0 if column in _NUMBERS else ""
        row[column] = given.pop(label.lower(), empty)
    row["message_time"] = row["message_time"] or NOW - 1 - number
    row["receipt_time"] = row["receipt_time"] or row["message_time"]
    row["message_id"] = row["message_id"] or number + 1
    row["fields"] = [(name, str(value)) for name, value in given.items() if value is not None]
    return row


@cache
def world() -> World:
    """The store of this process, made when first asked for."""
    folder = Path(tempfile.mkdtemp(prefix="sagescope-store-"))
    engine = Engine(f"chdb://{folder}", clients=3)
    clock = FixedClock(NOW)
    store = Store(engine, clock)
    store.migrate()
    store.apply(Schema(), ())
    limits = Limits(seconds=60.0, threads=1)
    database = Database(f"sqlite:///{folder / 'meta.db'}")
    database.migrate()
    lookups = LookupTables(database, store, clock)
    lookups.load()
    threats = ThreatIndicators(lookups, clock)
    threats.load()
    search = SearchService(store, clock, limits, workers=2, saver=ResultSaver(lookups))

    def close() -> None:
        search.close()
        lookups.close()
        database.close()
        engine.close()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(close)
    metrics = MetricService(store, clock, limits)
    return World(engine, store, search, metrics, clock, database, lookups, threats)
