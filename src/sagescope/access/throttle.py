"""Back-off for failed sign-ins, by address: guessing gets slow, and costs us little memory."""

import ipaddress
import threading
from collections import OrderedDict
from dataclasses import dataclass

from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal

FREE = 5
"""Failures that cost nothing: people mistype."""

FIRST_WAIT = 1_000
LONGEST_WAIT = 300_000
"""Milliseconds: each failure past the free ones doubles the wait, up to this."""

FORGOTTEN = 900_000
"""Milliseconds without a failure after which an address starts anew."""

MOST_ADDRESSES = 10_000

_EACH_IPV6 = 64
"""Bits of an IPv6 address that stand for one client: it has all the others to itself."""


@dataclass(frozen=True, slots=True)
class _Record:
    failures: int
    last: int

    @property
    def free_at(self) -> int:
        past = self.failures - FREE
        if past < 0:
            return self.last
        return self.last + min(LONGEST_WAIT, FIRST_WAIT << min(past, 32))


class Throttle:
    """Failed sign-ins of the last while; safe to use from many threads."""

    def __init__(self, clock: Clock, most_addresses: int = MOST_ADDRESSES) -> None:
        self._clock = clock
        self._most = most_addresses
        self._lock = threading.Lock()
        self._records: OrderedDict[str, _Record] = OrderedDict()

    def check(self, address: str) -> None:
        """Return where an address may try; to be called before a secret is looked at.

        Raises Refusal BUSY, with the seconds to wait, where it has failed too often.
        """
        now = self._clock.now()
        with self._lock:
            record = self._records.get(_client(address))
        if record is None or not record.last <= now < record.free_at:
            return
        seconds = (record.free_at - now + 999) // 1000
        raise Refusal(
            Fault(
                "access.throttled",
                "There were too many failed sign-ins from this address.",
                f"Try again in {seconds} s.",
            ),
            Cause.BUSY,
            retry_after=seconds,
        )

    def failed(self, address: str) -> None:
        """Note a failure; the address that failed longest ago makes room."""
        now = self._clock.now()
        client = _client(address)
        with self._lock:
            before = self._records.pop(client, None)
            earlier = before.failures if before is not None and now - before.last < FORGOTTEN else 0
            self._records[client] = _Record(earlier + 1, now)
            if len(self._records) > self._most:
                self._records.popitem(last=False)

    def succeeded(self, address: str) -> None:
        """Forget the failures of an address."""
        with self._lock:
            self._records.pop(_client(address), None)


def _client(address: str) -> str:
    """The key of a client: its IPv4 address or the network of its IPv6 address, else the text as it is."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed.packed, _EACH_IPV6), strict=False))
