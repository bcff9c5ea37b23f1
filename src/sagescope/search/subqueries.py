"""What runs of subqueries need and give: their ranges, their answers, and what is to be told of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta, timezone

from sagescope.errors import Fault, Refusal
from sagescope.lang.subquery import Answer, Subquery
from sagescope.search.frames import Frame, display
from sagescope.span import Span
from sagescope.timerange import TimeRange, parse_instant


def range_of(subquery: Subquery, around: TimeRange, now: int, zone_offset: int) -> TimeRange:
    """The range of a subquery in a query over `around`, `now` being what its times count from.

    Raises Refusal where it ends before it starts.
    """
    zone = timezone(timedelta(milliseconds=zone_offset))
    now = around.end if subquery.from_ is None else now
    start = parse_instant(subquery.from_, now, zone) if subquery.from_ else around.start
    end = parse_instant(subquery.to, now, zone) if subquery.to else now
    try:
        return TimeRange(start, end)
    except Refusal as refused:
        raise Refusal(replace(fault, span=subquery.span) for fault in refused.faults) from None


def answer_of(subquery: Subquery, frame: Frame) -> tuple[Answer, list[Fault]]:
    """The rows that count of what a subquery found, and a warning where there are more of them."""
    rows = list(frame.records())
    warnings: list[Fault] = []
    if len(rows) > subquery.most:
        warnings.append(
            Fault(
                "subquery.cut",
                f"The subquery found more than {subquery.most:,} rows; the first ones were taken.",
                "Give it fewer rows with top or where, or raise maxresults.",
                subquery.span,
            )
        )
    # A row with an absent value is equal to nothing.
    whole = (row for row in rows[: subquery.most] if None not in row)
    return Answer(tuple(tuple(map(display, row)) for row in whole)), warnings


def moved(faults: Sequence[Fault], by: int) -> list[Fault]:
    """Faults of a query that stands inside another one, `by` characters behind its start."""
    return [
        replace(fault, span=Span(fault.span.start + by, fault.span.end + by)) if fault.span else fault
        for fault in faults
    ]
