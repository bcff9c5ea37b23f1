"""The sources that receivers look up by their secret, with what decoding needs of each."""

import threading
from dataclasses import dataclass, field
from datetime import UTC

from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ingest.boundaries import Boundary, Infer, JsonArray, Lines, Prefix, Request
from sagescope.ingest.filters import Filters, filters_of
from sagescope.ingest.time_formats import TimeFormat
from sagescope.ingest.times import Recognizer
from sagescope.meta.db import Database
from sagescope.meta.repositories import collectors, sources
from sagescope.meta.vault import Vault
from sagescope.model.collector import Collector
from sagescope.model.source import BoundaryMode, Source
from sagescope.model.source_kinds import EventBridgeSettings, FirehoseLogSettings, FirehoseMetricSettings
from sagescope.timerange import zone_named

RELOAD_MS = 2_000
"""How long a looked-up source is taken as it is; a change or a new token counts after that."""

PAUSED_RETRY = 60.0
"""Seconds after which a sender to a paused source may try again."""


@dataclass(frozen=True, slots=True)
class ActiveSource:
    """A source ready to take bytes; `access_key` is what its senders have to show, empty for nothing."""

    source: Source
    collector: Collector
    boundary: Lines | Request | Infer | Prefix
    recognizer: Recognizer
    filters: Filters | None
    access_key: str = field(default="", repr=False)

    def boundary_for(self, content_type: str) -> Boundary:
        """The rule for a body of that type: a JSON array opens into its elements."""
        return JsonArray(self.boundary) if content_type.startswith("application/json") else self.boundary


class SourceRegistry:
    """Looks sources up by their secret and remembers them for a moment."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._lock = threading.Lock()
        self._held: dict[str, tuple[int, ActiveSource]] = {}

    def remembered(self, token: str) -> ActiveSource | None:
        """The source of a secret where it was looked up a moment ago; this asks no database."""
        held = self._held.get(token)
        return held[1] if held is not None and self._clock.now() - held[0] < RELOAD_MS else None

    def find(self, token: str) -> ActiveSource:
        """The source of a secret. Raises Refusal UNAUTHENTICATED where there is none, UNAVAILABLE where it is paused."""
        if (active := self.remembered(token)) is not None:
            return active
        now, held = self._clock.now(), self._held.get(token)
        with self._database.reading() as session:
            source = sources.find_by_token(session, token)
            collector = collectors.find(session, source.collector_id) if source is not None else None
        if source is not None and not source.enabled:
            self.forget(token)
            raise Refusal(
                Fault(
                    "receiver.paused",
                    f"The source {source.name!r} is paused.",
                    f"Let it go on with `sagescope sources resume {source.id}`, and send again.",
                ),
                Cause.UNAVAILABLE,
                PAUSED_RETRY,
            )
        if source is None or collector is None:
            self.forget(token)
            raise Refusal(
                Fault(
                    "receiver.unknown",
                    "This address belongs to no source that takes data.",
                    "Check the address; `sagescope sources list` shows the present ones.",
                ),
                Cause.UNAUTHENTICATED,
            )
        if held is not None and held[1].source == source and held[1].collector == collector:
            active = held[1]
        else:
            active = activate(source, collector, self._vault)
        with self._lock:
            self._held[token] = (now, active)
        return active

    def forget(self, token: str) -> None:
        """Look the source up again at its next request."""
        with self._lock:
            self._held.pop(token, None)


def activate(source: Source, collector: Collector, vault: Vault) -> ActiveSource:
    """A source ready to take bytes.

    Raises Refusal where a secret, a filter or a format of it cannot be used.
    """
    boundary, recognizer = boundary_of(source), recognizer_of(source, collector)
    filters = filters_of(source.filters, source.hash_algorithm)
    access_key = ""
    match source.settings:
        case FirehoseLogSettings(access_key=sealed) | FirehoseMetricSettings(access_key=sealed):
            access_key = vault.open(sealed)
        case EventBridgeSettings(api_key=sealed):
            access_key = vault.open(sealed)
        case _:
            pass
    return ActiveSource(source, collector, boundary, recognizer, filters, access_key)


def boundary_of(source: Source) -> Lines | Request | Infer | Prefix:
    """How bodies of a source are cut. Raises Refusal for an expression that cannot be used."""
    match source.boundaries.mode:
        case BoundaryMode.LINES:
            return Lines()
        case BoundaryMode.REQUEST:
            return Request()
        case BoundaryMode.INFER:
            return Infer()
        case BoundaryMode.PREFIX:
            return Prefix(source.boundaries.prefix)


def recognizer_of(source: Source, collector: Collector) -> Recognizer:
    """What finds the times of a source's messages. Raises Refusal for a format that cannot be used."""
    times = source.times
    name = times.time_zone or collector.time_zone
    return Recognizer(
        zone_named(name) if name else UTC,
        times.force_time_zone,
        times.automatic,
        tuple(TimeFormat(f.format, f.locator) for f in times.formats),
    )
