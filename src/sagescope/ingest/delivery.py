"""Deliveries that may come again are stored once: of Firehose, of an object in a bucket, of a queue.

Every message of a delivery is stored with the delivery's key and its own place in it, in the same row. So the
store knows what it has, whatever died when: there is no second record that could disagree. A delivery that came
before is looked up, and what is missing of it, mostly nothing, goes in.

That a delivery is new is known without asking the store. The keys of the last days are read once at the start
and kept in memory, eight bytes each; those that this process has stored are added as they come.
"""

import asyncio
import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import numpy as np
import structlog

from sagescope.clock import Clock
from sagescope.store.deliveries import Keys, StoredDeliveries

MOST_REMEMBERED = 4_000_000
"""Deliveries that are remembered, the newest: 32 MB."""
_MOST_LOOSE = 50_000
_DAY = 24 * 3_600_000

_log = structlog.get_logger("sagescope.ingest")


def delivery_key(source_id: int, delivery: str) -> int:
    """The number by which the rows of a delivery are known: 64 bits of a hash of the source and its id.

    `delivery` is whatever names it, alike each time: a request id, or bucket, key and version of an object.
    Of four million deliveries two have the same number once in two million times.
    """
    digest = hashlib.blake2b(f"{source_id}\0{delivery}".encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big") or 1


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to store a delivery, which nobody else has meanwhile.

    `complete` says that all of it is stored already; else `stored` are the places of those of its messages
    that are.
    """

    key: int
    complete: bool = False
    stored: frozenset[int] = frozenset()


NO_DELIVERY = Claim(0)
"""The claim of what will not come again, or cannot be told from what is new."""


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    holders: int = 0


class Deliveries:
    """Remembers which deliveries came; `days` is how long. Used from one event loop."""

    def __init__(self, stored: StoredDeliveries, clock: Clock, days: int) -> None:
        self._stored = stored
        self._clock = clock
        self._days = days
        self._seen: Keys = np.empty(0, np.uint64)
        self._complete: set[int] = set()
        self._doubtful: set[int] = set()
        self._turns: dict[int, _Turn] = {}

    def load(self) -> None:
        """Read which deliveries the store has."""
        since = self._clock.now() - self._days * _DAY
        self._seen = self._stored.since(since, MOST_REMEMBERED)

    @asynccontextmanager
    async def claim(self, key: int) -> AsyncIterator[Claim]:
        """Hold a delivery for the time of the block, after everybody else who holds it.

        A block that ends well has stored all of it; after one that does not, the store is asked next time.
        """
        if key == 0:
            yield NO_DELIVERY
            return
        turn = self._turns.setdefault(key, _Turn())
        turn.holders += 1
        try:
            async with turn.lock:
                claim = await self._claim(key)
                try:
                    yield claim
                except BaseException:
                    # An insert may have come about all the same, in whole or in part.
                    self._doubtful.add(key)
                    raise
                self._remember(key)
        finally:
            turn.holders -= 1
            if not turn.holders:
                self._turns.pop(key, None)

    def elsewhere(self, source_id: int, key: int, times: Iterable[int]) -> Counter[tuple[str, int, str]]:
        """The messages that the store has of a source by other deliveries than `key`; see `StoredDeliveries`."""
        return self._stored.elsewhere(source_id, key, times)

    async def _claim(self, key: int) -> Claim:
        if key in self._complete:
            return Claim(key, complete=True)
        if key not in self._doubtful and not self._was_seen(key):
            return Claim(key)
        stored = await asyncio.to_thread(self._stored.rows_of, key)
        _log.info("a delivery comes again", delivery=f"{key:016x}", stored=len(stored))
        return Claim(key, stored=stored)

    def _was_seen(self, key: int) -> bool:
        at = int(np.searchsorted(self._seen, np.uint64(key)))
        return at < len(self._seen) and int(self._seen[at]) == key

    def _remember(self, key: int) -> None:
        self._doubtful.discard(key)
        self._complete.add(key)
        if len(self._complete) > _MOST_LOOSE:
            new = np.fromiter(self._complete, np.uint64, len(self._complete))
            self._seen = np.union1d(self._seen, new)
            self._complete.clear()
