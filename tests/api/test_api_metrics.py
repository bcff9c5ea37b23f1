"""Metrics queries over HTTP and on the command line: rows, Sumo's shapes, limits, parameters, faults."""

import itertools
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from running_server import RunningServer

MANY = 2_500


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server with a small limit of series, and points of two hosts and of many series."""
    running = RunningServer(
        tmp_path_factory.mktemp("metrics"),
        environment={"SAGESCOPE_METRICS__MAX_SERIES": "20", "SAGESCOPE_METRICS__MAX_INPUT_SERIES": "2000"},
    )
    running.start()
    url = running.source("metrics")
    minute = int(time.time()) // 60 * 60 - 600
    lines = []
    for at in range(5):
        for host in ("a", "b"):
            time_ = minute + 60 * at
            lines.append(f"metric=errors host={host} unit=Count  {at} {time_}")
            lines.append(f"metric=calls host={host} unit=Count  {10 * at + 10} {time_}")
    lines += [f"metric=many id={i}  {i} {minute}" for i in range(MANY)]
    answer = httpx2.post(
        url,
        content="\n".join(lines),
        headers={"Content-Type": "application/vnd.sumologic.carbon2"},
        trust_env=False,
    )
    assert answer.status_code == 200
    yield running
    assert running.stop() == 0, running.output()


def ask(server: RunningServer, *rows: str | dict[str, Any], **more: Any) -> httpx2.Response:
    """The answer to a request of rows over the last hour."""
    body = {
        "queries": [{"query": row, "quantization": 60_000} if isinstance(row, str) else row for row in rows],
        "timeRange": {
            "type": "BeginBoundedTimeRange",
            "from": {"type": "RelativeTimeRangeBoundary", "relativeTime": "-1h"},
        },
        **more,
    }
    with server.client() as http:
        return http.post("/api/v1/metricsQueries", json=body)


def series(result: dict[str, Any]) -> dict[str, list[float]]:
    """The values of a row's series by their host."""
    return {
        s["metricDefinition"]["dimensions"].get("host", ""): s["points"]["values"]
        for s in result["timeSeriesList"]["timeSeries"]
    }


def test_rows_of_a_request(server: RunningServer) -> None:
    answer = ask(
        server,
        "metric=errors | sum by host",
        "metric=calls | sum by host",
        "#A * 100 / #B along host as share",
    ).json()
    assert answer["errors"] is None
    a, b, c = answer["queryResult"]
    assert [r["rowId"] for r in (a, b, c)] == ["A", "B", "C"]
    assert series(a) == {"a": [0, 1, 2, 3, 4], "b": [0, 1, 2, 3, 4]}
    assert series(c)["a"] == pytest.approx([0, 5, 20 / 3, 7.5, 8])
    first = c["timeSeriesList"]["timeSeries"][0]
    assert first["metricDefinition"] == {"metric": "share", "dimensions": {"host": "a"}}
    stamps = first["points"]["timestamps"]
    assert all(later - earlier == 60_000 for earlier, later in itertools.pairwise(stamps))
    assert a["timeSeriesList"]["unit"] == "Count"
    assert a["timeSeriesList"]["timeShiftLabel"] is None
    context = a["resultContext"]
    assert (context["quantizationGranularity"], context["rollup"]) == (60_000, "Avg")
    assert context["actualQueryTimeRange"]["end"] - context["actualQueryTimeRange"]["start"] == 3_600_000


def test_fields_of_a_row(server: RunningServer) -> None:
    row = {
        "rowId": "Q",
        "query": "metric=errors host=a",
        "quantization": 3_600_000,
        "rollup": "Sum",
        "timeshift": -60_000,
    }
    (result,) = ask(server, row).json()["queryResult"]
    assert result["rowId"] == "Q"
    assert result["resultContext"]["rollup"] == "Sum"
    assert result["timeSeriesList"]["timeShiftLabel"] == "-1m"
    assert sum(series(result)["a"]) == 10
    hidden = ask(server, {"rowId": "A", "query": "metric=errors", "transient": True}, "#A * 2").json()
    assert [r["rowId"] for r in hidden["queryResult"]] == ["B"]


def test_a_row_at_fault_leaves_the_others(server: RunningServer) -> None:
    answer = ask(server, "metric=errors | smu by host", "metric=calls | sum", "#A + #B").json()
    assert [r["rowId"] for r in answer["queryResult"]] == ["B"]
    first, second = answer["errors"]["errors"]
    assert (first["rowId"], first["code"]) == ("A", "operator.unknown")
    assert first["message"] == "#A: There is no metrics operator 'smu'. Did you mean sum?"
    assert first["fault"]["span"]["start"] == len("metric=errors | ")
    assert first["fault"]["fix"]["text"] == "sum"
    assert (second["rowId"], second["code"]) == ("C", "metrics.row_faulty")


def test_a_single_row_at_fault_is_refused(server: RunningServer) -> None:
    answer = ask(server, "metric=errors | where latets > 1 | eval")
    assert answer.status_code == 400
    assert [f["code"] for f in answer.json()["faults"]] == ["metrics.unknown", "metrics.expected_operand"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{"rowId": "A", "query": "metric=a"}, {"rowId": "A", "query": "metric=b"}], "metrics.row_id"),
        ([{"rowId": "AB", "query": "metric=a"}], "metrics.row_id"),
        ([{"query": "metric=a", "rollup": "Mean"}], "metrics.rollup"),
        ([{"query": "metric={{x}}"}], "metrics.parameter"),
    ],
)
def test_requests_that_are_none(server: RunningServer, rows: list[dict[str, Any]], code: str) -> None:
    answer = ask(server, *rows)
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["code"] == code


def test_parameters_are_replaced_as_text(server: RunningServer) -> None:
    rows = ("metric={{what}} host={{Hosts}} | topk({{n}}, avg)",)
    found = ask(server, *rows, parameters={"what": "errors", "hosts": ["a", "b"], "n": "1"}).json()
    assert len(series(found["queryResult"][0])) == 1
    found = ask(server, *rows, parameters={"what": "errors", "hosts": "*", "n": "*"}).json()
    assert set(series(found["queryResult"][0])) == {"a", "b"}
    answer = ask(server, *rows, parameters={"what": "errors", "hosts": "*"})
    assert answer.json()["faults"][0]["message"] == "The parameter n has no value."


def test_limits_are_named(server: RunningServer) -> None:
    (result,) = ask(server, "metric=many").json()["queryResult"]
    assert len(result["timeSeriesList"]["timeSeries"]) == 20
    assert result["resultContext"]["totalSeries"] == MANY
    (warning,) = result["resultContext"]["warnings"]
    assert warning.startswith(f"The row has {MANY:,} series and metrics.max_series is 20:")
    (result,) = ask(server, "metric=many | sum").json()["queryResult"]
    (warning,) = result["resultContext"]["warnings"]
    assert warning.startswith(f"The row reads {MANY:,} series and metrics.max_input_series is 2,000:")
    (result,) = ask(server, "metric=many | topk(30, max)").json()["queryResult"]
    assert len(result["timeSeriesList"]["timeSeries"]) == 20
    assert any("metrics.max_series" in w for w in result["resultContext"]["warnings"])


def test_rows_without_along_are_refused_where_they_are_too_many(server: RunningServer) -> None:
    answer = ask(server, "metric=many", "metric=many", "#A / #B").json()
    (error,) = answer["errors"]["errors"]
    assert error["code"] == "metrics.pairs"
    assert "2,000 of #A and 2,000 of #B series are 4,000,000 combinations" in error["message"]
    # Series that have no points in the range take no part.
    rows = ("metric=many | where _value > 1e9", "metric=many | where _value = 7", "#A / #B")
    assert ask(server, *rows).json()["queryResult"][2]["timeSeriesList"]["timeSeries"] == []


def test_the_language_is_told(server: RunningServer) -> None:
    with server.client() as http:
        told = http.get("/api/v1/search/language").json()["metrics"]
    operators = {o["name"]: o for o in told["operators"]}
    assert {"along", "in", "quantize", "filter", "histogram_quantile"} <= set(operators)
    assert operators["topk"]["summary"] == "Keeps the series that rank highest, at most so many."
    assert {"avg", "latest", "pct"} <= {r["name"] for r in told["reducers"]}


def test_command_line(server: RunningServer) -> None:
    rows = ("metric=errors | sum", "metric={{m}} | sum", "#A / #B")
    found = server.command("metrics", *rows, "--only", "c", "--param", "m=calls", "--format", "ndjson")
    assert found.returncode == 0, found.stderr
    first = json.loads(found.stdout.splitlines()[1])
    assert (first["metric"], first["value"]) == ("#A / #B", pytest.approx(2 / 40))
    assert "row" not in first
    found = server.command("metrics", *rows, "--param", "m=calls", "--format", "csv")
    assert found.stdout.startswith("row,time,metric,value\n")
    assert {line[0] for line in found.stdout.splitlines()[1:]} <= {"r", "A", "B", "C"}
    found = server.command("metrics", "metric=errors | smu", "metric=calls | sum", "--format", "ndjson")
    assert found.returncode == 2
    assert found.stdout.count("\n") == 5
    assert "Row A" in found.stderr and "^^^" in found.stderr
    for arguments in (("metric=a", "--only", "D"), ("metric=a", "--param", "x")):
        found = server.command("metrics", *arguments)
        assert found.returncode == 2, found.stderr
        assert "error:" in found.stderr


def test_plots_on_the_command_line(server: RunningServer, tmp_path: Path) -> None:
    file = tmp_path / "errors.svg"
    found = server.command("metrics", "metric=errors", "--plot", "--plot-file", str(file))
    assert found.returncode == 0, found.stderr
    assert "host=a" in found.stdout and "(Count)" in found.stdout
    assert file.read_text().startswith("<?xml")
    for arguments, code in (
        (("metrics", "metric=nothing", "--plot"), "no points to draw"),
        (("metrics", "metric=errors", "--plot-file", str(tmp_path / "x.gif")), "cannot be written as .gif"),
        (("query", "*", "--plot"), "Messages have nothing to draw"),
        (("query", "* | count", "--plot"), "no time to draw along"),
    ):
        found = server.command(*arguments)
        assert found.returncode == 2, found.stderr
        assert code in found.stderr
        assert "hint:" in found.stderr
    httpx2.post(server.source("plotted"), content="a\nb\nc\n", trust_env=False)
    found = server.command("query", "* | timeslice 1m | count by _timeslice", "--plot", "--to", "+1m")
    assert found.returncode == 0, found.stderr
    assert "_count" in found.stdout


def test_check_reads_panels(server: RunningServer, tmp_path: Path) -> None:
    lines = [
        {"id": "1", "kind": "metrics", "query": "metric=a | sum by x", "panel_id": "p", "query_key": "A"},
        {"id": "2", "kind": "metrics", "query": "#A / #B along x", "panel_id": "p", "query_key": "C"},
        {"id": "3", "kind": "metrics", "query": "metric=a | {{how}} by {{what}} | topk({{n}}, {{by}})"},
        {"id": "4", "kind": "metrics", "query": "#A + 1", "panel_id": "q", "query_key": "A"},
    ]
    file = tmp_path / "queries.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))
    found = json.loads(server.command("check", str(file), "--format", "json").stdout)
    assert [f["id"] for f in found["failures"]] == ["4"]


def test_an_unfinished_row_is_completed_from_the_stored_series(server: RunningServer) -> None:
    with server.client() as http:
        body = {"query": "metric=calls host=", "position": 18}
        found = http.post("/api/v1/metrics/complete", json=body).json()["proposals"]
        assert [(p["label"], p["kind"], p["start"], p["end"]) for p in found] == [
            ("a", "value", 18, 18), ("b", "value", 18, 18),
        ]  # fmt: skip
        body = {"query": "#", "position": 1, "rows": ["A"]}
        assert [
            p["insert"] for p in http.post("/api/v1/metrics/complete", json=body).json()["proposals"]
        ] == ["#A"]
    answer = httpx2.post(f"{server.url}/api/v1/metrics/complete", json=body, trust_env=False)
    assert answer.status_code == 401
