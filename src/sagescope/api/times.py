"""Times in requests: Sumo's range objects, and the texts that the page and the CLI send."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from sagescope.errors import Fault, Refusal
from sagescope.timerange import TimeRange, parse_instant, parse_offset, start_of, whole, zone_named


def iso_time(ms: int) -> str:
    """A time in milliseconds as the API writes it: `2026-01-31T09:30:00Z`."""
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def iso_millis(ms: int) -> str:
    """As `iso_time`, with the milliseconds: `2026-01-31T09:30:00.000Z`."""
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def boundary_millis(boundary: Mapping[str, Any] | None, now: int, zone: tzinfo = UTC) -> int:
    """Milliseconds of a boundary object (reference protocols.md, 5.2); None is now.

    Raises Refusal for a type that there is not, or a value that is no time.
    """
    if boundary is None:
        return now
    match boundary.get("type"):
        case "EpochTimeRangeBoundary":
            return int(boundary["epochMillis"])
        case "Iso8601TimeRangeBoundary":
            return parse_instant(str(boundary["iso8601Time"]), now, zone)
        case "RelativeTimeRangeBoundary":
            return parse_offset(str(boundary["relativeTime"]), now, zone)
        case "LiteralTimeRangeBoundary":
            return start_of(str(boundary["rangeName"]), now, zone)
        case other:
            raise Refusal(
                Fault(
                    "time.boundary",
                    f"There is no time range boundary of type {other!r}.",
                    "Use an Epoch-, Iso8601-, Relative- or LiteralTimeRangeBoundary.",
                )
            )


def range_of(time_range: Mapping[str, Any], now: int, zone: tzinfo = UTC) -> TimeRange:
    """The range of a time range object."""
    match time_range.get("type", "BeginBoundedTimeRange"):
        case "BeginBoundedTimeRange":
            return TimeRange(
                boundary_millis(time_range.get("from"), now, zone),
                boundary_millis(time_range.get("to"), now, zone),
            )
        case "CompleteLiteralTimeRange":
            return whole(str(time_range.get("rangeName")), now, zone)
        case other:
            raise Refusal(
                Fault(
                    "time.range", f"There is no time range of type {other!r}.", "Use a BeginBoundedTimeRange."
                )
            )


def zone_offset(name: str, at: int) -> int:
    """The offset of a zone from UTC at an instant, in milliseconds."""
    offset = datetime.fromtimestamp(at / 1000, zone_named(name or "UTC")).utcoffset()
    return round(offset.total_seconds() * 1000) if offset else 0
