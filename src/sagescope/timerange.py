"""Time ranges: half-open, in milliseconds since the epoch, and the texts that people write for them.

The forms are those of Sumo Logic's time expressions (reference search-language.md, 1.6), ISO 8601 and
epoch milliseconds.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from sagescope.durations import parse_duration
from sagescope.errors import Cause, Fault, Refusal

_RELATIVE = re.compile(r"([+-])\s*((?:\d+\s*(?:ms|[smhdw])\s*)+)", re.IGNORECASE)
_PAIR = re.compile(r"(\d+)\s*(ms|[smhdw])", re.IGNORECASE)
_DAY = re.compile(
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{4}))?"
    r"(?:[ T]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[aApP][mM])?)?"
)

_UNIT_STARTS = ("now", "second", "minute", "hour", "day", "today", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class TimeRange:
    """From `start` up to but without `end`, milliseconds since the epoch."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise Refusal(Fault("time.backwards", "The range ends before it starts.", "Swap its two ends."))

    @property
    def length(self) -> int:
        """Milliseconds from start to end."""
        return self.end - self.start


def zone_named(name: str) -> tzinfo:
    """The time zone of an IANA name.

    Raises Refusal `time.zone` where there is none of that name.
    """
    try:
        return ZoneInfo(name) if name.upper() != "UTC" else UTC
    except (KeyError, ValueError, OSError):
        raise Refusal(
            Fault(
                "time.zone",
                f"There is no time zone named {name!r}.",
                "Use an IANA name such as UTC or America/New_York.",
            )
        ) from None


def parse_instant(text: str, now: int, zone: tzinfo = UTC) -> int:
    """Milliseconds since the epoch of one end of a range.

    `text` is `now`, a relative time (`-15m`, `+1h`, `-4w2d`), the start of the present unit (`today`, `week`, …),
    epoch milliseconds (13 digits) or seconds (10), ISO 8601, or `MM/dd[/yyyy] [HH:mm[:ss]]`. `now` is the time that
    relative ones count from, `zone` that of texts without one.

    Raises Refusal `time.instant` where the text is none of these.
    """
    word = text.strip()
    if word.lower() == "now" or word == "":
        return now
    if match := _RELATIVE.fullmatch(word):
        offset = sum(parse_duration(number + unit) for number, unit in _PAIR.findall(match[2]))
        return now - offset if match[1] == "-" else now + offset
    if word.lower() in _UNIT_STARTS:
        return start_of(word, now, zone)
    if word.isdigit() and len(word) in (10, 13):
        return int(word) * (1000 if len(word) == 10 else 1)
    try:
        if (match := _DAY.fullmatch(word)) is not None:
            return _day(match, now, zone)
        at = datetime.fromisoformat(word)
        return round((at if at.tzinfo else at.replace(tzinfo=zone)).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise Refusal(
            Fault(
                "time.instant",
                f"{text!r} is not a time.",
                "Write -15m, now, 2026-01-31T09:30:00Z, 01/31/2026 09:30 or epoch milliseconds.",
            ),
            Cause.INVALID,
        ) from None


def parse_offset(text: str, now: int, zone: tzinfo = UTC) -> int:
    """An instant as relative boundaries of documents write it: one without a sign, `2h`, is after now."""
    return parse_instant(f"+{text.strip()}" if _RELATIVE.fullmatch(f"+{text.strip()}") else text, now, zone)


def parse_range(start: str, end: str, now: int, zone: tzinfo = UTC) -> TimeRange:
    """The range between two instants, both as `parse_instant` reads them."""
    return TimeRange(parse_instant(start, now, zone), parse_instant(end, now, zone))


def start_of(name: str, now: int, zone: tzinfo = UTC) -> int:
    """Milliseconds of the start of the unit that `now` is in; weeks start on Monday, and `today` is `day`.

    `now` is itself. Raises Refusal `time.literal` for any other name (reference dashboards.md, 4).
    """
    at = datetime.fromtimestamp(now / 1000, zone).replace(microsecond=0)
    midnight = at.replace(hour=0, minute=0, second=0)
    match name.lower():
        case "now":
            return now
        case "second":
            start = at
        case "minute":
            start = at.replace(second=0)
        case "hour":
            start = at.replace(minute=0, second=0)
        case "day" | "today":
            start = midnight
        case "week":
            start = midnight - timedelta(days=at.weekday())
        case "month":
            start = midnight.replace(day=1)
        case "year":
            start = midnight.replace(month=1, day=1)
        case _:
            raise Refusal(
                Fault("time.literal", f"There is no time called {name!r}.", f"Use {', '.join(_UNIT_STARTS)}.")
            )
    return round(start.timestamp() * 1000)


def whole(name: str, now: int, zone: tzinfo = UTC) -> TimeRange:
    """The range of a name: `today` up to now, or the whole of `yesterday`, `previous_week`, `previous_month`.

    Raises Refusal `time.range` for any other name.
    """
    match name.lower():
        case "today":
            return TimeRange(start_of("day", now, zone), now)
        case "yesterday":
            unit = "day"
        case "previous_week":
            unit = "week"
        case "previous_month":
            unit = "month"
        case _:
            raise Refusal(
                Fault(
                    "time.range",
                    f"There is no time range called {name!r}.",
                    "Use today, yesterday, previous_week or previous_month.",
                )
            )
    end = start_of(unit, now, zone)
    return TimeRange(start_of(unit, end - 1, zone), end)


def _day(match: re.Match[str], now: int, zone: tzinfo) -> int:
    year = int(match["year"]) if match["year"] else datetime.fromtimestamp(now / 1000, zone).year
    hour = int(match["hour"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("a 12-hour clock has hours 1 to 12")
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    at = datetime(
        year,
        int(match["month"]),
        int(match["day"]),
        hour,
        int(match["minute"] or 0),
        int(match["second"] or 0),
        tzinfo=zone,
    )
    return round(at.timestamp() * 1000)
