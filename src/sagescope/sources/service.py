"""The runner of pulled sources: wakes, runs what is due, and tells how each is doing."""

import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import structlog

from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal, ServerFault
from sagescope.ingest.health import HealthRecorder
from sagescope.ingest.sources import SourceRegistry
from sagescope.meta.db import Database
from sagescope.meta.repositories import sources as stored_sources
from sagescope.model.aws import AwsAccess
from sagescope.model.source import Source
from sagescope.model.source_kinds import (
    FETCHING,
    BucketPath,
    BucketSettings,
    CloudWatchSettings,
    FirehoseSettings,
    InventorySettings,
)
from sagescope.recurring import Recurring
from sagescope.sources.buckets import BucketPuller
from sagescope.sources.checkpoints import Checkpoints
from sagescope.sources.cloudwatch import MetricPuller
from sagescope.sources.faults import AwsRefusal, Trouble
from sagescope.sources.inventory import InventoryPuller
from sagescope.sources.notices import ObjectNotice
from sagescope.sources.pull import Outcome, Pull
from sagescope.sources.waiting import next_wait

QUEUE_EVERY = 10_000
"""Milliseconds between two looks into a queue of notices; listing the bucket comes at the scan interval."""

MOST_NOTICES = 10_000
"""Notices that wait for their source; the listing finds what is left out."""

_log = structlog.get_logger("sagescope.sources")


@dataclass(slots=True)
class _Standing:
    """Where a source stands: when it is scanned next, and what its last runs were like. Times in milliseconds."""

    scan_at: int = 0
    queue_at: int = 0
    empty: int = 0
    failures: int = 0
    settings: object = None
    notices: list[ObjectNotice] = field(default_factory=list)
    running: "Future[None] | None" = None


@dataclass(frozen=True, slots=True)
class Pullers:
    """What fetches each kind of data."""

    buckets: BucketPuller
    metrics: MetricPuller
    inventory: InventoryPuller


class SourceRunner:
    """Runs the sources that are due."""

    def __init__(
        self,
        database: Database,
        registry: SourceRegistry,
        pullers: Pullers,
        checkpoints: Checkpoints,
        health: HealthRecorder,
        clock: Clock,
        workers: int,
    ) -> None:
        self._database = database
        self._registry = registry
        self._pullers = pullers
        self._checkpoints = checkpoints
        self._health = health
        self._clock = clock
        self._lock = threading.Lock()
        self._standings: dict[int, _Standing] = {}
        self._stopped = threading.Event()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="sources")

    def start_due(self) -> list["Future[None]"]:
        """Begin what is due now, each source in a thread of its own; those that still run are left alone."""
        with self._database.reading() as session:
            present = [
                source for source in stored_sources.listed(session, kinds=FETCHING) if source.settings.fetches
            ]
        now = self._clock.now()
        begun: list[Future[None]] = []
        with self._lock:
            for gone in self._standings.keys() - {s.id for s in present}:
                del self._standings[gone]
            for source in present:
                standing = self._standings.setdefault(source.id, _Standing())
                if standing.settings != source.settings:
                    # Whoever corrects a source wants to see at once whether that helped.
                    standing.settings, standing.scan_at, standing.queue_at = source.settings, 0, 0
                if not source.enabled or (standing.running is not None and not standing.running.done()):
                    continue
                scan = standing.scan_at <= now
                queue = _has_queue(source) and standing.queue_at <= now
                if scan or queue or standing.notices:
                    notices, standing.notices = standing.notices, []
                    standing.running = self._pool.submit(self._run_due, source, scan, queue, notices)
                    begun.append(standing.running)
        return begun

    def run_once(self, source_id: int) -> Outcome:
        """Run a source now, whatever its interval, and wait for it.

        Raises Refusal NOT_FOUND where there is none, `source.paused`, `source.not_pulled`, `source.running`, and whatever
        the run fails for.
        """
        with self._database.reading() as session:
            source = stored_sources.get(session, source_id)
        if not source.settings.fetches:
            raise Refusal(
                Fault(
                    "source.not_pulled",
                    f"The source {source.name!r} fetches nothing: its data is sent to it.",
                    "`sagescope sources list` shows its address.",
                )
            )
        if not source.enabled:
            raise Refusal(
                Fault("source.paused", f"The source {source.name!r} is paused.", "Resume it first."),
                Cause.CONFLICT,
            )
        mine: Future[None] = Future()
        with self._lock:
            standing = self._standings.setdefault(source.id, _Standing(settings=source.settings))
            if standing.running is not None and not standing.running.done():
                raise Refusal(
                    Fault(
                        "source.running", f"The source {source.name!r} runs at the moment.", "Wait a moment."
                    ),
                    Cause.CONFLICT,
                    2.0,
                )
            standing.running = mine
        try:
            return self._run(source, scan=True, queue=_has_queue(source), notices=())
        finally:
            mine.set_result(None)

    def notified(self, source_id: int, notices: Iterable[ObjectNotice]) -> None:
        """New objects were told of; they are read when the source wakes next."""
        with self._lock:
            held = self._standings.setdefault(source_id, _Standing()).notices
            held += list(notices)[: MOST_NOTICES - len(held)]

    def forget(self, source_id: int) -> int:
        """Have a source read everything again; how many objects it was done with.

        What is stored is not stored twice. Raises Refusal NOT_FOUND.
        """
        with self._database.reading() as session:
            stored_sources.get(session, source_id)
        count = self._checkpoints.forget(source_id)
        with self._lock:
            # A run that is under way goes on, and stays known.
            standing = self._standings.setdefault(source_id, _Standing())
            standing.scan_at = standing.queue_at = standing.empty = standing.failures = 0
        return count

    def close(self) -> None:
        """Stop, after what is under way has come to a step."""
        self._stopped.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run_due(self, source: Source, scan: bool, queue: bool, notices: Sequence[ObjectNotice]) -> None:
        try:
            self._run(source, scan=scan, queue=queue, notices=notices)
        except Refusal as refused:
            _log.warning("source failed", source=source.id, reason=str(refused))
        except Exception as wrong:
            _log.error("source failed", source=source.id, exc_info=wrong)

    def _run(self, source: Source, *, scan: bool, queue: bool, notices: Sequence[ObjectNotice]) -> Outcome:
        """Run a source, and note how that went."""
        try:
            outcome = self._pull(source, scan=scan, queue=queue, notices=notices)
        except (Refusal, ServerFault) as wrong:
            refused = wrong if isinstance(wrong, Refusal) else _SERVER
            passing = not isinstance(refused, AwsRefusal) or refused.trouble is Trouble.PASSING
            retry_at = self._wait(source, scan=True, found=False, failed=True, passing=passing)
            if not self._stopped.is_set():
                self._health.failed(source.id, refused, retry_at)
            raise
        except Exception:
            retry_at = self._wait(source, scan=True, found=False, failed=True, passing=False)
            self._health.failed(source.id, _SERVER, retry_at)
            raise
        self._wait(source, scan=scan, found=outcome.found, failed=False, passing=False)
        if outcome.faults:
            self._health.failed(source.id, Refusal(outcome.faults))
        self._health.worked(source.id)
        return outcome

    def _pull(self, source: Source, *, scan: bool, queue: bool, notices: Sequence[ObjectNotice]) -> Outcome:
        pull = Pull(self._registry.find(source.token), self._clock, self._stopped.is_set)
        if (place := _place_of(source)) is not None:
            access, path = place
            buckets = self._pullers.buckets
            outcome = Outcome()
            if notices:
                outcome = outcome.plus(buckets.take_notices(pull, access, path, notices))
            if queue:
                outcome = outcome.plus(buckets.drain_queue(pull, access, path))
            if scan:
                outcome = outcome.plus(buckets.scan(pull, access, path))
            return outcome
        match source.settings:
            case CloudWatchSettings() as settings:
                return self._pullers.metrics.pull(pull, settings)
            case InventorySettings() as settings:
                return self._pullers.inventory.pull(pull, settings)
            case _:
                raise ServerFault(f"nothing pulls sources of kind {source.kind}")

    def _wait(self, source: Source, *, scan: bool, found: bool, failed: bool, passing: bool) -> int:
        """Decide when the source runs next; that time, in milliseconds."""
        now = self._clock.now()
        replay = getattr(source.settings, "replay", None)
        interval = getattr(replay or source.settings, "scan_interval", 0)
        with self._lock:
            standing = self._standings.setdefault(source.id, _Standing(settings=source.settings))
            standing.failures = standing.failures + 1 if failed else 0
            if found or failed:
                standing.empty = 0
            elif scan:
                standing.empty += 1
            wait = next_wait(interval, standing.empty, standing.failures, passing=passing)
            if scan:
                standing.scan_at = now + wait
            standing.queue_at = now + (wait if failed else min(wait, QUEUE_EVERY))
            return now + wait


_SERVER = Refusal(
    Fault(
        "source.server", "The server failed to run the source; its log has the reason.", "It is tried again."
    ),
    Cause.UNAVAILABLE,
)


def _place_of(source: Source) -> tuple[AwsAccess, BucketPath] | None:
    """The bucket that a source reads, or reads again, and who reads it."""
    match source.settings:
        case BucketSettings(access=access, bucket=path):
            return access, path
        case FirehoseSettings(replay=replay) if replay is not None:
            return replay.access, replay.bucket
        case _:
            return None


def _has_queue(source: Source) -> bool:
    place = _place_of(source)
    return place is not None and bool(place[1].queue)


def source_task(runner: SourceRunner, seconds: float) -> Recurring:
    """Runs the sources that are due every few seconds; a stop lets what is under way come to a step."""
    return Recurring(
        "sources",
        seconds,
        runner.start_due,
        lambda wrong: _log.error("sources not run", error=str(wrong)),
        after=runner.close,
    )
