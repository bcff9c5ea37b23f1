"""The language service over HTTP."""

from typing import Any

import httpx2
import pytest

from running_server import RunningServer, post


@pytest.fixture(scope="module", autouse=True)
def messages(server: RunningServer) -> None:
    url = server.source("completed", category="tests/completion")
    assert post(url, "one\ntwo\nthree").status_code == 200


def ask(server: RunningServer, path: str, query: str, **more: Any) -> dict[str, Any]:
    """The answer for the place of the mark."""
    body = {
        "query": query.replace("^", "", 1),
        "position": query.index("^"),
        "from": "-1h",
        "to": "+1h",
        **more,
    }
    with server.client() as http:
        answer = http.post(f"/api/v1/search/{path}", json=body)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_the_vocabulary_is_one_answer(server: RunningServer) -> None:
    with server.client() as http:
        told = http.get("/api/v1/search/language").json()
    assert set(told) == {
        "operators", "aggregates", "functions", "keywords", "metadata", "fields", "metrics",
    }  # fmt: skip
    (timeslice,) = (o for o in told["operators"] if o["name"] == "timeslice")
    assert timeslice["examples"] and timeslice["documentation"].startswith(timeslice["summary"])
    (rounded,) = (f for f in told["functions"] if f["name"] == "round")
    assert [p["name"] for p in rounded["parameters"]] == ["value", "places"]


def test_proposals_have_their_places_in_characters(server: RunningServer) -> None:
    found = ask(server, "complete", '"😀" | cou^nt by x')
    count = next(p for p in found["proposals"] if p["label"] == "count")
    assert (count["kind"], count["insert"], count["start"], count["end"]) == ("aggregate", "count", 6, 11)
    assert set(count) == {
        "label", "kind", "detail", "documentation", "syntax", "example", "insert", "start", "end",
    }  # fmt: skip
    assert found["signature"] is None


def test_values_come_from_the_store(server: RunningServer) -> None:
    (value,) = ask(server, "complete", "_sourceCategory=tests/compl^")["proposals"]
    assert (value["label"], value["kind"], value["detail"]) == ("tests/completion", "value", "3")


def test_the_call_around_the_place(server: RunningServer) -> None:
    signature = ask(server, "complete", "* | round(_size, ^")["signature"]
    assert (signature["form"], signature["active"]) == ("round(value[, places])", 1)
    assert signature["parameters"][1] == {
        "name": "places", "kind": "whole number", "optional": True, "repeats": False,
    }  # fmt: skip


def test_what_a_word_means(server: RunningServer) -> None:
    note = ask(server, "hover", "* | ^timeslice 1h")["note"]
    assert (note["kind"], note["start"], note["end"]) == ("operator", 4, 13)
    assert ask(server, "hover", "* | ^nothing here")["note"] is None


def test_only_who_is_signed_in_is_answered(server: RunningServer) -> None:
    for path in ("complete", "hover"):
        answer = httpx2.post(f"{server.url}/api/v1/search/{path}", json={"query": "", "position": 0})
        assert answer.status_code == 401
