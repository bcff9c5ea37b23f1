"""The runner from the clock to the receiver: looks, alerts, notifications, mutes, faults."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from monitor_desk import ANA, BOTH, Desk, M, desk_in, document, hook

from receivers import HttpReceiver, MailReceiver, http_receiver, mail_receiver
from sagescope.durations import UNITS
from sagescope.errors import Cause, Refusal
from sagescope.meta.repositories import leases
from sagescope.monitors.connections import Connections
from sagescope.monitors.notify.email import MailServer
from sagescope.monitors.outbox import GIVEN_UP, Outbox
from sagescope.monitors.schedule import due, jitter_of
from sagescope.monitors.tree import ROOT_ID
from store_world import NOW


@pytest.fixture
def desk(tmp_path: Path, mail: MailReceiver) -> Iterator[Desk]:
    with desk_in(tmp_path, mail.port) as made:
        yield made


@pytest.fixture(scope="module")
def mail() -> Iterator[MailReceiver]:
    with mail_receiver() as held:
        yield held


@pytest.fixture
def http() -> Iterator[HttpReceiver]:
    with http_receiver() as held:
        yield held


def test_an_alert_begins_is_told_once_and_ends(desk: Desk, http: HttpReceiver) -> None:
    item = desk.tree.add(ROOT_ID, document(notifications=[hook(desk, http)]), by=ANA)
    desk.messages(3, "boom a", "boom b")
    desk.run_until(20)
    while desk.outbox.deliver():
        pass
    # At 3 minutes, seen after 2 minutes of lag, and clear again when a whole window is.
    assert desk.told(item) == [("Critical", 6, 11)]
    assert [body["triggerType"] for body in http.bodies] == ["Critical", "ResolvedCritical"]
    opened = http.bodies[0]
    assert (opened["name"], opened["triggerValue"], opened["id"]) == ("errors", "2", item.id)
    assert opened["triggerCondition"] == "ResultCount is Greater than or equal to 1.0 in the last 5 minutes"
    assert '"_raw": "boom a"' in opened["results"]
    assert http.paths == ["/in?x=1"] * 2
    keys = [headers["idempotency-key"] for headers in http.headers]
    assert len(set(keys)) == 2
    assert http.headers[0]["host"] == http.url.removeprefix("http://")


def test_every_look_is_recorded_with_its_reason(desk: Desk) -> None:
    item = desk.tree.add(ROOT_ID, document(), by=ANA)
    assert desk.alerts.why(item.id) == ["It was not looked at yet."]
    desk.messages(3, "boom a")
    desk.run_until(12)
    looks = list(reversed(desk.alerts.history(item.id, 0, NOW + UNITS["h"])))
    # One a minute, none twice, none left out.
    assert [(look.at - NOW) // M for look in looks] == list(range(0, 13))
    assert [look.outcome.value for look in looks[5:13]] == [
        "quiet", "opened", "firing", "firing", "firing", "firing", "resolved", "quiet",
    ]  # fmt: skip
    assert looks[6].reason == "1 is greater than or equal to 1" and looks[6].value == 1
    assert desk.alerts.why(item.id) == ["Critical: no alert, as 0 is less than 1."]


def test_groups_have_alerts_of_their_own(desk: Desk, http: HttpReceiver) -> None:
    fields = {
        "notificationGroupFields": ["service"],
        "alertName": "{{service}}{{ResultsJson.service}} is ill",
    }
    item = desk.tree.add(ROOT_ID, document(notifications=[hook(desk, http)], **fields), by=ANA)
    desk.messages(1, "boom a")
    desk.messages(3, "boom a", "boom b")
    desk.run_until(12)
    while desk.outbox.deliver():
        pass
    assert desk.told(item) == [("Critical", 4, 11), ("Critical", 6, 11)]
    assert {(b["group"], b["name"]) for b in http.bodies} == {
        ("service=a", "a is ill"),
        ("service=b", "b is ill"),
    }


def test_a_failing_receiver_is_tried_again_and_nothing_overtakes(desk: Desk, http: HttpReceiver) -> None:
    http.answers = [500, 429, 503]
    item = desk.tree.add(ROOT_ID, document(notifications=[hook(desk, http)]), by=ANA)
    desk.messages(3, "boom a")
    desk.run_until(20)
    (alert,) = desk.alerts.listed(item.id)
    waits = []
    for _ in range(6):
        desk.outbox.deliver()
        first, second = desk.alerts.notifications(alert.id)
        if first.state == "waiting":
            assert second.attempts == 0
            waits.append((first.next_at - desk.clock.now()) // 1000)
            # Not before its time.
            assert desk.outbox.deliver() == 0
            desk.clock.advance(first.next_at - desk.clock.now())
    assert waits == [5, 7, 20]
    assert [n.state for n in desk.alerts.notifications(alert.id)] == ["sent", "sent"]
    assert [b["triggerType"] for b in http.bodies] == ["Critical"] * 4 + ["ResolvedCritical"]
    assert len({h["idempotency-key"] for h in http.headers}) == 2


def test_what_cannot_arrive_is_given_up_with_its_reason(desk: Desk, http: HttpReceiver) -> None:
    gone = {"notification": {"connectionType": "Slack", "connectionId": "F" * 16}, "runForTriggerTypes": BOTH}
    wrong, late = hook(desk, http), hook(desk, http, url="http://127.0.0.1:9/in")
    item = desk.tree.add(ROOT_ID, document(notifications=[gone, wrong, late]), by=ANA)
    http.answers = [404]
    desk.messages(3, "boom a")
    desk.run_until(7)
    desk.outbox.deliver()
    (alert,) = desk.alerts.listed(item.id)
    found = {n.target["connectionId"]: (n.state, n.answer) for n in desk.alerts.notifications(alert.id)}
    assert found["F" * 16][0] == "failed" and "There is no connection" in found["F" * 16][1]
    assert found[wrong["notification"]["connectionId"]] == ("failed", "127.0.0.1 answered 404 not taken")
    state, answer = found[late["notification"]["connectionId"]]
    assert state == "waiting" and "does not answer" in answer
    desk.clock.advance(GIVEN_UP)
    desk.outbox.deliver()
    assert {n.state for n in desk.alerts.notifications(alert.id)} == {"failed"}


def test_mails_are_sent(desk: Desk, mail: MailReceiver) -> None:
    mail.mails.clear()
    action = {
        "connectionType": "Email",
        "recipients": ["ana@example.com", "bob@example.com"],
        "timeZone": "UTC",
    }
    item = desk.tree.add(
        ROOT_ID,
        document(notifications=[{"notification": action, "runForTriggerTypes": ["Critical"]}]),
        by=ANA,
    )
    desk.messages(3, "boom a")
    desk.run_until(7)
    mail.refuse = "451 later"
    desk.outbox.deliver()
    (alert,) = desk.alerts.listed(item.id)
    (waiting,) = desk.alerts.notifications(alert.id)
    assert (waiting.state, waiting.answer) == ("waiting", "The mail server answered 451 later")
    mail.refuse = ""
    desk.clock.advance(10_000)
    desk.outbox.deliver()
    ((sender, to, text),) = mail.mails
    assert (sender, to) == ("sagescope@example.com", ["ana@example.com", "bob@example.com"])
    assert "Subject: Monitor Alert: Critical on errors" in text
    assert "https://sagescope.example.com/alerts/" in text.replace("=\r\n", "")
    assert "Resolved" not in text


def test_muted_alerts_are_made_and_not_told(desk: Desk, http: HttpReceiver) -> None:
    folder = desk.tree.add_folder(ROOT_ID, "team", by=ANA)
    item = desk.tree.add(folder.id, document(notifications=[hook(desk, http)]), by=ANA)
    # NOW is 12:00 UTC on a Thursday.
    schedule = {"start_date": "2025-12-01", "start_time": "13:00", "duration": 10, "zone": "Europe/Berlin"}
    desk.mutes.add({"name": "daily", "rrule": "FREQ=DAILY", "monitors": (folder.id,), **schedule}, by=ANA)
    desk.messages(3, "boom a")
    desk.messages(14, "boom a")
    desk.run_until(25)
    while desk.outbox.deliver():
        pass
    found = sorted(desk.alerts.listed(item.id), key=lambda a: a.opened_at)
    assert [a.muted for a in found] == [True, False]
    # The end of an alert that nobody was told of is not told either.
    assert [b["alertId"] for b in http.bodies] == [found[1].id] * 2
    assert {n.state for n in desk.alerts.notifications(found[0].id)} == {"muted"}


def test_a_broken_query_is_a_state_with_its_reason(desk: Desk) -> None:
    item = desk.tree.add(ROOT_ID, document(queries=[{"rowId": "A", "query": "boom | wehre"}]), by=ANA)
    desk.run_until(2)
    status = desk.alerts.statuses([item])[item.id]
    assert status.words == ["Error"] and "wehre" in status.error
    assert desk.told(item) == []
    assert "could not be looked at" in desk.alerts.why(item.id)[0]
    desk.tree.change(item.id, by=ANA, name="errors", body=document())
    desk.run_until(4)
    assert desk.alerts.statuses([item])[item.id].words == ["Normal"]


def test_ending_by_hand_disabling_and_deleting(desk: Desk) -> None:
    item = desk.tree.add(ROOT_ID, document(), by=ANA)
    desk.messages(3, "boom a")
    desk.run_until(6)
    (alert,) = desk.alerts.listed(item.id)
    assert desk.alerts.statuses([item])[item.id].words == ["Critical"]
    assert desk.alerts.resolve(alert.id).resolution == "Manual"
    # Met again, it begins again.
    desk.run_until(7)
    assert desk.told(item) == [("Critical", 6, 6), ("Critical", 7, None)]
    desk.tree.set_enabled([ROOT_ID], enabled=False, by=ANA)
    assert {a.resolution for a in desk.alerts.listed(item.id)} == {"Manual", "Disabled"}
    desk.run_until(9)
    assert len(desk.told(item)) == 2
    desk.tree.set_enabled([item.id], enabled=True, by=ANA)
    desk.run_until(10)
    assert len(desk.told(item)) == 3
    desk.tree.remove(item.id)
    assert not desk.alerts.listed(item.id, active=True)
    desk.run_until(11)


def test_a_change_in_between_is_not_written_over(desk: Desk) -> None:
    item = desk.tree.add(ROOT_ID, document(), by=ANA)
    at = due(None, NOW + M, M).times[0]
    with desk.database.session() as session:
        assert leases.acquire(session, "monitor", f"{item.id}/{at}", "other", NOW, 2 * M)
    desk.clock.advance(M + jitter_of(item.id))
    # Somebody else has it in hand; when that process is gone for long enough, it is taken over.
    assert desk.runner.run_due() == 0
    desk.clock.advance(2 * M)
    assert desk.runner.run_due() > 0
    stale = desk.tree.item(item.id)
    desk.tree.change(item.id, by=ANA, name="other", body=document(name="other"))
    with pytest.raises(Refusal) as refused:
        desk.tree.change(item.id, by=ANA, name="third", body=document(), version=stale.version)
    assert refused.value.cause is Cause.STALE


def test_addresses_of_the_own_network_are_refused(desk: Desk, http: HttpReceiver) -> None:
    closed = Outbox(desk.database, desk.clock, MailServer("", 1, "none", "", "", ""))
    connections = Connections(desk.database, desk.clock, closed)
    values = {"name": "x", "webhook_type": "Webhook", "url": f"{http.url}/in"}
    taken, answer = connections.try_out(connections.made(values, by=ANA), resolved=False)
    assert not taken and "monitors.allowed_hosts" in answer
    assert not http.bodies
    closed.close()
    # Redirects are not followed, wherever they lead.
    http.answers = [302]
    taken, answer = desk.connections.try_out(desk.connections.made(values, by=ANA), resolved=False)
    assert not taken and answer.startswith("127.0.0.1 answered 302")
    assert http.paths == ["/in"]
