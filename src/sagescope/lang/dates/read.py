"""Text to dates: a pattern as a regular expression, and its groups as milliseconds since the epoch.

Texts are read as Java's SimpleDateFormat does: they start with what the pattern says, blanks before a part
and text behind the last one do not matter, numbers may have fewer digits unless another number follows at
once. A number that its part cannot have makes no date.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.lang.dates.pattern import Part
from sagescope.lang.dates.zone import Zone
from sagescope.span import Span
from sagescope.sql.build import NULL, all_of, array_of, eq, f, infix, lit, once
from sagescope.sql.nodes import ArrayOf, Expr, Op
from sagescope.syntax.cursor import StageFault

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH_NAMES = (
    r"(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY_NAMES = (
    r"(?i:Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:rs|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
)
_DIGITS_OFFSET = r"[+-][0-9]{2}(?::?[0-9]{2})?"
_NAMED_OFFSET = rf"{_DIGITS_OFFSET}|(?i:GMT|UTC){_DIGITS_OFFSET}|[A-Za-z]{{1,5}}"

# Minutes from UTC of the abbreviations that dates are written with.
_ABBREVIATIONS: Mapping[str, int] = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "AST": -240,
    "ADT": -180, "NST": -210, "NDT": -150, "BST": 60, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180,
    "MSK": 180, "IST": 330, "SGT": 480, "HKT": 480, "AWST": 480, "JST": 540, "KST": 540, "ACST": 570, "AEST": 600,
    "ACDT": 630, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip

# The parts that a date is made of, with the least and the largest number of each.
_RANGES: Mapping[str, tuple[int, int]] = {
    "M": (1, 12),
    "d": (1, 31),
    "D": (1, 366),
    "H": (0, 24),
    "k": (1, 24),
    "K": (0, 11),
    "h": (0, 23),
    "m": (0, 59),
    "s": (0, 60),
}
_SAME: Mapping[str, str] = {"Y": "y", "L": "M"}
_UNREAD = frozenset("wWF")

_NO_ZONE = 10_000
_YEARS = 400
_YEARS_LENGTH = 146_097 * 86_400_000
"""400 years have the same days everywhere in the calendar, so that far years are read as near ones."""

_FIRST_YEAR = 1900
"""The first year of which the engine makes dates."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """The regular expression of a pattern, and the places of its groups by the letter of their part."""

    regex: str
    groups: Mapping[str, int]
    parts: Mapping[str, Part]


def read_date(text: Expr, pieces: list[Part | str], zone: Zone, now_year: int, span: Span) -> Expr:
    """Milliseconds since the epoch of a text, null where it does not begin as the pattern says.

    `zone` is that of texts that say none; years of two digits are at most 20 years after `now_year`.
    Raises StageFault `date.unread` for parts that only dates that are written can have.
    """
    shape = _shape(pieces, span)
    groups = f.extractGroups(text, shape.regex)
    return once("g", groups, lambda g: _Reader(g, shape, zone, now_year).milliseconds())


def _shape(pieces: list[Part | str], span: Span) -> _Shape:
    regex: list[str] = ["^"]
    groups: dict[str, int] = {}
    parts: dict[str, Part] = {}
    for i, piece in enumerate(pieces):
        if isinstance(piece, str):
            regex.append(re.escape(piece))
            continue
        if piece.letter in _UNREAD:
            raise _unread(piece.letter, span)
        following = pieces[i + 1] if i + 1 < len(pieces) else None
        abuts = piece.numeric and isinstance(following, Part) and following.numeric
        letter = _SAME.get(piece.letter, piece.letter)
        regex.append(rf"[ \t]*({_regex(piece, abuts=abuts)})")
        parts[letter] = piece
        groups[letter] = sum(isinstance(p, Part) for p in pieces[: i + 1])
    return _Shape("".join(regex), groups, parts)


def _regex(part: Part, *, abuts: bool) -> str:
    if abuts:
        return f"[0-9]{{{min(part.count, 9)}}}"
    match part.letter:
        case "y" | "Y":
            return "[0-9]{4}|[0-9]{1,2}" if part.count < 3 else "[0-9]{1,4}"
        case "M" | "L" if part.count > 2:
            return _MONTH_NAMES
        case "E":
            return _DAY_NAMES
        case "a":
            return "(?i:[AP]M)"
        case "G":
            return "(?i:AD)"
        case "Z" | "z":
            return _NAMED_OFFSET
        case "X":
            return f"Z|{_DIGITS_OFFSET}"
        case "S":
            return "[0-9]{1,9}"
        case "D":
            return "[0-9]{1,3}"
        case _:
            return "[0-9]{1,2}"


def _unread(letter: str, span: Span) -> StageFault:
    return StageFault(
        Fault(
            "date.unread",
            f"parseDate does not read the part {letter!r} of a date pattern.",
            "Read the date from its year, month and day.",
            span,
        )
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """The groups of a text as a date; without a match there are none, and every number is null."""

    groups: Expr
    shape: _Shape
    zone: Zone
    now_year: int

    def milliseconds(self) -> Expr:
        """The instant, null where a part has a number that it cannot have."""
        year = once("y", self._year(), self._instant) if self._has("y") else self._instant(lit(1970))
        ranges = [
            all_of(infix(Op.GE, number, least), infix(Op.LE, number, most))
            for letter, (least, most) in _RANGES.items()
            if self._has(letter) and not self._named_month(letter)
            for number in (self._number(letter),)
        ]
        return f.if_(all_of(*ranges), year, NULL) if ranges else year

    def _instant(self, year: Expr) -> Expr:
        near: Expr = infix(Op.ADD, f.positiveModulo(infix(Op.SUB, year, _FIRST_YEAR), _YEARS), _FIRST_YEAR)
        offset = self._offset()
        date = f.makeDateTime64(
            near,
            self._month(),
            self._number("d") if self._has("d") else lit(1),
            self._hour(),
            self._number("m") if self._has("m") else lit(0),
            0,
            0,
            3,
            "UTC" if offset is not None or self.zone.name is None else self.zone.name,
        )
        # Seconds are added here: the engine bends those at the two ends of its years.
        instant: Expr = f.toUnixTimestamp64Milli(date)
        if self._has("s"):
            instant = infix(Op.ADD, instant, infix(Op.MUL, self._number("s"), 1000))
        if self._has("S"):
            instant = infix(Op.ADD, instant, self._fraction())
        if self._has("y"):
            ages = f.intDiv(infix(Op.SUB, year, near), _YEARS)
            instant = infix(Op.ADD, instant, infix(Op.MUL, ages, _YEARS_LENGTH))
        if self._has("D") and not self._has("M"):
            days = infix(Op.SUB, self._number("D"), 1)
            instant = infix(Op.ADD, instant, infix(Op.MUL, days, 86_400_000))
        if offset is not None:
            return infix(Op.SUB, instant, infix(Op.MUL, offset, 60_000))
        return infix(Op.SUB, instant, self.zone.offset) if self.zone.offset else instant

    def _has(self, letter: str) -> bool:
        return letter in self.shape.groups

    def _text(self, letter: str) -> Expr:
        return f.arrayElement(self.groups, self.shape.groups[letter])

    def _number(self, letter: str) -> Expr:
        return f.toInt64OrNull(self._text(letter))

    def _named_month(self, letter: str) -> bool:
        return letter == "M" and not self.shape.parts["M"].numeric

    def _year(self) -> Expr:
        year = self._number("y")
        if self.shape.parts["y"].count > 2:
            return year
        first = self.now_year - 79
        near = infix(Op.ADD, f.positiveModulo(infix(Op.SUB, year, first), 100), first)
        return f.if_(eq(f.length(self._text("y")), 2), near, year)

    def _month(self) -> Expr:
        if not self._has("M"):
            return lit(1)
        if not self._named_month("M"):
            return self._number("M")
        place = f.position(_MONTHS, f.lower(f.substring(self._text("M"), 1, 3)))
        return f.if_(eq(self._text("M"), ""), NULL, infix(Op.ADD, f.intDiv(place, 3), 1))

    def _hour(self) -> Expr:
        if self._has("H"):
            return self._number("H")
        if self._has("k"):
            return f.modulo(self._number("k"), 24)
        for letter in "hK":
            if self._has(letter):
                hour = self._number(letter)
                # 12 on a clock of 12 hours is its zero; hours from 13 on are taken as they are.
                hour = f.if_(eq(hour, 12), 0, hour)
                return infix(Op.ADD, hour, self._afternoon()) if self._has("a") else hour
        return lit(0)

    def _afternoon(self) -> Expr:
        late = all_of(eq(f.lower(self._text("a")), "pm"), infix(Op.LT, self._number_of_hour(), 13))
        return f.if_(late, 12, 0)

    def _number_of_hour(self) -> Expr:
        return self._number("h" if self._has("h") else "K")

    def _fraction(self) -> Expr:
        digits = self._text("S")
        # Up to three digits count milliseconds, as in Java; more of them are decimals of the second.
        return f.toInt64OrNull(f.if_(infix(Op.GT, f.length(digits), 3), f.substring(digits, 1, 3), digits))

    def _offset(self) -> Expr | None:
        """Minutes from UTC that the text says, None where the pattern has none."""
        if self._has("X"):
            return once("o", self._text("X"), _minutes)
        for letter in "Zz":
            if self._has(letter):
                return once("o", self._text(letter), _minutes_or_name)
        return None


def _minutes(offset: Expr) -> Expr:
    """Minutes of an offset in digits; `Z` has none of them and is 0."""
    digits = f.replaceRegexpAll(offset, "[^0-9]", "")
    minutes = infix(
        Op.ADD,
        infix(Op.MUL, f.toInt64OrZero(f.substring(digits, 1, 2)), 60),
        f.toInt64OrZero(f.substring(digits, 3, 2)),
    )
    return f.if_(infix(Op.GT, f.position(offset, "-"), 0), f.negate(minutes), minutes)


def _minutes_or_name(offset: Expr) -> Expr:
    values = ArrayOf(tuple(lit(minutes) for minutes in _ABBREVIATIONS.values()))
    # What is not among them is no zone; one beyond the day stands for that, to be made null.
    called = f.transform(f.upper(offset), array_of(*_ABBREVIATIONS), values, _NO_ZONE)
    named = f.nullIf(called, _NO_ZONE)
    return f.if_(f.match(offset, "[0-9]"), _minutes(offset), named)
