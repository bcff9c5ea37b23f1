"""Threat indicators: one lookup table that Sagescope keeps for itself, and what is put into it and taken out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sagescope.clock import Clock
from sagescope.errors import Fault, Refusal
from sagescope.lang.threats import INDICATOR_COLUMNS, INDICATOR_KEY, THREATS
from sagescope.lookups.indicators import Indicator, raw_json
from sagescope.lookups.rows import Batch, RowCheck
from sagescope.lookups.tables import NOBODY, LookupTables
from sagescope.model.lookup import ColumnType, LookupColumn, LookupTable
from sagescope.plan.schema import Kind
from sagescope.store.lookups import Value

TABLE_ID = "0000000000000007"

_TYPES = {Kind.TEXT: ColumnType.STRING, Kind.INT: ColumnType.INT, Kind.LONG: ColumnType.LONG}
_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class ThreatStatus:
    """How many indicators are kept, and their bytes."""

    indicators: int
    size: int


class ThreatIndicators:
    """The indicators that users have uploaded. `load` comes first."""

    def __init__(self, tables: LookupTables, clock: Clock) -> None:
        self._tables = tables
        self._clock = clock

    def load(self) -> None:
        """Make the table of indicators where it is not there yet."""
        if self._tables.find(THREATS) is None:
            columns = [LookupColumn(name=n, type=_TYPES[kind]) for n, kind in INDICATOR_COLUMNS.items()]
            self._tables.create(THREATS, columns, INDICATOR_KEY, by=NOBODY, table_id=TABLE_ID)

    def status(self) -> ThreatStatus:
        """How much there is."""
        extent = self._tables.extent(self._table())
        return ThreatStatus(extent.rows, extent.size)

    def upload(self, indicators: Sequence[Indicator]) -> int:
        """Keep indicators, all or none; those with the same source and id are replaced. Returns how many.

        Raises Refusal where one is too large, or there is no room.
        """
        if not indicators:
            return 0
        table, now = self._table(), self._clock.now()
        batch, check = Batch.of(table), RowCheck(table, self._tables.limits)
        faults: list[Fault] = []
        for number, one in enumerate(indicators, 1):
            values = _row(one, now)
            fault = check.values(batch, [values[name] for name in INDICATOR_COLUMNS], f"Indicator {number}")
            if fault is not None:
                faults.append(fault)
        if faults:
            raise Refusal(faults)
        self._tables.put_batch(table, batch)
        return batch.rows

    def listed(self, *, source: str = "", limit: int = 100, offset: int = 0) -> list[dict[str, Value]]:
        """Indicators, of one source or all, in the order in which they were last uploaded."""
        where = {"source": source} if source else {}
        return self._tables.page(self._table(), where, limit, offset)

    def remove(self, source: str, ids: Sequence[str]) -> int:
        """Delete indicators of a source by their ids; those that are not there are no fault. Returns how many went."""
        wanted = {one.lower() for one in ids}
        return self._hide({"source": source}, lambda row: str(row["id"]).lower() in wanted)

    def remove_all(self, source: str = "") -> int:
        """Delete all indicators, or all of a source. Returns how many went."""
        return self._hide({"source": source} if source else {}, lambda _: True)

    def _hide(self, where: Mapping[str, str], chosen: Callable[[Mapping[str, Value]], bool]) -> int:
        table = self._table()
        gone: list[dict[str, Value]] = []
        for offset in range(0, self._tables.extent(table).rows, _PAGE):
            gone += [row for row in self._tables.page(table, where, _PAGE, offset) if chosen(row)]
        if gone:
            self._tables.hide(table, gone)
        return len(gone)

    def _table(self) -> LookupTable:
        return self._tables.get(TABLE_ID)


def _row(one: Indicator, now: int) -> dict[str, Value]:
    return {
        "id": one.id,
        "source": one.source,
        "indicator": one.indicator,
        "type": one.type,
        "confidence": one.confidence,
        "threat_type": one.threat_type,
        "actors": one.actors,
        "kill_chain": one.kill_chain,
        "fields": one.fields,
        "valid_from": one.valid_from,
        "valid_until": one.valid_until,
        "imported": now,
        "updated": now,
        "raw": raw_json(one, now),
    }
