"""The four monitors of the app's first version, live over the demo's incidents: they fire, recover, and people are told."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from monitor_desk import ANA, BOTH, Desk, M, desk_in, hook

from receivers import HttpReceiver, MailReceiver, http_receiver, mail_receiver
from sagescope.apps.catalog import Catalog
from sagescope.apps.choices import Choices
from sagescope.apps.objects import monitors_of, wiring_of
from sagescope.demo.account import SITES
from sagescope.demo.cloudtrail import cloudtrail_logs
from sagescope.demo.draws import DAY_MS, blocks
from sagescope.demo.metrics import metric_points
from sagescope.monitors.tree import ROOT_ID
from sagescope.store.fields import Schema
from store_world import NOW

SEED = 7
DAY = NOW // DAY_MS * DAY_MS
SPANS = ((618, 634), (690, 702), (779, 792), (898, 912))
"""Minutes of the day that the clock goes through, each of them; what lies between is left out."""


@pytest.fixture
def mail() -> Iterator[MailReceiver]:
    with mail_receiver() as held:
        yield held


@pytest.fixture
def http() -> Iterator[HttpReceiver]:
    with http_receiver() as held:
        yield held


@pytest.fixture
def desk(tmp_path: Path, mail: MailReceiver) -> Iterator[Desk]:
    with desk_in(tmp_path, mail.port) as made:
        _fill(made)
        made.clock.advance(DAY + SPANS[0][0] * M - NOW)
        yield made


def _fill(desk: Desk) -> None:
    """What the demo emits in the spans, and a little before them, with the fields that the app's rules set."""
    desk.here.apply(Schema(fields=("account", "region", "namespace")))
    messages: list[dict[str, Any]] = []
    series: dict[tuple[tuple[str, str], ...], list[tuple[int, float]]] = defaultdict(list)
    for first, last in SPANS:
        for block in blocks(DAY + (first - 20) * M, DAY + last * M):
            for site in SITES:
                trail = cloudtrail_logs(SEED, site, block)
                fields = {"account": site.account.alias, "region": site.region}
                messages += [
                    {"_raw": r.line.decode(), "_messageTime": r.at_ms, "namespace": "aws/sagemaker", **fields}
                    for r in trail
                ]
                for point in metric_points(SEED, site, block):
                    words, value = point.line.split("  ")
                    number, at = value.split(" ")
                    dimensions = fields | dict(word.split("=", 1) for word in words.split(" "))
                    if dimensions["metric"] in ("ModelLatency", "Invocation5XXErrors"):
                        series[tuple(dimensions.items())].append((int(at) * 1000, float(number)))
    desk.here.insert(messages)
    desk.here.insert_points([(dict(dimensions), points) for dimensions, points in series.items()])


def test_the_four_fire_recover_and_are_told(desk: Desk, http: HttpReceiver, mail: MailReceiver) -> None:
    by_mail = {"connectionType": "Email", "recipients": ["oncall@example.com"], "timeZone": "UTC"}
    told = [{"notification": by_mail, "runForTriggerTypes": BOTH}, hook(desk, http, "Slack")]
    package = Catalog().package("amazon-sagemaker", "1.0.0")
    names = {}
    for document in monitors_of(package, wiring_of(package, Choices(monitors=True))):
        item = desk.tree.add(ROOT_ID, {**document, "notifications": told}, by=ANA)
        names[item.id] = document["name"].removeprefix("Amazon Sagemaker - ")
    for first, last in SPANS:
        desk.clock.advance(DAY + first * M - desk.clock.now())
        while desk.clock.now() < DAY + last * M:
            desk.clock.advance(M)
            desk.runner.run_due()
            desk.outbox.deliver()
    while desk.outbox.deliver():
        pass
    found = sorted(desk.alerts.listed(since=0), key=lambda alert: alert.opened_at)
    energy = "prophet-energy-forecast-v1"
    whose = [(names[alert.monitor], {value for _, value in alert.group}) for alert in found]
    denied, deleted = ([w for n, w in whose if n == name] for name in (DENIED, DELETED))
    assert {name for name, _ in whose} == set(names.values())
    assert denied and all("jlee-intern" in who for who in denied)
    assert len(deleted) == 1
    assert [energy in who for name, who in whose if name in (LATENCY, ERRORS)] == [True, True]
    assert all(alert.resolution == "Resolved" for alert in found)
    begun = {names[alert.monitor]: (alert.opened_at - DAY) // M for alert in found}
    # The intern has two addresses, and an alert of each.
    assert begun[DENIED] in (10 * 60 + 23, 10 * 60 + 24) and begun[DELETED] == 11 * 60 + 33
    # Points of a minute, seen after the lag of metrics and the delay of the monitor.
    assert 13 * 60 + 5 == begun[ERRORS] == begun[LATENCY]
    _received(http, mail, names, found)


LATENCY, ERRORS = "High Model Invocation Latency", "Model Invocation Server Error Detection"
DENIED, DELETED = "High Number of Access Denied Errors", "Delete Action Detected"


def _received(http: HttpReceiver, mail: MailReceiver, names: dict[str, str], found: list[Any]) -> None:
    """A mail and a Slack message for each begin and each end, the begin before the end."""
    subjects = [
        next(line for line in text.splitlines() if line.startswith("Subject:")) for _, _, text in mail.mails
    ]
    assert len(subjects) == len(http.bodies) == 2 * len(found)
    assert all(to == ["oncall@example.com"] for _, to, _ in mail.mails)
    for name in names.values():
        of = [body["attachments"][0] for body in http.bodies if name in body["attachments"][0]["pretext"]]
        begins = [one for one in of if one["pretext"].startswith("*Critical: ")]
        assert len(begins) * 2 == len(of) and of[0] in begins
        values = {field["title"]: field["value"] for field in begins[0]["fields"]}
        assert values["Trigger"].startswith("Critical: ") and "Greater than " in values["Trigger"]
        assert float(values["Value"]) > 0 and values["Group"] and values["Query"].startswith("<https://")
        told = [text for _, _, text in mail.mails if name in text]
        assert len(told) == len(of)
    assert any("Monitor Alert: ResolvedCritical on" in subject for subject in subjects)
