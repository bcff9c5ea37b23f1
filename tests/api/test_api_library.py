"""Dashboards and folders over HTTP, as Sumo's clients speak to them."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from running_server import RunningServer

DASHBOARD: dict[str, Any] = {
    "title": "Latency",
    "description": "How long it takes",
    "theme": "Light",
    "timeRange": {
        "type": "BeginBoundedTimeRange",
        "from": {"type": "RelativeTimeRangeBoundary", "relativeTime": "-1d"},
        "to": None,
    },
    "layout": {"layoutType": "Grid", "layoutStructures": [{"key": "a", "structure": '{"height":5,"width":4,"x":0,"y":0}'}]},
    "panels": [{"key": "a", "title": "p", "panelType": "SumoSearchPanel", "visualSettings": "{}", "queries": [
        {"queryString": "* | count", "queryType": "Logs", "queryKey": "A", "somethingNew": [1, 2]}
    ]}],
    "variables": [],
    "somethingNew": {"kept": True},
}  # fmt: skip


@pytest.fixture
def http(server: RunningServer) -> Iterator[httpx2.Client]:
    with server.client() as client:
        yield client


def test_a_dashboard_lives(http: httpx2.Client) -> None:
    made = http.post("/api/v2/dashboards", json=DASHBOARD)
    assert made.status_code == 200, made.text
    shown = made.json()
    assert {key: shown[key] for key in DASHBOARD} == DASHBOARD
    address = f"/api/v2/dashboards/{shown['id']}"
    assert http.get(address).json() == shown
    assert shown["id"] in {d["id"] for d in http.get("/api/v2/dashboards").json()["dashboards"]}
    changed = http.put(address, json={**shown, "title": "Slow"}).json()
    assert (changed["title"], changed["version"]) == ("Slow", 2)
    stale = http.put(address, json={**shown, "title": "Fast"})
    assert (stale.status_code, stale.json()["code"]) == (412, "library.stale")
    versions = http.get(f"/api/v1/dashboards/{shown['id']}/versions").json()["versions"]
    assert [(v["version"], v["document"]["title"]) for v in versions] == [(1, "Latency")]
    restored = http.post(f"/api/v1/dashboards/{shown['id']}/versions/1/restore").json()
    assert restored["title"] == "Latency"
    assert http.delete(address).status_code == 204
    assert http.get(address).status_code == 404


def test_a_dashboard_is_found_by_what_its_panels_ask(http: httpx2.Client) -> None:
    body = json.loads(json.dumps(DASHBOARD).replace("* | count", "needle4711 | count"))
    made = http.post("/api/v2/dashboards", json=body).json()
    found = http.get("/api/v2/content/search", params={"q": "COUNT needle4711"}).json()["items"]
    assert [(one["id"], one["path"], one["where"]) for one in found] == [(made["id"], "/Shared", "p")]
    assert http.delete(f"/api/v2/dashboards/{made['id']}").status_code == 204


def test_lists_have_pages(http: httpx2.Client) -> None:
    made = [http.post("/api/v2/dashboards", json={"title": f"page {i}"}).json()["id"] for i in range(3)]
    first = http.get("/api/v2/dashboards", params={"limit": 2}).json()
    second = http.get("/api/v2/dashboards", params={"limit": 2, "token": first["next"]}).json()
    assert len(first["dashboards"]) == 2
    assert not {d["id"] for d in first["dashboards"]} & {d["id"] for d in second["dashboards"]}
    for wrong in ({"limit": 0}, {"token": "x"}):
        assert http.get("/api/v2/dashboards", params=wrong).status_code == 400
    for id_ in made:
        http.delete(f"/api/v2/dashboards/{id_}")


def test_a_broken_dashboard_says_all_that_is_wrong(http: httpx2.Client) -> None:
    answer = http.post(
        "/api/v2/dashboards", json={"title": "x" * 300, "panels": [{"title": "no key"}], "variables": 5}
    )
    assert answer.status_code == 400
    assert len(answer.json()["faults"]) == 3
    assert http.post("/api/v2/dashboards", json={"panels": []}).status_code == 400


@pytest.mark.parametrize("name", ["a/b", "a%2Fb", "%252F", "50% of 25%", "%25", "ünï / %2F \\"])
def test_an_item_of_any_name_is_found_by_its_path(http: httpx2.Client, name: str) -> None:
    personal = http.get("/api/v2/content/folders/personal").json()
    body = {"name": f"{name} at", "description": "", "parentId": personal["id"]}
    made = http.post("/api/v2/content/folders", json=body).json()
    path = http.get(f"/api/v2/content/{made['id']}/path").json()["path"]
    assert path.count("/") == 3
    assert http.get("/api/v2/content/path", params={"path": path}).json()["id"] == made["id"]


def test_folders_import_and_export(http: httpx2.Client) -> None:
    personal = http.get("/api/v2/content/folders/personal").json()
    export = {
        "type": "FolderSyncDefinition", "name": "Imported / one", "description": "",
        "children": [{"type": "DashboardV2SyncDefinition", "name": "d", **DASHBOARD}, {"type": "New", "name": "n"}],
    }  # fmt: skip
    job = http.post(f"/api/v2/content/folders/{personal['id']}/import", json=export).json()
    status = http.get(f"/api/v2/content/folders/{personal['id']}/import/{job['id']}/status").json()
    assert (status["status"], status["statusMessage"]) == ("Success", f"imported:{job['contentId']}")
    assert job["report"]["counts"] == {"folder": 1, "dashboard": 1, "other": 1}
    again = http.post(f"/api/v2/content/folders/{personal['id']}/import", json=export)
    assert again.status_code == 409
    over = http.post(
        f"/api/v2/content/folders/{personal['id']}/import", json=export, params={"overwrite": "true"}
    ).json()
    path = http.get(f"/api/v2/content/{over['contentId']}/path").json()["path"]
    assert path == "/Library/Personal/Imported %2F one"
    assert http.get("/api/v2/content/path", params={"path": path}).json()["id"] == over["contentId"]
    started = http.post(f"/api/v2/content/{over['contentId']}/export").json()["id"]
    assert (
        http.get(f"/api/v2/content/{over['contentId']}/export/{started}/status").json()["status"] == "Success"
    )
    assert http.get(f"/api/v2/content/{over['contentId']}/export/{started}/result").json() == export
    folder = http.post(
        "/api/v2/content/folders", json={"name": "copies", "description": "", "parentId": personal["id"]}
    ).json()
    copies = [
        http.post(
            f"/api/v2/content/{over['contentId']}/copy", params={"destinationFolder": folder["id"]}
        ).json()
        for _ in range(2)
    ]
    assert len({c["contentId"] for c in copies}) == 2
    moved = http.post(
        f"/api/v2/content/{folder['id']}/move", params={"destinationFolderId": over["contentId"]}
    )
    assert moved.status_code == 200
    http.delete(f"/api/v2/content/{over['contentId']}/delete")
    assert http.get(f"/api/v2/content/folders/{folder['id']}").status_code == 404


@pytest.mark.parametrize("body", [b"", b"[", b"[]", json.dumps({"type": "x"}).encode()])
def test_an_import_of_anything_else_is_refused(http: httpx2.Client, body: bytes) -> None:
    personal = http.get("/api/v2/content/folders/personal").json()["id"]
    answer = http.post(f"/api/v2/content/folders/{personal}/import", content=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "export.invalid")


@pytest.mark.parametrize("name", ["a/b", "ünï ☃ 模型 🚀", "#?&\"' <b>x</b> \\", " 100 %25 "])
def test_names_of_any_letters_go_and_come_back(http: httpx2.Client, name: str) -> None:
    name = name.strip()
    personal = http.get("/api/v2/content/folders/personal").json()["id"]
    folder = http.post("/api/v2/content/folders", json={"name": name, "parentId": personal}).json()
    made = http.post("/api/v2/dashboards", json={**DASHBOARD, "title": name, "folderId": folder["id"]}).json()
    path = http.get(f"/api/v2/content/{made['id']}/path").json()["path"]
    assert http.get("/api/v2/content/path", params={"path": path}).json()["id"] == made["id"]
    job = http.post(f"/api/v2/content/{folder['id']}/export").json()["id"]
    export = http.get(f"/api/v2/content/{folder['id']}/export/{job}/result").json()
    assert (export["name"], export["children"][0]["title"]) == (name, name)
    address = f"/api/v2/content/folders/{personal}/import"
    taken = http.post(address, json=export)
    assert taken.status_code == 409
    again = http.post(address, params={"overwrite": "true"}, json=export).json()
    assert again["report"]["counts"] == {"folder": 1, "dashboard": 1}
    http.delete(f"/api/v2/content/{again['contentId']}/delete")


@pytest.mark.parametrize(
    "body", [b"[" * 200_000, b'{"a":' * 50_000 + b"1" + b"}" * 50_000, b"\xff\xfe{", b"null", b"{}", b"1e999"]
)
def test_what_is_no_export_is_refused(http: httpx2.Client, body: bytes) -> None:
    personal = http.get("/api/v2/content/folders/personal").json()["id"]
    answer = http.post(f"/api/v2/content/folders/{personal}/import", content=body)
    assert (answer.status_code, answer.json()["faults"][0]["code"]) == (400, "export.invalid")


def test_of_very_many_notes_the_first_are_sent(http: httpx2.Client) -> None:
    """A large export whose panels have no places is told of in a few words."""
    panels = [{**DASHBOARD["panels"][0], "key": f"p{n}"} for n in range(100)]
    bare = {
        **DASHBOARD,
        "type": "DashboardV2SyncDefinition",
        "layout": {"layoutStructures": []},
        "panels": panels,
    }
    children = [{**bare, "name": f"d{n}", "title": f"d{n}"} for n in range(6)]
    export = {"type": "FolderSyncDefinition", "name": "many notes", "description": "", "children": children}
    personal = http.get("/api/v2/content/folders/personal").json()["id"]
    body = b"\xef\xbb\xbf" + json.dumps(export).encode()
    made = http.post(f"/api/v2/content/folders/{personal}/import", content=body).json()
    notes = made["report"]["notes"]
    assert len(notes) == 501 and notes[-1]["note"] == "100 more notes like these are left out."
    http.delete(f"/api/v2/content/{made['contentId']}/delete")
