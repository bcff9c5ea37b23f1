"""Pulled sources over the real store and a metadata database of their own, with ingest in an event loop."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sagescope.clock import FixedClock
from sagescope.ingest.commit import CommitLimits
from sagescope.ingest.delivery import Deliveries
from sagescope.ingest.health import HealthRecorder
from sagescope.ingest.instance_types import InstanceTypes
from sagescope.ingest.intake import Intake
from sagescope.ingest.log_metric_rules import LogMetricRules
from sagescope.ingest.metric_intake import MetricIntake
from sagescope.ingest.metric_rules import MetricRules
from sagescope.ingest.new_series import SeriesLimit
from sagescope.ingest.schema import SchemaService
from sagescope.ingest.series import SeriesCompleter
from sagescope.ingest.sources import SourceRegistry
from sagescope.meta.db import Database
from sagescope.meta.repositories import collectors, sources
from sagescope.meta.vault import Vault, open_vault
from sagescope.model.aws import AccessKey, AwsAccess
from sagescope.model.collector import Collector
from sagescope.model.source import Source
from sagescope.model.source_health import SourceState, state_of
from sagescope.model.source_kinds import (
    BucketPath,
    CloudTrailSettings,
    KindSettings,
    S3Settings,
)
from sagescope.sources.accounts import Accounts
from sagescope.sources.buckets import BucketPuller
from sagescope.sources.checkpoints import Checkpoints
from sagescope.sources.cloudwatch import MetricPuller
from sagescope.sources.inflow import Inflow
from sagescope.sources.inventory import InventoryPuller
from sagescope.sources.service import Pullers, SourceRunner
from sagescope.store.deliveries import StoredDeliveries
from sagescope.store.known_series import StoredSeries
from sagescope.store.tables.logs import LOGS
from simulated_aws import KEY_ID, REGION, SECRET, SimulatedAws
from store_world import World, world

_MOST_BYTES = 64 << 20


class Works:
    """All that pulled sources need; `runners` are three workers on the same metadata and store."""

    def __init__(self, folder: Path, aws: SimulatedAws) -> None:
        self.here: World = world()
        self.here.empty()
        self.aws = aws
        self.clock = FixedClock(time.time_ns() // 1_000_000)
        self.database = Database(f"sqlite:///{folder / 'meta.db'}")
        self.database.migrate()
        self.vault: Vault = open_vault(folder, "")
        self.registry = SourceRegistry(self.database, self.vault, self.clock)
        self.health = HealthRecorder(self.database, self.clock)
        schema = SchemaService(self.database, self.here.store, self.clock)
        schema.load()
        rules, log_rules = MetricRules(self.database, self.clock), LogMetricRules(self.database, self.clock)
        self.instance_types = InstanceTypes(self.database, self.clock)
        limits = CommitLimits(age=0.02)
        new_series = SeriesLimit(self.clock, StoredSeries(self.here.engine), 0)
        metrics = MetricIntake(
            self.here.engine,
            SeriesCompleter(rules, self.instance_types, new_series.knows, normalize=False),
            new_series,
            self.health,
            limits,
            _MOST_BYTES,
            30,
        )
        self.intake = Intake(
            self.here.engine,
            schema,
            metrics,
            log_rules,
            self.instance_types,
            Deliveries(StoredDeliveries(self.here.engine), self.clock, 30),
            self.health,
            limits,
            _MOST_BYTES,
        )
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self.intake.start(), self.loop).result(30)
        self.inflow = Inflow(self.intake)
        self.inflow.open(self.loop)
        self._readers = ThreadPoolExecutor(4)
        self.runners = [self._runner() for _ in range(3)]
        self.runner = self.runners[0]
        with self.database.session() as session:
            now = self.clock.now()
            self.collector = Collector(
                id=collectors.new_id(session), name="works", created_at=now, modified_at=now
            )
            collectors.add(session, self.collector)

    def _runner(self) -> SourceRunner:
        checkpoints = Checkpoints(self.database, self.clock)
        accounts = Accounts(self.vault.open, self.clock)
        pullers = Pullers(
            BucketPuller(accounts, checkpoints, self.inflow, self._readers),
            MetricPuller(accounts, checkpoints, self.inflow),
            InventoryPuller(accounts, checkpoints, self.inflow),
        )
        return SourceRunner(
            self.database, self.registry, pullers, checkpoints, self.health, self.clock, workers=2
        )

    def close(self) -> None:
        """End all of it."""
        for runner in self.runners:
            runner.close()
        self.inflow.close()
        asyncio.run_coroutine_threadsafe(self.intake.stop(), self.loop).result(30)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()
        self._readers.shutdown()
        self.health.close()
        self.database.close()

    def access(self, **more: Any) -> AwsAccess:
        """Access by a key to the simulated AWS."""
        key = AccessKey(key_id=KEY_ID, secret=self.vault.seal(SECRET))
        given = {"credentials": key, "regions": (REGION,), "endpoint": self.aws.url, **more}
        return AwsAccess.model_validate(given)

    def source(self, settings: KindSettings, **more: Any) -> Source:
        """Store a source."""
        now = self.clock.now()
        with self.database.session() as session:
            made = Source.model_validate(
                {
                    "id": sources.new_id(session),
                    "collector_id": self.collector.id,
                    "name": f"source {sources.count(session, self.collector.id)}",
                    "token": sources.new_token(),
                    "settings": settings,
                    "created_at": now,
                    "modified_at": now,
                    **more,
                }
            )
            sources.add(session, made)
        return made

    def bucket(self, name: str, path: str = "*", *, cloudtrail: bool = False, **more: Any) -> Source:
        """Store a source that reads a bucket; `more` is of its path, its access or the source."""
        access = self.access(
            **{key: more.pop(key) for key in ("roles", "endpoint", "credentials") if key in more}
        )
        held = {key: more.pop(key) for key in ("queue", "versions", "topic") if key in more}
        where = BucketPath(bucket=name, path=path, **held)
        settings = (
            CloudTrailSettings(access=access, bucket=where)
            if cloudtrail
            else S3Settings(access=access, bucket=where)
        )
        return self.source(settings, **more)

    def change(self, source: Source) -> None:
        """Store another state of a source."""
        with self.database.session() as session:
            sources.save(session, source)
        self.registry.forget(source.token)

    def stored(self, source: Source) -> list[str]:
        """The texts of the messages of a source, sorted."""
        answer = self.here.select(f"SELECT raw FROM {LOGS} WHERE source_id = {source.id} ORDER BY raw")
        return [str(text) for text in answer.table["raw"].to_pylist()]

    def column(self, source: Source, column: str) -> list[Any]:
        """The different values of a column of the messages of a source."""
        answer = self.here.select(
            f"SELECT DISTINCT {column} AS held FROM {LOGS} WHERE source_id = {source.id} ORDER BY held"
        )
        return list(answer.table["held"].to_pylist())

    def state(self, source: Source) -> tuple[SourceState, list[str]]:
        """The state of a source and the codes of its faults, newest first."""
        health = self.health.of(source.id)
        return state_of(source, health, self.clock.now()), [fault.code for fault in health.faults]
