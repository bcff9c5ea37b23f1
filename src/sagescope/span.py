"""Places in a text: spans, lines and columns, and the snippet that shows a span to a person."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of character offsets, `start <= end`."""

    start: int
    end: int

    def to(self, other: Self) -> "Span":
        """The smallest span that covers this one and `other`."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Position:
    """A place as editors count it: line and column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """A text that spans point into."""

    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0] + [i + 1 for i, ch in enumerate(self.text) if ch == "\n"]

    def position(self, offset: int) -> Position:
        """Line and column of a character offset; offsets past the end are those of the end."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._line_starts, offset) - 1
        return Position(line + 1, offset - self._line_starts[line] + 1)

    def snippet(self, span: Span) -> str:
        """The line that `span` starts on, with carets under the part that the span covers."""
        at = self.position(span.start)
        first = self._line_starts[at.line - 1]
        line = self.text[first:].split("\n", 1)[0]
        width = max(1, min(span.end - span.start, len(line) - at.column + 1))
        gutter = f"{at.line:>4} | "
        # A tab is one character wide in the count but not on the screen: show it as one blank.
        shown = line.replace("\t", " ")
        return f"{gutter}{shown}\n{' ' * (len(gutter) + at.column - 1)}{'^' * width}"
