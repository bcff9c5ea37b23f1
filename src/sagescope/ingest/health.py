"""How sources are doing, kept in memory as data comes and written down every few seconds.

Ingest adds numbers to a small object below a lock, and nothing else; whoever asks sees them at once. A kill
loses the last seconds of the counts, never of the data.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import structlog

from sagescope.clock import Clock
from sagescope.errors import Fault, Refusal, ServerFault
from sagescope.meta.db import Database
from sagescope.meta.repositories import source_health
from sagescope.model.source_health import MOST_FAULTS, SourceFault, SourceHealth, Volume

STRETCH = 5 * 60_000
"""Milliseconds of one stretch of volume."""
KEPT = 7 * 24 * 3_600_000
"""Milliseconds for which volumes are kept."""
WRITE_EVERY = 5.0
"""Seconds between two writes."""

_log = structlog.get_logger("sagescope.ingest")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one request, object or scan brought; `dropped` counts by the name of the filter."""

    messages: int = 0
    points: int = 0
    bytes: int = 0
    damaged: int = 0
    rejected: int = 0
    repeated: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)


class HealthRecorder:
    """The one place that knows how sources are doing."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._held: dict[int, SourceHealth] = {}
        self._changed: set[int] = set()
        self._volumes: dict[tuple[int, int], Volume] = {}
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def load(self) -> None:
        """Read what is known."""
        with self._database.reading() as session:
            found = source_health.listed(session)
        with self._lock:
            self._held = {one.source_id: one for one in found}

    def start(self) -> None:
        """Begin to write down what changes."""
        self._thread = threading.Thread(target=self._run, name="source-health", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Write down what is left, and end."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self._write()

    def arrived(self, source_id: int, arrival: Arrival) -> None:
        """Data came from a source and is durable."""
        now = self._clock.now()
        start = now - now % STRETCH
        lost = arrival.rejected + arrival.damaged
        dropped = sum(arrival.dropped.values())
        with self._lock:
            held = self._of(source_id)
            self._held[source_id] = held.model_copy(
                update={
                    "received": now,
                    "worked": _after_faults(held, now),
                    "messages": held.messages + arrival.messages,
                    "points": held.points + arrival.points,
                    "bytes": held.bytes + arrival.bytes,
                    "damaged": held.damaged + arrival.damaged,
                    "rejected": held.rejected + arrival.rejected,
                    "repeated": held.repeated + arrival.repeated,
                    "dropped": _sum(held.dropped, arrival.dropped) if arrival.dropped else held.dropped,
                }
            )
            self._changed.add(source_id)
            volume = self._volumes.get((source_id, start), Volume(start))
            self._volumes[source_id, start] = replace(
                volume,
                messages=volume.messages + arrival.messages,
                points=volume.points + arrival.points,
                bytes=volume.bytes + arrival.bytes,
                rejected=volume.rejected + lost,
                dropped=volume.dropped + dropped,
            )

    def worked(self, source_id: int) -> None:
        """Something went well without bringing data: a scan that found nothing new, a probe."""
        with self._lock:
            held = self._of(source_id)
            worked = _after_faults(held, self._clock.now())
            self._held[source_id] = held.model_copy(update={"worked": worked})
            self._changed.add(source_id)

    def failed(self, source_id: int, faults: Refusal | Fault, retry_at: int | None = None) -> None:
        """Something went wrong; `retry_at` is when it is tried again, in milliseconds, None where senders do."""
        now = self._clock.now()
        told = faults.faults if isinstance(faults, Refusal) else (faults,)
        with self._lock:
            held = self._of(source_id)
            known = {fault.code: fault for fault in held.faults}
            for fault in told:
                before = known.pop(fault.code, None)
                known[fault.code] = SourceFault(
                    code=fault.code,
                    message=fault.message,
                    hint=fault.hint,
                    first=before.first if before else now,
                    last=max(now, (held.worked or 0) + 1),
                    count=before.count + 1 if before else 1,
                    retry_at=retry_at,
                )
            newest = sorted(known.values(), key=lambda fault: -fault.last)[:MOST_FAULTS]
            self._held[source_id] = held.model_copy(update={"faults": tuple(newest)})
            self._changed.add(source_id)

    def of(self, source_id: int) -> SourceHealth:
        """What has been seen of a source."""
        with self._lock:
            return self._of(source_id)

    def volumes(self, since: int, source_id: int | None = None) -> dict[int, list[Volume]]:
        """What came from a source, or from each, in stretches from `since` on, by id of the source."""
        self._write()
        with self._database.reading() as session:
            found = source_health.volumes(session, source_id, since)
        by_source: dict[int, list[Volume]] = {}
        for held_by, volume in found:
            by_source.setdefault(held_by, []).append(volume)
        return by_source

    def forget(self, source_id: int) -> None:
        """A source is gone."""
        with self._lock:
            self._held.pop(source_id, None)
            self._changed.discard(source_id)

    def _of(self, source_id: int) -> SourceHealth:
        return self._held.get(source_id) or SourceHealth(source_id=source_id)

    def _run(self) -> None:
        while not self._stop.wait(WRITE_EVERY):
            self._write()

    def _write(self) -> None:
        with self._lock:
            changed = [self._held[i] for i in self._changed if i in self._held]
            volumes = [(source_id, volume) for (source_id, _), volume in self._volumes.items()]
            self._changed, self._volumes = set(), {}
        if not changed and not volumes:
            return
        try:
            with self._database.session() as session:
                source_health.put(session, changed)
                source_health.add_volumes(session, volumes, self._clock.now() - KEPT)
        except (Refusal, ServerFault) as wrong:
            # What sources brought is durable without this; the counts come with the next write.
            _log.warning("state of sources not written", reason=str(wrong))
            with self._lock:
                self._changed |= {one.source_id for one in changed}


def _sum(held: Mapping[str, int], new: Mapping[str, int]) -> dict[str, int]:
    return {name: held.get(name, 0) + new.get(name, 0) for name in {**held, **new}}


def _after_faults(held: SourceHealth, now: int) -> int:
    """When something went well: after everything that went wrong before, whatever the clock does."""
    return max(now, *(fault.last for fault in held.faults), 0)
