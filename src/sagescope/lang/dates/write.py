"""Dates to text: a pattern as an SQL expression over milliseconds since the epoch."""

from collections.abc import Callable, Mapping

from sagescope.lang.dates.pattern import Part
from sagescope.lang.dates.zone import Zone, abbreviations, offset_text
from sagescope.sql.build import NULL, all_of, array_of, eq, f, infix, lit, once
from sagescope.sql.nodes import ArrayOf, Call, Expr, Op

FIRST = -62_135_596_800_000
"""The start of the year 1, the first instant that is written."""

BEYOND = 253_402_300_800_000
"""The end of the year 9999, from which on nothing is written."""


def written(milliseconds: Expr, pieces: list[Part | str], zone: Zone) -> Expr:
    """The text of an instant, null where it is absent or outside the years 1 to 9999."""

    def text(value: Expr) -> Expr:
        within = all_of(infix(Op.GE, value, FIRST), infix(Op.LT, value, BEYOND))
        return once("t", f.if_(within, value, NULL), lambda t: _joined(t, pieces, zone))

    return once("v", milliseconds, text)


def _joined(instant: Expr, pieces: list[Part | str], zone: Zone) -> Expr:
    """The pieces in a row; those that the engine's own format can say go into one call of it."""
    date = _date(instant, zone)
    parts: list[Expr] = []
    run = ""
    for piece in pieces:
        sign = _sign(piece, zone)
        if sign is not None:
            run += sign
            continue
        assert isinstance(piece, Part), "texts always have a sign"
        if run:
            parts.append(f.formatDateTime(date, run))
            run = ""
        parts.append(_part(piece, date, instant, zone))
    if run or not parts:
        parts.append(f.formatDateTime(date, run))
    return parts[0] if len(parts) == 1 else Call("concat", tuple(parts))


def _date(instant: Expr, zone: Zone) -> Expr:
    if zone.name is not None:
        return f.fromUnixTimestamp64Milli(instant, zone.name)
    moved = infix(Op.ADD, instant, zone.offset) if zone.offset else instant
    return f.fromUnixTimestamp64Milli(moved, "UTC")


_SIGNS: Mapping[tuple[str, int], str] = {
    ("y", 1): "%Y",
    ("y", 2): "%y",
    ("y", 3): "%Y",
    ("y", 4): "%Y",
    ("M", 2): "%m",
    ("M", 3): "%b",
    ("d", 2): "%d",
    ("D", 3): "%j",
    ("H", 2): "%H",
    ("h", 2): "%I",
    ("m", 2): "%i",
    ("s", 2): "%S",
    ("u", 1): "%u",
}


def _sign(piece: Part | str, zone: Zone) -> str | None:
    """A piece in the engine's format, or None where that has no word for it."""
    match piece:
        case str():
            return _escaped(piece)
        case Part("a", _):
            return "%p"
        case Part("G", _):
            return "AD"
        case Part("E", count):
            return "%a" if count < 4 else "%W"
        case Part("M" | "L", count) if count > 3:
            return "%M"
        case Part("L", count):
            return _SIGNS.get(("M", count))
        case Part("Z", _):
            return "%z" if zone.name is not None else offset_text(zone.offset, "")
        case Part("z", _) if zone.name is None:
            return zone.fixed_name
        case Part("X", count) if zone.name is None:
            return _iso(zone.offset, count)
        case Part(letter, count):
            return _SIGNS.get((letter, count))


def _escaped(text: str) -> str:
    return text.replace("%", "%%")


def _iso(offset: int, count: int) -> str:
    if offset == 0:
        return "Z"
    shown = offset_text(offset, ":" if count > 2 else "")
    return shown[:3] if count == 1 else shown


def _part(part: Part, date: Expr, instant: Expr, zone: Zone) -> Expr:
    match part.letter:
        case "z":
            return _zone_name(date, zone)
        case "X":
            return _iso_offset(date, part.count)
        case "S":
            return _padded(f.positiveModulo(instant, 1000), part.count, 3)
        case "Y" if part.count == 2:
            return _padded(f.modulo(f.toYear(_week_end(date)), 100), 2, 2)
        case letter:
            number, digits = _NUMBERS[letter]
            return _padded(number(date), part.count, digits)


def _zone_name(date: Expr, zone: Zone) -> Expr:
    assert zone.name is not None, "fixed offsets have a sign"
    names = abbreviations(zone.name)
    offsets = ArrayOf(tuple(lit(offset) for offset in names))
    return f.transform(f.timezoneOffset(date), offsets, array_of(*names.values()), zone.name)


def _iso_offset(date: Expr, count: int) -> Expr:
    shown = f.formatDateTime(date, "%z")
    hours, minutes = f.substring(shown, 1, 3), f.substring(shown, 4, 2)
    if count == 1:
        offset: Expr = hours
    else:
        offset = f.concat(hours, ":", minutes) if count > 2 else shown
    return f.if_(eq(shown, "+0000"), "Z", offset)


def _padded(number: Expr, count: int, digits: int) -> Expr:
    """A number with zeros before it up to `count` digits; it has at most `digits`."""
    text = f.toString(number)
    if count == 1:
        return text
    if count >= digits:
        return f.leftPad(text, count, "0")
    return f.leftPad(text, f.greatest(f.length(text), count), "0")


def _week_end(date: Expr) -> Expr:
    """The Saturday of the date's week: weeks begin on Sunday, and belong to the year in which they end."""
    return f.addDays(date, infix(Op.SUB, lit(6), f.modulo(f.toDayOfWeek(date), 7)))


def _day_before(number: Expr) -> Expr:
    return infix(Op.SUB, number, 1)


def _counted(days: Expr) -> Expr:
    return infix(Op.ADD, f.intDiv(days, 7), 1)


def _week_of_month(date: Expr) -> Expr:
    before = _day_before(f.toDayOfMonth(date))
    first_weekday = f.positiveModulo(infix(Op.SUB, f.toDayOfWeek(date), before), 7)
    return _counted(infix(Op.ADD, before, first_weekday))


# How the engine works out what its format has no word for, and the most digits that it has.
_NUMBERS: Mapping[str, tuple[Callable[[Expr], Expr], int]] = {
    "y": (f.toYear, 4),
    "Y": (lambda date: f.toYear(_week_end(date)), 4),
    "M": (f.toMonth, 2),
    "L": (f.toMonth, 2),
    "d": (f.toDayOfMonth, 2),
    "D": (f.toDayOfYear, 3),
    "u": (f.toDayOfWeek, 1),
    "w": (lambda date: _counted(_day_before(f.toDayOfYear(_week_end(date)))), 2),
    "W": (_week_of_month, 1),
    "F": (lambda date: _counted(_day_before(f.toDayOfMonth(date))), 1),
    "H": (f.toHour, 2),
    "k": (lambda date: infix(Op.ADD, f.modulo(infix(Op.ADD, f.toHour(date), 23), 24), 1), 2),
    "K": (lambda date: f.modulo(f.toHour(date), 12), 2),
    "h": (lambda date: infix(Op.ADD, f.modulo(infix(Op.ADD, f.toHour(date), 11), 12), 1), 2),
    "m": (f.toMinute, 2),
    "s": (f.toSecond, 2),
}
