"""Sources: one way in each, with its receiver secret and how its bytes become messages."""

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field

from sagescope.model.checks import (
    AssignedFields,
    Category,
    Description,
    Host,
    Millis,
    Name,
    Number,
    Pattern,
    Zone,
    check_pattern,
)
from sagescope.model.entity import Entity, broken
from sagescope.model.source_filter import HashAlgorithm, SourceFilter, check_filters
from sagescope.model.source_kinds import HttpSettings, SourceKind, SourceSettings

__all__ = [
    "MOST_SOURCES",
    "Boundaries",
    "BoundaryMode",
    "Cutoff",
    "Source",
    "SourceKind",
    "TimeFormat",
    "TimeSettings",
    "is_token",
]

MOST_SOURCES = 1_000
"""Sources that one collector may have (reference protocols.md, 4.4)."""

MOST_EXTRA = 16_384
"""Characters of JSON that a source keeps of keys that nobody here knows."""

_TOKEN = re.compile(r"[A-Za-z0-9_=-]{32,255}")
_RELATIVE = re.compile(r"-\d{1,4}[mhdw]")


class BoundaryMode(StrEnum):
    """Where one message of a body ends and the next begins."""

    LINES = "lines"
    """Each line is a message."""
    REQUEST = "request"
    """The body of a request is one message."""
    INFER = "infer"
    """A line that looks like a continuation belongs to the message before it."""
    PREFIX = "prefix"
    """A message begins at each line that the expression matches."""


class Boundaries(Entity):
    """How a body is cut into messages; `prefix` is the expression of mode `PREFIX`, empty in the others."""

    noun: ClassVar[str] = "source"

    mode: BoundaryMode = BoundaryMode.INFER
    prefix: Pattern = ""

    def check(self) -> None:
        if (self.mode is BoundaryMode.PREFIX) != bool(self.prefix):
            raise broken(
                "needs a prefix expression in mode prefix, and only there",
                "Give the expression that matches where a message begins, or choose another mode.",
            )


def _locator(pattern: str) -> str:
    if pattern and re.compile(check_pattern(pattern)).groups != 1:
        raise broken(
            f"is {pattern!r}, which does not have exactly one group",
            "Put one pair of parentheses around the timestamp.",
        )
    return pattern


def _format(text: str) -> str:
    if not text.strip():
        raise broken("must not be empty", "Write one such as yyyy-MM-dd HH:mm:ss, or epoch.")
    return text


class TimeFormat(Entity):
    """A timestamp format to try before the automatic ones.

    `format` is written in the letters of the reference (protocols.md, 1.5) or is `epoch`; `locator` is a
    regular expression with one group around the timestamp, or empty.
    """

    noun: ClassVar[str] = "source"

    format: Annotated[str, AfterValidator(_format)]
    locator: Annotated[str, AfterValidator(_locator)] = ""


class TimeSettings(Entity):
    """How the time of a message is found; not `automatic` means that the receipt time is taken.

    `time_zone` is that of timestamps without one, of all timestamps with `force_time_zone`.
    """

    noun: ClassVar[str] = "source"

    automatic: bool = True
    time_zone: Zone = ""
    force_time_zone: bool = False
    formats: tuple[TimeFormat, ...] = ()


def is_token(text: str) -> bool:
    """Whether a receiver secret can look like this: 32 to 255 url-safe characters."""
    return _TOKEN.fullmatch(text) is not None


def _token(text: str) -> str:
    if not is_token(text):
        raise broken("is not 32 to 255 letters, digits, underscores and hyphens", "Let Sagescope make one.")
    return text


def _relative(text: str) -> str:
    if text and _RELATIVE.fullmatch(text) is None:
        raise broken(f"is {text!r}, which is no length of time", "Write one such as -24h or -7d.")
    return text


class Cutoff(Entity):
    """From when on a source takes data: from a time in milliseconds, or from `relative` before it was made.

    0 and empty mean everything.
    """

    noun: ClassVar[str] = "source"

    time: Millis = 0
    relative: Annotated[str, AfterValidator(_relative)] = ""


def _extra(extra: Mapping[str, Any]) -> Mapping[str, Any]:
    if len(json.dumps(dict(extra))) > MOST_EXTRA:
        raise broken("are too long", f"Leave out keys that Sagescope does not know; {MOST_EXTRA} at most.")
    return extra


class Source(Entity):
    """One way in (reference protocols.md, 4.4 and 5.4).

    `settings` is what is particular to its kind. `token` is the secret that its receiver's address ends in.
    Empty `category` and `host_name` mean those of the collector. A source that is not `enabled` is paused.
    `extra` holds the keys of its JSON that nobody here knows; they are given back as they came.
    """

    noun: ClassVar[str] = "source"

    id: Number
    collector_id: Number
    name: Name
    settings: SourceSettings = HttpSettings()
    description: Description = ""
    category: Category = ""
    host_name: Host = ""
    token: Annotated[str, AfterValidator(_token)]
    fields: AssignedFields = Field(default_factory=dict)
    boundaries: Boundaries = Boundaries()
    times: TimeSettings = TimeSettings()
    filters: Annotated[tuple[SourceFilter, ...], AfterValidator(check_filters)] = ()
    hash_algorithm: HashAlgorithm = HashAlgorithm.MD5
    cutoff: Cutoff = Cutoff()
    extra: Annotated[Mapping[str, Any], AfterValidator(_extra)] = Field(default_factory=dict)
    enabled: bool = True
    created_at: Millis
    modified_at: Millis

    @property
    def kind(self) -> SourceKind:
        """How data reaches it."""
        return self.settings.kind
