"""Time zones as an argument names them: an IANA name, an offset, or one of Java's old three letters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from sagescope.errors import Fault, Fix
from sagescope.near_names import closest
from sagescope.span import Span
from sagescope.syntax.cursor import StageFault

_OFFSET = re.compile(r"(?:GMT|UTC|UT)?([+-])(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_UTC = frozenset({"utc", "gmt", "ut", "z", "etc/utc", "etc/gmt", "zulu", "etc/zulu", "etc/uct", "uct"})

# Java's old ids that are no IANA names.
_OLD: Mapping[str, str] = {
    "act": "Australia/Darwin",
    "aet": "Australia/Sydney",
    "agt": "America/Argentina/Buenos_Aires",
    "art": "Africa/Cairo",
    "ast": "America/Anchorage",
    "bet": "America/Sao_Paulo",
    "bst": "Asia/Dhaka",
    "cat": "Africa/Harare",
    "cnt": "America/St_Johns",
    "cst": "America/Chicago",
    "ctt": "Asia/Shanghai",
    "eat": "Africa/Addis_Ababa",
    "ect": "Europe/Paris",
    "iet": "America/Indiana/Indianapolis",
    "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo",
    "mit": "Pacific/Apia",
    "net": "Asia/Yerevan",
    "nst": "Pacific/Auckland",
    "plt": "Asia/Karachi",
    "pnt": "America/Phoenix",
    "prt": "America/Puerto_Rico",
    "pst": "America/Los_Angeles",
    "sst": "Pacific/Guadalcanal",
    "vst": "Asia/Ho_Chi_Minh",
}
# What the engine does not have, or has by another name.
_NO_ZONES = frozenset({"localtime", "Factory"})


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone: one of the engine by `name`, or a fixed `offset` from UTC in milliseconds."""

    name: str | None
    offset: int = 0

    @property
    def fixed_name(self) -> str:
        """What a fixed offset is called: `UTC`, or `GMT` with the offset."""
        return "UTC" if self.offset == 0 else f"GMT{offset_text(self.offset, ':')}"


def offset_text(offset: int, between: str) -> str:
    """An offset in milliseconds as `+hhmm`, with `between` between hours and minutes."""
    minutes = abs(offset) // 60_000
    return f"{'-' if offset < 0 else '+'}{minutes // 60:02}{between}{minutes % 60:02}"


def zone_called(name: str, span: Span) -> Zone:
    """The zone of that name, whatever its case.

    Raises StageFault `date.zone` where there is none.
    """
    folded = name.strip().lower()
    if folded in _UTC:
        return Zone(None)
    if offset := _OFFSET.fullmatch(folded):
        size = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        if size < timedelta(hours=24):
            return Zone(None, (size // timedelta(milliseconds=1)) * (-1 if offset[1] == "-" else 1))
    found = _OLD.get(folded) or _names().get(folded)
    if found is None:
        near = closest(name, [*_names().values()])
        raise StageFault(
            Fault(
                "date.zone",
                f"There is no time zone {name!r}.",
                "Use an IANA name such as America/New_York, or an offset such as GMT+02:00.",
                span,
                Fix(span, f'"{near[0]}"') if near else None,
            )
        )
    return Zone(found)


@cache
def _names() -> dict[str, str]:
    return {name.lower(): name for name in sorted(available_timezones() - _NO_ZONES)}


@cache
def abbreviations(name: str) -> Mapping[int, str]:
    """What the zone's offsets, in seconds, are called; of several names over the years the latest."""
    zone = ZoneInfo(name)
    found: dict[int, str] = {}
    for year in range(1970, 2038):
        for month in (1, 7):
            at = datetime(year, month, 1, tzinfo=UTC).astimezone(zone)
            offset, called = at.utcoffset(), at.tzname()
            if offset is not None and called is not None:
                found[int(offset.total_seconds())] = called
    return found
