"""What goes wrong around monitors: each shows its error with the reason, others go on, and it recovers by itself."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from monitor_desk import ANA, BOTH, Desk, M, desk_in, document, hook

from receivers import HttpReceiver, MailReceiver, http_receiver, mail_receiver
from sagescope.errors import Refusal
from sagescope.model.monitor_item import MonitorItem
from sagescope.monitors import outbox as box
from sagescope.monitors.notify import webhook
from sagescope.monitors.notify.email import MailServer
from sagescope.monitors.observation import Observer
from sagescope.monitors.outbox import Outbox
from sagescope.monitors.recording import Recorder
from sagescope.monitors.service import MonitorRunner
from sagescope.monitors.tree import ROOT_ID
from sagescope.search.service import Limits, Outcome, SearchRequest, SearchService
from sagescope.store.fields import Schema
from store_world import NOW


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path) as made:
        yield made


@pytest.fixture
def http() -> Iterator[HttpReceiver]:
    with http_receiver() as held:
        yield held


def counted(desk: Desk, query: str, field: str, **more: Any) -> MonitorItem:
    trigger = {**document()["triggers"][0], "field": field, **more}
    body = document(name=query, queries=[{"rowId": "A", "query": query}], triggers=[trigger])
    return desk.tree.add(ROOT_ID, body, by=ANA)


def standing(desk: Desk, item: MonitorItem) -> tuple[list[str], str]:
    status = desk.alerts.statuses([item])[item.id]
    return status.words, status.error


def test_a_field_that_is_removed_breaks_its_monitor_until_it_is_back(desk: Desk) -> None:
    mine = counted(desk, 'boom | where service = "a" | count by service', "_count")
    other = desk.tree.add(ROOT_ID, document(name="other"), by=ANA)
    desk.messages(3, "boom a")
    desk.run_until(7)
    assert standing(desk, mine)[0] == standing(desk, other)[0] == ["Critical"]
    desk.here.apply(Schema(fields=()))
    desk.run_until(9)
    words, error = standing(desk, mine)
    # The alert that is open stays open: nobody can say that it is over.
    assert words == ["Critical", "Error"] and "service" in error
    assert standing(desk, other)[0] == ["Critical"]
    desk.here.apply(Schema(fields=("service",)))
    desk.run_until(16)
    assert standing(desk, mine) == (["Normal"], "")
    assert desk.told(other) == [("Critical", 6, 11)]


class Slow(Observer):
    """Runs queries for `heavy` with hardly any time, and then waits until it is let go on."""

    def __init__(self, desk: Desk, hurried: SearchService) -> None:
        super().__init__(desk.here.search, desk.here.metrics)
        self.hurried = hurried
        self.late = True
        self.hangs = False
        self.go_on = threading.Event()

    def sharing(self) -> Observer:
        return self

    def _searched(self, request: SearchRequest) -> Outcome:
        if "heavy" not in request.query or not self.late:
            return super()._searched(request)
        if self.hangs:
            self.go_on.wait(60)
        return self.hurried.run(request)


def test_a_query_that_runs_out_of_time_keeps_nobody_else_waiting(desk: Desk) -> None:
    hurried = SearchService(desk.here.store, desk.clock, Limits(seconds=0.001))
    observer = Slow(desk, hurried)
    desk.runner.close()
    desk.runner = MonitorRunner(desk.database, observer, desk.clock, Recorder(desk.database, desk.clock, ""))
    heavy = counted(desk, 'heavy | parse regex "(?<x>[a-z]+)" multi | count by x', "_count")
    other = desk.tree.add(ROOT_ID, document(name="other"), by=ANA)
    desk.messages(-4, *("heavy " + "abc " * 300 for _ in range(3_000)))
    desk.messages(3, "boom a")
    desk.run_until(2)
    words, error = standing(desk, heavy)
    assert words == ["Error"] and "longer than" in error
    # From now on it takes for ever: it has a thread of its own, and the others go on.
    observer.hangs = True
    while desk.clock.now() < NOW + 7 * M:
        desk.clock.advance(30_000)
        desk.runner.run_due(wait=False)
    assert desk.told(other) == [("Critical", 6, None)]
    assert standing(desk, heavy)[0] == ["Error"]
    observer.late = observer.hangs = False
    observer.go_on.set()
    desk.run_until(14)
    assert standing(desk, heavy) == (["Normal"], "")
    hurried.close()


def test_a_threshold_that_is_no_number_is_refused_by_its_name(desk: Desk) -> None:
    wrongs: tuple[object, ...] = ("many", [1], {})
    for wrong in wrongs:
        trigger = {**document()["triggers"][0], "threshold": wrong}
        with pytest.raises(Refusal) as refused:
            desk.tree.add(ROOT_ID, document(triggers=[trigger]), by=ANA)
        assert refused.value.faults[0].code.startswith("monitor.")
        assert "threshold" in refused.value.faults[0].message
    # A value that is no number is a state, and the way out of it is named.
    text = counted(desk, 'boom | count by service | "many" as amount', "amount")
    desk.messages(1, "boom a")
    desk.run_until(4)
    words, error = standing(desk, text)
    assert words == ["Error"] and "num(amount)" in error


def test_no_data_ever_is_no_alert_but_of_missing_data(desk: Desk) -> None:
    missing = {
        "detectionMethod": "LogsMissingDataCondition",
        "triggerType": "MissingData",
        "timeRange": "-5m",
    }
    quiet = counted(desk, "nothing | count by service", "_count")
    metrics = {
        "name": "series", "monitorType": "Metrics", "queries": [{"rowId": "A", "query": "metric=none"}],
        "triggers": [
            {"detectionMethod": "MetricsStaticCondition", "triggerType": "Critical", "timeRange": "-5m", "threshold": 1},
            {"detectionMethod": "MetricsMissingDataCondition", "triggerType": "MissingData", "timeRange": "-5m",
             "triggerSource": "AnyTimeSeries"},
        ],
    }  # fmt: skip
    series = desk.tree.add(ROOT_ID, metrics, by=ANA)
    silent = desk.tree.add(ROOT_ID, document(name="silent", triggers=[missing]), by=ANA)
    desk.run_until(10)
    assert standing(desk, quiet) == (["Normal"], "")
    assert standing(desk, series) == (["Normal"], "")
    assert desk.told(silent) == [("MissingData", 0, None)]
    assert "there was no series yet" in " ".join(desk.alerts.why(series.id))


def test_a_clock_that_jumps_takes_no_look_twice(desk: Desk) -> None:
    item = desk.tree.add(ROOT_ID, document(), by=ANA)
    desk.messages(3, "boom a")
    desk.run_until(5)
    desk.clock.advance(-3 * M)
    # Set back, it waits until the time comes that it has not looked at.
    assert sum(desk.runner.run_due() for _ in range(3)) == 0
    desk.run_until(7)
    assert desk.told(item) == [("Critical", 6, None)]
    desk.clock.advance(6 * 60 * M)
    # Set forth, a few looks are caught up with, and the alert is ended by data that is clear.
    desk.runner.run_due()
    looks = [(look.at - NOW) // M for look in desk.alerts.history(item.id, 0, NOW + 1_000 * M)]
    assert len(looks) == len(set(looks)) and looks == sorted(looks, reverse=True)
    assert len([at for at in looks if at > 300]) == 10
    ((_, opened, resolved),) = desk.told(item)
    assert (opened, resolved) == (6, looks[9])


@contextmanager
def silent_server() -> Iterator[str]:
    """A server that takes connections, reads, and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    held.append(listening.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(5)
        for one in held:
            one.close()


def test_a_webhook_that_hangs_holds_up_no_other(
    desk: Desk, http: HttpReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "TIMEOUT", 0.5)
    with silent_server() as silent:
        hanging, fine = hook(desk, http, url=f"{silent}/in"), hook(desk, http)
        item = desk.tree.add(ROOT_ID, document(notifications=[hanging, fine]), by=ANA)
        desk.messages(3, "boom a")
        desk.run_until(7)
        desk.outbox.deliver()
        (alert,) = desk.alerts.listed(item.id)
        state = {n.target["connectionId"]: n for n in desk.alerts.notifications(alert.id)}
        stuck = state[hanging["notification"]["connectionId"]]
        assert (stuck.state, stuck.answer) == ("waiting", "127.0.0.1 does not answer: ReadTimeout.")
        assert state[fine["notification"]["connectionId"]].state == "sent"
    # Its connection is given another address: what waits goes there.
    desk.connections.change(stuck.target["connectionId"], {"url": f"{http.url}/new"}, by=ANA)
    desk.clock.advance(stuck.next_at - desk.clock.now())
    desk.outbox.deliver()
    assert http.paths[-1] == "/new"
    assert {n.state for n in desk.alerts.notifications(alert.id)} == {"sent"}


def test_mail_waits_out_an_hour_without_its_server(desk: Desk) -> None:
    with mail_receiver() as first:
        port = first.port
    gone = Outbox(desk.database, desk.clock, MailServer("127.0.0.1", port, "none", "", "", "s@example.com"))
    action = {"connectionType": "Email", "recipients": ["ana@example.com"]}
    told = [{"notification": action, "runForTriggerTypes": BOTH}]
    item = desk.tree.add(ROOT_ID, document(notifications=told), by=ANA)
    desk.messages(3, "boom a")
    desk.run_until(16)
    attempts = 0
    until = desk.clock.now() + 60 * M
    while desk.clock.now() < until:
        attempts += gone.deliver()
        desk.clock.advance(30_000)
    (alert,) = desk.alerts.listed(item.id)
    opened, ended = desk.alerts.notifications(alert.id)
    # Twelve attempts in an hour, farther and farther apart; the end waits behind the begin.
    assert (opened.state, ended.state, ended.attempts) == ("waiting", "waiting", 0)
    assert opened.attempts == attempts and 8 <= attempts <= 14
    assert opened.answer == "The mail server 127.0.0.1 does not answer: ConnectionRefusedError."
    assert opened.next_at - desk.clock.now() <= box.LONGEST_WAIT
    gone.close()
    with mail_receiver() as back:
        _is_told(desk, back)
    assert [n.state for n in desk.alerts.notifications(alert.id)] == ["sent", "sent"]


def _is_told(desk: Desk, back: MailReceiver) -> None:
    server = MailServer("127.0.0.1", back.port, "none", "", "", "s@example.com")
    here = Outbox(desk.database, desk.clock, server)
    desk.clock.advance(box.LONGEST_WAIT)
    while here.deliver():
        pass
    here.close()
    subjects = [line for _, _, text in back.mails for line in text.splitlines() if line.startswith("Subject")]
    assert ["Resolved" in subject for subject in subjects] == [False, True]


def test_a_clock_that_was_hours_ahead_is_not_waited_for(desk: Desk, http: HttpReceiver) -> None:
    item = desk.tree.add(ROOT_ID, document(notifications=[hook(desk, http)]), by=ANA)
    desk.messages(3, "boom a")
    desk.messages(363, "boom b")
    desk.clock.advance(365 * M)
    http.answers = [503]
    desk.run_until(367)
    desk.outbox.deliver()
    assert desk.told(item) == [("Critical", 366, None)]
    # The clock is put right: nobody waits for six hours.
    desk.clock.advance(-362 * M)
    desk.outbox.deliver()
    desk.run_until(20)
    while desk.outbox.deliver():
        pass
    looks = [(look.at - NOW) // M for look in desk.alerts.history(item.id, 0, NOW + 60 * M)]
    assert looks[::-1] == list(range(5, 21))
    (alert,) = desk.alerts.listed(item.id)
    assert alert.resolved_at is not None and (alert.resolved_at - NOW) // M == 11
    assert [body["triggerType"] for body in http.bodies] == ["Critical", "Critical", "ResolvedCritical"]
    # The time that has been once comes again, and its alert is another one.
    desk.clock.advance(346 * M)
    desk.run_until(369)
    assert [(a.opened_at - NOW) // M for a in desk.alerts.listed(item.id)] == [366, 366]


def test_channels_say_how_deliveries_go(desk: Desk, http: HttpReceiver) -> None:
    wrong, fine = hook(desk, http, url=f"{http.url}/wrong"), hook(desk, http)
    item = desk.tree.add(ROOT_ID, document(notifications=[wrong]), by=ANA)
    other = desk.tree.add(ROOT_ID, document(name="other", notifications=[fine]), by=ANA)
    ids = [one["notification"]["connectionId"] for one in (wrong, fine)]
    assert desk.connections.deliveries() == {}
    desk.messages(3, "boom a")
    desk.run_until(6)
    for answer, told in ((500, "answered 500"), (302, "answered 302")):
        http.answers = [answer]
        while http.answers:
            # Only the first is due that fails; the other one was taken before.
            desk.outbox.deliver()
            desk.clock.advance(30_000)
        going = desk.connections.deliveries()
        failing = next(one for one in going.values() if one.failed)
        assert failing.failed is not None and told in failing.failed.answer and failing.waiting == 1
    bad = next(id_ for id_, one in going.items() if one.failed)
    (good,) = set(ids) - {bad}
    assert going[good].failed is None and going[good].arrived_at is not None
    # It recovers by itself.
    desk.clock.advance(box.LONGEST_WAIT)
    desk.outbox.deliver()
    assert all(one.failed is None and one.waiting == 0 for one in desk.connections.deliveries().values())
    for one in (item, other):
        (alert,) = desk.alerts.listed(one.id)
        assert [n.state for n in desk.alerts.notifications(alert.id)][:1] == ["sent"]
    # What is given up is a failure until something arrives.
    http.answers = [404]
    desk.run_until(40)
    while desk.outbox.deliver():
        pass
    given_up = [one for one in desk.connections.deliveries().values() if one.failed]
    assert len(given_up) == 1 and given_up[0].waiting == 0
