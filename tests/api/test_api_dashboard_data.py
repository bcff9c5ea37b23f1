"""The data of dashboards over HTTP: a stream of panels, variables, faults inside of panels."""

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from running_server import RunningServer

MINUTE = 60_000


def panel(key: str, *queries: dict[str, Any] | str, **more: Any) -> dict[str, Any]:
    """A panel of queries: log queries where they are texts."""
    rows = [{"queryString": q} if isinstance(q, str) else q for q in queries]
    letters = (chr(ord("A") + at) for at in range(len(rows)))
    return {
        "key": key,
        "title": f"{key} of {{{{region}}}}",
        "panelType": "SumoSearchPanel",
        "queries": [
            {"queryKey": letter, "queryType": "Logs", **row}
            for letter, row in zip(letters, rows, strict=True)
        ],
        **more,
    }


def metrics(text: str, **more: Any) -> dict[str, Any]:
    """A row of metrics."""
    return {"queryString": text, "queryType": "Metrics", **more}


@pytest.fixture(scope="module")
def loaded(server: RunningServer) -> Iterator[RunningServer]:
    """The server with messages of three regions and points of two."""
    now = int(time.time() * 1000)
    url = server.source("dashboard data", category="board/logs")
    lines = [
        json.dumps({"timestamp": now - at * MINUTE, "region": region, "ms": 10 * at})
        for at in range(1, 11)
        for region in ("us-east-1", "us-west-2", "eu-west-1")
    ]
    assert httpx2.post(url, content="\n".join(lines), trust_env=False).status_code == 200
    points = server.source("dashboard points")
    start = now // MINUTE * 60 - 600
    carbon = [
        f"metric=calls board=yes region={region} unit=Count  {value} {start + 60 * at}"
        for at in range(10)
        for region, value in (("us-east-1", at), ("us-west-2", 2 * at))
    ]
    headers = {"Content-Type": "application/vnd.sumologic.carbon2"}
    assert httpx2.post(points, content="\n".join(carbon), headers=headers, trust_env=False).status_code == 200
    yield server


def board(*panels: dict[str, Any], variables: tuple[str, ...] = ("region",), **more: Any) -> dict[str, Any]:
    """A dashboard of the last hour."""
    return {
        "title": "board",
        "timeRange": {
            "type": "BeginBoundedTimeRange",
            "from": {"type": "RelativeTimeRangeBoundary", "relativeTime": "-1h"},
            "to": None,
        },
        "panels": list(panels),
        "variables": [
            {
                "name": name,
                "defaultValue": "*",
                "sourceDefinition": {
                    "variableSourceType": "CsvVariableSourceDefinition",
                    "values": "us-east-1,us-west-2",
                },
            }
            for name in variables
        ],
        **more,
    }


def ask(server: RunningServer, dashboard: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    """The lines of the answer, panels by their keys between the first and the last."""
    with server.client() as http:
        answer = http.post("/api/v1/dashboards/data", json={"dashboard": dashboard, **more})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    first, *panels, last = map(json.loads, answer.text.splitlines())
    assert (first["type"], last) == ("start", {"type": "end"})
    return [first, *sorted(panels, key=lambda line: str(line["key"]))]


BY_REGION = '_sourceCategory=board/logs | json "region" | where region matches "{{region}}" | count by region'


def test_panels_of_logs_and_metrics_answer(loaded: RunningServer) -> None:
    dashboard = board(
        panel("logs", BY_REGION),
        panel("points", metrics("metric=calls board=yes region={{region}}")),
        {"key": "text", "title": "about", "panelType": "TextPanel", "text": "hello"},
    )
    start, logs, points, text = ask(loaded, dashboard)
    assert sorted(start["panels"]) == ["logs", "points", "text"]
    assert start["variables"] == {"region": ["*"]}
    assert start["to"] - start["from"] == 60 * MINUTE
    (result,) = logs["results"]
    assert result["kind"] == "records"
    assert sorted(map(tuple, result["rows"])) == [("eu-west-1", 10), ("us-east-1", 10), ("us-west-2", 10)]
    assert [c["name"] for c in result["columns"]] == ["region", "_count"]
    assert logs["title"] == "logs of *"
    assert logs["sql"][0].startswith(("WITH", "SELECT"))
    (result,) = points["results"]
    assert result["kind"] == "series"
    assert {s["dimensions"]["region"] for s in result["series"]} == {"us-east-1", "us-west-2"}
    assert all(len(point) == 2 for s in result["series"] for point in s["points"])
    assert text["results"] == text["faults"] == []


@pytest.mark.parametrize(
    ("values", "counted", "series"),
    [
        ("us-east-1", {"us-east-1": 10}, {"us-east-1"}),
        (["us-east-1", "us-west-2"], {"us-east-1": 10, "us-west-2": 10}, {"us-east-1", "us-west-2"}),
        (["eu-west-1", "*"], dict.fromkeys(("eu-west-1", "us-east-1", "us-west-2"), 10), {"us-east-1", "us-west-2"}),
        ("nowhere", {}, set()),
    ],
)  # fmt: skip
def test_variables_have_one_value_or_several(
    loaded: RunningServer, values: str | list[str], counted: dict[str, int], series: set[str]
) -> None:
    dashboard = board(
        panel("logs", BY_REGION), panel("points", metrics("metric=calls board=yes region={{region}}"))
    )
    _, logs, points = ask(loaded, dashboard, variables={"REGION": values})
    assert dict(logs["results"][0]["rows"]) == counted
    assert {s["dimensions"]["region"] for s in points["results"][0]["series"]} == series


def test_rows_refer_to_each_other_and_some_are_not_returned(loaded: RunningServer) -> None:
    dashboard = board(
        panel(
            "both",
            metrics("metric=calls board=yes | sum", transient=True),
            metrics("#A * 2"),
            "_sourceCategory=board/logs | count",
        )
    )
    _, both = ask(loaded, dashboard)
    assert [(r["key"], r["kind"]) for r in both["results"]] == [("B", "series"), ("C", "records")]
    assert both["faults"] == []
    values = [value for _, value in both["results"][0]["series"][0]["points"]]
    assert max(values) == 2 * (9 + 18)


def test_a_panel_that_is_wrong_says_so_and_the_rest_shows(loaded: RunningServer) -> None:
    dashboard = board(
        panel("good", BY_REGION),
        panel("missing", "a={{nothing}} | count"),
        panel("wrong", '_sourceCategory=board/logs region="{{region}}" | cuont by x'),
        panel("rows", metrics("metric=calls | topk({{many}}, avg)"), metrics("#A | sum")),
        panel("traces", {"queryString": "x", "queryType": "Traces"}),
        {"key": "map", "title": "m", "panelType": "ServiceMapPanel"},
        panel("range", "x", timeRange={"type": "Nonsense"}),
    )
    _, *panels = ask(loaded, dashboard, variables={"region": "a value of many words", "many": ["1", "2"]})
    found = {line["key"]: [(f["code"], f.get("query")) for f in line["faults"]] for line in panels}
    assert found == {
        "good": [],
        "missing": [],
        "wrong": [("operator.unknown", "A")],
        "rows": [("variable.several", "A"), ("panel.row", "B")],
        "traces": [("panel.query_type", "A")],
        "map": [("panel.kind", None)],
        "range": [("time.range", None)],
    }
    missing = next(line for line in panels if line["key"] == "missing")
    assert "variable.missing" in {w["code"] for w in missing["warnings"]}
    (wrong,) = next(line for line in panels if line["key"] == "wrong")["faults"]
    text = dashboard["panels"][2]["queries"][0]["queryString"]
    assert text[wrong["span"]["start"] : wrong["span"]["end"]] == "cuont"


def test_some_panels_over_another_range(loaded: RunningServer) -> None:
    own = {"type": "CompleteLiteralTimeRange", "rangeName": "yesterday"}
    dashboard = board(panel("a", BY_REGION), panel("b", BY_REGION), panel("own", BY_REGION, timeRange=own))
    start, a, own_range = ask(loaded, dashboard, panels=["own", "a"], **{"from": "-5m", "to": "now"})
    assert (a["key"], own_range["key"]) == ("a", "own")
    assert a["to"] - a["from"] == start["to"] - start["from"] == 5 * MINUTE
    assert own_range["to"] - own_range["from"] == 24 * 60 * MINUTE
    assert own_range["to"] <= start["to"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "dashboard.missing"),
        ({"dashboardId": "0123456789ABCDEF"}, 404, "notfound"),
        ({"dashboard": {"title": "x"}, "panels": ["no"]}, 404, "notfound"),
        ({"dashboard": {"title": ""}}, 400, None),
        ({"dashboard": {"title": "x"}, "from": "nonsense"}, 400, "time.instant"),
        ({"dashboard": {"title": "x"}, "timeZone": "Nowhere/None"}, 400, "time.zone"),
        ({"dashboard": []}, 400, "request.invalid"),
    ],
)
def test_what_is_no_request_is_refused(
    loaded: RunningServer, body: dict[str, Any], status: int, code: str | None
) -> None:
    with loaded.client() as http:
        answer = http.post("/api/v1/dashboards/data", json=body)
    assert answer.status_code == status, answer.text
    assert code is None or answer.json()["code"] == code


def test_a_stored_dashboard_answers(loaded: RunningServer) -> None:
    with loaded.client() as http:
        made = http.post("/api/v2/dashboards", json=board(panel("logs", BY_REGION))).json()
        answer = http.post("/api/v1/dashboards/data", json={"dashboardId": made["id"]})
        lines = list(map(json.loads, answer.text.splitlines()))
        http.delete(f"/api/v2/dashboards/{made['id']}")
    assert [line["type"] for line in lines] == ["start", "panel", "end"]
    assert len(lines[1]["results"][0]["rows"]) == 3


def variable(name: str, source: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A variable."""
    return {"name": name, "sourceDefinition": source, **more}


def csv(values: str) -> dict[str, Any]:
    return {"variableSourceType": "CsvVariableSourceDefinition", "values": values}


def metadata(key: str, filter_: str = "") -> dict[str, Any]:
    return {"variableSourceType": "MetadataVariableSourceDefinition", "key": key, "filter": filter_}


def log_query(query: str, field: str) -> dict[str, Any]:
    return {"variableSourceType": "LogQueryVariableSourceDefinition", "query": query, "field": field}


def values(server: RunningServer, *variables: dict[str, Any], **more: Any) -> dict[str, dict[str, Any]]:
    """The variables of a dashboard by their names."""
    body = {"dashboard": {"title": "v", "variables": list(variables)}, **more}
    with server.client() as http:
        answer = http.post("/api/v1/dashboards/variables", json=body)
    assert answer.status_code == 200, answer.text
    return {v["name"]: v for v in answer.json()["variables"]}


def texts(found: dict[str, Any]) -> list[str]:
    return [v["value"] for v in found["values"]]


def test_variables_have_values_from_everywhere(loaded: RunningServer) -> None:
    by_region = '_sourceCategory=board/logs | json "region" | where region matches "{{region}}"'
    found = values(
        loaded,
        variable("list", csv('5, 10,"a, b"')),
        variable("named", csv('[{"label": "Five", "value": 5}, "x", {"name": "no value"}, null]')),
        variable("region", metadata("Region", "board=yes")),
        variable("metric", metadata("metric", "board=yes region={{region}}")),
        variable("category", metadata("_sourceCategory", "_sourceCategory=board/*")),
        variable("seen", log_query(f"{by_region} | count by region | sort by region", "REGION")),
        variable("ms", log_query(f'{by_region} | json "ms" | where ms < 40', "ms")),
    )
    assert texts(found["list"]) == ["5", "10", "a, b"]
    assert found["named"]["values"] == [{"value": "5", "label": "Five"}, {"value": "x", "label": "x"}]
    assert texts(found["region"]) == ["us-east-1", "us-west-2"]
    assert texts(found["metric"]) == ["calls"]
    assert texts(found["category"]) == ["board/logs"]
    assert texts(found["seen"]) == ["us-west-2", "us-east-1", "eu-west-1"]
    assert sorted(map(float, texts(found["ms"]))) == [10, 20, 30]
    assert {name: v["faults"] for name, v in found.items() if v["faults"]} == {}
    assert found["metric"]["dependsOn"] == ["region"]
    assert found["region"]["selected"] == ["*"]


def test_a_variable_that_is_wrong_has_no_values_and_says_why(loaded: RunningServer) -> None:
    found = values(
        loaded,
        variable("good", csv("a,b"), includeAllOption=False),
        variable("slip", log_query("_sourceCategory=board/logs | cuont by alert_id", "alert_id")),
        variable("field", log_query("_sourceCategory=board/logs | count", "nothing")),
        variable("nothing", log_query("x", "")),
        variable("filter", metadata("region", "metric=calls | avg")),
        variable("missing", metadata("region", "account={{other}}")),
        variable("json", csv('["a",')),
        variable("kind", {"variableSourceType": "FilterSourceDefinition"}),
        variable("first", csv("p,q"), includeAllOption=False, defaultValue=""),
        variable("circle", metadata("region", "board={{ring}}")),
        variable("ring", metadata("board", "region={{circle}}")),
    )
    assert {name: [f["code"] for f in v["faults"]] for name, v in found.items() if v["faults"]} == {
        "slip": ["operator.unknown"],
        "field": ["variable.field"],
        "nothing": ["variable.incomplete"],
        "filter": ["variable.filter"],
        "json": ["variable.list"],
        "kind": ["variable.source"],
    }
    assert found["first"]["selected"] == ["p"]
    assert (texts(found["circle"]), texts(found["ring"])) == (["us-east-1", "us-west-2"], ["yes"])


def test_values_of_some_variables_follow_those_that_are_chosen(loaded: RunningServer) -> None:
    chain = (
        variable("board", metadata("board")),
        variable(
            "region", metadata("region", "board={{board}}"), includeAllOption=False, allowMultiSelect=True
        ),
    )
    found = values(loaded, *chain, names=["Region"], variables={"board": "no"})
    assert list(found) == ["region"]
    assert texts(found["region"]) == []
    dashboard = {"title": "v", "variables": list(chain), "panels": [panel("p", BY_REGION)]}
    start, line = ask(loaded, dashboard, **{"from": "-1h"})
    # Without a default and without "all" it is the first one.
    assert start["variables"] == {"board": ["*"], "region": ["us-east-1"]}
    assert dict(line["results"][0]["rows"]) == {"us-east-1": 10}
    with loaded.client() as http:
        body = {"dashboard": dashboard, "names": ["nobody"]}
        assert http.post("/api/v1/dashboards/variables", json=body).status_code == 404


def test_grafana_asks_for_the_rows_of_each_panel(loaded: RunningServer) -> None:
    """What the addresses of an exported dashboard give, with Grafana's variables filled in as it does."""
    over_time = {"visualSettings": json.dumps({"general": {"mode": "timeSeries", "type": "area"}})}
    key = "points / ü"
    document = board(
        panel("logs", BY_REGION),
        panel(key, metrics("metric=calls board=yes region={{region}}"), **over_time),
        panel("hours", f"{BY_REGION.replace('count by region', 'timeslice 1h | count by _timeslice, region')}", **over_time),
        panel("wrong", "_sourceCategory=board/logs | wehre x", **over_time),
        {"key": "text", "title": "about", "panelType": "TextPanel", "text": "hello"},
        layout={"layoutType": "Grid", "layoutStructures": [
            {"key": "logs", "structure": json.dumps({"x": 12, "y": 0, "width": 12, "height": 8})}
        ]},
    )  # fmt: skip
    with loaded.client() as http:
        made = http.post("/api/v2/dashboards", json=document).json()["id"]
        exported = loaded.command("dashboards", "export", made, "--as", "grafana")
        assert exported.returncode == 0, exported.stderr
        shown = json.loads(exported.stdout)
        assert shown["time"] == {"from": "now-1h", "to": "now"}
        logs, points, hours, wrong, text = shown["panels"]
        assert (logs["type"], points["type"], text["type"]) == ("table", "timeseries", "text")
        assert logs["gridPos"] == {"x": 12, "y": 0, "w": 12, "h": 8}
        assert points["fieldConfig"]["defaults"]["custom"]["fillOpacity"] == 25
        (variable,) = shown["templating"]["list"]
        values = http.get(variable["query"]["infinityQuery"]["url"]).json()
        assert {one["value"] for one in values} >= {"us-east-1", "us-west-2"}
        now = int(time.time() * 1000)

        def asked(shown: dict[str, Any], *regions: str) -> Any:
            (target,) = shown["targets"]
            chosen = "&".join(f"var-region={one}" for one in regions)
            address = target["url"].replace("${__from}", str(now - 60 * MINUTE)).replace("${__to}", str(now))
            return http.get(address.replace("${region:queryparam}", chosen))

        assert sorted(row["region"] for row in asked(logs, "*").json()) == [
            "eu-west-1",
            "us-east-1",
            "us-west-2",
        ]
        assert [row["_count"] for row in asked(logs, "us-east-1").json()] == [10]
        rows = asked(points, "us-west-2").json()
        assert {row["series"].count("us-west-2") for row in rows} == {1} and len(rows) > 5
        assert set(rows[0]) == {column["selector"] for column in points["targets"][0]["columns"]}
        both = asked(hours, "us-east-1", "us-west-2").json()
        assert sum(row["value"] for row in both) == 20
        assert {row["series"] for row in both} == {"us-east-1", "us-west-2"}
        refused = asked(wrong, "*")
        assert refused.status_code == 400 and "wehre" in refused.json()["message"]
        http.delete(f"/api/v2/dashboards/{made}")
