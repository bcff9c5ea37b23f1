"""The ranges of time of dashboards and panels, as their documents write them (reference dashboards.md, 4)."""

from datetime import UTC, tzinfo

from sagescope.durations import UNITS
from sagescope.errors import Fault, Refusal
from sagescope.model.dashboard import Boundary, Range
from sagescope.timerange import TimeRange, parse_instant, parse_offset, start_of, whole

DEFAULT = Range.model_validate(
    {
        "type": "BeginBoundedTimeRange",
        "from": {"type": "RelativeTimeRangeBoundary", "relativeTime": "-15m"},
        "to": None,
    }
)
"""The range of a dashboard that names none."""

_STEPS = tuple(UNITS["s"] * n for n in (1, 2, 5, 10, 15, 30, 60))
_FINEST = 1_440
"""Parts of a range that its end is rounded to: a point of a chart is not wider."""


def resolved(range_: Range | None, now: int, zone: tzinfo = UTC) -> TimeRange:
    """The range that a document means at `now`, in milliseconds. Raises Refusal where it is none."""
    range_ = range_ or DEFAULT
    match range_.type:
        case "BeginBoundedTimeRange":
            return TimeRange(_instant(range_.from_, now, zone), _instant(range_.to, now, zone))
        case "CompleteLiteralTimeRange":
            return whole(range_.range_name or "", now, zone)
        case other:
            raise Refusal(
                Fault(
                    "time.range",
                    f"There is no time range of type {other!r}.",
                    "Use a BeginBoundedTimeRange or a CompleteLiteralTimeRange.",
                )
            )


def aligned(now: int, length: int) -> int:
    """The end of a range of that length that counts as now: the next whole step, one of 1,440 of the range at the most.

    So who asks within a step asks the same. It is never earlier than `now`, and nothing of the past is left out.
    """
    step = max((s for s in _STEPS if s * _FINEST <= length), default=_STEPS[0])
    return -(-now // step) * step


def _instant(boundary: Boundary | None, now: int, zone: tzinfo) -> int:
    if boundary is None:
        return now
    match boundary.type, boundary:
        case "EpochTimeRangeBoundary", Boundary(epoch_millis=int(at)):
            return at
        case "Iso8601TimeRangeBoundary", Boundary(iso8601_time=str(text)):
            return parse_instant(text, now, zone)
        case "RelativeTimeRangeBoundary", Boundary(relative_time=str(text)):
            return parse_offset(text, now, zone)
        case "LiteralTimeRangeBoundary", Boundary(range_name=str(name)):
            return start_of(name, now, zone)
        case other, _:
            raise Refusal(
                Fault(
                    "time.boundary",
                    f"A time range boundary of type {other!r} has no time.",
                    "Use an Epoch-, Iso8601-, Relative- or LiteralTimeRangeBoundary with its time.",
                )
            )
