"""What sources are done with, and who works on what, in the metadata."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sagescope.clock import Clock
from sagescope.ids import hex_id
from sagescope.meta.db import Database
from sagescope.meta.repositories import leases, source_objects
from sagescope.meta.repositories.source_objects import Done

LEASE = 10 * 60_000
"""Milliseconds for which an object is one worker's: longer than a part of it takes, after which it is renewed."""

_OBJECT = "source.object"
_PLACE = "source.place"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is fetched once: an object of a bucket, or a state of a job.

    `version` is empty where its place keeps none; `identity` changes with what it holds.
    """

    key: str
    version: str
    identity: str


class Checkpoints:
    """Claims what is to be fetched and notes what is done; several of these may work on one database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._owner = hex_id()

    def release_dead(self) -> None:
        """End the claims of earlier processes, where this one has the data to itself."""
        with self._database.session() as session:
            leases.release_all(session, _OBJECT)
            leases.release_all(session, _PLACE)

    def new_of(self, source_id: int, items: Sequence[Item]) -> list[Item]:
        """Those that the source is not done with as they are now."""
        with self._database.reading() as session:
            known = source_objects.identities(session, source_id, (item.key for item in items))
        return [item for item in items if known.get((item.key, item.version)) != item.identity]

    def claim(self, source_id: int, items: Sequence[Item]) -> list[Item]:
        """Those of the items that are now this worker's: nobody else has them, and they are not done."""
        now = self._clock.now()
        with self._database.session() as session:
            known = source_objects.identities(session, source_id, (item.key for item in items))
            return [
                item
                for item in items
                if known.get((item.key, item.version)) != item.identity
                and leases.acquire(session, _OBJECT, _named(source_id, item), self._owner, now, LEASE)
            ]

    def renew(self, source_id: int, item: Item) -> bool:
        """Keep an item; False where somebody else has it by now."""
        with self._database.session() as session:
            return leases.renew(
                session, _OBJECT, _named(source_id, item), self._owner, self._clock.now(), LEASE
            )

    def finish(self, source_id: int, items: Sequence[Item], done: Sequence[Done]) -> None:
        """Note what is done, and let go of the items."""
        with self._database.session() as session:
            source_objects.put(session, source_id, done, self._clock.now())
            for item in items:
                leases.release(session, _OBJECT, _named(source_id, item), self._owner)

    def claim_place(self, source_id: int, place: str) -> bool:
        """Whether this worker may fetch from a place, such as a region, until it lets go of it."""
        with self._database.session() as session:
            return leases.acquire(
                session, _PLACE, f"{source_id}/{place}", self._owner, self._clock.now(), LEASE
            )

    def keep_place(self, source_id: int, place: str) -> None:
        """Go on with a place."""
        with self._database.session() as session:
            leases.renew(session, _PLACE, f"{source_id}/{place}", self._owner, self._clock.now(), LEASE)

    def leave_place(self, source_id: int, place: str) -> None:
        """Let go of a place."""
        with self._database.session() as session:
            leases.release(session, _PLACE, f"{source_id}/{place}", self._owner)

    def position(self, source_id: int, place: str) -> int | None:
        """How far the source has come in a place, milliseconds."""
        with self._database.reading() as session:
            return source_objects.position(session, source_id, place)

    def advance(self, source_id: int, place: str, to: int) -> None:
        """Note how far the source has come in a place."""
        with self._database.session() as session:
            source_objects.advance(session, source_id, place, to)

    def forget(self, source_id: int) -> int:
        """Have the source begin anew; how many objects it was done with."""
        with self._database.session() as session:
            return source_objects.forget(session, source_id)


def _named(source_id: int, item: Item) -> str:
    digest = hashlib.sha256(f"{item.key}\0{item.version}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{source_id}/{digest}"
