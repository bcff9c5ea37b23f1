"""Monitors over HTTP and from the command line: the tree in Sumo's shape, alerts, back-tests, a crash of the outbox."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from running_server import RunningServer, eventually, post

MONITOR: dict[str, Any] = {
    "type": "MonitorsLibraryMonitor",
    "name": "Errors",
    "description": "too many",
    "monitorType": "Logs",
    "evaluationDelay": "0m",
    "queries": [{"rowId": "A", "query": "_sourceCategory=tests/monitors boom"}],
    "triggers": [
        {"detectionMethod": "LogsStaticCondition", "triggerType": "Critical", "timeRange": "-5m", "threshold": 0,
         "thresholdType": "GreaterThan", "field": None}
    ],
    "notifications": [],
    "isDisabled": True,
    "somethingNew": {"kept": True},
}  # fmt: skip


@pytest.fixture
def http(server: RunningServer) -> Iterator[httpx2.Client]:
    with server.client() as client:
        yield client


def test_a_monitor_lives(http: httpx2.Client) -> None:
    root = http.get("/api/v1/monitors/root").json()
    assert root["type"] == "MonitorsLibraryFolderResponse"
    folder = http.post(
        f"/api/v1/monitors?parentId={root['id']}", json={"type": "MonitorsLibraryFolder", "name": "team"}
    ).json()
    made = http.post(f"/api/v1/monitors?parentId={folder['id']}", json=MONITOR)
    assert made.status_code == 200, made.text
    shown = made.json()
    kept = {key: value for key, value in MONITOR.items() if key != "type"}
    assert {key: shown[key] for key in kept} == kept
    assert (shown["type"], shown["status"]) == ("MonitorsLibraryMonitorResponse", ["Disabled"])
    address = f"/api/v1/monitors/{shown['id']}"
    assert http.get(address).json() == shown
    assert http.get("/api/v1/monitors", params={"ids": shown["id"]}).json() == {shown["id"]: shown}
    assert http.get(f"{address}/path").json()["path"] == "/Monitor/team/Errors"
    at = http.get("/api/v1/monitors/path", params={"path": "/Monitor/team/Errors"}).json()
    assert at["id"] == shown["id"]
    inner = http.get(f"/api/v1/monitors/{folder['id']}").json()["children"]
    assert [c["id"] for c in inner] == [shown["id"]]
    changed = http.put(address, json={**shown, "name": "Many errors", "type": "MonitorsLibraryMonitorUpdate"})
    assert (changed.json()["name"], changed.json()["version"]) == ("Many errors", 2)
    stale = http.put(address, json={**shown, "name": "Other"})
    assert (stale.status_code, stale.json()["code"]) == (412, "monitor.stale")
    exported = http.get(f"/api/v1/monitors/{folder['id']}/export").json()
    assert exported["children"] == [
        {**MONITOR, "name": "Many errors", "type": "MonitorsLibraryMonitorExport"}
    ]
    back = http.post(f"/api/v1/monitors/{folder['id']}/import", json={**exported, "name": "again"}).json()
    assert http.get(f"/api/v1/monitors/{back['id']}/export").json() == {**exported, "name": "again"}
    copied = http.post(f"{address}/copy", json={"parentId": root["id"], "name": "Copied"}).json()
    moved = http.post(f"/api/v1/monitors/{copied['id']}/move", params={"parentId": back["id"]}).json()
    assert moved["parentId"] == back["id"]
    found = http.get("/api/v1/monitors/search", params={"query": "copied type:monitor"}).json()
    assert [one["path"] for one in found] == ["/Monitor/team/again/Copied"]
    disabled = http.get("/api/v1/monitors/search", params={"query": "monitorStatus:Disabled errors"}).json()
    assert len(disabled) == 2
    assert http.get("/api/v1/monitors/usageInfo").json()[0]["total"] >= 3
    http.put("/api/v1/monitors/enable", params={"ids": shown["id"]})
    assert http.get(address).json()["isDisabled"] is False
    answer = http.put("/api/v1/monitors/disable", params={"ids": folder["id"]}).json()
    assert set(answer["monitors"]) >= {shown["id"], copied["id"]}
    assert http.delete(f"/api/v1/monitors/{folder['id']}").status_code == 204
    assert http.get(address).status_code == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({**MONITOR, "triggers": []}, "monitor.invalid"),
        ({**MONITOR, "type": "Monitor"}, "monitor.type"),
        ({**MONITOR, "queries": 5}, "monitor.queries"),
        ({"type": "MonitorsLibraryFolder"}, "monitor.name"),
    ],
)
def test_broken_bodies_are_refused_by_name(http: httpx2.Client, body: dict[str, Any], code: str) -> None:
    answer = http.post("/api/v1/monitors", json=body)
    assert (answer.status_code, answer.json()["faults"][0]["code"]) == (400, code)


def test_connections_and_schedules_live(http: httpx2.Client) -> None:
    body = {
        "type": "WebhookDefinition", "name": "hook", "url": "https://127.0.0.1/x", "webhookType": "Slack",
        "defaultPayload": '{"text": "{{Name}}"}', "headers": [{"name": "Authorization", "value": "Bearer x"}],
    }  # fmt: skip
    made = http.post("/api/v1/connections", json=body).json()
    assert http.get(f"/api/v1/connections/{made['id']}").json() == made
    tried = http.post("/api/v1/connections/test", params={"connectionId": made["id"]}).json()
    assert tried["statusCode"] == 502 and "own network" in tried["responseContent"]
    wrong = http.post("/api/v1/connections", json={**body, "name": "b", "defaultPayload": "{{Name}}"})
    assert wrong.json()["faults"][0]["code"] == "connection.payload"
    renamed = http.put(f"/api/v1/connections/{made['id']}", json={**made, "name": "other"}).json()
    assert renamed["name"] in {c["name"] for c in http.get("/api/v1/connections").json()["data"]}
    assert http.delete(f"/api/v1/connections/{made['id']}").status_code == 204
    schedule = {
        "timezone": "UTC",
        "startDate": "2026-01-03",
        "startTime": "09:00",
        "duration": 60,
        "rrule": None,
    }
    muting: dict[str, Any] = {"name": "nights", "schedule": schedule, "monitor": {"ids": [], "all": True}}
    made = http.post("/api/v1/mutingSchedules", json=muting).json()
    assert {k: made[k] for k in muting} == muting
    assert made in http.get("/api/v1/mutingSchedules/root").json()["children"]
    again = http.put(f"/api/v1/mutingSchedules/{made['id']}", json={**muting, "name": "days"}).json()
    assert again["name"] == "days"
    assert http.delete(f"/api/v1/mutingSchedules/{made['id']}").status_code == 204
    broken = http.post("/api/v1/mutingSchedules", json={"name": "x", "schedule": 5})
    assert broken.status_code == 400


def test_the_command_line_tries_a_monitor(server: RunningServer, tmp_path: Path) -> None:
    url = server.source("monitors", category="tests/monitors")
    ago = int(time.time() * 1000) - 30 * 60_000
    assert (
        post(url, f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(ago / 1000))} boom").status_code == 200
    )
    file = tmp_path / "monitor.json"
    file.write_text(json.dumps(MONITOR))
    tried = server.command("monitors", "test", str(file), "--from", "-1h", "--looks", "60", "-f", "json")
    assert tried.returncode == 0, tried.stderr
    (alert,) = (
        [json.loads(line) for line in tried.stdout.splitlines()]
        if tried.stdout[0] == "{"
        else json.loads(tried.stdout)
    )
    assert alert["kind"] == "Critical" and alert["value"] == 1
    made = server.command("monitors", "create", str(file), "--enable")
    assert made.returncode == 0, made.stderr
    listed = server.command("monitors", "list")
    assert "/Monitor/Errors" in listed.stdout
    shown = server.command("monitors", "show", "Errors")
    assert json.loads(shown.stdout)["somethingNew"] == {"kept": True}

    def looked() -> bool:
        told = server.command("monitors", "history", "Errors")
        return "quiet" in told.stdout

    assert eventually(looked, 60), server.output()
    told = server.command("monitors", "why", "Errors")
    assert told.stdout.startswith("Critical: no alert, as ")
    told = server.command("monitors", "why", "Errors", "--at", "now")
    assert "2m are left for data to arrive" in told.stdout
    unknown = server.command("monitors", "show", "nothing")
    assert unknown.returncode == 2 and "no monitor 'nothing'" in unknown.stderr
    with server.client() as http:
        http.delete(f"/api/v1/monitors/{made.stdout.strip()}")


@pytest.mark.crash
def test_objectives_live(server: RunningServer, tmp_path: Path) -> None:
    body = {
        "type": "SlosLibrarySlo", "name": "Answers", "description": "", "signalType": "Error",
        "compliance": {"complianceType": "Rolling", "target": 99.0, "timezone": "UTC", "size": "1d"},
        "indicator": {
            "evaluationType": "Request", "queryType": "Logs",
            "queries": [
                {"queryGroupType": kind, "queryGroup": [{"rowId": "A", "query": query, "useRowCount": True}]}
                for kind, query in (("Unsuccessful", "nothing bad"), ("Total", "nothing"))
            ],
        },
    }  # fmt: skip
    file = tmp_path / "slo.json"
    file.write_text(json.dumps(body))
    made = server.command("slos", "create", str(file))
    assert made.returncode == 0, made.stderr
    address = f"/api/v1/slos/{made.stdout.strip()}"
    with server.client() as http:
        shown = http.get(address).json()
        assert {key: shown[key] for key in body if key != "type"} == {
            k: v for k, v in body.items() if k != "type"
        }
        told = http.get("/api/v1/slos/sli", params={"ids": shown["id"]}).json()[shown["id"]]
        assert (told["sliPercentage"], told["errorBudgetRemainingPercentage"]) == (None, 100.0)
        assert (told["state"], [one["timeRange"] for one in told["burnRates"]]) == (
            "NoData",
            ["1h", "6h", "1d"],
        )
        report = http.get(f"{address}/report").json()
        assert {key: report[key] for key in ("state", "goodCount")} == {"state": "NoData", "goodCount": 0}
        assert len(report["points"]) > 50 and report["points"][-1]["left"] == 100
        tried = http.post(
            "/api/v1/slos/preview", json={"slo": {**body, "name": "new"}, "from": "-24h"}
        ).json()
        assert tried["to"] - tried["from"] == 24 * 3_600_000
        unread = http.post("/api/v1/slos/preview", json={"slo": {**body, "compliance": 1}})
        assert unread.status_code == 400 and unread.json()["faults"][0]["code"] == "objective.compliance"
        assert http.put(address, json={**shown, "name": "Other"}).json()["version"] == 2
        assert http.put(address, json=shown).status_code == 412
        assert http.get(f"{address}/export").json()["type"] == "SlosLibrarySloExport"
        wrong = http.post("/api/v1/slos", json={**body, "indicator": 5})
        assert wrong.json()["faults"][0]["code"] == "objective.indicator"
        listed = server.command("slos", "list", "-f", "ndjson")
        assert json.loads(listed.stdout)["name"] == "Other"
        assert http.delete(address).status_code == 204
        assert http.get("/api/v1/slos/root").json()["children"] == []


def _see_around(http: httpx2.Client, alert: str) -> None:
    """All that the page of an alert asks for."""
    address = f"/api/v1/alerts/{alert}"
    shown = http.get(address).json()
    assert shown["condition"] == "Missing Data in the last 5 minutes"
    assert (shown["monitorName"], shown["query"]) == ("Errors", MONITOR["queries"][0]["query"])
    chart = http.get(f"{address}/chart").json()
    assert chart["byLook"] and len(chart["series"][0]["points"]) > 10 and chart["thresholds"] == []
    messages = http.get(f"{address}/messages").json()
    assert (messages["messages"], messages["query"]) == ([], shown["query"])
    assert http.get(f"{address}/changes").json() == {"data": []}
    assert http.get(f"{address}/related").json() == {"data": []}
    taken = http.post(f"{address}/acknowledge").json()
    assert taken["acknowledgedAt"] and taken["acknowledgedBy"]
    assert http.get("/api/v1/alerts/0000000000000000/chart").status_code == 404


def test_people_are_told_by_commands(server: RunningServer, tmp_path: Path) -> None:
    document = {
        "type": "MonitorsLibraryMonitorExport", "name": "Told by $$where", "monitorType": "Logs",
        "queries": [{"rowId": "A", "query": "$$where nothing at all"}],
        "triggers": [
            {"triggerType": "Critical", "detectionMethod": "LogsStaticCondition", "timeRange": "-5m", "threshold": 1},
            {"triggerType": "Missing Data", "detectionMethod": "LogsMissingDataCondition", "timeRange": "-5m"},
        ],
    }  # fmt: skip
    file = tmp_path / "monitor.json"
    file.write_text(json.dumps(document))

    def told(*arguments: str) -> str:
        done = server.command(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    id_ = told("monitors", "create", str(file), "--param", "where=_sourceCategory=a").strip()
    url = "https://192.0.2.1/in"
    told("channels", "add", "slack", "--name", "team", "--url", url, "--header", "X-A=b")
    assert (
        server.command("channels", "add", "Slack", "--name", "x", "--url", url, "--header", "X").returncode
        == 2
    )
    asked = told("monitors", "notify", "Told by*", "--channel", "team", "--email", "ana@example.com", "--no-recovery",
                 "--kind", "MissingData")  # fmt: skip
    assert "team, ana@example.com for MissingData" in asked
    with server.client() as http:
        held = http.get(f"/api/v1/monitors/{id_}").json()
        assert held["queries"][0]["query"] == "_sourceCategory=a nothing at all"
        kinds = [one["notification"]["connectionType"] for one in held["notifications"]]
        assert kinds == ["Slack", "Email"]
        assert {tuple(one["runForTriggerTypes"]) for one in held["notifications"]} == {("MissingData",)}
        (channel,) = [c for c in http.get("/api/v1/connections").json()["data"] if c["name"] == "team"]
        assert (
            channel["headers"] == [{"name": "X-A", "value": "b"}] and channel["delivery"]["state"] == "Unused"
        )
    assert "Unused" in told("channels", "list") and "e-mail" in told("channels", "list")
    # Addresses that are for documents lead nowhere.
    assert server.command("channels", "test", "team").returncode == 1
    told("monitors", "notify", id_, "--none")
    assert "1 monitors enabled" in told("monitors", "enable", "Told by*")
    assert "1 monitors disabled" in told("monitors", "disable", "/Monitor/Told*")
    assert server.command("monitors", "notify", id_).returncode == 2
    assert server.command("monitors", "enable", "no such*").returncode == 2
    told("channels", "remove", "team")
    assert server.command("channels", "test", "team").returncode == 2
