"""A format text as data: what stands as it is, and what is put in from an argument (Java's Formatter)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.span import Span
from sagescope.syntax.cursor import StageFault

MOST_WIDTH = 1_000
"""The widest that a value may be set."""

MOST_PRECISION = 50
"""The most digits behind the point."""

_SPECIFIER = re.compile(
    r"%(?:(?P<index>\d+)\$|(?P<same><))?(?P<flags>[-#+ 0,(]*)(?P<width>[1-9]\d*)?(?:\.(?P<precision>\d+))?"
    r"(?P<date>[tT])?(?P<conversion>[A-Za-z%])"
)
# Conversions, and the flags that each may have.
_FLAGS: Mapping[str, str] = {
    "b": "-",
    "s": "-",
    "c": "-",
    "d": "-+ 0,(",
    "x": "-#0",
    "o": "-#0",
    "e": "-+ 0(#",
    "f": "-+ 0,(#",
    "g": "-+ 0,(",
    "%": "-",
    "n": "",
}
_UPPER = frozenset("BSCXEG")
_PRECISE = frozenset("bsefg")
DATES: Mapping[str, str] = {
    "Y": "yyyy",
    "y": "yy",
    "C": "yyyy",
    "m": "MM",
    "d": "dd",
    "e": "d",
    "j": "DDD",
    "B": "MMMM",
    "b": "MMM",
    "h": "MMM",
    "A": "EEEE",
    "a": "EEE",
    "H": "HH",
    "k": "H",
    "I": "hh",
    "l": "h",
    "M": "mm",
    "S": "ss",
    "L": "SSS",
    "p": "a",
    "z": "Z",
    "Z": "z",
    "F": "yyyy-MM-dd",
    "T": "HH:mm:ss",
    "R": "HH:mm",
    "D": "MM/dd/yy",
    "r": "hh:mm:ss a",
    "c": "EEE MMM dd HH:mm:ss z yyyy",
    "s": "",
    "Q": "",
}
"""Date conversions behind `%t`, and their patterns; seconds and milliseconds since the epoch have none."""


@dataclass(frozen=True, slots=True)
class Specifier:
    """A conversion of an argument: `argument` is its place from 0, `kind` the letter in lower case.

    `date` is the letter behind `%t`. `written` is the whole as in the format.
    """

    written: str
    argument: int
    flags: frozenset[str]
    width: int
    precision: int | None
    kind: str
    upper: bool
    date: str = ""


def read_format(written: str, arguments: int, span: Span) -> list[Specifier | str]:
    """The pieces of a format over that many arguments.

    Raises StageFault `format.invalid` for what Java's Formatter refuses, and `format.argument` where an
    argument is missing.
    """
    return _Reader(written, arguments, span).pieces()


class _Reader:
    """The format, and which argument comes next."""

    def __init__(self, written: str, arguments: int, span: Span) -> None:
        self._written = written
        self._arguments = arguments
        self._span = span
        self._next = 0
        self._last: int | None = None

    def pieces(self) -> list[Specifier | str]:
        pieces: list[Specifier | str] = []
        at = 0
        while at < len(self._written):
            sign = self._written.find("%", at)
            if sign < 0:
                pieces.append(self._written[at:])
                break
            if sign > at:
                pieces.append(self._written[at:sign])
            found = _SPECIFIER.match(self._written, sign)
            if found is None:
                raise self._invalid(
                    f"{self._written[sign : sign + 2]!r} begins no conversion",
                    "Write %% for a percent sign.",
                )
            pieces.append(self._piece(found))
            at = found.end()
        return pieces

    def _piece(self, found: re.Match[str]) -> Specifier | str:
        letter, whole = found["conversion"], found[0]
        width, precision = int(found["width"] or 0), found["precision"]
        flags = found["flags"]
        if found["date"]:
            if letter not in DATES:
                raise self._invalid(
                    f"there is no conversion {whole!r}", "Dates are converted by %tF, %tT, %tY and so on."
                )
            self._check(whole, flags, "-", width, precise=False, precision=precision)
            upper = found["date"] == "T"
            return Specifier(whole, self._argument(found), frozenset(flags), width, None, "t", upper, letter)
        kind = letter.lower() if letter in _UPPER else letter
        if kind not in _FLAGS:
            raise self._invalid(
                f"there is no conversion {whole!r}", "There are %s %d %f %e %g %x %o %c %b %t, %% and %n."
            )
        self._check(whole, flags, _FLAGS[kind], width, precise=kind in _PRECISE, precision=precision)
        match kind:
            case "n":
                return "\n"
            case "%":
                return "%".ljust(width) if "-" in flags else "%".rjust(width)
        digits = int(precision) if precision is not None else None
        return Specifier(
            whole, self._argument(found), frozenset(flags), width, digits, kind, letter in _UPPER
        )

    def _check(
        self, whole: str, flags: str, allowed: str, width: int, *, precise: bool, precision: str | None
    ) -> None:
        for flag in flags:
            if flag not in allowed:
                raise self._invalid(f"{whole!r} cannot have the flag {flag!r}", "Take the flag away.")
        if len(set(flags)) < len(flags):
            raise self._invalid(f"{whole!r} has a flag twice", "Write it once.")
        for one, other in ("-0", "+ "):
            if one in flags and other in flags:
                raise self._invalid(
                    f"{whole!r} has the flags {one!r} and {other!r}, which exclude each other", "Keep one."
                )
        if not width and ("-" in flags or "0" in flags):
            raise self._invalid(
                f"{whole!r} has a flag that needs a width", "Write the width, as in %-8s or %05d."
            )
        if width > MOST_WIDTH:
            raise self._invalid(f"{whole!r} is wider than {MOST_WIDTH:,}", "Write a smaller width.")
        if precision is not None and not precise:
            raise self._invalid(f"{whole!r} cannot have a precision", "Take it away.")
        if precision is not None and int(precision) > MOST_PRECISION:
            raise self._invalid(f"{whole!r} has a precision above {MOST_PRECISION}", "Write a smaller one.")

    def _argument(self, found: re.Match[str]) -> int:
        if found["same"]:
            if self._last is None:
                raise self._invalid(
                    f"{found[0]!r} means the argument before, and there is none", "Take the < away."
                )
            place = self._last
        elif found["index"]:
            place = int(found["index"]) - 1
        else:
            place = self._next
            self._next += 1
        if not 0 <= place < self._arguments:
            raise StageFault(
                Fault(
                    "format.argument",
                    f"The format has {found[0]!r} for value {place + 1}, and there "
                    f"{'is' if self._arguments == 1 else 'are'} {self._arguments}.",
                    "Give a value to each conversion, or write %% for a percent sign.",
                    self._span,
                )
            )
        self._last = place
        return place

    def _invalid(self, what: str, hint: str) -> StageFault:
        return StageFault(Fault("format.invalid", f"The format is broken: {what}.", hint, self._span))
