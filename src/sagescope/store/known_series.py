"""Which series the store has already."""

from collections.abc import Sequence

from sagescope.store.engine import Engine
from sagescope.store.tables.metrics import SERIES

_IN_ONE_QUERY = 5_000
"""Ids in the text of one query, which ClickHouse limits."""

_OF_ONE_METRIC = 50
"""Series of a metric that are described: there may be thousands, which are much alike."""


class StoredSeries:
    """The ids of the series that have a row."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def newest(self, most: int) -> list[int]:
        """At most that many of them, those that were written last."""
        text = f"SELECT series FROM {SERIES} GROUP BY series ORDER BY max(seen) DESC LIMIT {int(most)}"
        return list(self._engine.query_text(text).table["series"].to_pylist())

    def described(self, most: int) -> list[tuple[str, dict[str, str]]]:
        """Metric and dimensions of at most that many of them, those of each metric that were written last."""
        text = (
            f"SELECT any(metric) AS metric, any(dimensions) AS dimensions FROM {SERIES} "
            f"GROUP BY series ORDER BY max(seen) DESC LIMIT {_OF_ONE_METRIC} BY metric LIMIT {int(most)}"
        )
        rows = self._engine.query_text(text).table.to_pylist()
        return [(row["metric"], dict(row["dimensions"])) for row in rows]

    def among(self, ids: Sequence[int]) -> set[int]:
        """Those of the given ids that are there."""
        found: set[int] = set()
        for start in range(0, len(ids), _IN_ONE_QUERY):
            listed = ",".join(map(str, ids[start : start + _IN_ONE_QUERY]))
            text = f"SELECT DISTINCT series FROM {SERIES} WHERE series IN ({listed})"
            found.update(self._engine.query_text(text).table["series"].to_pylist())
        return found
