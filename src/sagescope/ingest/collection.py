"""Collectors and sources: made, listed and removed."""

from collections.abc import Mapping

from sagescope.clock import Clock
from sagescope.ingest.schema import SchemaService
from sagescope.ingest.sources import SourceRegistry
from sagescope.meta.db import Database
from sagescope.meta.repositories import collectors, sources
from sagescope.model.collector import Collector
from sagescope.model.source import Boundaries, Source, TimeSettings

DEFAULT_COLLECTOR = "sagescope"


class Collection:
    """The one place that changes collectors and sources."""

    def __init__(
        self, database: Database, schema: SchemaService, registry: SourceRegistry, clock: Clock
    ) -> None:
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
        self._schema.declare(collector.fields)
        return collector

    def remove_collector(self, collector_id: int) -> None:
        """Remove a collector with its sources."""
        gone = self.sources(collector_id)
        with self._database.session() as session:
            collectors.remove(session, collector_id)
        for source in gone:
            self._registry.forget(source.token)

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
            return sources.get(session, source_id)

    def add_source(
        self,
        collector_id: int,
        name: str,
        *,
        description: str = "",
        category: str = "",
        host_name: str = "",
        fields: Mapping[str, str] | None = None,
        boundaries: Boundaries | None = None,
        times: TimeSettings | None = None,
    ) -> Source:
        """Add an HTTP source; its fields are declared."""
        now = self._clock.now()
        with self._database.session() as session:
            collectors.get(session, collector_id)
            source = Source(
                id=sources.new_id(session),
                collector_id=collector_id,
                name=name,
                description=description,
                category=category,
                host_name=host_name,
                token=sources.new_token(),
                fields=dict(fields or {}),
                boundaries=boundaries or Boundaries(),
                times=times or TimeSettings(),
                created_at=now,
                modified_at=now,
            )
            sources.add(session, source)
        self._schema.declare(source.fields)
        return source

    def remove_source(self, collector_id: int, source_id: int) -> None:
        """Remove a source; its address takes nothing any more."""
        source = self.source(collector_id, source_id)
        with self._database.session() as session:
            sources.remove(session, source_id)
        self._registry.forget(source.token)
