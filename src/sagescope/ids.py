"""Identifiers: sortable, random and stable ones."""

import hashlib
import secrets
import threading

from sagescope.clock import Clock, SystemClock

_CLOCK = SystemClock()


def hex_id() -> str:
    """A new random id as Sumo's API shows them: 16 upper-case hex digits."""
    return secrets.token_hex(8).upper()


def sortable_id(clock: Clock = _CLOCK) -> str:
    """A new id whose text order is its time order to the millisecond: 12 + 12 lower-case hex digits."""
    return f"{clock.now():012x}{secrets.token_hex(6)}"


def stable_id(*parts: str) -> str:
    """The same 16 hex digits for the same parts, on every machine."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16].upper()


class MessageIds:
    """Message ids: 63-bit numbers that rise within a process and do not repeat between processes.

    The high bits are the millisecond of the start, the low 22 bits a counter that carries over; a
    process would have to store four million messages a millisecond to meet a later one's ids.
    """

    def __init__(self, clock: Clock = _CLOCK) -> None:
        self._lock = threading.Lock()
        self._next = clock.now() << 22

    @property
    def last(self) -> int:
        """The newest id that was reserved."""
        with self._lock:
            return self._next - 1

    def take(self, count: int) -> int:
        """Reserve `count` ids and return the first of them."""
        with self._lock:
            first = self._next
            self._next += count
            return first
