"""Where one message ends and the next begins.

A rule says how the lines of a body make messages (reference protocols.md, 1.4); joining never crosses a
request. Whatever the rule, blank messages produce nothing and a long one is cut into chunks.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import msgspec

from sagescope.ingest.patterns import SafePattern, checked
from sagescope.ingest.text import to_text
from sagescope.ingest.time_formats import START

LONGEST_MESSAGE = 64 << 10
LONGEST_GROUP = 512 << 10
MOST_LINES = 2000

_PRIORITY = re.compile(r"<\d{1,3}>")


@dataclass(frozen=True, slots=True)
class Lines:
    r"""Every line is a message. A line ends at `\n` or `\r\n`; a lone `\r` is part of it."""


@dataclass(frozen=True, slots=True)
class Request:
    """The whole body is one message, without the line ends at its end."""


@dataclass(frozen=True, slots=True)
class Infer:
    """A line that begins like a message opens one, and other lines are appended.

    A line begins like a message where it starts with a timestamp (a weekday or `[` may stand in front),
    a syslog priority such as `<134>`, or `{`. A `{` counts if the first line has it too, or if the line is a
    whole object, so that an object dumped below a line of text stays with it. Nothing is appended to an
    object that closes on its own line, as it would no longer be JSON. Where the first line begins like none
    of these, every line is a message.
    """


@dataclass(frozen=True, slots=True)
class Prefix:
    """A line that the pattern matches entirely opens a message, and other lines are appended.

    Lines ahead of the first match belong together; where no line of the request matches, every line is a
    message. Raises Refusal (`pattern.…`) for a pattern that sagescope.ingest.patterns does not accept.
    """

    regex: str
    compiled: SafePattern = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", checked(self.regex))


@dataclass(frozen=True, slots=True)
class JsonArray:
    """Every element of a JSON array is a message, its text exactly as it was sent.

    A body that is one JSON object is one message, however many lines it has. Everything else, a broken array
    among it, is split by the rule `otherwise`, so that nothing is lost.
    """

    otherwise: "Lines | Infer | Prefix | Request" = field(default_factory=Lines)


Boundary = Lines | Request | Infer | Prefix | JsonArray


@dataclass(frozen=True, slots=True)
class Split:
    """The messages of a body in order, and how many of its lines were not valid UTF-8.

    `long` counts the messages that were cut into pieces.
    """

    messages: list[str]
    damaged: int
    long: int = 0


def split(body: bytes, rule: Boundary) -> Split:
    """The messages of a body.

    A group of lines above 2,000 lines or 512 KiB is emitted as single lines, and a message above 64 KiB of
    UTF-8 as chunks that follow each other. Never raises: text that is not UTF-8 is kept as
    sagescope.ingest.text describes.
    """
    if isinstance(rule, JsonArray):
        return _elements(body) or split(body, rule.otherwise)
    text = to_text(body)
    match rule:
        case Lines():
            messages = _lines(text.text)
        case Request():
            whole = text.text.rstrip("\r\n")
            messages = [whole] if whole and not whole.isspace() else []
        case Infer():
            messages = _infer(_lines(text.text, keep_blank=True))
        case Prefix(compiled=pattern):
            lines = _lines(text.text, keep_blank=True)
            messages = _group(lines, pattern.matches_line, seal=False)
    return _split(messages, text.damaged)


def is_long(message: str) -> bool:
    """Whether a message may have to be cut; a short one certainly has not."""
    return len(message) * 4 > LONGEST_MESSAGE


def chunks(message: str) -> list[str]:
    """A message in pieces of at most 64 KiB of UTF-8, cut between characters."""
    if not is_long(message):
        return [message]
    data = message.encode("utf-8", "surrogatepass")
    pieces: list[str] = []
    start = 0
    while len(data) - start > LONGEST_MESSAGE:
        end = start + LONGEST_MESSAGE
        while data[end] & 0xC0 == 0x80:  # a byte inside a character
            end -= 1
        pieces.append(data[start:end].decode("utf-8", "surrogatepass"))
        start = end
    pieces.append(data[start:].decode("utf-8", "surrogatepass"))
    return pieces


def _split(messages: list[str], damaged: int) -> Split:
    if not messages or not is_long(max(messages, key=len)):
        return Split(messages, damaged)
    pieces = [chunks(message) for message in messages]
    return Split([piece for held in pieces for piece in held], damaged, sum(len(held) > 1 for held in pieces))


def _lines(text: str, keep_blank: bool = False) -> list[str]:
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    return lines if keep_blank else _not_blank(lines)


def _not_blank(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if line and not line.isspace()]


def _infer(lines: list[str]) -> list[str]:
    first = next((line for line in lines if line and not line.isspace()), "")
    objects = first.startswith("{")
    if not objects and not _begins_with_time(first):
        return _not_blank(lines)

    def opens(line: str) -> bool:
        if line.startswith("{"):
            return objects or line.endswith("}")
        return _begins_with_time(line)

    return _group(lines, opens, seal=True)


def _begins_with_time(line: str) -> bool:
    return START.match(line) is not None or _PRIORITY.match(line) is not None


def _group(lines: list[str], opens: Callable[[str], bool], seal: bool) -> list[str]:
    """Lines joined to messages; a blank line inside of a message is kept, one around it is not.

    `seal` says that nothing is appended to an object which closes on its own line.
    """
    messages: list[str] = []
    group: list[str] = []
    found = False
    closed = False  # the group is one whole object
    for line in lines:
        blank = not line or line.isspace()
        opening = not blank and opens(line)
        found = found or opening
        if opening or (closed and not blank):
            _emit(group, messages)
            group = [line]
            closed = seal and line.startswith("{") and line.endswith("}")
        elif not closed:
            group.append(line)
    if not found:
        return _not_blank(lines)
    _emit(group, messages)
    return messages


def _emit(group: list[str], messages: list[str]) -> None:
    if len(group) == 1:
        if group[0] and not group[0].isspace():
            messages.append(group[0])
        return
    start, end = 0, len(group)
    while start < end and (not group[start] or group[start].isspace()):
        start += 1
    while start < end and (not group[end - 1] or group[end - 1].isspace()):
        end -= 1
    kept = group[start:end]
    if not kept:
        return
    joined = "\n".join(kept)
    if len(kept) > MOST_LINES or _too_long(joined):
        messages.extend(_not_blank(kept))
    else:
        messages.append(joined)


def _too_long(text: str) -> bool:
    return len(text) * 4 > LONGEST_GROUP and len(text.encode("utf-8", "surrogatepass")) > LONGEST_GROUP


def _elements(body: bytes) -> Split | None:
    """The elements of a JSON array, the one object that a body is, or None where it is neither."""
    bare = body.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n")
    array = bare.startswith(b"[")
    if not array and not (bare.startswith(b"{") and b"\n" in bare):
        return None
    try:
        slices = (
            msgspec.json.decode(bare, type=list[msgspec.Raw])
            if array
            else [msgspec.json.decode(bare, type=msgspec.Raw)]
        )
    except (msgspec.DecodeError, RecursionError):
        return None
    texts = [to_text(bytes(piece).strip(b" \t\r\n")) for piece in slices]
    return _split(_not_blank(text.text for text in texts), sum(text.damaged for text in texts))
