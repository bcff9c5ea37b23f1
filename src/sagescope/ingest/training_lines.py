"""Log events as CloudWatch hands them on, unwrapped: group, stream, and the lines that a person would have seen.

(Reference sagemaker.md, 0.9 and 2.2; protocols.md, 3.2.)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

_ESCAPE = re.compile(r"#0([01][0-7]|3[0-7])")
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_PREFIX = re.compile(r"\[1,(?:mpirank:(?P<rank>\d+),(?P<host>algo-\d+)|(?P<only>\d+))\]<std(?:out|err)>:")

LONGEST_LINE = 8_192
"""Characters of a line that are looked at."""
MOST_LINES = 1_000
"""Lines of a message that are looked at."""


@dataclass(frozen=True, slots=True)
class Event:
    """A log event: its group and stream, and its text."""

    group: str
    stream: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was printed, as CloudWatch shows it, and the rank and host of a distributed job."""

    text: str
    shown: str
    rank: str = ""
    host: str = ""


class _Wrapped(msgspec.Struct):
    logGroup: str = ""
    logStream: str = ""
    message: msgspec.Raw = msgspec.Raw(b"")


_READ = msgspec.json.Decoder(_Wrapped)
_READ_TEXT = msgspec.json.Decoder(str)


def event_of(message: str, group: str, stream: str) -> Event:
    """The log event of a message: a JSON object such as the Lambda forwarder posts, or the text itself.

    `group` and `stream` are those of the request (`_sourceHost`, `_sourceName`), which the message's own go
    before. A message that is JSON itself stays JSON.
    """
    if message.startswith("{") and '"message"' in message:
        try:
            wrapped = _READ.decode(message)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return Event(group, stream, message)
        raw = bytes(wrapped.message)
        if raw:
            try:
                text = _READ_TEXT.decode(raw) if raw[:1] == b'"' else raw.decode()
            except (msgspec.DecodeError, UnicodeError):
                text = raw.decode("utf-8", "replace")
            return Event(wrapped.logGroup or group, wrapped.logStream or stream, text)
    return Event(group, stream, message)


def lines_of(text: str) -> Iterator[Line]:
    """The lines of an event.

    Control characters that CloudWatch shows as `#011` are put back, colours are taken away; of what a progress
    bar has drawn over itself the last state is left, and the prefix of a distributed job's launcher is taken off.
    """
    for number, shown in enumerate(text.split("\n")):
        if number == MOST_LINES:
            return
        plain = shown = shown[:LONGEST_LINE]
        if "#0" in plain:
            plain = _ESCAPE.sub(lambda found: chr(int(found[1], 8)), plain)
        if "\x1b" in plain:
            plain = _COLOUR.sub("", plain)
        plain = plain.replace("\b", "").strip("\r").rpartition("\r")[2]
        rank = host = ""
        if plain.startswith("[1,") and (prefix := _PREFIX.match(plain)):
            rank, host = prefix["rank"] or prefix["only"] or "", prefix["host"] or ""
            plain = plain[prefix.end() :]
        if plain.strip():
            yield Line(plain, shown, rank, host)
