"""How the messages of a source were written, remembered to read the next ones without searching them.

Each kind of memory reads only messages in which a search would find the same, and leaves the others to it.
Several threads may share one: it only ever grows by whole entries, or is emptied.
"""

import re
from typing import Protocol, TypeVar

from sagescope.ingest.time_values import plausible

Found = tuple[int, int, int, str]
"""A timestamp in a text: its time, offset, length, and the name of its pattern. A bare tuple, as one is made
for every message."""

EVENT_TIME = '"eventTime"'
ENVELOPE = '{"timestamp":'
"""How messages of the Lambda forwarder begin."""

MOST = 4096

# As much text as settles whether a zone follows: one of seven characters (` +05:30`), and the next.
_TAIL = 8
_SECONDS = {f":{second:02}": 1000 * second for second in range(60)}
_FRACTIONS = {f"{sign}{ms:03}": ms for sign in ".,:" for ms in range(1000)}
_DIGITS = re.compile("[0-9]{13}[,}]")

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Memory(Protocol):
    """What reads a message that is written as those before it."""

    def read(self, text: str, receipt: int) -> tuple[int, str] | None:
        """The time of the message and its `_format`; None where the message has to be searched."""
        ...


class Envelopes:
    """Messages of the Lambda forwarder: `{"timestamp":1439992022365,…`."""

    _HOW = "t:cache,o:13,l:13,p:epoch"

    def read(self, text: str, receipt: int) -> tuple[int, str] | None:
        """The time of an envelope that holds no `eventTime`."""
        if not text.startswith(ENVELOPE) or EVENT_TIME in text or _DIGITS.match(text, 13) is None:
            return None
        ms = int(text[13:26])
        return (ms, self._HOW) if plausible(ms, receipt) else None


class UtcMinutes:
    """The minutes of UTC times in JSON strings: `"2026-01-31T09:30:00Z"`, with milliseconds or without."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._minutes: dict[str, int] = {}

    def value(self, text: str, at: int) -> Found | None:
        """The time after a key that ends at `at`, where its minute is known."""
        minute = self._minutes.get(text[at + 2 : at + 18])
        if minute is None or (second := _SECONDS.get(text[at + 18 : at + 21])) is None:
            return None
        if text.startswith('Z"', at + 21):
            return minute + second, at + 2, 20, self._name
        fraction = _FRACTIONS.get(text[at + 21 : at + 25])
        if fraction is None or not text.startswith('Z"', at + 25):
            return None
        return minute + second + fraction, at + 2, 24, self._name

    def learn(self, text: str, at: int, ms: int) -> None:
        """Remember the minute of a time after a key that ends at `at`, if it is written like these."""
        minute = text[at + 2 : at + 18]
        if text.startswith(':"', at) and (text.startswith('Z"', at + 21) or text.startswith('Z"', at + 25)):
            bound(self._minutes)
            self._minutes[minute] = ms - ms % 60_000


class Events:
    """CloudTrail events."""

    def __init__(self, minutes: UtcMinutes) -> None:
        self._minutes = minutes

    def read(self, text: str, receipt: int) -> tuple[int, str] | None:
        """The time of an event with a UTC time of a known minute."""
        at = text.find(EVENT_TIME)
        if at < 1 or not text.startswith("{") or not is_event(text):
            return None
        found = self._minutes.value(text, at + 11)
        if found is None or not plausible(found[0], receipt):
            return None
        return found[0], f"t:cache,o:{found[1]},l:{found[2]},p:{found[3]}"


def is_event(text: str) -> bool:
    """Whether a JSON object with an `eventTime` looks like a CloudTrail event."""
    return '"eventVersion"' in text or '"eventSource"' in text


class AlikeLines:
    """Lines that begin alike, with a timestamp near the start.

    It knows the texts that stood in front of a timestamp and up to its minute, and those behind it, which
    settle the zone. A line made of known texts is read by looking them up.
    """

    __slots__ = ("_end", "_prefix", "_start", "_tails")

    def __init__(self, prefix: str, end: int) -> None:
        self._prefix = prefix
        self._start = len(prefix)
        self._end = end  # of the minute
        # what follows → (text up to the minute → its time, `_format` without a fraction, and with one)
        self._tails: dict[str, tuple[dict[str, int], str, str]] = {}

    def fits(self, prefix: str, end: int) -> bool:
        """Whether it is about lines with this text in front, and a minute that ends there."""
        return (prefix, end) == (self._prefix, self._end)

    def learn(self, text: str, match: re.Match[str], found: Found) -> None:
        """Remember the texts of the timestamp of a line that fits."""
        ms, start, length, name = found
        fraction = match["f"]
        if fraction is not None and len(fraction) != 3:
            return
        tail_at = match.end("f" if fraction else "s")
        tail = text[tail_at : tail_at + _TAIL]
        if (known := self._tails.get(tail)) is None:
            bound(self._tails)
            short = length - (4 if fraction else 0)
            known = self._tails[tail] = (
                {},
                f"t:cache,o:{start},l:{short},p:{name}",
                f"t:cache,o:{start},l:{short + 4},p:{name}",
            )
        minutes = known[0]
        bound(minutes)
        minutes[text[start : self._end]] = ms - 1000 * int(match["s"]) - int(fraction or 0)

    def read(self, text: str, receipt: int) -> tuple[int, str] | None:
        """The time of a message that is made of known texts, and its `_format`."""
        if not text.startswith(self._prefix):
            return None
        end = self._end
        second = _SECONDS.get(text[end : end + 3])
        if second is None:
            return None
        fraction = _FRACTIONS.get(text[end + 3 : end + 7])
        tail = end + 3 if fraction is None else end + 7
        known = self._tails.get(text[tail : tail + _TAIL])
        if known is None or (minute := known[0].get(text[self._start : end])) is None:
            return None
        ms = minute + second + (fraction or 0)
        if not plausible(ms, receipt):
            return None
        return ms, known[1] if fraction is None else known[2]


def bound(memory: dict[_Key, _Value]) -> None:
    """Empty a memory that is full, which costs less than finding its oldest entry."""
    if len(memory) >= MOST:
        memory.clear()
