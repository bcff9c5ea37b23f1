"""The entities of the accounts that data comes from, kept fresh by reading only what is new.

What has come in since the last look is read, a little of it again, and told to the metadata: everything here may be
told twice (`standing.both`). So opening Explore costs the same with a thousand messages as with a billion.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

import structlog

from sagescope.clock import Clock
from sagescope.durations import UNITS
from sagescope.explore.kinds import NAMESPACE_KIND, Kinds
from sagescope.explore.measuring import rows_of
from sagescope.explore.names import folded_namespace
from sagescope.explore.reading import (
    PLACE_FIELDS,
    arrived,
    events_seen,
    portions,
    series_keys,
    series_seen,
    streams_seen,
)
from sagescope.explore.recognition import Place, events_in, of_logs, of_series
from sagescope.explore.standing import both, gathered, in_event, in_logs, in_metrics
from sagescope.meta.db import Database
from sagescope.meta.repositories import aws_entities, settings
from sagescope.model.aws_entity import Action, AwsEntity, EntityEvent, EntityKey
from sagescope.recurring import Recurring
from sagescope.store.schema import Store

OVERLAP = 5 * UNITS["m"]
"""What is read again: an insert may end so long after its messages were received."""

KEPT = 90 * UNITS["d"]
"""How long events are kept, and entities that nothing is heard of."""

MOST_ENTITIES = 50_000
"""Those that nothing was heard of for longest are forgotten above."""

UNWRITTEN = 5 * UNITS["m"]
"""By how much the time of an entity's newest data may be behind in the metadata."""

_PORTION = 50_000
"""Messages that are looked through at once."""

_WRITTEN_AT_ONCE = 2_000
"""Events of one transaction: others have to write in between."""

_STATE, _ALIASES = "explore.read_until", "explore.accounts"
_log = structlog.get_logger("sagescope.explore")


class Catalogue:
    """The entities of one installation. Its methods may be called from several threads."""

    def __init__(self, database: Database, store: Store, clock: Clock, kinds: Kinds) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._kinds = kinds
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()
        self._entities: dict[EntityKey, AwsEntity] = {}
        self._written: dict[EntityKey, AwsEntity] = {}
        self._aliases: dict[str, str] = {}
        self._read_until = 0
        self._refreshed = 0
        self._loaded = False
        self.version = 0
        """Goes up with everything that is learned."""

    def entities(self) -> list[AwsEntity]:
        """All entities, with accounts by their aliases; one that came by alias and by number is one."""
        with self._lock:
            self._load()
            held, aliases = list(self._entities.values()), dict(self._aliases)
        return list(gathered(_by_alias(entity, aliases) for entity in held).values())

    @property
    def aliases(self) -> Mapping[str, str]:
        """The aliases of accounts by their numbers, as data has told them."""
        with self._lock:
            self._load()
            return dict(self._aliases)

    def names_of(self, account: str) -> tuple[str, ...]:
        """What an account is called: its alias and its number, as far as they are known."""
        pairs = self.aliases
        found = {account, pairs.get(account, account)}
        return tuple(sorted(found | {number for number, alias in pairs.items() if alias in found}))

    def events(
        self,
        start: int,
        end: int,
        *,
        kinds: Iterable[str] | None = None,
        names: Iterable[str] | None = None,
        actions: Iterable[Action] | None = None,
        limit: int = 10_000,
    ) -> list[EntityEvent]:
        """What happened from `start` up to but without `end`, the newest first, with accounts by their aliases."""
        with self._database.reading() as session:
            found = aws_entities.events(
                session, start, end, kinds=kinds, names=names, actions=actions, limit=limit
            )
        aliases = self.aliases
        return [
            replace(event, key=replace(event.key, account=aliases.get(event.key.account, event.key.account)))
            for event in found
        ]

    def refresh(self, older_than: int = 0, ending: Callable[[], bool] = lambda: False) -> None:
        """Read what has come in, unless that was done within so many milliseconds.

        Whoever meets another refresh does not wait for it where there is something to show already. Much data takes its
        time: where `ending` holds between two portions the look ends early, and the next one begins where this one did.
        """
        if not self._refreshing.acquire(blocking=not self._refreshed or not older_than):
            return
        try:
            with self._lock:
                self._load()
            now = self._clock.now()
            if older_than and now - self._refreshed < older_than:
                return
            if self._read(now, ending):
                self._refreshed = now
        finally:
            self._refreshing.release()

    def _load(self) -> None:
        if self._loaded:
            return
        with self._database.reading() as session:
            self._entities = {entity.key: entity for entity in aws_entities.listed(session)}
            until = settings.get(session, _STATE, 0)
            aliases = settings.get(session, _ALIASES, {})
        self._written = dict(self._entities)
        self._read_until = until if isinstance(until, int) else 0
        self._aliases = {str(k): str(v) for k, v in aliases.items()} if isinstance(aliases, dict) else {}
        self._loaded = True

    def _read(self, now: int, ending: Callable[[], bool]) -> bool:
        """Whether all was read."""
        started = time.perf_counter()
        since = max(0, self._read_until - OVERLAP)
        known = dict(self._aliases)
        # Events come in portions, so that the first look at much data does not hold it all.
        for events in self._events(since, now):
            if ending():
                return False
            for start in range(0, len(events), _WRITTEN_AT_ONCE):
                part = events[start : start + _WRITTEN_AT_ONCE]
                self._tell((in_event(event) for event in part), part)
        self._tell((*self._series(since, now), *self._streams(since)), ())
        self._forget(now)
        with self._database.session() as session:
            settings.put(session, _STATE, now)
            if known != self._aliases:
                settings.put(session, _ALIASES, dict(self._aliases))
        self._read_until = now
        _log.debug("entities read", seconds=round(time.perf_counter() - started, 3), held=len(self._entities))
        return True

    def _tell(self, told: Iterable[AwsEntity], events: Iterable[EntityEvent]) -> None:
        changed = []
        gained = gathered(told)
        with self._lock:
            for key, entity in gained.items():
                held = self._entities.get(key)
                now = entity if held is None else both(held, entity)
                self._entities[key] = now
                if _is_news(self._written.get(key), now):
                    changed.append(now)
        events = list(events)
        if changed or events:
            with self._database.session() as session:
                aws_entities.put(session, changed, events)
            self._written.update({entity.key: entity for entity in changed})
            self.version += 1

    def _series(self, since: int, now: int) -> Iterator[AwsEntity]:
        keys = series_keys(self._kinds)
        table = self._store.engine.query(series_seen(self._kinds, since, now)).table
        for row in rows_of(table):
            dimensions = {key: row[f"d{at}"] for at, key in enumerate(keys) if row[f"d{at}"]}
            account, number, region, namespace = (dimensions.get(key, "") for key in PLACE_FIELDS)
            place = self._place(account, number, region)
            if namespace:
                key = EntityKey(place.account, place.region, NAMESPACE_KIND, "", folded_namespace(namespace))
                yield in_metrics(key, namespace, row["first"], row["last"])
            for found in of_series(dimensions, place, self._kinds):
                yield in_metrics(found, namespace, row["first"], row["last"])

    def _streams(self, since: int) -> Iterator[AwsEntity]:
        groups = sorted({kind.namespaces[0].partition("/")[0] for kind in self._kinds if kind.places})
        select = streams_seen(self._store.catalog, [f"/{group}/" for group in groups], since)
        for row in rows_of(self._store.engine.query(select).table):
            place = self._place(row["account"], row["accountid"], row["region"])
            for key in of_logs(row["source_host"], row["source_name"], place, self._kinds):
                yield in_logs(key, row["first"], row["last"])

    def _events(self, since: int, now: int) -> Iterator[list[EntityEvent]]:
        catalog, query = self._store.catalog, self._store.engine.query
        minutes = query(arrived(catalog, since, now)).table
        for portion in portions(
            zip(minutes["minute"].to_pylist(), minutes["found"].to_pylist(), strict=True), _PORTION
        ):
            found = {
                event.id: event
                for row in rows_of(query(events_seen(catalog, self._kinds, since, now, portion)).table)
                for event in events_in(
                    row["raw"],
                    row["message_time"],
                    self._place(row["account"], row["accountid"], row["region"]),
                    self._kinds,
                )
            }
            yield list(found.values())

    def _place(self, account: str, number: str, region: str) -> Place:
        if account and number and account != number:
            self._aliases[number] = account
        return Place(account or self._aliases.get(number, number), region)

    def _forget(self, now: int) -> None:
        old = [key for key, entity in self._entities.items() if entity.last_seen < now - KEPT]
        excess = len(self._entities) - len(old) - MOST_ENTITIES
        if excess > 0:
            rest = sorted(self._entities.values(), key=lambda e: e.last_seen)
            old += [entity.key for entity in rest[:excess]]
        with self._database.session() as session:
            aws_entities.remove(session, [key.id for key in old], now - KEPT)
        with self._lock:
            for key in old:
                self._entities.pop(key, None)
                self._written.pop(key, None)
                self.version += 1


def _is_news(written: AwsEntity | None, now: AwsEntity) -> bool:
    """Whether the metadata has to be told: not of each point that comes."""
    if written is None:
        return True
    late = replace(written, last_seen=now.last_seen, metrics_at=now.metrics_at, logs_at=now.logs_at)
    return late != now or now.last_seen - written.last_seen > UNWRITTEN


def _by_alias(entity: AwsEntity, aliases: Mapping[str, str]) -> AwsEntity:
    account = aliases.get(entity.key.account)
    return entity if account is None else replace(entity, key=replace(entity.key, account=account))


def catalogue_task(catalogue: Catalogue, seconds: float = 30.0) -> Recurring:
    """Refreshes the catalogue by the clock, so that whoever opens Explore need not wait."""
    task = Recurring(
        "explore",
        seconds,
        lambda: catalogue.refresh(ending=lambda: task.stopping),
        lambda wrong: _log.warning("entities not read", reason=str(wrong)),
        patience=None,
    )
    return task
