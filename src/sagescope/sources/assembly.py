"""All that pulled sources are made of, put together from their settings for the composition root."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sagescope.clock import Clock
from sagescope.config.sources import PulledSourcesSettings
from sagescope.ingest.health import HealthRecorder
from sagescope.ingest.intake import Intake
from sagescope.ingest.sources import SourceRegistry
from sagescope.meta.db import Database
from sagescope.meta.vault import Vault
from sagescope.recurring import Recurring
from sagescope.sources.accounts import Accounts
from sagescope.sources.buckets import BucketPuller
from sagescope.sources.checkpoints import Checkpoints
from sagescope.sources.cloudwatch import MetricPuller
from sagescope.sources.inflow import Inflow
from sagescope.sources.inventory import InventoryPuller
from sagescope.sources.service import Pullers, SourceRunner, source_task


@dataclass(frozen=True, slots=True)
class Pulling:
    """The runner of sources, and the task that wakes it."""

    runner: SourceRunner
    inflow: Inflow
    task: Recurring
    readers: ThreadPoolExecutor
    enabled: bool

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take what is fetched by the loop of ingest; run what is due from now on, where the settings say so."""
        self.inflow.open(loop)
        if self.enabled:
            self.task.start()

    def stop(self) -> None:
        """Stop, after what is under way has come to a step; ingest has to run until then."""
        self.task.stop()
        self.inflow.close()

    def close(self) -> None:
        """Let go of the threads."""
        self.runner.close()
        self.readers.shutdown(wait=True, cancel_futures=True)


def assemble(
    settings: PulledSourcesSettings,
    database: Database,
    registry: SourceRegistry,
    intake: Intake,
    health: HealthRecorder,
    vault: Vault,
    clock: Clock,
    *,
    alone: bool,
) -> Pulling:
    """Pulled sources over these services; nothing runs before `start`.

    `alone` says that no other process works on the data, so that claims which are still there are of dead ones.
    """
    checkpoints = Checkpoints(database, clock)
    if alone:
        checkpoints.release_dead()
    accounts = Accounts(vault.open, clock)
    inflow = Inflow(intake)
    readers = ThreadPoolExecutor(settings.readers, thread_name_prefix="objects")
    pullers = Pullers(
        BucketPuller(accounts, checkpoints, inflow, readers),
        MetricPuller(accounts, checkpoints, inflow),
        InventoryPuller(accounts, checkpoints, inflow),
    )
    runner = SourceRunner(database, registry, pullers, checkpoints, health, clock, settings.concurrent)
    return Pulling(runner, inflow, source_task(runner, settings.wake_seconds), readers, settings.enabled)
