"""The page's search, faults, cancelling, sessions, and what needs no sign-in."""

import httpx2
import pytest

from running_server import ACCESS_ID, ACCESS_KEY, RunningServer, post

ENGINE_WORDS = ("DB::", "Exception", "ClickHouse", "Traceback", "SYNTAX_ERROR")


@pytest.fixture(scope="module", autouse=True)
def messages(server: RunningServer) -> None:
    url = server.source("searched", category="tests/search")
    lines = "\n".join(
        f'{{"n":{n},"kind":"{"even" if n % 2 == 0 else "odd"}","level":"{"ERROR" if n % 5 == 0 else "INFO"}"}}'
        for n in range(50)
    )
    assert post(url, lines).status_code == 200


def run(server: RunningServer, **body: object) -> httpx2.Response:
    with server.client() as http:
        return http.post("/api/v1/search/run", json={"from": "-1h", "to": "+1h", **body})


def test_records_messages_and_histogram(server: RunningServer) -> None:
    query = '_sourceCategory=tests/search | json "kind" | count by kind | sort by kind asc'
    answer = server.run(query)
    assert (answer["kind"], answer["rows"], answer["messageCount"]) == (
        "records",
        [["even", 25], ["odd", 25]],
        50,
    )
    assert [(c["name"], c["type"], c["key"]) for c in answer["columns"]] == [
        ("kind", "string", True),
        ("_count", "int", False),
    ]
    levels = [b["levels"] for b in answer["histogram"]["buckets"]]
    assert (sum(x["error"] for x in levels), sum(x["info"] for x in levels)) == (10, 40)
    shown = server.run(query, show="messages", limit=10)
    assert (shown["kind"], len(shown["rows"]), shown["total"], shown["exact"]) == ("messages", 10, 50, False)


def test_all_faults_of_a_query_at_once_with_places(server: RunningServer) -> None:
    query = '* | limt 5 | where colour = "red" | json "a" as x, y | count by kind'
    answer = run(server, query=query)
    assert answer.status_code == 400
    faults = answer.json()["faults"]
    at = {f["code"]: query[f["span"]["start"] : f["span"]["end"]] for f in faults}
    assert at["operator.unknown"] == "limt"
    assert "parse.names" in at
    first = next(f for f in faults if f["code"] == "operator.unknown")
    assert first["hint"] == "Did you mean limit?"
    assert first["fix"] == {"span": first["span"], "text": "limit"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('* | parse "a * b', "syntax.unclosed_quote"),
        ("* | where nothere = 1", "field.unknown"),
        ("* | where isEmpty()", "function.arguments"),
        ('* | where 1 + "abc" > 2', "type.number"),
        ("* | count by kind | wher _count > 1", "operator.unknown"),
        ("* | count | sort by nothere", "field.unknown"),
        ("(a or b", "syntax.expected"),
        ("* | where a matches /(?=x)/", "field.unknown"),
        ("* | timeslice blue", "timeslice.width"),
        ("* | limit 99999999", "limit.range"),
    ],
)
def test_a_wrong_query_says_where_and_what_to_do(server: RunningServer, query: str, code: str) -> None:
    answer = run(server, query=query)
    assert answer.status_code == 400
    faults = answer.json()["faults"]
    assert code in [f["code"] for f in faults]
    for fault in faults:
        assert fault["message"]
        assert fault["span"]["start"] <= fault["span"]["end"] <= len(query)
        assert not any(word in fault["message"] + fault["hint"] for word in ENGINE_WORDS)


def test_the_command_line_shows_the_place(server: RunningServer) -> None:
    done = server.command("query", "* | limt 5")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "^^^^" in done.stderr
    assert "Did you mean limit?" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_and_explain(server: RunningServer) -> None:
    with server.client() as http:
        good = http.post("/api/v1/search/check", json={"query": "* | count"}).json()
        assert (good["kind"], good["faults"]) == ("records", [])
        bad = http.post("/api/v1/search/check", json={"query": "* | coumt by x"}).json()
        assert [f["code"] for f in bad["faults"]] == ["operator.unknown"]
        stages = http.post("/api/v1/search/explain", json={"query": "error | count by _sourceHost"}).json()[
            "stages"
        ]
    assert [s["name"] for s in stages] == ["tokens", "tree", "relation", "sql"]
    assert all(s["text"] for s in stages)


def test_expressions_that_grow_with_every_stage_are_worked_out(server: RunningServer) -> None:
    doubling = " | ".join("concat(x, x) as x" for _ in range(16))
    rows = server.records(
        f'_sourceCategory=tests/search | limit 1 | "ab" as x | {doubling} | length(x) as n | fields n'
    )
    assert rows[0]["n"] == 2 * 2**16


def test_values_for_completion(server: RunningServer) -> None:
    with server.client() as http:
        body = {"field": "_sourceCategory", "prefix": "tests/sea", "from": "-1h", "to": "+1h"}
        assert http.post("/api/v1/search/values", json=body).json() == {
            "values": [{"value": "tests/search", "count": 50}]
        }


def test_the_sign_in_link_works_once(server: RunningServer) -> None:
    link = server.command("tokens", "link").stdout.strip()
    with httpx2.Client(base_url=server.url, follow_redirects=False, trust_env=False) as page:
        answer = page.get(link)
        assert (answer.status_code, answer.headers["location"]) == (303, "./")
        assert "HttpOnly" in answer.headers["set-cookie"]
        assert page.get("/api/v1/session").json()["user"]["email"] == "admin@localhost"
        # Another site can send the cookie, but not the header.
        assert page.post("/api/v1/search/run", json={"query": "*"}).status_code == 403
        assert (
            page.post(
                "/api/v1/search/run", json={"query": "*"}, headers={"X-Requested-With": "sagescope"}
            ).status_code
            == 200
        )
        assert page.delete("/api/v1/session").status_code == 204
        assert page.get("/api/v1/session").status_code == 401
    with httpx2.Client(follow_redirects=False, trust_env=False) as other:
        again = other.get(link)
        assert again.status_code == 401
        assert "used before" in again.text


def test_sign_in_with_an_access_key(server: RunningServer) -> None:
    with httpx2.Client(base_url=server.url, trust_env=False) as page:
        wrong = page.post("/api/v1/session", json={"accessId": ACCESS_ID, "accessKey": "no"})
        assert wrong.status_code == 401
        assert (
            page.post("/api/v1/session", json={"accessId": ACCESS_ID, "accessKey": ACCESS_KEY}).status_code
            == 200
        )
        assert page.get("/api/v1/session").status_code == 200


def test_errors_have_one_shape(server: RunningServer) -> None:
    with server.client() as http:
        answers = [
            http.get("/api/v1/nothing"), http.get("/api/v1/search/jobs/NOPE"), http.get("/api/v1/collectors/1"),
            http.post("/api/v1/search/run", json={"from": "-1h"}),
            http.post("/api/v1/search/run", json={"query": "*", "from": "yesterdayish"}),
            httpx2.get(f"{server.url}/api/v1/fields", trust_env=False),
        ]  # fmt: skip
    for answer in answers:
        assert answer.status_code in (400, 401, 404)
        body = answer.json()
        assert body["status"] == answer.status_code
        assert body["id"] == body["requestId"] == answer.headers["X-Request-ID"]
        assert body["message"]
        assert body["errors"][0]["code"]
        assert body["faults"][0]["message"]


def test_probes_metrics_openapi_and_docs(server: RunningServer) -> None:
    def get(path: str) -> httpx2.Response:
        return httpx2.get(server.url + path, trust_env=False)

    assert get("/healthz").json() == {"status": "ok"}
    assert get("/readyz").json()["status"] == "ok"
    assert "sagescope_ingested_rows_total" in get("/metrics").text
    assert "/api/v1/search/jobs" in get("/openapi.json").json()["paths"]
    assert "/api/v1/search/jobs" in get("/docs").text


def test_a_changed_rule_takes_effect_with_the_next_batch(server: RunningServer) -> None:
    url = server.source("ruled", category="tests/ruled")
    rule = {
        "name": "ruled",
        "scope": "_sourceCategory=tests/ruled",
        "parseExpression": 'parse "user=* " as ruled_user',
        "enabled": True,
    }
    with server.client() as http:
        made = http.post("/api/v1/extractionRules", json=rule)
        assert made.status_code == 200, made.text
        assert made.json()["fieldNames"] == ["ruled_user"]
        post(url, "user=ann did it")
        assert [r["ruled_user"] for r in server.records("ruled_user=ann")] == ["ann"]
        changed = {
            **rule,
            "parseExpression": 'parse "user=* " as u | toUpperCase(u) as ruled_user | where u != "ben" | fields ruled_user',
        }
        assert http.put(f"/api/v1/extractionRules/{made.json()['id']}", json=changed).status_code == 200
        post(url, "user=eve did it\nuser=ben did it")
        rows = server.records("_sourceCategory=tests/ruled | fields ruled_user")
        assert sorted(str(r["ruled_user"]) for r in rows) == ["EVE", "None", "ann"]
        broken = http.post(
            "/api/v1/extractionRules", json={**rule, "name": "b", "parseExpression": "count by x | nope"}
        )
        assert broken.status_code == 400
        assert {f["code"] for f in broken.json()["faults"]} == {"operator.unknown", "rule.operator"}
        assert http.delete(f"/api/v1/extractionRules/{made.json()['id']}").status_code == 204


def test_the_page_is_served(server: RunningServer) -> None:
    answer = httpx2.get(f"{server.url}/search?q=x", trust_env=False)
    assert answer.status_code == 200
    assert "default-src 'self'" in answer.headers.get("content-security-policy", "default-src 'self'")
    assert httpx2.get(f"{server.url}/../../etc/passwd", trust_env=False).status_code in (200, 404)
    assert "root:" not in httpx2.get(f"{server.url}/%2e%2e/%2e%2e/%2e%2e/etc/passwd", trust_env=False).text
