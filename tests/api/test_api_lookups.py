"""Lookup tables over HTTP and from the command line: Sumo Logic's calls, uploads, rows, what is refused."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from running_server import ACCESS_ID, ACCESS_KEY, RunningServer, eventually, post

CALLS = "/api/v1/lookupTables"
USERS = {
    "name": "/Library/Users/ana@example.com/api users",
    "description": "Who is who.",
    "fields": [
        {"fieldName": "Id", "fieldType": "string"},
        {"fieldName": "name", "fieldType": "string"},
        {"fieldName": "age", "fieldType": "int"},
    ],
    "primaryKeys": ["id"],
    "ttl": 0,
    "sizeLimitAction": "StopIncomingMessages",
}


@pytest.fixture
def http(server: RunningServer) -> Any:
    with server.client() as client:
        yield client
        for table in client.get(CALLS).json()["data"]:
            assert client.delete(f"{CALLS}/{table['id']}").status_code == 204


def made(http: httpx2.Client, **changes: Any) -> dict[str, Any]:
    answer = http.post(CALLS, json={**USERS, **changes})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def upload(http: httpx2.Client, table_id: str, text: str | bytes, **query: Any) -> dict[str, Any]:
    content = text.encode() if isinstance(text, str) else text
    answer = http.post(f"{CALLS}/{table_id}/upload", params=query, files={"file": ("x.csv", content)})
    assert answer.status_code == 200, answer.text

    def ended() -> dict[str, Any] | None:
        state = http.get(f"{CALLS}/jobs/{answer.json()['id']}/status").json()
        return state if state["status"] not in ("Pending", "InProgress") else None

    state = eventually(ended, 30)
    assert state is not None
    return dict(state)


def rows(server: RunningServer, path: str) -> list[dict[str, Any]]:
    return server.records(f'cat path://"{path}"')


def cells(**values: str | None) -> list[dict[str, str | None]]:
    return [{"columnName": name, "columnValue": value} for name, value in values.items()]


def test_a_table_has_sumo_logics_shape(http: httpx2.Client) -> None:
    table = made(http)
    assert {k: table[k] for k in ("name", "contentPath", "description", "fields", "primaryKeys", "ttl")} == {
        "name": "api users",
        "contentPath": USERS["name"],
        **{k: USERS[k] for k in ("description", "fields", "primaryKeys", "ttl")},
    }
    assert (table["size"], table["rows"], table["sizeLimitAction"]) == (0, 0, "StopIncomingMessages")
    assert table["createdBy"] == table["modifiedBy"]
    assert table["createdAt"].endswith("Z")
    assert http.get(f"{CALLS}/{table['id']}").json() == table
    change = {"ttl": 60, "description": "x", "sizeLimitAction": "DeleteOldData"}
    changed = http.put(f"{CALLS}/{table['id']}", json=change).json()
    assert {k: changed[k] for k in change} == change
    assert http.get(CALLS, params={"path": "/library/users/ANA@example.com/API users"}).json()["data"] == [
        changed
    ]
    assert http.delete(f"{CALLS}/{table['id']}").status_code == 204
    gone = http.get(f"{CALLS}/{table['id']}")
    assert (gone.status_code, gone.json()["errors"][0]["code"]) == (404, "lookup.missing")


def test_where_a_table_goes(http: httpx2.Client) -> None:
    personal = http.get("/api/v2/content/folders/personal").json()["id"]
    inner = http.post(
        "/api/v2/content/folders", json={"name": "a/b", "description": "", "parentId": personal}
    ).json()["id"]
    table = made(http, name="in folder", parentFolderId=inner)
    assert table["contentPath"] == "/Library/Users/admin@localhost/a%2Fb/in folder"
    assert table["parentFolderId"] == inner
    nowhere = http.post(CALLS, json={**USERS, "name": "x", "parentFolderId": "00000000000001A5"})
    assert (nowhere.status_code, nowhere.json()["errors"][0]["code"]) == (404, "item.missing")
    assert http.delete(f"/api/v2/content/{inner}/delete").status_code == 200
    assert made(http, name="flat", parentFolderId="0" * 16)["contentPath"] == "flat"
    file = made(http, name="shared/aws/x", primaryKeys=[])
    assert (file["contentPath"], file["name"], file["primaryKeys"]) == ("shared/aws/x", "x", [])
    again = http.post(CALLS, json={**USERS, "name": "FLAT"})
    assert (again.status_code, again.json()["faults"][0]["code"]) == (409, "meta.duplicate")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fields": [{"fieldName": "a", "fieldType": "text"}]}, "request.invalid"),
        ({"primaryKeys": ["nothere"]}, "lookup.invalid"),
        ({"name": " "}, "lookup.path"),
        ({"ttl": -1}, "lookup.ttl"),
        ({"fields": []}, "lookup.invalid"),
    ],
)
def test_definitions_that_cannot_be(http: httpx2.Client, changes: dict[str, Any], code: str) -> None:
    answer = http.post(CALLS, json={**USERS, **changes})
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["code"] == code
    assert http.get(CALLS).json()["data"] == []


def test_uploads_replace_merge_and_tell_what_is_wrong(server: RunningServer, http: httpx2.Client) -> None:
    table = made(http)
    path = table["contentPath"]
    state = upload(http, table["id"], "name,ID,age\nAna,u1,41\nBo,u2,\n")
    assert {k: state[k] for k in ("status", "requestType", "lookupContentId", "lookupName", "rows")} == {
        "status": "Success",
        "requestType": "BulkReplace",
        "lookupContentId": table["id"],
        "lookupName": "api users",
        "rows": 2,
    }
    assert rows(server, path) == [
        {"Id": "u1", "name": "Ana", "age": 41},
        {"Id": "u2", "name": "Bo", "age": None},
    ]
    state = upload(http, table["id"], "id,name,age,more\nU1,Anna,42,x\nu3,Cy,1,y\n", merge="true")
    assert (state["status"], state["requestType"]) == ("PartialSuccess", "BulkMerge")
    assert [w["message"] for w in state["warnings"]] == ["The table has no column 'more'."]
    assert sorted((r["Id"], r["age"]) for r in rows(server, path)) == [("U1", 42), ("u2", None), ("u3", 1)]
    state = upload(http, table["id"], 'id,name,age\nu1,Ana,old\nu2\nu3,"Cy,3\n')
    assert state["status"] == "Failed"
    assert [e["code"] for e in state["errors"]] == ["lookup.value", "csv.cells", "csv.unclosed"]
    assert state["errors"][0]["message"].startswith("Line 2, column 3: 'age' holds a whole number")
    assert len(rows(server, path)) == 3
    state = upload(http, table["id"], "id,name,age\nä,ö,1\n".encode("utf-16"), fileEncoding="UTF-16")
    assert (state["status"], rows(server, path)) == ("Success", [{"Id": "ä", "name": "ö", "age": 1}])
    assert http.get(f"{CALLS}/{table['id']}").json()["rows"] == 1
    job = http.post(f"{CALLS}/{table['id']}/truncate", content=b'""').json()["id"]
    assert eventually(lambda: http.get(f"{CALLS}/jobs/{job}/status").json()["status"] == "Success")
    assert rows(server, path) == []


def test_uploads_without_a_file_or_too_large_are_refused(http: httpx2.Client) -> None:
    table = made(http)
    none = http.post(f"{CALLS}/{table['id']}/upload", data={"file": "text"})
    assert (none.status_code, none.json()["faults"][0]["code"]) == (400, "lookup.no_file")
    assert http.post(f"{CALLS}/{table['id']}/upload", content=b"id\n").status_code == 400

    def endless() -> Any:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        for _ in range(110):
            yield b"a" * 2**20

    large = http.post(
        f"{CALLS}/{table['id']}/upload",
        content=endless(),
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert (large.status_code, large.json()["faults"][0]["code"]) == (413, "lookup.upload_size")


def test_single_rows(server: RunningServer, http: httpx2.Client) -> None:
    table = made(http)
    row, gone = f"{CALLS}/{table['id']}/row", f"{CALLS}/{table['id']}/deleteTableRow"
    assert http.put(row, json={"row": cells(ID="u1", name="Ana", age="41")}).status_code == 204
    assert http.put(row, json={"row": cells(id="U1", NAME="Anna", age=None)}).status_code == 204
    assert rows(server, table["contentPath"]) == [{"Id": "U1", "name": "Anna", "age": None}]
    for body, code in [
        (cells(id="u1", name="x"), "lookup.row"),
        (cells(id="u1", name="x", age="x"), "lookup.value"),
        ([*cells(id="u1", name="x", age="1"), *cells(ID="u2")], "lookup.row_twice"),
    ]:
        answer = http.put(row, json={"row": body})
        assert (answer.status_code, answer.json()["faults"][0]["code"]) == (400, code)
    assert http.put(gone, json={"primaryKey": cells(name="x")}).status_code == 400
    assert http.put(gone, json={"primaryKey": cells(id="u1")}).status_code == 204
    assert http.put(gone, json={"primaryKey": cells(id="u1")}).status_code == 404
    assert rows(server, table["contentPath"]) == []


def test_queries_look_into_tables_and_save_them(server: RunningServer, http: httpx2.Client) -> None:
    table = made(http)
    upload(http, table["id"], "id,name,age\nu1,Ana,41\n")
    post(server.source("looked", category="tests/looked"), "u=U1\nu=u9")
    base = '_sourceCategory=tests/looked | parse "u=*" as u'
    found = server.records(f'{base} | lookup name as who, age from path://"{table["contentPath"]}" on u=id')
    assert sorted((r["u"], r["who"], r["age"]) for r in found) == [("U1", "Ana", 41), ("u9", None, None)]
    assert len(server.records(f"{base} | count by u | save shared/looked")) == 2
    assert rows(server, "shared/looked") == [{"u": "U1", "_count": 1}, {"u": "u9", "_count": 1}]
    wrong = http.post(
        "/api/v1/search/run", json={"query": f"{base} | lookup _count from shared/look on u"}
    ).json()
    assert wrong["faults"][0]["hint"] == "Did you mean shared/looked?"
    checked = http.post("/api/v1/search/check", json={"query": f"{base} | count by u | save shared/other"})
    assert (checked.json()["kind"], checked.json()["faults"]) == ("records", [])
    assert http.get(CALLS, params={"path": "shared/other"}).json()["data"] == []


def test_rows_of_a_table_by_a_search_job(server: RunningServer, http: httpx2.Client) -> None:
    table = made(http)
    upload(http, table["id"], "id,name,age\nu1,Ana,41\n")
    query = f'cat path://"{table["contentPath"]}"'
    job = http.post("/api/v1/search/jobs", json={"query": query, "from": 0, "to": 1}).json()["id"]
    calls = f"/api/v1/search/jobs/{job}"
    assert eventually(lambda: http.get(calls).json()["state"] == "DONE GATHERING RESULTS")
    assert http.get(calls).json()["messageCount"] == 1
    page = http.get(f"{calls}/messages", params={"offset": 0, "limit": 10}).json()
    assert page["messages"] == [{"map": {"id": "u1", "name": "Ana", "age": "41", "_raw": ""}}]
    page = http.get(f"{calls}/records", params={"offset": 0, "limit": 10}).json()
    assert [f["fieldType"] for f in page["fields"]] == ["string", "string", "int"]


def test_who_is_unknown_may_not_look(server: RunningServer, http: httpx2.Client) -> None:
    table = made(http)
    nobody = httpx2.Client(base_url=server.url, auth=(ACCESS_ID, ACCESS_KEY + "x"), trust_env=False)
    with nobody:
        assert nobody.get(f"{CALLS}/{table['id']}").status_code == 401


def test_the_command_line_fills_and_shows_tables(
    server: RunningServer, http: httpx2.Client, tmp_path: Path
) -> None:
    file = tmp_path / "admins.csv"
    file.write_text("\ufeffuser,team,age\nana,ops,41\nbo,,7\n", encoding="utf-8")

    def command(*arguments: str) -> str:
        done = server.command("lookups", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(*arguments: str) -> str:
        done = server.command("lookups", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr
        return done.stderr

    assert "There is no lookup table 'cli/admins'" in refused("upload", "cli/admins", str(file))
    command("upload", "cli/admins", str(file), "--create", "--key", "user", "--column", "age:int")
    shown = json.loads(command("rows", "cli/admins", "--format", "json"))
    assert shown == [
        {"user": "ana", "team": "ops", "age": 41},
        {"user": "bo", "team": "", "age": 7},
    ]
    command("set", "cli/admins", "user=ANA", "team=dev", "age=")
    command("unset", "cli/admins", "user=bo")
    assert json.loads(command("rows", "CLI/admins", "--format", "ndjson")) == {
        "user": "ANA",
        "team": "dev",
        "age": None,
    }
    file.write_text("user,team,age\nx,y,z\n", encoding="utf-8")
    assert "Line 2, column 3: 'age' holds a whole number" in refused(
        "upload", "cli/admins", str(file), "--merge"
    )
    command("change", "cli/admins", "--ttl", "60", "--when-full", "delete-old")
    assert "user" in command("show", "cli/admins")
    (listed,) = json.loads(command("list", "--format", "json"))
    assert {k: listed[k] for k in ("path", "rows", "key", "ttl", "columns")} == {
        "path": "cli/admins",
        "rows": 0,
        "key": "user",
        "ttl": 60,
        "columns": "user:string, team:string, age:int",
    } | {"rows": listed["rows"]}
    job = command("truncate", "cli/admins").strip()
    assert eventually(lambda: json.loads(command("job", job))["status"] == "Success")
    command("create", "shared/cli", "--column", "a", "--column", "n:double")
    command("remove", "shared/cli")
    command("remove", "cli/admins")
    assert "no way to be full" in refused("create", "x", "--column", "a", "--when-full", "maybe")
    assert "is not key=value" in refused("set", "x", "a")
