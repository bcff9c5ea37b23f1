"""What panels ask: ranges, equal questions, rows that refer to each other."""

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sagescope.dashboards.panels import LogQuestion, MetricQuestion, Moment, planned
from sagescope.dashboards.ranges import aligned, resolved
from sagescope.dashboards.templates import Chosen
from sagescope.dashboards.variables import chosen_values, in_order, listed
from sagescope.errors import Refusal
from sagescope.model.dashboard import Panel, Range, Variable
from sagescope.timerange import TimeRange

NOW = 1_767_273_138_123
"""2026-01-01 13:12:18.123 UTC, a Thursday."""

DAY = 86_400_000
MIDNIGHT = NOW - NOW % DAY


def range_(*ends: dict[str, Any] | None) -> Range:
    start, end = (*ends, None)[:2]
    return Range.model_validate({"type": "BeginBoundedTimeRange", "from": start, "to": end})


def relative(text: str) -> dict[str, Any]:
    return {"type": "RelativeTimeRangeBoundary", "relativeTime": text}


def literal(name: str) -> dict[str, Any]:
    return {"type": "LiteralTimeRangeBoundary", "rangeName": name}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (range_(relative("-4w2d")), TimeRange(NOW - 30 * DAY, NOW)),
        (range_(relative("-1d"), relative(" 2d ")), TimeRange(NOW - DAY, NOW + 2 * DAY)),
        (range_(relative("-2d"), relative("-1d")), TimeRange(NOW - 2 * DAY, NOW - DAY)),
        (range_(literal("today")), TimeRange(MIDNIGHT, NOW)),
        (range_(literal("week")), TimeRange(MIDNIGHT - 3 * DAY, NOW)),
        (range_(literal("hour"), literal("now")), TimeRange(MIDNIGHT + 13 * 3_600_000, NOW)),
        (range_({"type": "EpochTimeRangeBoundary", "epochMillis": 5}, {"type": "EpochTimeRangeBoundary", "epochMillis": 9}),
         TimeRange(5, 9)),
        (range_({"type": "Iso8601TimeRangeBoundary", "iso8601Time": "2026-01-01T01:00:00+01:00"}), TimeRange(MIDNIGHT, NOW)),
        (Range(type="CompleteLiteralTimeRange", range_name="yesterday"), TimeRange(MIDNIGHT - DAY, MIDNIGHT)),
        (Range(type="CompleteLiteralTimeRange", range_name="previous_month"), TimeRange(MIDNIGHT - 31 * DAY, MIDNIGHT)),
        (None, TimeRange(NOW - 900_000, NOW)),
    ],
)  # fmt: skip
def test_ranges_of_documents(given: Range | None, expected: TimeRange) -> None:
    assert resolved(given, NOW, UTC) == expected


def test_ranges_follow_the_zone() -> None:
    tokyo = resolved(range_(literal("day")), NOW, ZoneInfo("Asia/Tokyo"))
    assert tokyo.start == MIDNIGHT - 9 * 3_600_000


@pytest.mark.parametrize(
    "given",
    [Range(type="Odd"), range_({"type": "EpochTimeRangeBoundary"}), range_({"type": "Odd"}), range_(relative("soon")),
     Range(type="CompleteLiteralTimeRange"), range_(relative("-1h"), relative("-2h")), range_(literal("eon"))],
)  # fmt: skip
def test_what_is_no_range_is_refused(given: Range) -> None:
    with pytest.raises(Refusal):
        resolved(given, NOW, UTC)


@pytest.mark.parametrize(
    ("length", "step"), [(900_000, 1_000), (DAY, 60_000), (30 * DAY, 60_000), (3_600_000, 2_000)]
)
def test_the_end_of_a_range_is_a_whole_step_and_never_early(length: int, step: int) -> None:
    end = aligned(NOW, length)
    assert NOW <= end < NOW + step
    assert end % step == 0
    assert aligned(end, length) == end


def panel(*queries: dict[str, Any], **more: Any) -> Panel:
    rows = [{"queryType": "Metrics", "queryKey": chr(ord("A") + at), **q} for at, q in enumerate(queries)]
    return Panel.model_validate({"key": "k", "title": "t", "queries": rows, **more})


def test_equal_panels_ask_the_same() -> None:
    moment, over = Moment(NOW), TimeRange(0, DAY)
    chosen = {"a": Chosen(("x",))}
    one = planned(panel({"queryString": "k={{a}} | count", "queryType": "Logs"}), chosen, moment, over)
    other = planned(panel({"queryString": "k=x | count", "queryType": "Logs"}), chosen, moment, over)
    assert one.rows[0].question == other.rows[0].question == LogQuestion("k=x | count", over)
    own = panel({"queryString": "k=x | count", "queryType": "Logs"}, timeRange={"type": "Odd"})
    assert planned(own, chosen, moment, over).faults[0].code == "time.range"


def test_a_row_asks_with_the_rows_that_it_reads() -> None:
    rows = planned(
        panel({"queryString": "a={{v}}"}, {"queryString": "#A * 2"}, {"queryString": "#B + #A"}, {"queryString": "other=x"},
              {"queryString": "#F"}, {"queryString": "#E"}),
        {"v": Chosen(("1", "2"))},
        Moment(NOW),
        TimeRange(0, DAY),
    ).rows  # fmt: skip
    read = [[letter for letter, _ in r.question.rows] for r in rows if isinstance(r.question, MetricQuestion)]
    assert read == [["A"], ["B", "A"], ["C", "A", "B"], ["D"], ["E", "F"], ["F", "E"]]
    assert rows[1].question is not None
    assert "(a=1 or a=2)" in str(rows[1].question)


def test_two_queries_of_one_key_are_told() -> None:
    plan = planned(
        panel({"queryString": "a=b"}, {"queryString": "c=d", "queryKey": "A"}, {"queryString": " "}),
        {}, Moment(NOW), TimeRange(0, DAY),
    )  # fmt: skip
    assert [fault.code for fault in plan.faults] == ["panel.keys"]
    assert [fault.code for fault in plan.rows[2].faults] == ["panel.empty"]


def variable(name: str, filter_: str = "", **more: Any) -> Variable:
    source = {"variableSourceType": "MetadataVariableSourceDefinition", "key": name, "filter": filter_}
    return Variable.model_validate({"name": name, "sourceDefinition": source, **more})


def test_variables_come_behind_those_they_need() -> None:
    chain = [
        variable("c", "b={{B}}"),
        variable("b", "a={{a}}"),
        variable("a"),
        variable("x", "y={{y}}"),
        variable("y", "x={{x}}"),
    ]
    assert [v.name for v in in_order(chain)] == ["a", "b", "c", "y", "x"]


def test_defaults_count_where_nothing_is_chosen() -> None:
    found = chosen_values(
        [
            variable("given"), variable("default", default_value="d"), variable("all", default_value=""),
            variable("first", include_all_option=False), variable("n", default_value="5", include_all_option=False),
            variable("many", default_value='["a", "b"]', allow_multi_select=True),
        ],
        {"GIVEN": ["x", "y"], "n": ["*"], "extra": ["z"], "default": []},
    )  # fmt: skip
    assert {name: chosen.values for name, chosen in found.items()} == {
        "given": ("x", "y"), "default": ("d",), "all": ("*",), "n": ("5",), "many": ("a", "b"), "extra": ("z",),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("[a-z]+,[0-9]", ["[a-z]+", "[0-9]"]),
        ("[1, 2]", ["1", "2"]),
        ('["a, b", {"value": "v", "label": "l"}]', ["a, b", "v"]),
        (
            'path://"/Library/Users/ana@example.com/owners"',
            ['path://"/Library/Users/ana@example.com/owners"'],
        ),
        ("| rate,// no rate", ["| rate", "// no rate"]),
        ('["a"', []),
    ],
)
def test_lists_of_variables_are_parted_by_commas_or_json(text: str, values: list[str]) -> None:
    found = listed(text)
    assert [choice.value for choice in found.choices] == values
    assert bool(found.faults) is (not values)
