"""A date pattern as data: runs of one letter, and the texts between them (Java's SimpleDateFormat)."""

import re
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.span import Span
from sagescope.syntax.cursor import StageFault

LETTERS = "GyYMLwWDdFEuaHkKhmsSzZX"
"""The letters that stand for a part of a date."""

_PIECE = re.compile(
    r"(?P<letters>([A-Za-z])\2*)|''|'(?P<quoted>(?:[^']|'')*)(?P<end>'?)|(?P<plain>[^A-Za-z']+)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the date: `letter` says which, `count` how often it is written, hence how it looks."""

    letter: str
    count: int

    @property
    def numeric(self) -> bool:
        """Whether it is written in digits."""
        return self.letter in "yYwWDdFuHkKhmsS" or (self.letter in "ML" and self.count < 3)


def read_pattern(pattern: str, span: Span) -> list[Part | str]:
    """The parts of a pattern and the texts between them, in order.

    Raises StageFault `date.pattern` for a letter that means nothing and for a quote that is not closed.
    """
    pieces: list[Part | str] = []
    for found in _PIECE.finditer(pattern):
        letters = found["letters"]
        if letters is not None:
            if letters[0] not in LETTERS:
                raise _unknown(letters[0], span)
            pieces.append(Part(letters[0], len(letters)))
        elif found[0] == "''":
            pieces.append("'")
        elif found["quoted"] is not None:
            if not found["end"]:
                raise _unclosed(span)
            pieces.append(found["quoted"].replace("''", "'"))
        else:
            pieces.append(found[0])
    return pieces


def _unknown(letter: str, span: Span) -> StageFault:
    return StageFault(
        Fault(
            "date.pattern",
            f"The letter {letter!r} stands for nothing in a date pattern.",
            "The letters are those of Java's SimpleDateFormat, such as yyyy-MM-dd HH:mm:ss; put text into "
            "single quotes.",
            span,
        )
    )


def _unclosed(span: Span) -> StageFault:
    return StageFault(
        Fault(
            "date.pattern",
            "A single quote is opened in the date pattern and not closed.",
            "Close it; a quote that stands for itself is written ''.",
            span,
        )
    )
