"""Connections as people use them: kept, changed, and tried."""

from collections.abc import Mapping
from typing import Any

from sagescope.clock import Clock
from sagescope.ids import hex_id
from sagescope.meta.db import Database
from sagescope.meta.repositories import connections, outbox
from sagescope.meta.repositories.outbox import Deliveries
from sagescope.model.connection import Connection
from sagescope.monitors.notify.webhook import Undelivered, check_payload
from sagescope.monitors.outbox import Outbox


class Connections:
    """The connections of one installation; `by` is the id of a user."""

    def __init__(self, database: Database, clock: Clock, box: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._box = box

    def listed(self) -> list[Connection]:
        """All connections, by name."""
        with self._database.reading() as session:
            return connections.listed(session)

    def deliveries(self) -> dict[str, Deliveries]:
        """How deliveries to connections go, by their ids; those of mails by an empty one."""
        with self._database.reading() as session:
            return outbox.deliveries(session)

    def connection(self, connection_id: str) -> Connection:
        """One connection. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            return connections.get(session, connection_id)

    def made(self, values: Mapping[str, Any], *, by: str) -> Connection:
        """A connection of these values that is not stored. Raises Refusal where it is broken."""
        now = self._clock.now()
        made = Connection.model_validate(
            {
                "id": hex_id(),
                **values,
                "created_at": now,
                "created_by": by,
                "modified_at": now,
                "modified_by": by,
            }
        )
        _check(made)
        return made

    def add(self, values: Mapping[str, Any], *, by: str) -> Connection:
        """A new connection. Raises Refusal where it is broken, or its name is taken."""
        made = self.made(values, by=by)
        with self._database.session() as session:
            connections.add(session, made)
        return made

    def change(self, connection_id: str, values: Mapping[str, Any], *, by: str) -> Connection:
        """Replace a connection; notifications that wait go to where it then leads. Raises Refusal."""
        with self._database.session() as session:
            held = connections.get(session, connection_id)
            changed = held.changed(**values, modified_at=self._clock.now(), modified_by=by)
            _check(changed)
            connections.save(session, changed)
            return changed

    def remove(self, connection_id: str) -> None:
        """Delete a connection. Raises Refusal NOT_FOUND."""
        with self._database.session() as session:
            connections.remove(session, connection_id)

    def try_out(self, connection: Connection, *, resolved: bool) -> tuple[bool, str]:
        """Send a sample of an alert, or of its end; whether it was taken, and what was answered."""
        event = {"variables": _SAMPLE, "rows": [{"_count": "42"}], "resolved": resolved}
        try:
            return True, self._box.try_connection(connection, event)
        except Undelivered as wrong:
            return False, str(wrong)


def _check(connection: Connection) -> None:
    if connection.webhook_type == "AWSSNS":
        # A message may be any text.
        return
    for payload in (connection.default_payload, connection.resolution_payload):
        if payload:
            check_payload(payload)


_SAMPLE = {
    "id": "0000000000000000",
    "alertid": "0000000000000000",
    "dedupkey": "sagescope/test",
    "notificationid": "test",
    "name": "Test of a connection",
    "alertname": "Test of a connection",
    "description": "Somebody tries out this connection; nothing is wrong.",
    "monitortype": "Logs",
    "query": "error | count",
    "triggertype": "Critical",
    "triggercondition": "Greater than 10.0 in the last 5 minutes",
    "triggervalue": "42",
    "detectionmethod": "LogsStaticCondition",
    "numqueryresults": "1",
    "resultsjson": '[{"_count": "42"}]',
}
