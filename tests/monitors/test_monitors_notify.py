"""Texts, payloads and addresses of notifications."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.durations import UNITS
from sagescope.errors import Cause, Refusal
from sagescope.model.connection import WEBHOOK_TYPES, Connection
from sagescope.model.mute import Mute
from sagescope.monitors.muting import holds, is_muted
from sagescope.monitors.notify.addresses import destination
from sagescope.monitors.notify.templates import fill
from sagescope.monitors.notify.webhook import call_of
from sagescope.monitors.outbox import FIRST_WAIT, LONGEST_WAIT, wait_after

MADE = {"created_at": 0, "created_by": "ana", "modified_at": 0, "modified_by": "ana"}
VARIABLES = {
    "name": "errors", "alertname": "errors", "triggertype": "Critical", "dedupkey": "sagescope/1",
    "triggercondition": "Greater than 1.0", "alertgroup": "host=a", "notificationid": "n1",
}  # fmt: skip


def test_variables_in_any_case_and_only_once() -> None:
    assert fill("{{NAME}} {{ name }} {{nothing}}|", VARIABLES) == "errors errors |"
    # What a value holds is never read as a variable.
    assert fill("{{a}}", {"a": "{{b}}", "b": "secret"}) == "{{b}}"
    assert fill("{{SearchName}}", VARIABLES) == "errors"


def test_fields_of_results() -> None:
    rows = [{"Service": "a", "_raw": "text"}, {"Service": "b"}]
    assert fill("{{ResultsJson.service[1]}}{{resultsjson.SERVICE[9]}}", {}, rows) == "b"
    assert fill("{{ResultsJson.service}}", {}, rows) == '["a", "b"]'
    assert fill("{{ResultsJson.service}}", {}, rows[:1]) == "a"
    assert fill("{{ResultsJson.Message[0]}}", {}, rows) == "text"


@given(st.text(), st.text())
def test_values_never_break_a_payload(value: str, other: str) -> None:
    filled = fill('{"a": "{{x}}", "b": "{{y}}"}', {"x": value, "y": other}, as_json=True)
    assert json.loads(filled) == {"a": value, "b": other}


def connection(kind: str, **more: Any) -> Connection:
    values = {
        "id": "0" * 16,
        "name": "c",
        "webhook_type": kind,
        "url": "https://example.com/v2/alerts",
        **MADE,
    }
    return Connection.model_validate({**values, **more})


@pytest.mark.parametrize("kind", [kind for kind in WEBHOOK_TYPES if kind != "AWSSNS"])
@pytest.mark.parametrize("resolved", [False, True])
def test_every_kind_has_a_payload_that_is_json(kind: str, resolved: bool) -> None:
    call = call_of(connection(kind), VARIABLES | {"name": 'a "quoted"\nname'}, [], resolved=resolved)
    assert isinstance(json.loads(call.body), dict)
    assert call.headers["Idempotency-Key"] == "n1"


def test_pagerduty_pairs_its_events() -> None:
    held = connection("PagerDuty", headers=(("X-Routing-Key", "R1"),))
    opened = json.loads(call_of(held, VARIABLES, [], resolved=False).body)
    ended = json.loads(call_of(held, VARIABLES, [], resolved=True).body)
    assert (opened["event_action"], ended["event_action"]) == ("trigger", "resolve")
    assert opened["dedup_key"] == ended["dedup_key"] == "sagescope/1"
    assert opened["routing_key"] == ended["routing_key"] == "R1"
    assert opened["payload"]["severity"] == "critical"
    # The key of a payload of the user's own serves the end of the alert too.
    own = connection("PagerDuty", default_payload='{"routing_key": "R2", "event_action": "trigger"}')
    assert json.loads(call_of(own, VARIABLES, [], resolved=True).body)["routing_key"] == "R2"


def test_opsgenie_is_closed_by_its_alias() -> None:
    call = call_of(connection("Opsgenie"), VARIABLES, [], resolved=True)
    assert call.url == "https://example.com/v2/alerts/sagescope%2F1/close?identifierType=alias"
    assert (
        json.loads(call_of(connection("Opsgenie"), VARIABLES, [], resolved=False).body)["alias"]
        == "sagescope/1"
    )


def test_which_payload_comes_first() -> None:
    held = connection("Slack", default_payload='{"text": "of the connection"}')

    def text(resolved: bool, **overrides: str) -> str:
        return str(json.loads(call_of(held, {}, [], resolved=resolved, **overrides).body)["text"])

    assert text(False) == "of the connection" == text(True)
    assert text(False, override='{"text": "own"}') == "own"
    assert text(True, override='{"text": "own"}', resolution_override='{"text": "end"}') == "end"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost:8080/x", "http://[::1]/", "http://169.254.169.254/latest/meta-data",
        "http://10.1.2.3/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://2130706433/",
        "http://0.0.0.0/", "http://[fe80::1]/", "http://[2002:7f00:1::]/", "http://0x7f.1/", "http://100.64.0.1/",
    ],
)  # fmt: skip
def test_the_own_network_is_out_of_reach(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        destination(url)
    assert refused.value.cause is Cause.FORBIDDEN


@pytest.mark.parametrize(
    "url", ["ftp://example.com", "http://", "http://u:p@1.1.1.1/", "file:///etc/passwd", "http://1.1.1.1:x/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Refusal, match="is none"):
        destination(url, ["*"])


def test_allowed_and_public_addresses_are_connected_to_as_checked() -> None:
    to = destination("http://localhost:8080/a?b=c", ["localhost"])
    assert to.host == "localhost:8080" and to.url.endswith(":8080/a?b=c") and "localhost" not in to.url
    assert destination("http://10.1.2.3/", ["10.0.0.0/8"]).url == "http://10.1.2.3/"
    assert destination("https://1.1.1.1/x").url == "https://1.1.1.1/x"
    with pytest.raises(Refusal):
        destination("http://10.1.2.3/", ["192.168.0.0/16", "example.com"])


def test_waits_double_up_to_ten_minutes() -> None:
    waits = [wait_after(n) for n in range(1, 30)]
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits == sorted(waits) and waits[-1] == LONGEST_WAIT
    assert wait_after(3, 1.5) == 1500


def mute(**values: Any) -> Mute:
    made = {
        "id": "0" * 16,
        "name": "m",
        "start_date": "2026-01-03",
        "start_time": "22:00",
        "duration": 120,
        **MADE,
    }
    return Mute.model_validate({"everything": True, **made, **values})


DAY_3 = 1_767_398_400_000
"""2026-01-03 00:00 UTC, a Saturday."""


@pytest.mark.parametrize(
    ("values", "hours", "on"),
    [
        ({}, 21.9, False), ({}, 22, True), ({}, 23.99, True), ({}, 24, False), ({}, 46, False),
        ({"rrule": "FREQ=DAILY"}, 46.5, True),
        ({"rrule": "FREQ=WEEKLY;BYDAY=SA"}, 46.5, False), ({"rrule": "FREQ=WEEKLY;BYDAY=SA"}, 190.5, True),
        ({"rrule": "FREQ=DAILY;COUNT=1"}, 46.5, False),
        ({"rrule": "FREQ=DAILY;UNTIL=20260105T000000Z"}, 46.5, True),
        ({"zone": "America/New_York"}, 22, False), ({"zone": "America/New_York"}, 27.5, True),
        ({"duration": 4_320}, 90, True), ({"rrule": "FREQ=MONTHLY;INTERVAL=1;BYDAY=+1SA"}, 22.5, True),
    ],
)  # fmt: skip
def test_schedules_hold_at_their_local_times(values: dict[str, Any], hours: float, on: bool) -> None:
    assert holds(mute(**values), DAY_3 + int(hours * UNITS["h"])) is on


def test_mutes_are_of_monitors_folders_and_groups() -> None:
    at = DAY_3 + 22 * UNITS["h"]
    of = mute(everything=False, monitors=("A" * 16,), groups=(("Host", ("a", "b")),))
    assert is_muted([of], ["B" * 16, "A" * 16], (("host", "a"),), at)
    assert not is_muted([of], ["A" * 16], (("host", "c"),), at)
    assert not is_muted([of], ["A" * 16], (), at)
    assert not is_muted([of], ["B" * 16], (("host", "a"),), at)


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;BYDAY=??", "nonsense", "FREQ=DAILY\nDTSTART:2026"]
)
def test_rules_that_are_none_are_refused(rule: str) -> None:
    with pytest.raises(Refusal):
        mute(rrule=rule)
