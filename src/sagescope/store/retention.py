"""How long messages are kept: days of the log table are dropped as a whole once they are old enough.

A TTL would have the engine write parts anew, with their text index, for the few messages in them whose time is up. The
table has a partition a day (UTC), and dropping one takes no time.
"""

from datetime import UTC, date, datetime, timedelta

import structlog

from sagescope.clock import Clock
from sagescope.errors import Refusal, ServerFault
from sagescope.recurring import Recurring
from sagescope.sql.ddl import DropPartition
from sagescope.sql.print import literal
from sagescope.store.engine import Engine
from sagescope.store.tables.logs import LOGS

SECONDS = 600.0
"""Time between two looks for days to drop."""

_log = structlog.get_logger("sagescope.store")


class LogRetention:
    """Keeps the messages of so many days, by their own time; all of them where it is 0."""

    def __init__(self, engine: Engine, clock: Clock, days: int) -> None:
        self._engine = engine
        self._clock = clock
        self._days = days

    def drop_old(self) -> list[date]:
        """Drop the days that have been over for that long; returns which."""
        if not self._days:
            return []
        today = datetime.fromtimestamp(self._clock.now() / 1000, UTC).date()
        first = today - timedelta(days=self._days)
        old = [day for day in self._held() if day < first]
        for day in old:
            self._engine.command(DropPartition(LOGS, f"{day:%Y%m%d}"))
            _log.info("messages dropped", day=str(day))
        return old

    def _held(self) -> list[date]:
        """The days that messages are of."""
        found = self._engine.query_text(
            "SELECT DISTINCT partition FROM system.parts "
            f"WHERE database = currentDatabase() AND table = {literal(LOGS)} AND active ORDER BY partition"
        )
        return [datetime.strptime(one, "%Y%m%d").date() for one in found.table["partition"].to_pylist()]


def retention_task(retention: LogRetention) -> Recurring:
    """Drops what is old when the server starts, and then every few minutes."""

    def failed(wrong: Exception) -> None:
        _log.error("old messages not dropped", error=str(wrong))

    def first() -> None:
        try:
            retention.drop_old()
        except (Refusal, ServerFault) as wrong:
            failed(wrong)

    return Recurring("retention", SECONDS, retention.drop_old, failed, first=first)
