"""Collectors and sources: made, listed and removed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from sagescope.clock import Clock
from sagescope.errors import Fault, Refusal
from sagescope.ingest.filters import filters_of
from sagescope.ingest.health import HealthRecorder
from sagescope.ingest.schema import SchemaService
from sagescope.ingest.sources import SourceRegistry, boundary_of, recognizer_of
from sagescope.meta.db import Database
from sagescope.meta.repositories import collectors, sources
from sagescope.meta.repositories.rows import missing
from sagescope.model.checks import SWITCHES
from sagescope.model.collector import Collector
from sagescope.model.source import Boundaries, Cutoff, Source, TimeSettings
from sagescope.model.source_filter import HashAlgorithm, SourceFilter
from sagescope.model.source_kinds import HttpSettings, SourceSettings

DEFAULT_COLLECTOR = "sagescope"


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """What somebody says of a source; the rest is the server's. See `model.source.Source`."""

    name: str
    settings: SourceSettings = field(default_factory=HttpSettings)
    description: str = ""
    category: str = ""
    host_name: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    boundaries: Boundaries = field(default_factory=Boundaries)
    times: TimeSettings = field(default_factory=TimeSettings)
    filters: tuple[SourceFilter, ...] = ()
    hash_algorithm: HashAlgorithm = HashAlgorithm.MD5
    cutoff: Cutoff = field(default_factory=Cutoff)
    extra: Mapping[str, Any] = field(default_factory=dict)
    enabled: bool = True

    @property
    def values(self) -> dict[str, Any]:
        """The values by the names that a source has them."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


class Collection:
    """The one place that changes collectors and sources."""

    def __init__(
        self,
        database: Database,
        schema: SchemaService,
        registry: SourceRegistry,
        health: HealthRecorder,
        clock: Clock,
    ) -> None:
        self._health = health
        self._database = database
        self._schema = schema
        self._registry = registry
        self._clock = clock

    def collectors(self) -> list[Collector]:
        """All collectors."""
        with self._database.reading() as session:
            return collectors.listed(session)

    def collector(self, collector_id: int) -> Collector:
        """One collector. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            return collectors.get(session, collector_id)

    def default_collector(self) -> Collector:
        """The collector of sources that name none; it is made when it is first needed."""
        with self._database.reading() as session:
            found = collectors.find_by_name(session, DEFAULT_COLLECTOR)
        return found or self.add_collector(DEFAULT_COLLECTOR, description="Sources that name no collector.")

    def add_collector(
        self,
        name: str,
        *,
        description: str = "",
        category: str = "",
        host_name: str = "",
        time_zone: str = "",
        fields: Mapping[str, str] | None = None,
    ) -> Collector:
        """Add a hosted collector; its fields are declared."""
        now = self._clock.now()
        with self._database.session() as session:
            collector = Collector(
                id=collectors.new_id(session),
                name=name,
                description=description,
                category=category,
                host_name=host_name,
                time_zone=time_zone,
                fields=dict(fields or {}),
                created_at=now,
                modified_at=now,
            )
            collectors.add(session, collector)
        self._declare(collector.fields)
        return collector

    def change_collector(self, collector_id: int, **values: Any) -> Collector:
        """Replace parts of a collector. Raises Refusal NOT_FOUND, CONFLICT, or with what is wrong."""
        with self._database.session() as session:
            held = collectors.get(session, collector_id, lock=True)
            changed = held.changed(**values, modified_at=self._clock.now())
            collectors.save(session, changed)
        for source in self.sources(collector_id):
            self._registry.forget(source.token)
        self._declare(changed.fields)
        return changed

    def _declare(self, fields: Mapping[str, str]) -> None:
        self._schema.declare(name for name in fields if name.lower() not in SWITCHES)

    def remove_collector(self, collector_id: int) -> None:
        """Remove a collector with its sources."""
        gone = self.sources(collector_id)
        with self._database.session() as session:
            collectors.remove(session, collector_id)
        for source in gone:
            self._forget(source)

    def sources(self, collector_id: int | None = None) -> list[Source]:
        """The sources of a collector, or all."""
        with self._database.reading() as session:
            if collector_id is not None:
                collectors.get(session, collector_id)
            return sources.listed(session, collector_id)

    def source(self, collector_id: int, source_id: int) -> Source:
        """One source of a collector. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            collectors.get(session, collector_id)
            found = sources.get(session, source_id)
        if found.collector_id != collector_id:
            raise missing("source", source_id)
        return found

    def any_source(self, source_id: int) -> Source:
        """The source of an id, of whichever collector. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            return sources.get(session, source_id)

    def add_source(self, collector_id: int, draft: SourceDraft) -> Source:
        """Add a source; its fields are declared.

        Raises Refusal NOT_FOUND, CONFLICT, or with what is wrong with it.
        """
        now = self._clock.now()
        with self._database.session() as session:
            collector = collectors.get(session, collector_id)
            source = Source(
                id=sources.new_id(session),
                collector_id=collector_id,
                token=sources.new_token(),
                created_at=now,
                modified_at=now,
                **draft.values,
            )
            check_source(source, collector)
            sources.add(session, source)
        self._declare(source.fields)
        return source

    def change_source(self, collector_id: int, source_id: int, draft: SourceDraft) -> Source:
        """Replace a source, whose kind and address stay. Raises Refusal as `add_source` does."""
        held = self.source(collector_id, source_id)
        if draft.settings.kind is not held.kind:
            raise Refusal(
                Fault(
                    "source.kind",
                    f"The source is of the kind {held.kind.value}, and stays of it.",
                    "Add a source of the other kind, and remove this one when nothing sends to it any more.",
                )
            )
        return self._save(held.changed(**draft.values, modified_at=self._clock.now()))

    def set_enabled(self, source_id: int, enabled: bool) -> Source:
        """Pause a source, or let it go on. Raises Refusal NOT_FOUND."""
        held = self.any_source(source_id)
        return self._save(held.changed(enabled=enabled, modified_at=self._clock.now()))

    def renew_token(self, source_id: int) -> Source:
        """Give a source another address; the one before takes nothing any more. Raises Refusal NOT_FOUND."""
        held = self.any_source(source_id)
        changed = self._save(held.changed(token=sources.new_token(), modified_at=self._clock.now()))
        self._registry.forget(held.token)
        return changed

    def remove_source(self, collector_id: int, source_id: int) -> None:
        """Remove a source; its address takes nothing any more."""
        source = self.source(collector_id, source_id)
        with self._database.session() as session:
            sources.remove(session, source_id)
        self._forget(source)

    def _save(self, source: Source) -> Source:
        with self._database.session() as session:
            check_source(source, collectors.get(session, source.collector_id))
            sources.save(session, source)
        self._registry.forget(source.token)
        self._declare(source.fields)
        return source

    def _forget(self, source: Source) -> None:
        self._registry.forget(source.token)
        self._health.forget(source.id)


def check_source(source: Source, collector: Collector) -> None:
    """Return where the filters, formats and boundaries of a source can be used; raises Refusal where not."""
    filters_of(source.filters, source.hash_algorithm)
    boundary_of(source)
    recognizer_of(source, collector)
