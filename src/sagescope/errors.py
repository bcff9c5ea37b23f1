"""What can go wrong, as values that a person can act on.

A `Fault` names one thing that is wrong and the next step. A `Refusal` carries faults to whoever
asked. A `ServerFault` is a mistake of ours or of the machine: it is logged, never shown.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from sagescope.span import Source, Span

_CODE = re.compile(r"[a-z]+(\.[a-z_]+)+")


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement of a span that an editor can offer in one click."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    `code` is `family.word` and stable; `message` names the thing; `hint` is the next step, or empty;
    `span` is its place in the query text where it has one.
    """

    code: str
    message: str
    hint: str = ""
    span: Span | None = None
    fix: Fix | None = None

    def __post_init__(self) -> None:
        assert _CODE.fullmatch(self.code), self.code

    @property
    def sentence(self) -> str:
        """The message with its hint, on one line."""
        return f"{self.message} {self.hint}".strip()

    def text(self, source: Source | None = None) -> str:
        """The fault as lines for a terminal, with a snippet where `source` is the text it points into."""
        lines = [f"{self.message}"]
        if source is not None and self.span is not None:
            at = source.position(self.span.start)
            lines[0] += f" (line {at.line}, column {at.column})"
            lines.append(source.snippet(self.span))
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


class Cause(Enum):
    """Whose turn it is after a refusal, as an HTTP status."""

    INVALID = 400
    UNAUTHENTICATED = 401
    FORBIDDEN = 403
    NOT_FOUND = 404
    TIMEOUT = 408
    CONFLICT = 409
    TOO_LARGE = 413
    STALE = 412
    BUSY = 429
    UNAVAILABLE = 503


class Refusal(Exception):
    """The request cannot be done as asked; every fault says why.

    `retry_after` (seconds) is set when the same request may work later.
    """

    def __init__(
        self, faults: Fault | Iterable[Fault], cause: Cause = Cause.INVALID, retry_after: float | None = None
    ) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        self.cause = cause
        self.retry_after = retry_after
        super().__init__("; ".join(f.message for f in self.faults))


class ServerFault(Exception):
    """A mistake of ours or a failure of the machine: logged with its detail, shown only as an id."""


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults of one text by their places in it; those without a place come first."""
    return sorted(faults, key=lambda fault: fault.span or Span(0, 0))
