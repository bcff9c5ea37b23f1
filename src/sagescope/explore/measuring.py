"""What metrics say of entities, asked of the store."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from sagescope.durations import UNITS
from sagescope.explore.health import WINDOW, Measures
from sagescope.explore.kinds import Kinds
from sagescope.explore.reading import PLACE_FIELDS, last_hours, series_keys, sums
from sagescope.explore.recognition import Place, of_series
from sagescope.model.aws_entity import EntityKey
from sagescope.sql.nodes import Select
from sagescope.store.schema import Store

_RECENT = 2 * UNITS["d"]


class Measuring:
    """Asks the store for the measures of all entities at once."""

    def __init__(self, store: Store, kinds: Kinds) -> None:
        self._store = store
        self._kinds = kinds

    def at(self, at: int, aliases: Mapping[str, str]) -> Measures:
        """What health goes by at a time."""
        totals: dict[tuple[EntityKey, str], float] = {}
        newest: dict[tuple[EntityKey, str], int] = {}
        if metrics := self._kinds.share_metrics:
            for key, metric, row in self._asked(sums(self._kinds, metrics, at - WINDOW, at), aliases):
                totals[key, metric] = totals.get((key, metric), 0.0) + float(row["total"])
        if metrics := self._kinds.outcome_metrics:
            for key, metric, row in self._asked(sums(self._kinds, metrics, at - UNITS["d"], at), aliases):
                newest[key, metric] = max(newest.get((key, metric), 0), int(row["last"]))
        return Measures(totals, newest)

    def last_uses(self, kind: str, now: int, aliases: Mapping[str, str]) -> dict[EntityKey, int]:
        """When entities of a kind were last used, to the minute in the last two days and to the hour before."""
        found: dict[EntityKey, int] = {}
        use = self._kinds[kind].use
        recent = self._asked(sums(self._kinds, use, now - _RECENT, now + UNITS["h"]), aliases)
        older = self._asked(last_hours(self._kinds, use), aliases)
        for late, rows in ((0, recent), (UNITS["h"], older)):
            for key, _, row in rows:
                if key.kind == kind and row["last"]:
                    # An hour of a rollup has ended when another one began.
                    at = int(row["last"]) + late
                    found[key] = max(found.get(key, 0), min(at, now))
        return found

    def _asked(
        self, select: Select, aliases: Mapping[str, str]
    ) -> Iterator[tuple[EntityKey, str, Mapping[str, Any]]]:
        keys = series_keys(self._kinds)
        for row in rows_of(self._store.engine.query(select).table):
            dimensions = {key: row[f"d{at}"] for at, key in enumerate(keys) if row[f"d{at}"]}
            account, number, region, _ = (dimensions.get(key, "") for key in PLACE_FIELDS)
            place = Place(account or number, region)
            place = Place(aliases.get(place.account, place.account), region)
            for found in of_series(dimensions, place, self._kinds):
                yield found, row["metric"], row


def rows_of(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The rows of an Arrow table."""
    names = table.column_names
    for values in zip(*(column.to_pylist() for column in table.columns), strict=True):
        yield dict(zip(names, values, strict=True))
