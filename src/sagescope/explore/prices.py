"""What instances cost an hour: a lookup table that people edit, made from the bundled figures when first asked for."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sagescope.errors import Refusal
from sagescope.lookups.csv_rows import CsvRows
from sagescope.lookups.tables import NOBODY, LookupTables
from sagescope.meta.db import Database
from sagescope.meta.repositories import settings
from sagescope.model.lookup import ColumnType, LookupColumn, LookupTable

PATH = "shared/sagemaker/instance_prices"
MOST_PRICES = 10_000

_MADE = "explore.prices_made"
_COLUMNS = (
    LookupColumn(name="region", type=ColumnType.STRING),
    LookupColumn(name="instance_type", type=ColumnType.STRING),
    LookupColumn(name="usd_per_hour", type=ColumnType.DOUBLE),
    LookupColumn(name="as_of", type=ColumnType.STRING),
    LookupColumn(name="source", type=ColumnType.STRING),
    LookupColumn(name="note", type=ColumnType.STRING),
)


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars an hour of one instance, with the date and source of the figure."""

    per_hour: float
    as_of: str
    source: str
    note: str


PriceList = Mapping[tuple[str, str], Price]
"""Prices by region and instance type, in lower case."""


class Prices:
    """The prices that count: those of the table, or the bundled ones where somebody has deleted it."""

    def __init__(self, database: Database, tables: LookupTables) -> None:
        self._database = database
        self._tables = tables

    def listed(self) -> PriceList:
        """All prices."""
        table = self._tables.find(PATH) or self._make()
        if table is None:
            return bundled()
        rows = self._tables.page(table, {}, MOST_PRICES)
        return _priced([{name.casefold(): value for name, value in row.items()} for row in rows])

    def _make(self) -> LookupTable | None:
        """The table with the bundled figures; None where it was made before and is gone."""
        with self._database.session() as session:
            if settings.get(session, _MADE, False):
                return None
            settings.put(session, _MADE, True)
        try:
            table = self._tables.create(
                PATH,
                _COLUMNS,
                ("region", "instance_type"),
                by=NOBODY,
                description="US dollars an hour of SageMaker's instances. Write your own figures over these.",
            )
        except Refusal:
            # Somebody else was faster, or there is no room for a table.
            return self._tables.find(PATH)
        rows = CsvRows(io.BytesIO(_text().encode()), table, self._tables.limits, "UTF-8")
        return self._tables.write(table.id, rows.batches(), merge=False, by=NOBODY)


@cache
def bundled() -> PriceList:
    """The figures that come with the package."""
    return _priced(list(csv.DictReader(io.StringIO(_text()))))


def _text() -> str:
    return (resources.files("sagescope.explore") / "data" / "instance_prices.csv").read_text()


def _priced(rows: Iterable[Mapping[str, object]]) -> PriceList:
    found: dict[tuple[str, str], Price] = {}
    for row in rows:
        try:
            per_hour = float(str(row.get("usd_per_hour")))
        except ValueError:
            continue
        key = (str(row.get("region") or "").casefold(), str(row.get("instance_type") or "").casefold())
        found[key] = Price(per_hour, *(str(row.get(name) or "") for name in ("as_of", "source", "note")))
    return found
