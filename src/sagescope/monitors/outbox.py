"""Delivery of what waits in the outbox: each lane in order, again after a failure, through crashes.

A notification is in the outbox from the transaction on that made its alert, and it leaves when the receiver has taken
it. Who is killed in between sends it once more, with the same id, by which receivers tell repeats.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog

from sagescope.clock import Clock
from sagescope.durations import UNITS
from sagescope.errors import Refusal
from sagescope.ids import hex_id
from sagescope.meta.db import Database
from sagescope.meta.repositories import connections, leases, outbox
from sagescope.meta.repositories.outbox import Letter
from sagescope.model.connection import Connection
from sagescope.monitors.notify.email import MailServer, mail_of, send_mail
from sagescope.monitors.notify.sns import TopicMessage, message_of, publish
from sagescope.monitors.notify.webhook import Undelivered, call_of, send
from sagescope.recurring import Recurring

_log = structlog.get_logger("sagescope.monitors")

LEASE = 45 * UNITS["s"]
"""Longer than an attempt takes."""

FIRST_WAIT = 5 * UNITS["s"]
LONGEST_WAIT = 10 * UNITS["m"]
GIVEN_UP = UNITS["d"]
"""A notification that did not arrive within this time will not be sent."""


def wait_after(attempts: int, asked: float | None = None) -> int:
    """Milliseconds until the next attempt after so many that failed: doubled each time, up to ten minutes."""
    if asked is not None:
        return int(max(1.0, asked) * 1000)
    doubled: int = FIRST_WAIT << min(attempts - 1, 12)
    return min(LONGEST_WAIT, doubled)


class Outbox:
    """Delivers what waits; `allowed` are hosts and networks that are not checked."""

    def __init__(
        self, database: Database, clock: Clock, mail: MailServer, allowed: Sequence[str] = ()
    ) -> None:
        self._database = database
        self._clock = clock
        self._mail = mail
        self._allowed = tuple(allowed)
        self._owner = hex_id()
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="notify")

    def deliver(self) -> int:
        """Try to send all that is due now, once; how many were taken in hand."""
        with self._database.reading() as session:
            found = outbox.due(session, self._clock.now())
        return sum(1 for taken in self._pool.map(self._deliver, found) if taken)

    def close(self) -> None:
        """Stop, after the attempts that are under way."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def try_connection(self, connection: Connection, event: dict[str, Any]) -> str:
        """Send something to a connection that need not be stored. Raises Undelivered."""
        return self._post(connection, {}, event)

    def _deliver(self, letter: Letter) -> bool:
        key = str(letter.id)
        now = self._clock.now()
        with self._database.session() as session:
            if not leases.acquire(session, "notification", key, self._owner, now, LEASE):
                return False
            # Another process may have sent it since it was read.
            if not outbox.still_due(session, letter.id, now):
                leases.release(session, "notification", key, self._owner)
                return False
        try:
            answer, failed = self._send(letter.target, letter.event), None
        except Undelivered as wrong:
            answer, failed = str(wrong), wrong
        except Exception as wrong:
            # Whatever it is, it must not keep the others from being sent.
            _log.error("notification failed", notification=letter.key, exc_info=wrong)
            answer, failed = "It failed for a reason of the server; its log has it.", Undelivered("")
        now = self._clock.now()
        with self._database.session() as session:
            if failed is None:
                outbox.finish(session, letter.id, outbox.SENT, now, answer)
            elif failed.for_good or now - letter.created_at >= GIVEN_UP:
                outbox.finish(session, letter.id, outbox.FAILED, now, answer)
            else:
                wait = wait_after(letter.attempts + 1, failed.wait)
                outbox.postpone(session, letter.id, now + wait, answer)
            leases.release(session, "notification", key, self._owner)
        if failed is not None:
            _log.warning("notification not delivered", notification=letter.key, reason=answer)
        return True

    def _send(self, target: Any, event: Any) -> str:
        action = dict(target)
        # Older documents call it an EmailAction.
        if str(action.get("connectionType") or action.get("actionType")).startswith("Email"):
            mail = mail_of(action, event["variables"], event["rows"], self._mail.sender, self._clock.now())
            return send_mail(mail, self._mail)
        connection_id = str(action.get("connectionId") or "")
        try:
            with self._database.reading() as session:
                connection = connections.get(session, connection_id)
        except Refusal as refused:
            raise Undelivered(f"{refused.faults[0].message} Name one that there is.", for_good=True) from None
        return self._post(connection, action, event)

    def _post(self, connection: Connection, action: dict[str, Any], event: Any) -> str:
        topic = connection.webhook_type == "AWSSNS"
        made = (message_of if topic else call_of)(
            connection,
            event["variables"],
            event["rows"],
            resolved=event["resolved"],
            override=str(action.get("payloadOverride") or ""),
            resolution_override=str(action.get("resolutionPayloadOverride") or ""),
        )
        return publish(made) if isinstance(made, TopicMessage) else send(made, self._allowed)


def outbox_task(box: Outbox, seconds: float = 1.0) -> Recurring:
    """Delivers every second; a stop waits for the attempts that are under way."""
    return Recurring(
        "outbox",
        seconds,
        box.deliver,
        lambda wrong: _log.error("outbox not read", error=str(wrong)),
        after=box.close,
    )
