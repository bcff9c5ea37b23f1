"""`logcompare`: how the signatures of messages have changed since another time."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.masking import masked_counts
from sagescope.lang.operator import Bind, Operator, Reduced, operator
from sagescope.lang.options import duration
from sagescope.lang.requirements import messages_only
from sagescope.plan.nodes import Given
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.timerange import TimeRange

DAY = 86_400_000


@operator(
    "logcompare",
    family="patterns",
    syntax=(
        "logcompare [timeshift -<n><s|m|h|d|w>] [baseline (<query>)]",
        "logcompare start_time <time> end_time <time> [baseline (<query>)]",
    ),
    aggregates=True,
    examples=(
        "error | logcompare timeshift -24h",
        "* | logcompare timeshift -1d | where _isNew = 1",
        'error | logcompare timeshift -0s baseline ("out of memory")',
    ),
    options={
        "timeshift": "How far back the baseline lies, 24h.",
        "start_time": "When the baseline begins, in ISO 8601.",
        "end_time": "When the baseline ends.",
        "baseline": "A query of its own for the baseline.",
    },
)
@dataclass(frozen=True, slots=True)
class LogCompare(Operator):
    """Compares the signatures of the messages with those of a baseline.

    The baseline is the same query over the range moved back by `timeshift` (24h), or over the range from
    `start_time` to `end_time` in ISO 8601, or another query. The messages of both are put together as by
    `logreduce`, so that a signature means the same in both.

    The columns are `_count`, the messages of the signature in the range of the search; `_deltaPercentage`,
    the change of its share of the messages as a part of its share in the baseline, so that 1 is twice as
    much, -1 is gone, and what is new is infinite; `_anomalyScore`, its part in the symmetric Kullback-Leibler
    divergence of both; `_isNew`, 1 or 0; `signature` and `_signature_id`. The highest scores come first.
    """

    shift: int
    range: tuple[Name, Name] | None
    baseline: Span | None

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        shift, range_, baseline = DAY, None, None
        if cursor.word("timeshift"):
            cursor.sign("-")
            shift = duration(cursor, "timeshift")
        elif cursor.word("start_time"):
            start = Name(*cursor.glued_text())
            cursor.expect_word("end_time", after="after start_time")
            range_ = (start, Name(*cursor.glued_text()))
        if cursor.word("baseline"):
            first = cursor.peek().span.end
            cursor.enclosed("after baseline, with a query in it")
            baseline = Span(first, cursor.span_since(mark).end - 1)
        return cls(cursor.span_since(mark - 1), shift, range_, baseline)

    def defines(self) -> tuple[str, ...]:
        return ("_count", "_deltaPercentage", "_anomalyScore", "_isNew", "signature", "_signature_id")

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        messages_only("logcompare", self.span, rel)
        assert cx.again is not None
        before = TimeRange(cx.range.start - self.shift, cx.range.end - self.shift)
        if self.range is not None:
            before = _range(*self.range, cx.zone_offset)
        baseline = cx.again(before)
        # An editor asks for the fields of an unfinished query, without its text.
        if self.baseline is not None and cx.query is not None:
            baseline = cx.query(self.baseline, before)
        messages_only("logcompare", self.baseline or self.span, baseline)
        counted, messages = masked_counts(None, self.span, (), rel)
        others, _ = masked_counts(None, self.span, (), baseline)
        outputs = (
            rel.ids.column("_count", Kind.INT),
            rel.ids.column("_deltaPercentage", Kind.DOUBLE),
            rel.ids.column("_anomalyScore", Kind.DOUBLE),
            rel.ids.column("_isNew", Kind.INT),
            rel.ids.column("signature", Kind.TEXT, key=True),
            rel.ids.column("_signature_id", Kind.TEXT),
        )
        cx.reduced = Reduced(messages.messages, messages.text, others)
        columns = tuple(counted.columns.values())
        given = (Given(others.rows, tuple(others.columns.values())),)
        return counted.local("logcompare", columns, outputs, {}, others=given)


def _range(start: Name, end: Name, zone_offset: int) -> TimeRange:
    first, last = _instant(start, zone_offset), _instant(end, zone_offset)
    if first >= last:
        raise StageFault(
            Fault(
                "logcompare.range",
                "The range of the baseline ends before it begins.",
                "Write the earlier time after start_time.",
                start.span.to(end.span),
            )
        )
    return TimeRange(first, last)


def _instant(time: Name, zone_offset: int) -> int:
    try:
        at = datetime.fromisoformat(time.text.rstrip("."))
        if at.tzinfo is None:
            at = at.replace(tzinfo=timezone(timedelta(milliseconds=zone_offset)))
        return round(at.timestamp() * 1000)
    except (ValueError, OverflowError):
        raise StageFault(
            Fault(
                "logcompare.time",
                f"{time.text!r} is not a time.",
                "Write it as 2026-01-06T12:00:00-08:00.",
                time.span,
            )
        ) from None
