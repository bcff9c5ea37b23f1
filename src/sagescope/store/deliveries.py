"""Which deliveries the store has messages of: the rows themselves say so (`store.tables.logs`)."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from sagescope.store.engine import Engine
from sagescope.store.tables.logs import LOGS

Keys = npt.NDArray[np.uint64]


class StoredDeliveries:
    """The deliveries that have rows in the log table."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def since(self, receipt: int, most: int) -> Keys:
        """The keys of the deliveries received from a time on (milliseconds), sorted; the newest `most` of them."""
        text = (
            f"SELECT delivery FROM {LOGS} WHERE delivery != 0 AND receipt_time >= {int(receipt)} "
            f"GROUP BY delivery ORDER BY max(receipt_time) DESC LIMIT {int(most)}"
        )
        found = self._engine.query_text(text).table["delivery"].to_numpy()
        return np.sort(found.astype(np.uint64))

    def rows_of(self, key: int) -> frozenset[int]:
        """The places in a delivery of its messages that are stored."""
        text = f"SELECT delivery_row FROM {LOGS} WHERE delivery = {int(key)}"
        return frozenset(self._engine.query_text(text).table["delivery_row"].to_pylist())

    def elsewhere(self, source_id: int, key: int, times: Iterable[int]) -> Counter[tuple[str, int, str]]:
        """Names, times and texts of the messages of a source at these times that came by any other delivery than `key`."""
        given = ", ".join(str(int(time)) for time in set(times))
        text = (
            f"SELECT source_name AS name, message_time AS time, raw FROM {LOGS} "
            f"WHERE source_id = {int(source_id)} AND delivery != {int(key)} AND message_time IN ({given})"
        )
        found = self._engine.query_text(text).table.to_pylist() if given else []
        return Counter((row["name"], row["time"], row["raw"]) for row in found)
