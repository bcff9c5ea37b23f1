"""Threat indicators, macros and parameters over HTTP and from the command line."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from running_server import RunningServer, post

THREATS = "/api/v1/threatIntel/datastore"
MACROS = "/api/v2/macros"


@pytest.fixture
def http(server: RunningServer) -> Any:
    with server.client() as client:
        yield client
        assert client.delete(f"{THREATS}/db").status_code == 204
        for macro in client.get(MACROS).json()["data"]:
            assert client.delete(f"{MACROS}/{macro['id']}").status_code == 204


@pytest.fixture(scope="module", autouse=True)
def messages(server: RunningServer) -> None:
    post(server.source("threats", category="tests/threats"), "ip=192.0.2.1 u=ana\nip=192.0.2.2 u=bo")


BASE = '_sourceCategory=tests/threats | parse "ip=* u=*" as ip, u'


def test_indicators_are_uploaded_listed_used_and_removed(server: RunningServer, http: httpx2.Client) -> None:
    one = {
        "id": "0001",
        "indicator": "192.0.2.1",
        "type": "ipv4-addr:value",
        "source": "own",
        "validFrom": "2023-03-21T12:00:00.000Z",
        "confidence": 90,
        "threatType": "malicious-activity",
        "actors": "bear",
    }
    assert http.post(f"{THREATS}/indicators/normalized", json={"indicators": [one]}).status_code == 204
    line = "0002,192.0.2.9,ipv4-addr:value,own,2023-02-21T12:00:00.00Z,,30,malicious-activity,,\n"
    assert http.post(f"{THREATS}/indicators/csv", json={"csv": line}).status_code == 204
    stix = {"type": "indicator", "id": "i--3", "pattern": "[domain-name:value = 'evil.example.com']"}
    body = {"source": "taxii", "indicators": [stix]}
    assert http.post(f"{THREATS}/indicators/stix", json=body).status_code == 204
    assert http.get(f"{THREATS}/db").json()["indicators"] == 3
    listed = http.get(f"{THREATS}/indicators", params={"source": "own", "limit": 1}).json()
    assert (listed["next"], len(listed["data"])) == (1, 1)
    assert {k: listed["data"][0][k] for k in ("id", "type", "validFrom", "validUntil", "confidence")} == {
        "id": "0001",
        "type": "ipv4-addr",
        "validFrom": "2023-03-21T12:00:00.000Z",
        "validUntil": None,
        "confidence": 90,
    }
    found = server.records(f"{BASE} | threatip ip | where !isNull(malicious_confidence)")
    assert [(r["ip"], r["actor"], r["malicious_confidence"], r["type"]) for r in found] == [
        ("192.0.2.1", "bear", "high", "ip_address")
    ]
    removed = {"source": "own", "indicatorIds": ["0001", "nothere"]}
    assert http.request("DELETE", f"{THREATS}/indicators", json=removed).status_code == 204
    assert http.get(f"{THREATS}/db").json()["indicators"] == 2
    assert http.delete(f"{THREATS}/db", params={"source": "TAXII"}).status_code == 204
    assert http.get(f"{THREATS}/db").json()["indicators"] == 1


def test_indicators_that_are_wrong_are_refused_as_a_whole(http: httpx2.Client) -> None:
    good, bad = {"indicator": "192.0.2.1"}, {"indicator": "192.0.2.1", "confidence": 500}
    answer = http.post(f"{THREATS}/indicators/normalized", json={"source": "own", "indicators": [good, bad]})
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["message"].startswith("Indicator 2: its confidence is '500'")
    assert http.get(f"{THREATS}/db").json()["indicators"] == 0


def test_the_table_of_indicators_is_no_lookup_table_of_users(http: httpx2.Client) -> None:
    assert http.get("/api/v1/lookupTables", params={"path": "sumo://threat-intel"}).json()["data"] == []
    answer = http.delete("/api/v1/lookupTables/0000000000000007")
    assert (answer.status_code, answer.json()["faults"][0]["code"]) == (403, "lookup.own")


def test_threats_from_the_command_line(server: RunningServer, http: httpx2.Client, tmp_path: Path) -> None:
    for name, text in [
        ("a.csv", "indicator,confidence\n192.0.2.1,high\n"),
        ("b.json", json.dumps({"indicators": [{"indicator": "evil.example.com"}]})),
        ("c.json", json.dumps([{"type": "indicator", "pattern": "[url:value = 'http://x.example/']"}])),
    ]:
        file = tmp_path / name
        file.write_text(text)
        done = server.command("threats", "upload", str(file), "--source", "cli")
        assert done.returncode == 0, done.stderr
    listed = json.loads(server.command("threats", "list", "--source", "cli", "--format", "json").stdout)
    assert [(i["indicator"], i["type"]) for i in listed] == [
        ("192.0.2.1", "ipv4-addr"),
        ("evil.example.com", "domain-name"),
        ("http://x.example/", "url"),
    ]
    assert server.command("threats", "remove", "cli", listed[0]["id"]).returncode == 0
    assert http.get(f"{THREATS}/db").json()["indicators"] == 2
    assert server.command("threats", "remove", "cli").returncode == 0
    assert http.get(f"{THREATS}/db").json()["indicators"] == 0
    broken = tmp_path / "d.json"
    broken.write_text("{")
    done = server.command("threats", "upload", str(broken), "--source", "cli")
    assert (done.returncode, "is no JSON" in done.stderr) == (2, True)


def macro(http: httpx2.Client, **body: Any) -> httpx2.Response:
    return http.post(MACROS, json={"description": "", "enabled": True, **body})


def test_macros_are_made_used_changed_and_removed(server: RunningServer, http: httpx2.Client) -> None:
    body = {
        "name": "from_ip",
        "definition": "where ip = {{address}}",
        "arguments": [{"name": "address", "type": "String"}],
        "argumentValidations": [{"evalExpression": "isValidIP(address)", "errorMessage": "no address."}],
    }
    held = macro(http, **body).json()
    assert {k: held[k] for k in body} == body
    assert http.get(f"{MACROS}/{held['id']}").json() == held
    assert [r["u"] for r in server.records(f"{BASE} | `from_ip(192.0.2.2)`")] == ["bo"]
    wrong = http.post("/api/v1/search/run", json={"query": f"{BASE} | `from_ip(bo)`"}).json()["faults"][0]
    assert (wrong["code"], wrong["message"]) == ("macro.condition", "The macro 'from_ip': no address.")
    query = f"{BASE} | `from_ip(192.0.2.2)` | wher x"
    place = http.post("/api/v1/search/run", json={"query": query}).json()["faults"][0]["span"]
    assert query[place["start"] : place["end"]] == "wher"
    changed = {**body, "name": "of_user", "definition": "where u = {{address}}", "argumentValidations": []}
    assert http.put(f"{MACROS}/{held['id']}", json=changed).status_code == 200
    assert [r["ip"] for r in server.records(f"{BASE} | `OF_USER ana`")] == ["192.0.2.1"]
    again = macro(http, name="Of_User", definition="count")
    assert (again.status_code, again.json()["faults"][0]["code"]) == (409, "meta.duplicate")
    off = {**changed, "enabled": False}
    assert http.put(f"{MACROS}/{held['id']}", json=off).status_code == 200
    gone = http.post("/api/v1/search/run", json={"query": f"{BASE} | `of_user ana`"}).json()["faults"][0]
    assert gone["code"] == "macro.unknown"


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ({"definition": "where a = {{x}}"}, ["macro.undeclared"]),
        ({"definition": "count", "arguments": [{"name": "x"}]}, ["macro.unused"]),
        (
            {
                "definition": "where a = {{x}}",
                "arguments": [{"name": "x"}],
                "argumentValidations": [{"evalExpression": "isIp(x)"}, {"evalExpression": "y > 1"}],
            },
            ["macro.condition_function", "macro.condition_name"],
        ),
        ({"definition": ""}, ["macro.definition"]),
        ({"definition": "count", "name": "a b"}, ["macro.name"]),
    ],
)
def test_macros_that_could_never_work_are_refused(
    http: httpx2.Client, body: dict[str, Any], codes: list[str]
) -> None:
    answer = macro(http, **{"name": "bad", **body})
    assert answer.status_code == 400
    assert [f["code"] for f in answer.json()["faults"]] == codes
    assert http.get(MACROS).json()["data"] == []


def test_parameters_of_searches(server: RunningServer, http: httpx2.Client) -> None:
    query = '{{scope}} | parse "ip=* u=*" as ip, u | where u = "{{who}}" | limit {{n}}'
    parameters = {
        "scope": "_sourceCategory=tests/threats",
        "who": {"value": "ana", "type": "String"},
        "n": 1,
    }
    assert [r["u"] for r in server.records(query, parameters=parameters)] == ["ana"]
    del parameters["who"]
    body = {"query": query, "parameters": parameters}
    for call in ("run", "explain"):
        answer = http.post(f"/api/v1/search/{call}", json=body)
        assert answer.status_code == 400
        (fault,) = answer.json()["faults"]
        assert (fault["code"], fault["message"]) == (
            "parameter.missing",
            "The parameter 'who' has no value.",
        )
        assert query[fault["span"]["start"] : fault["span"]["end"]] == "{{who}}"
    assert http.post("/api/v1/search/check", json=body).json()["faults"][0]["code"] == "parameter.missing"
    job = {"query": "{{x}}", "from": 0, "to": 1}
    refused = http.post("/api/v1/search/jobs", json=job)
    assert (refused.status_code, refused.json()["code"]) == (400, "searchjob.parse.error")
    assert http.post("/api/v1/search/jobs", json={**job, "parameters": {"x": "*"}}).status_code == 202


def test_parameters_and_macros_from_the_command_line(server: RunningServer, http: httpx2.Client) -> None:
    done = server.command(
        "macros", "add", "who", "--argument", "name:String", "--definition", "where u = {{name}}",
        "--condition", 'name matches "*" => anybody',
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "`who(name)`\n"), done.stderr
    query = f"{BASE} | `who({{{{u}}}})` | fields ip | count by ip"
    done = server.command("query", query, "--from", "-1h", "--param", "u=bo", "--format", "csv")
    assert done.stdout.splitlines() == ["ip,_count", "192.0.2.2,1"], done.stderr
    shown = server.command("explain", query, "--param", "u=bo", "--step", "text")
    assert 'where u = "bo"' in shown.stdout
    missing = server.command("query", query)
    assert (missing.returncode, "The parameter 'u' has no value." in missing.stderr) == (2, True)
    assert "who(name)" in server.command("macros", "list", "--format", "csv").stdout
    replaced = server.command("macros", "add", "who", "--definition", "count", "--replace")
    assert replaced.stdout == "`who`\n"
    assert server.command("macros", "remove", "WHO").returncode == 0
    assert server.command("macros", "remove", "who").returncode == 2
