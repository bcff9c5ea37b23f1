"""All that monitors are made of, put together from their settings for the composition root."""

from dataclasses import dataclass

from sagescope.clock import Clock
from sagescope.config.monitors import MonitorSettings
from sagescope.meta.db import Database
from sagescope.monitors.alerts import Alerts
from sagescope.monitors.connections import Connections
from sagescope.monitors.investigation import Investigation
from sagescope.monitors.measuring import ObjectiveMeter
from sagescope.monitors.mutes import MutingSchedules
from sagescope.monitors.notify.email import MailServer
from sagescope.monitors.objectives import Objectives
from sagescope.monitors.observation import Observer
from sagescope.monitors.outbox import Outbox, outbox_task
from sagescope.monitors.recording import Recorder
from sagescope.monitors.service import MonitorRunner, monitor_task
from sagescope.monitors.tree import MonitorTree
from sagescope.recurring import Recurring
from sagescope.search.metrics import MetricService
from sagescope.search.service import SearchService


@dataclass(frozen=True, slots=True)
class Monitoring:
    """The use cases of monitors, and the tasks that run them."""

    tree: MonitorTree
    runner: MonitorRunner
    alerts: Alerts
    investigation: Investigation
    connections: Connections
    mutes: MutingSchedules
    objectives: Objectives
    outbox: Outbox
    tasks: tuple[Recurring, ...]
    enabled: bool

    def start(self) -> None:
        """Run what is due from now on, where the settings say so."""
        if self.enabled:
            for task in self.tasks:
                task.start()

    def stop(self) -> None:
        """Stop, after what is under way."""
        for task in self.tasks:
            task.stop()

    def close(self) -> None:
        """Let go of the threads."""
        self.runner.close()
        self.outbox.close()


def assemble(
    settings: MonitorSettings, database: Database, clock: Clock, search: SearchService, metrics: MetricService
) -> Monitoring:
    """Monitors over these services; nothing runs before `start`."""
    tree = MonitorTree(database, clock)
    tree.prepare()
    mail = MailServer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_security,
        settings.smtp_user,
        settings.smtp_password,
        settings.mail_from,
    )
    outbox = Outbox(database, clock, mail, settings.allowed_hosts)
    recorder = Recorder(database, clock, settings.public_url)
    objectives = Objectives(database, clock, ObjectiveMeter(search, metrics))
    observer = Observer(search, metrics, objectives)
    runner = MonitorRunner(database, observer, clock, recorder, settings.concurrent)
    return Monitoring(
        tree,
        runner,
        Alerts(database, clock),
        Investigation(database, clock, observer, search, settings.public_url),
        Connections(database, clock, outbox),
        MutingSchedules(database, clock),
        objectives,
        outbox,
        (monitor_task(runner, clock, settings.wake_seconds, settings.history_days), outbox_task(outbox)),
        settings.enabled,
    )
