"""How many series that nobody has seen a source may bring in a minute.

A label with an id in it makes a series of every point. Such a source is held back, so that it does not take the
store from the others; the series that it had before go on.
"""

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from sagescope.clock import Clock

MINUTE = 60_000

_MOST_KNOWN = 1_000_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of the series of a request: those that are new and taken, those that are not taken, and for how many
    seconds no more are."""

    new: int
    refused: frozenset[int]
    retry_after: float


@dataclass(slots=True)
class _Window:
    began: int = 0
    taken: int = 0


class Stored(Protocol):
    """Knows the series that the store has."""

    def newest(self, most: int) -> Collection[int]:
        """At most that many of them."""

    def among(self, ids: Sequence[int]) -> Collection[int]:
        """Those of the given ids that it has."""


class SeriesLimit:
    """Counts the new series of each source by the minute; 0 `per_minute` is no limit.

    The store is asked for what it has at the start, and again where a source would come above its limit,
    since not everything may be known here.
    """

    def __init__(self, clock: Clock, stored: Stored, per_minute: int) -> None:
        self._clock = clock
        self._stored = stored
        self._per_minute = per_minute
        self._lock = threading.Lock()
        self._known: set[int] = set()
        self._windows: dict[int, _Window] = {}

    def load(self) -> None:
        """Learn what the store has."""
        known = self._stored.newest(_MOST_KNOWN)
        with self._lock:
            self._known.update(known)

    def knows(self, series: int) -> bool:
        """Whether the store is known to have a series."""
        return series in self._known

    def is_used_up(self, source_id: int) -> bool:
        """Whether a source has had its series of this minute, so that `admit` would ask the store."""
        window = self._windows.get(source_id)
        return window is not None and 0 < self._per_minute <= window.taken and self._is_open(window)

    def _is_open(self, window: _Window) -> bool:
        return 0 <= self._clock.now() - window.began < MINUTE

    def admit(self, source_id: int, series: Sequence[int]) -> Verdict:
        """Count the series of a request; what is admitted once is known from then on."""
        with self._lock:
            new = list(dict.fromkeys(i for i in series if i not in self._known))
            if not new:
                return Verdict(0, frozenset(), 0.0)
            window = self._windows.setdefault(source_id, _Window())
            if not self._is_open(window):
                window.began, window.taken = self._clock.now(), 0
            room = self._per_minute - window.taken if self._per_minute else len(new)
            held: Collection[int] = ()
            if len(new) > room:
                held = self._stored.among(new)
                new = [i for i in new if i not in held]
            refused = frozenset(new[max(0, room) :])
            window.taken += len(new) - len(refused)
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known.update(held)
            self._known.update(i for i in new if i not in refused)
            left = (window.began + MINUTE - self._clock.now()) / 1000
            return Verdict(len(new) - len(refused), refused, left if refused else 0.0)
