"""The calls that published clients of Sumo Logic make besides those that other files have: its SDK, Terraform's provider, MCP servers."""

import time
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from running_server import RunningServer

SEARCH: dict[str, Any] = {
    "type": "SavedSearchWithScheduleSyncDefinition",
    "name": "kept by terraform",
    "description": "",
    "search": {"queryText": "error", "defaultTimeRange": "Last 15 Minutes", "queryParameters": []},
    "searchSchedule": None,
}
FOLDER: dict[str, Any] = {
    "type": "FolderSyncDefinition",
    "name": "kept folder",
    "description": "",
    "children": [],
}


@pytest.fixture
def http(server: RunningServer) -> Iterator[httpx2.Client]:
    with server.client() as client:
        yield client


@pytest.fixture
def shared(http: httpx2.Client) -> str:
    """The id of the folder that everybody shares, as Terraform's provider finds it."""
    job = http.get("/api/v2/content/folders/adminRecommended").json()["id"]
    address = f"/api/v2/content/folders/adminRecommended/{job}"
    assert http.get(f"{address}/status").json()["status"] == "Success"
    folder = http.get(f"{address}/result").json()
    assert folder["name"] == "Shared"
    return str(folder["id"])


def imported(http: httpx2.Client, folder: str, document: dict[str, Any], overwrite: bool = False) -> str:
    """The id of what an import made, read from the status of its job."""
    address = f"/api/v2/content/folders/{folder}/import"
    job = http.post(address, params={"overwrite": overwrite}, json=document).json()["id"]
    return str(http.get(f"{address}/{job}/status").json()["statusMessage"].split(":")[1])


def test_what_is_imported_again_keeps_its_id_and_gets_a_version(http: httpx2.Client, shared: str) -> None:
    board = {
        "type": "DashboardV2SyncDefinition",
        "name": "board",
        "title": "board",
        "description": "",
        "panels": [],
    }
    gone = {**SEARCH, "name": "gone"}
    first = imported(http, shared, {**FOLDER, "children": [board, gone, SEARCH]})
    before = {c["name"]: c["id"] for c in http.get(f"/api/v2/content/folders/{first}").json()["children"]}
    changed = {
        **FOLDER,
        "description": "new",
        "children": [SEARCH, {**board, "theme": "Dark"}, {**FOLDER, "name": "gone"}],
    }
    second = imported(http, shared, changed, overwrite=True)
    assert second == first
    after = {c["name"]: c["id"] for c in http.get(f"/api/v2/content/folders/{first}").json()["children"]}
    assert list(after) == ["kept by terraform", "board", "gone"]
    assert (after["board"], after["kept by terraform"]) == (before["board"], before["kept by terraform"])
    assert after["gone"] != before["gone"]
    versions = http.get(f"/api/v1/dashboards/{after['board']}/versions").json()["versions"]
    assert [(v["version"], v["document"].get("theme")) for v in versions] == [(1, None)]
    job = http.post(f"/api/v2/content/{first}/export").json()["id"]
    assert http.get(f"/api/v2/content/{first}/export/{job}/result").json() == changed
    assert imported(http, shared, changed, overwrite=True) == first
    assert len(http.get(f"/api/v1/dashboards/{after['board']}/versions").json()["versions"]) == 1
    http.delete(f"/api/v2/content/{first}/delete")


def test_what_was_deleted_behind_terraforms_back_is_told_as_it_expects(http: httpx2.Client) -> None:
    answer = http.post("/api/v2/content/0000000000ABCDEF/export")
    assert answer.status_code == 404
    assert "Content with the given ID does not exist." in answer.text


def test_folders_that_everybody_shares_are_fetched_by_jobs(http: httpx2.Client, shared: str) -> None:
    job = http.get("/api/v2/content/folders/global").json()["id"]
    found = http.get(f"/api/v2/content/folders/global/{job}/result").json()["data"]
    assert {item["name"] for item in found} == {"Shared", "Installed Apps"}
    job = http.get("/api/v2/content/folders/installedApps").json()["id"]
    assert http.get(f"/api/v2/content/folders/installedApps/{job}/result").json()["name"] == "Installed Apps"
    by_path = {
        path: http.get("/api/v2/content/path", params={"path": path}).json()["name"]
        for path in ("/Library/Admin Recommended", "/Library/Users/ana@example.com")
    }
    assert list(by_path.values()) == ["Shared", "Personal"]
    assert http.get(f"/api/v2/content/{shared}/permissions").json() == {
        "explicitPermissions": [],
        "implicitPermissions": [],
    }


def test_a_field_is_read_by_its_id(http: httpx2.Client) -> None:
    made = http.post("/api/v1/fields", json={"fieldName": "read_by_id", "dataType": "String"}).json()
    assert http.get(f"/api/v1/fields/{made['fieldId']}").json() == made
    first = http.get("/api/v1/fields/builtin").json()["data"][0]
    assert http.get(f"/api/v1/fields/builtin/{first['fieldId']}").json() == first
    assert http.delete(f"/api/v1/fields/{made['fieldId']}").status_code == 204
    assert http.get(f"/api/v1/fields/{made['fieldId']}").status_code == 404


def test_a_connection_keeps_what_servicenow_makes_of_an_alert(http: httpx2.Client) -> None:
    body = {
        "type": "WebhookDefinition",
        "name": "incidents",
        "url": "https://example.com/api/now/em",
        "webhookType": "ServiceNow",
        "connectionSubtype": "Incident",
        "defaultPayload": "{}",
    }
    made = http.post("/api/v1/connections", json=body).json()
    assert made["connectionSubtype"] == "Incident"
    address = f"/api/v1/connections/{made['id']}"
    http.put(address, json={**made, "connectionSubtype": "Event"})
    assert http.get(address).json()["connectionSubtype"] == "Event"
    assert http.delete(address, params={"type": "WebhookConnection"}).status_code == 204


def test_an_account_has_a_status_and_no_partitions(http: httpx2.Client) -> None:
    status = http.get("/api/v1/account/status").json()
    assert (status["applicationUse"], status["accountActivated"]) == ("ALLOWED", True)
    for path in ("v1/partitions", "v1/scheduledViews", "v1/ingestBudgets", "v2/ingestBudgets"):
        assert http.get(f"/api/{path}", params={"limit": 10}).json() == {"data": [], "next": None}


MONITOR: dict[str, Any] = {
    "type": "MonitorsLibraryMonitor",
    "name": "Disk [of] orders-7",
    "monitorType": "Logs",
    "queries": [{"rowId": "A", "query": "error"}],
    "triggers": [
        {"detectionMethod": "StaticCondition", "triggerType": "Critical", "timeRange": "-15m", "threshold": 1,
         "thresholdType": "GreaterThan", "occurrenceType": "ResultCount", "triggerSource": "AllResults"}
    ],
}  # fmt: skip


def test_monitors_are_searched_with_patterns_and_filters(http: httpx2.Client) -> None:
    made = http.post("/api/v1/monitors", json=MONITOR).json()
    assert made["name"] == MONITOR["name"]

    def found(**params: str) -> bool:
        items = http.get("/api/v1/monitors/search", params=params).json()
        return made["id"] in [one["item"]["id"] for one in items]

    yes = ["*", "", "orders-*", "o*7", "[of]", "type:monitor", "type:MonitorsLibraryMonitor AND disk",
           f"createdBy:{made['createdBy']} disk"]  # fmt: skip
    no = ["orders-8*", "[f]", "type:folder", "type:MonitorsLibraryFolder", "createdBy:0000000000000000",
          "monitorStatus:Critical"]  # fmt: skip
    assert http.get(f"/api/v1/monitors/{made['id']}/permissions").json() == {"permissionStatements": []}
    refused = http.put("/api/v1/monitors/permissions/set", json={"permissionStatementDefinitions": []})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "api_not_enabled")
    assert found()
    assert [word for word in yes if not found(query=word)] == []
    assert [word for word in no if found(query=word)] == []
    assert http.delete(f"/api/v1/monitors/{made['id']}").status_code == 204


def test_metrics_are_asked_for_as_the_sdk_does(http: httpx2.Client) -> None:
    collector = http.post("/api/v1/collectors", json={"collector": {"name": "old metrics"}}).json()[
        "collector"
    ]
    source = http.post(
        f"/api/v1/collectors/{collector['id']}/sources",
        json={"source": {"name": "m", "sourceType": "HTTP", "category": "old/metrics"}},
    ).json()["source"]
    start = int(time.time()) // 60 * 60 - 600
    lines = "\n".join(f"metric=old_call host=h{n % 2}  {n} {start + n * 60}" for n in range(6))
    sent = httpx2.post(
        source["url"], content=lines, headers={"Content-Type": "application/vnd.sumologic.carbon2"}
    )
    assert sent.status_code == 200, sent.text
    body = {
        "query": [
            {"query": "metric=old_call | quantize to 1m", "rowId": "A"},
            {"query": "metric=old_call | sum", "rowId": "B"},
            {"query": "metric=old_call | nonsense", "rowId": "C"},
        ],
        "startTime": start * 1000,
        "endTime": start * 1000 + 360_000,
        "requestedDataPoints": 600,
        "maxDataPoints": 800,
        "desiredQuantizationInSecs": 60,
    }
    answer = http.post("/api/v1/metrics/results", json=body).json()
    rows = {row["rowId"]: row for row in answer["response"]}
    [first, second] = sorted(rows["A"]["results"], key=lambda one: one["datapoints"]["timestamp"])
    assert {"key": "host", "value": "h0", "legend": True} in first["metric"]["dimensions"]
    assert {"key": "metric", "value": "old_call", "legend": True} in first["metric"]["dimensions"]
    assert first["datapoints"]["value"] == [0, 2, 4]
    assert second["horAggs"] == {"min": 1, "max": 5, "avg": 3, "sum": 9, "count": 3, "latest": 5}
    assert rows["B"]["results"][0]["datapoints"]["value"] == [0, 1, 2, 3, 4, 5]
    assert rows["C"]["messageType"] == "ERROR"
    assert "nonsense" in rows["C"]["message"]
    info = answer["queryInfo"]
    assert (info["startTime"], info["actualQuantizationInSecs"]) == (body["startTime"], 60)
    http.delete(f"/api/v1/collectors/{collector['id']}")


OBJECTIVE: dict[str, Any] = {
    "type": "SlosLibrarySloExport",
    "name": "Fast enough",
    "description": "Answers of the checkout",
    "signalType": "Latency",
    "compliance": {"complianceType": "Rolling", "target": 99, "timezone": "Asia/Kolkata", "size": "1d"},
    "indicator": {
        "evaluationType": "Window",
        "queryType": "Metrics",
        "queries": [
            {
                "queryGroupType": "Threshold",
                "queryGroup": [
                    {"rowId": "A", "query": "metric=latency", "useRowCount": False, "field": None}
                ],
            }
        ],
        "threshold": 3,
        "op": "LessThanOrEqual",
        "aggregation": "Avg",
        "size": "5m",
    },
    "service": "",
    "application": "",
}


def test_objectives_are_imported_with_the_folders_that_tell_them_apart(http: httpx2.Client) -> None:
    def folder(name: str, *children: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "SlosLibraryFolderExport",
            "name": name,
            "description": "",
            "children": list(children),
        }

    other = {**OBJECTIVE, "name": "Alone"}
    export = folder("shop", folder("eu", OBJECTIVE), folder("us", OBJECTIVE), other)
    root = http.get("/api/v1/slos/root").json()["id"]
    made = http.post(f"/api/v1/slos/{root}/import", json=export).json()["children"]
    assert [one["name"] for one in made] == ["shop / eu / Fast enough", "shop / us / Fast enough", "Alone"]
    found = http.get("/api/v1/slos/search", params={"query": "checkout alone"}).json()
    assert [(one["item"]["id"], one["path"]) for one in found] == [(made[2]["id"], "/SLO/Alone")]
    assert http.get(f"/api/v1/slos/{made[2]['id']}/export").json() == other
    taken = http.post(f"/api/v1/slos/{root}/import", json=folder("x", {**OBJECTIVE, "name": "New"}, other))
    assert taken.status_code == 409
    assert "New" not in [one["name"] for one in http.get("/api/v1/slos/root").json()["children"]]
    for wrong in ({}, {"type": "SlosLibraryFolderExport", "name": "x", "children": [1]}, {"type": "x"}):
        answer = http.post(f"/api/v1/slos/{root}/import", json=wrong)
        assert (answer.status_code, answer.json()["faults"][0]["code"]) == (400, "objective.export")
    single = http.post(f"/api/v1/slos/{root}/import", json={**OBJECTIVE, "name": "Single"}).json()
    assert (single["type"], single["name"]) == ("SlosLibrarySloResponse", "Single")
    for one in (*made, single):
        assert http.delete(f"/api/v1/slos/{one['id']}").status_code == 204


def test_what_the_dashboards_api_gives_can_be_imported(http: httpx2.Client, shared: str) -> None:
    board = {
        "title": "From the API",
        "id": "abc",
        "panels": [{"key": "a", "title": "p", "panelType": "TextPanel", "text": "t"}],
        "layout": {"layoutType": "Grid", "layoutStructures": []},
        "variables": [],
    }
    made = imported(http, shared, board)
    assert http.get(f"/api/v2/dashboards/{made}").json()["panels"] == board["panels"]
    job = http.post(f"/api/v2/content/{made}/export").json()["id"]
    export = http.get(f"/api/v2/content/{made}/export/{job}/result").json()
    assert export == {**board, "type": "DashboardV2SyncDefinition"}
    http.delete(f"/api/v2/content/{made}/delete")


def test_lookup_tables_of_an_import_are_made_where_queries_look_for_them(
    http: httpx2.Client, shared: str
) -> None:
    table = {
        "type": "LookupTableSyncDefinition",
        "name": "owners",
        "description": "who answers for what",
        "fields": [
            {"fieldName": "service", "fieldType": "string"},
            {"fieldName": "since", "fieldType": "long"},
        ],
        "primaryKeys": ["service"],
        "ttl": 60,
        "sizeLimitAction": "DeleteOldData",
    }
    broken = {**table, "name": "broken", "fields": 5}
    unkeyed = {**table, "name": "unkeyed", "primaryKeys": ["elsewhere"]}
    export = {**FOLDER, "name": "with tables", "children": [table, broken, unkeyed]}
    address = f"/api/v2/content/folders/{shared}/import"
    done = http.post(address, json=export).json()
    notes = {note["path"].rpartition("/")[2]: note["note"] for note in done["report"]["notes"]}
    path = "/Library/Admin Recommended/with tables/owners"
    assert notes["owners"] == f"The lookup table {path} was made, without rows."
    assert "cannot be read" in notes["broken"]
    assert "elsewhere" in notes["unkeyed"]
    [made] = http.get("/api/v1/lookupTables", params={"path": path}).json()["data"]
    assert {key: made[key] for key in table if key != "type"} == {
        key: value for key, value in table.items() if key != "type"
    }
    again = http.post(address, params={"overwrite": True}, json=export).json()
    assert "already" in next(note["note"] for note in again["report"]["notes"])
    job = http.post(f"/api/v2/content/{done['contentId']}/export").json()["id"]
    assert http.get(f"/api/v2/content/{done['contentId']}/export/{job}/result").json() == export
    http.delete(f"/api/v1/lookupTables/{made['id']}")
    http.delete(f"/api/v2/content/{done['contentId']}/delete")
