"""All that monitors need over the real store, with a clock of its own, and documents of monitors."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from receivers import HttpReceiver
from sagescope.clock import FixedClock
from sagescope.durations import UNITS
from sagescope.ids import hex_id
from sagescope.meta.db import Database
from sagescope.model.monitor_item import MonitorItem
from sagescope.monitors.alerts import Alerts
from sagescope.monitors.connections import Connections
from sagescope.monitors.investigation import Investigation
from sagescope.monitors.mutes import MutingSchedules
from sagescope.monitors.notify.email import MailServer
from sagescope.monitors.observation import Observer
from sagescope.monitors.outbox import Outbox
from sagescope.monitors.recording import Recorder
from sagescope.monitors.service import MonitorRunner
from sagescope.monitors.tree import MonitorTree
from sagescope.store.fields import Schema
from store_world import NOW, World, world

M = UNITS["m"]
ANA = "00000000000000AA"
LOOPBACK = ["127.0.0.0/8"]
URL = "https://sagescope.example.com"


class Desk:
    """All that monitors need over the real store, with a clock of its own."""

    def __init__(self, here: World, folder: Path, mail_port: int = 1) -> None:
        self.here = here
        self.clock = FixedClock(NOW)
        self.database = Database(f"sqlite:///{folder / 'meta.db'}")
        self.database.migrate()
        mail = MailServer("127.0.0.1", mail_port, "none", "", "", "sagescope@example.com")
        self.outbox = Outbox(self.database, self.clock, mail, LOOPBACK)
        self.tree = MonitorTree(self.database, self.clock)
        self.tree.prepare()
        self.alerts = Alerts(self.database, self.clock)
        self.connections = Connections(self.database, self.clock, self.outbox)
        self.mutes = MutingSchedules(self.database, self.clock)
        observer = Observer(here.search, here.metrics)
        self.investigation = Investigation(self.database, self.clock, observer, here.search, URL)
        recorder = Recorder(self.database, self.clock, URL)
        self.runner = MonitorRunner(self.database, observer, self.clock, recorder)

    def close(self) -> None:
        self.runner.close()
        self.outbox.close()
        self.database.close()

    def messages(self, minutes: int, *texts: str) -> None:
        """Messages that come so many minutes after NOW."""
        rows = [
            {"_raw": text, "_messageTime": NOW + minutes * M, "service": text.split()[-1]} for text in texts
        ]
        self.here.insert(rows)

    def run_until(self, minutes: int) -> None:
        """Let the clock go on to so many minutes after NOW, with a look at each."""
        while self.clock.now() < NOW + minutes * M + 30_000:
            self.clock.advance(30_000)
            self.runner.run_due()

    def told(self, item: MonitorItem) -> list[tuple[str, int, int | None]]:
        """The alerts of a monitor in order, in minutes after NOW."""
        found = sorted(self.alerts.listed(item.id), key=lambda a: a.opened_at)
        return [
            (a.kind.value, (a.opened_at - NOW) // M, a.resolved_at and (a.resolved_at - NOW) // M)
            for a in found
        ]


def document(**changed: Any) -> dict[str, Any]:
    trigger = {
        "detectionMethod": "LogsStaticCondition", "triggerType": "Critical", "timeRange": "-5m", "threshold": 1,
        "thresholdType": "GreaterThanOrEqual", "field": None,
    }  # fmt: skip
    return {
        "name": "errors", "description": "too many", "monitorType": "Logs",
        "queries": [{"rowId": "A", "query": "boom"}], "triggers": [trigger], **changed,
    }  # fmt: skip


BOTH = ["Critical", "ResolvedCritical"]


def hook(desk: Desk, http: HttpReceiver, kind: str = "Webhook", **more: Any) -> dict[str, Any]:
    """A notification to a new connection that leads to the receiver."""
    values = {"name": hex_id(), "webhook_type": kind, "url": f"{http.url}/in?x=1", **more}
    made = desk.connections.add(values, by=ANA)
    return {"notification": {"connectionType": kind, "connectionId": made.id}, "runForTriggerTypes": BOTH}


@contextmanager
def desk_in(folder: Path, mail_port: int = 1) -> Iterator[Desk]:
    """A desk over an empty store."""
    here = world()
    here.empty()
    here.apply(Schema(fields=("service",)))
    made = Desk(here, folder, mail_port)
    try:
        yield made
    finally:
        made.close()
