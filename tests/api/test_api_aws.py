"""Connecting an account of AWS over HTTP: steps, sources, templates; and rules that are tried while they are written."""

import time
from typing import Any

import pytest

from running_server import RunningServer, post
from sagescope.api.compat.collection import source_draft
from sagescope.sources.connection import PARTS, Connection, planned
from sagescope.sources.templates import NAMES, template

ASKED = {"account": "connected", "number": "123456789012", "region": "us-east-1", "folder": ""}
PUBLIC = "https://sagescope.example.com"


def test_sources_are_added_once_and_the_steps_have_their_addresses(server: RunningServer) -> None:
    sent = {**ASKED, "part": ["logs", "metrics", "events"], "address": PUBLIC}
    with server.client() as http:
        before = http.get("/api/v1/aws/steps", params=sent).json()
        assert [part["source"] for part in before["parts"]] == [None] * 3
        assert any("sources add firehose --name connected-logs" in c for c in _commands(before))
        made = http.post("/api/v1/aws/sources", params=sent).json()
        again = http.post("/api/v1/aws/sources", params=sent).json()
    assert made == again
    assert all(part["source"] for part in made["parts"]) and all(part["looks"] for part in made["parts"])
    assert not any(command.startswith("sagescope sources add") for command in _commands(made))
    stacks = [step["stack"] for step in made["steps"] if step["stack"]]
    assert [stack["template"] for stack in stacks] == ["logs", "metrics", "events"]
    addresses = [stack["parameters"]["SourceUrl"] for stack in stacks]
    assert all(one.startswith(f"{PUBLIC}/receiver/v1/http/") for one in addresses)
    assert any(f"--template-file logs.yaml --capabilities CAPABILITY_NAMED_IAM --parameter-overrides SourceUrl='{addresses[0]}'" in c for c in _commands(made))  # fmt: skip
    # The address of the logs is that of a source of Firehose, of the account.
    assert post(addresses[0].replace(PUBLIC, server.url), "through the wizard").status_code == 200
    (row,) = server.records("_source=connected-logs")
    assert (row["account"], row["accountid"]) == ("connected", "123456789012")
    assert row["_sourceCategory"] == "aws/observability/cloudwatch/logs"


def _commands(shown: dict[str, Any]) -> list[str]:
    return [command for step in shown["steps"] for command in step["commands"]]


@pytest.mark.parametrize("part", [*PARTS, "polling"])
def test_every_part_is_a_source_that_can_be_added(part: Any) -> None:
    plan = planned(Connection("prod", "123456789012", ("us-east-1", "eu-west-1")), part)
    draft = source_draft(plan.body, lambda text: text)
    assert (draft.name, draft.settings.kind.value) == (plan.name, plan.kind)
    assert draft.fields["account"] == "prod"


@pytest.mark.parametrize("name", NAMES)
def test_templates_are_those_of_the_repository_with_their_parameters_filled_in(name: str) -> None:
    plain = template(name, {})
    given = {"logs": {"SourceUrl": 'https://a.example.com/"x"\\1'}, "role": {"ExternalId": "a:b"}}.get(
        name, {}
    )
    filled = template(name, given)
    added = set(filled.splitlines()) - set(plain.splitlines())
    assert len(added) == len(given)
    if name == "logs":
        assert '    Default: "https://a.example.com/\\"x\\"\\\\1"' in added


def test_a_template_or_a_parameter_that_is_not_there_is_refused(server: RunningServer) -> None:
    with server.client() as http:
        found = http.get("/api/v1/aws/templates/logs", params={"SourceUrl": PUBLIC, "KeepFailedDays": "3"})
        assert found.headers["content-disposition"] == 'attachment; filename="logs.yaml"'
        assert f'Default: "{PUBLIC}"' in found.text and 'Default: "3"' in found.text
        assert http.get("/api/v1/aws/templates/other").status_code == 404
        wrong = http.get("/api/v1/aws/templates/logs", params={"Resources": "x"})
        assert (wrong.status_code, "no parameter" in wrong.text) == (400, True)


def test_an_extraction_rule_is_checked_while_it_is_written(server: RunningServer) -> None:
    def checked(scope: str, expression: str) -> dict[str, Any]:
        with server.client() as http:
            body = {"scope": scope, "parseExpression": expression}
            return dict(http.post("/api/v1/extractionRules/check", json=body).json())

    fine = checked("_sourceCategory=x", 'json "a.b" as made nodrop | where made = "x"')
    assert fine == {"fields": ["made"], "scope": [], "parseExpression": []}
    wrong = checked("x | count", 'json "a" as b | count')
    assert [fault["code"] for fault in wrong["scope"]] == ["rule.scope"]
    (fault,) = wrong["parseExpression"]
    assert fault["code"] == "rule.operator" and fault["span"]["start"] == 16
    (unknown,) = checked("*", "toUpperCase(nothing_like_it) as x")["parseExpression"]
    assert "nothing_like_it" in unknown["message"]


def test_a_metric_rule_is_tried_on_the_newest_series(server: RunningServer) -> None:
    url = server.source("preview", category="tests/preview")
    post(
        url,
        f"metric=previewed Host=algo-1/train  1 {int(time.time())}",
        Content_Type="application/vnd.sumologic.carbon2",
    )

    def tried(match: str, *pairs: tuple[str, str]) -> dict[str, Any]:
        wanted = [{"name": name, "tagSequence": value} for name, value in pairs]
        body = {"matchExpression": match, "variablesToExtract": wanted}
        with server.client() as http:
            return dict(http.post("/api/v1/metricsRules/preview", json=body).json())

    found = tried("metric=previewed Host=*/*", ("worker", "$Host._1"), ("metric", "x"))
    assert found["matched"] == 1
    assert found["data"][0]["derived"]["worker"] == "algo-1"
    assert tried("metric=nothing_of_the_kind")["data"][0]["failed"] == "metric=nothing_of_the_kind"
    assert [fault["code"] for fault in tried("")["matchExpression"]] == ["rule.match"]
    (wrong,) = tried("Host=*", ("a", "$Host._1"), ("b", "$Host._2"))["variablesToExtract"]
    assert wrong["index"] == 1 and "wildcard 2" in wrong["fault"]["message"]
