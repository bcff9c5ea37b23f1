"""The time of a message, found in its text.

The rules are those of reference protocols.md, 1.5, with one addition: a message that is a JSON object has the
time of a well-known key, where it has one, rather than that of the leftmost timestamp.
"""

import re
from datetime import UTC, tzinfo
from typing import Final, NamedTuple

from sagescope.errors import Fault, Refusal
from sagescope.ingest.patterns import SafePattern, checked
from sagescope.ingest.time_formats import (
    AUTOMATIC,
    BY_MONTH,
    CANDIDATE,
    EPOCH,
    Pattern,
    TimeFormat,
    beginning_with,
    compile_format,
)
from sagescope.ingest.time_memory import (
    ENVELOPE,
    EVENT_TIME,
    AlikeLines,
    Envelopes,
    Events,
    Found,
    Memory,
    UtcMinutes,
    bound,
    is_event,
)
from sagescope.ingest.time_values import DAY, HOUR, Parts, epoch_millis, minute_millis, plausible

SCANNED = 4096
"""Characters of a message that are searched for a timestamp; keys of JSON are found beyond."""
_NEAR_THE_START = 16
_MOST_OCCURRENCES = 4
_ISO = next(p for p in AUTOMATIC if "'T'" in p.name)

_JSON_KEYS = ('"timestamp"', '"@timestamp"', '"time"')
_JSON_VALUE = re.compile(r'[ \t\r\n]*:[ \t\r\n]*("?)(\[?)')
_EPOCH_VALUE = re.compile(r"(?:[0-9]{13}|[0-9]{10}\.[0-9]{1,9}|[0-9]{10}|[0-9]{16}|[0-9]{19})(?![0-9.eE])")
_EPOCH_FORMAT = re.compile(r"(?<![0-9])(?:[0-9]{10}\.[0-9]{1,9}|[0-9]{13}|[0-9]{10})(?![0-9])")
_EPOCH_FRACTION = re.compile(r"\.[0-9]{3,9}(?![0-9])")
_TIMESTAMP_KEY = re.compile(r"\"timestamp\"[ \t\r\n]*:[ \t\r\n]*\"?\Z")

_SETTLED = {p.name: p for p in AUTOMATIC if p.settled}

_NOT_FOUND = "t:fail,o:-1,l:0,p:null"
_SWITCHED_OFF = "t:none,o:-1,l:0,p:null"
_UNKNOWN: Final = -(1 << 62)


class Recognized(NamedTuple):
    """The time of a message in milliseconds since the epoch, and how it was found (`_format`)."""

    ms: int
    how: str


class Recognizer:
    """Finds the times of one source's messages.

    `zone` is that of timestamps without one, and with `force_zone` of those with one, too. `automatic` False
    means that every message has the time of its receipt. `formats` are tried in order before what is
    recognised unasked. `near_recent` turns on the rule that a time more than a day away both from that of
    the source's last message and from the receipt gives way to the time of receipt; it is off as it would
    spoil history that is filled in later, and never applies to a source with formats of its own.

    It remembers how the last message was written and what each minute comes to. This makes it fast and has
    no influence on the times. Several threads may use it at once.

    Raises Refusal for a format or a locator that cannot be used: `time.format`, `time.locator`, `pattern.…`.
    """

    def __init__(
        self,
        zone: tzinfo = UTC,
        force_zone: bool = False,
        automatic: bool = True,
        formats: tuple[TimeFormat, ...] = (),
        near_recent: bool = False,
    ) -> None:
        self._zone = zone
        self._force_zone = force_zone
        self._automatic = automatic
        self._custom = tuple(_compiled(format) for format in formats)
        self._near_recent = near_recent and not formats
        self._may_remember = automatic and not formats and not near_recent
        self._recent: int | None = None
        self._minutes: dict[tuple[Parts, int], int | None] = {}
        self._utc = UtcMinutes(_ISO.name)
        self._by_keys: dict[str, Memory] = {ENVELOPE: Envelopes(), EVENT_TIME: Events(self._utc)}
        self._last: tuple[str, int | str] = ("", -1)  # the last message's pattern, and its offset or key
        self._memory: Memory | None = None
        self._prefix: str | None = None  # what stood in front of the timestamp that a search found last

    def recognize(self, text: str, receipt: int) -> Recognized:
        """The time of a message that was received at `receipt` (milliseconds since the epoch).

        `how` is `t:<kind>,o:<offset>,l:<length>,p:<pattern>`. The kinds are `full` (found by search), `cache`
        (written like the message before), `def` (a format of the source), `fail` (no timestamp: the time of
        receipt), `none` (not looked for: likewise), `ac1` and `ac2` (corrected to the time of receipt, being
        more than a year old or two days ahead, or more than a day from the messages before).

        Never raises.
        """
        return Recognized(*self._time(text, receipt))

    def recognize_all(self, texts: list[str], receipt: int) -> tuple[list[int], list[str]]:
        """The times of a batch and how each was found, as `recognize` gives them one by one."""
        times: list[int] = []
        hows: list[str] = []
        time, add_time, add_how = self._time, times.append, hows.append
        for text in texts:
            ms, how = time(text, receipt)
            add_time(ms)
            add_how(how)
        return times, hows

    def _time(self, text: str, receipt: int) -> tuple[int, str]:
        if (written := self._memory) is not None and (again := written.read(text, receipt)) is not None:
            return again
        if not self._automatic:
            return receipt, _SWITCHED_OFF
        if self._custom and (found := self._by_format(text, receipt)) is not None:
            return self._corrected(found, "def", receipt)
        if text.startswith("{"):
            key, found = self._by_key(text, receipt)
            if found is not None:
                kind = self._kind(found[3], key)
                if kind == "cache" and self._may_remember:
                    self._memory = self._by_keys.get(key)
                return self._corrected(found, kind, receipt)
        found, prefix = self._leftmost(text, receipt)
        if found is None:
            return receipt, _NOT_FOUND
        kind = self._kind(found[3], found[1])
        if kind == "cache" and prefix is not None and prefix == self._prefix and self._may_remember:
            self._learn(text, found, prefix)
        self._prefix = prefix
        return self._corrected(found, kind, receipt)

    def _learn(self, text: str, found: Found, prefix: str) -> None:
        pattern = _SETTLED.get(found[3])
        if pattern is not None and not text.startswith("{"):  # an object is searched for keys first
            match = pattern.regex.match(text, found[1])
            assert match is not None
            end, memory = match.end("m"), self._memory
            if not isinstance(memory, AlikeLines) or not memory.fits(prefix, end):
                memory = self._memory = AlikeLines(prefix, end)
            memory.learn(text, match, found)

    def _kind(self, pattern: str, place: int | str) -> str:
        last = (pattern, place)
        if last == self._last:
            return "cache"
        self._last = last
        self._memory = None
        return "full"

    def _corrected(self, found: Found, kind: str, receipt: int) -> tuple[int, str]:
        ms, offset, length, pattern = found
        if not plausible(ms, receipt):
            ms, kind = receipt, "ac1"
        elif self._near_recent:
            if self._recent is not None and abs(ms - self._recent) > DAY and abs(ms - receipt) > DAY:
                ms, kind = receipt, "ac2"
            else:
                self._recent = ms
        return ms, f"t:{kind},o:{offset},l:{length},p:{pattern}"

    def _by_format(self, text: str, receipt: int) -> Found | None:
        """The time by the source's own formats."""
        for locator, pattern in self._custom:
            start, end = 0, min(len(text), SCANNED)
            if locator is not None:
                match = locator.search(text)
                if match is None or match[1] is None:
                    continue
                start, end = match.span(1)
            if pattern is None:
                epoch = (_EPOCH_VALUE.match if locator else _EPOCH_FORMAT.search)(text, start, end)
                if epoch is not None:
                    return epoch_millis(epoch[0]), epoch.start(), len(epoch[0]), EPOCH
                continue
            match = pattern.regex.search(text, start, end)
            if match is not None and (ms := self._millis(match, receipt)) is not None:
                return ms, match.start(), match.end() - match.start(), pattern.name
        return None

    def _by_key(self, text: str, receipt: int) -> tuple[str, Found | None]:
        """The time of a JSON object by its well-known keys, and the key."""
        at = text.find(EVENT_TIME)
        if at < 0 and text.startswith(ENVELOPE) and text[26:27] in ("}", ","):
            digits = text[13:26]
            if digits.isdigit() and digits.isascii():
                return ENVELOPE, (int(digits), 13, 13, EPOCH)
        if at > 0 and is_event(text):
            found = self._value(text, at + len(EVENT_TIME), receipt)
            if found is not None:
                return EVENT_TIME, found
        for key in _JSON_KEYS:
            at = text.find(key)
            for _ in range(_MOST_OCCURRENCES):
                if at < 0:
                    break
                end = at + len(key)
                if _outermost(text, at):
                    found = self._value(text, end, receipt)
                    if found is not None:
                        return key, found
                at = text.find(key, end)
        return "", None

    def _value(self, text: str, at: int, receipt: int) -> Found | None:
        """The timestamp that is the value of a key which ends at `at`."""
        known = self._utc.value(text, at)
        if known is not None:
            return known
        match = _JSON_VALUE.match(text, at)
        if match is None:
            return None
        start = match.end()
        epoch = _EPOCH_VALUE.match(text, start)
        if epoch is not None:
            return epoch_millis(epoch[0]), start, len(epoch[0]), EPOCH
        if not match[1] or (candidate := CANDIDATE.match(text, start)) is None:
            return None
        found = self._at(text, start, candidate.end(), receipt)
        if found is not None and found[3] == _ISO.name and not self._force_zone:
            self._utc.learn(text, at, found[0])
        return found

    def _leftmost(self, text: str, receipt: int) -> tuple[Found | None, str | None]:
        """The leftmost timestamp, and the text in front of it, if nothing in there could have been one."""
        first = True
        for candidate in CANDIDATE.finditer(text, 0, SCANNED):
            start, end = candidate.span()
            found = self._at(text, start, end, receipt)
            if found is not None:
                return found, text[:start] if first else None
            first = False
        return None, None

    def _at(self, text: str, start: int, end: int, receipt: int) -> Found | None:
        """The timestamp that begins with the run of digits or the name of a month from `start` to `end`.

        Of several readings the first plausible one counts: 11/12/24 is a day of 2024, not of 2011.
        """
        if text[start] > "9":
            if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
                return None
            patterns = BY_MONTH
        else:
            length = end - start
            if length >= 10:
                return _bare_epoch(text, start, end)
            patterns = beginning_with(length, text[end : end + 1])
        first: Found | None = None
        for pattern in patterns:
            match = pattern.regex.match(text, start)
            if match is None or (ms := self._millis(match, receipt)) is None:
                continue
            found = ms, start, match.end() - start, pattern.name
            if plausible(ms, receipt):
                return found
            first = first or found
        return first

    def _millis(self, match: re.Match[str], receipt: int) -> int | None:
        """What a match of a pattern stands for; None where there is no such day."""
        key = match.group("y", "M", "d", "H", "m", "z", "a")
        second, fraction = match.group("s", "f")
        # Without a year the date depends on the time of receipt, of which the hour is looked at.
        at = 0 if key[0] else receipt // HOUR
        minute = self._minutes.get((key, at), _UNKNOWN)
        if minute == _UNKNOWN:
            minute = minute_millis(key, at * HOUR, self._zone, self._force_zone)
            bound(self._minutes)
            self._minutes[key, at] = minute
        if minute is None:
            return None
        ms = minute + 1000 * int(second or 0)
        return ms + int(f"{fraction}00"[:3]) if fraction else ms


def _compiled(entry: TimeFormat) -> tuple[SafePattern | None, Pattern | None]:
    pattern = None if entry.format.strip().lower() == EPOCH else compile_format(entry.format)
    if not entry.locator:
        return None, pattern
    locator = checked(entry.locator, anchored=False)
    if locator.regex.groups != 1 or locator.regex.groupindex:
        raise Refusal(
            Fault(
                "time.locator",
                f"The locator {entry.locator!r} needs exactly one unnamed group.",
                "Put parentheses around the timestamp, and write (?:…) for other groups.",
            )
        )
    return locator, pattern


def _outermost(text: str, at: int) -> bool:
    """Whether the place looks like one in the outermost object: exactly one brace is open."""
    if text.find("{", 1, at) < 0:
        return text.find("}", 1, at) < 0
    return text.count("{", 0, at) - text.count("}", 0, at) == 1


def _bare_epoch(text: str, start: int, end: int) -> Found | None:
    """An epoch time among digits that may well be something else: its surroundings decide."""
    before, after = text[start - 1 : start], text[end : end + 1]
    match end - start:
        case 10:
            if (fraction := _EPOCH_FRACTION.match(text, end)) is not None:
                end = fraction.end()
            elif not (
                (before == "[" and after == "]")
                or (after == "," and start <= _NEAR_THE_START)
                or (before in ',"' and after in ',"' and text.count(",", 0, start) == 4)
            ):
                return None
        case 13:
            if start and _TIMESTAMP_KEY.search(text, max(0, start - 24), start) is None:
                return None
        case 16:
            if start:
                return None
        case _:
            return None
    return epoch_millis(text[start:end]), start, end - start, EPOCH
