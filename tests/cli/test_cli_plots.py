"""Plots of results: what is drawn of which result, and what is refused."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sagescope.cli.plots import MOST_DRAWN, Line, Plot, check_file, plot_of_metrics, plot_of_rows
from sagescope.cli.plotting import drawn, written
from sagescope.errors import Refusal

START = 1_767_225_600_000
MINUTE = 60_000


def refused(
    names: Sequence[str], kinds: Sequence[str], rows: Sequence[Sequence[Any]], records: bool = True
) -> str:
    """The code of the fault of a result that is no plot."""
    with pytest.raises(Refusal) as wrong:
        plot_of_rows(names, kinds, rows, records=records)
    (fault,) = wrong.value.faults
    assert fault.hint
    return fault.code


def test_records_are_lines_by_text_and_number() -> None:
    rows = [
        (START + MINUTE, "GET", 5, 1.5),
        (START, "GET", 3, None),
        (START, "PUT", 1, 2.5),
        (START, None, 9, float("nan")),
        (None, "GET", 7, 7.0),
    ]
    names, kinds = ("_timeslice", "method", "_count", "_avg"), ("long", "string", "long", "double")
    plot = plot_of_rows(names, kinds, rows, records=True)
    assert [(line.label, line.times, line.values) for line in plot.lines] == [
        ("GET, _count", [START, START + MINUTE], [3, 5]),
        ("GET, _avg", [START + MINUTE], [1.5]),
        ("PUT, _count", [START], [1]),
        ("PUT, _avg", [START], [2.5]),
        (", _count", [START], [9]),
    ]
    one = plot_of_rows(("_timeslice", "_count"), ("long", "long"), [(START, 2)], records=True)
    assert [line.label for line in one.lines] == ["_count"]


def test_transposed_records_are_a_line_a_column() -> None:
    names, kinds = ("_timeslice", "a", "b"), ("long", "long", "double")
    plot = plot_of_rows(names, kinds, [(START, 1, 2.0), (START + MINUTE, None, 3.0)], records=True)
    assert [(line.label, line.values) for line in plot.lines] == [("a", [1]), ("b", [2, 3])]


@pytest.mark.parametrize(
    ("names", "kinds", "rows", "records", "code"),
    [
        (("_messagetime", "_raw"), ("long", "string"), [(START, "x")], False, "plot.messages"),
        (("method", "_count"), ("string", "long"), [("GET", 1)], True, "plot.time"),
        (("_timeslice", "method"), ("long", "string"), [(START, "GET")], True, "plot.numbers"),
        (("_timeslice", "__timeslice_end"), ("long", "long"), [(START, 1)], True, "plot.numbers"),
        (("_timeslice", "_count"), ("long", "long"), [], True, "plot.empty"),
        (("_timeslice", "_avg"), ("long", "double"), [(START, "NaN")], True, "plot.empty"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    names: Sequence[str], kinds: Sequence[str], rows: Sequence[Sequence[Any]], records: bool, code: str
) -> None:
    assert refused(names, kinds, rows, records) == code


def _result(
    row: str, series: Sequence[tuple[dict[str, str], Sequence[float]]], unit: str | None = None
) -> dict[str, Any]:
    return {
        "rowId": row,
        "timeSeriesList": {
            "timeSeries": [
                {
                    "metricDefinition": {"metric": "cpu", "dimensions": dimensions},
                    "points": {
                        "timestamps": [START + i * MINUTE for i in range(len(values))],
                        "values": list(values),
                    },
                }
                for dimensions, values in series
            ],
            "unit": unit,
        },
    }


def test_series_are_lines_told_apart_by_what_differs() -> None:
    one = _result("A", [({"host": "a", "az": "x"}, [1]), ({"host": "b", "az": "x"}, [2])], "Percent")
    plot = plot_of_metrics([one])
    assert [line.label for line in plot.lines] == ["cpu, host=a", "cpu, host=b"]
    assert plot.unit == "Percent"
    both = plot_of_metrics([one, _result("B", [({"host": "a"}, [3])], "Count")])
    assert [line.label for line in both.lines] == ["#A cpu, host=a", "#A cpu, host=b", "#B cpu"]
    assert both.unit == ""
    with pytest.raises(Refusal, match="no points"):
        plot_of_metrics([_result("A", [])])


def test_more_lines_than_can_be_told_apart_are_left_out() -> None:
    plot = plot_of_metrics([_result("A", [({"host": str(i)}, [i]) for i in range(MOST_DRAWN + 3)])])
    assert (len(plot.lines), plot.left_out) == (MOST_DRAWN, 3)


RISING = Plot(
    (Line("up, host=a", [START + i * MINUTE for i in range(60)], [float(i) for i in range(60)]),), "Percent"
)
AWKWARD = Plot(
    (
        Line("_count $x^2$ \u2603 <b>&", [START, START + MINUTE], [-1e12, 5e-9]),
        Line("flat", [START + MINUTE], [0.0]),
    )
)


def test_the_terminal_shows_lines_axes_and_legend(monkeypatch: pytest.MonkeyPatch) -> None:
    text = drawn(RISING, 90, 12, colours=False)
    lines = text.splitlines()
    assert "\x1b" not in text
    assert "(Percent)" in text and "(UTC)" in text and "up, host=a" in text
    assert max(map(len, lines)) <= 100
    # The line goes up: the dots of higher lines of text stand further right.
    dots = [[i for i, ch in enumerate(line) if "\u2801" <= ch <= "\u28ff"] for line in lines]
    dots = [found for found in dots if found]
    assert dots[0][0] > dots[len(dots) // 2][0]
    assert "00:00" in text.replace("2026", "")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in drawn(RISING, 90, 12, colours=True)


@pytest.mark.parametrize("plot", [AWKWARD, Plot((Line("one", [START], [3.0]),))])
def test_odd_values_are_drawn(plot: Plot) -> None:
    assert drawn(plot, 80, 10, colours=False)


@pytest.mark.parametrize("plot", [RISING, AWKWARD, Plot((Line("one", [START], [3.0]),))])
def test_files_hold_the_plot(plot: Plot, tmp_path: Path) -> None:
    for suffix, magic in ((".svg", b"<?xml"), (".png", b"\x89PNG"), (".pdf", b"%PDF")):
        path = tmp_path / f"plot{suffix}"
        written(plot, path, "metric=cpu | avg " + "x" * 200)
        assert path.read_bytes().startswith(magic)
    ElementTree.parse(tmp_path / "plot.svg")
    texts = " ".join(re.findall(r"<!-- (.*?) -->", (tmp_path / "plot.svg").read_text()))
    assert plot.lines[0].label.split(",")[0].split()[0] in texts


def test_files_of_other_kinds_and_places_are_refused(tmp_path: Path) -> None:
    for name in ("plot.gif", "plot"):
        with pytest.raises(Refusal) as wrong:
            check_file(tmp_path / name)
        assert wrong.value.faults[0].code == "plot.format"
    with pytest.raises(Refusal) as wrong:
        written(RISING, tmp_path / "none" / "plot.svg", "")
    assert wrong.value.faults[0].code == "plot.file"
