"""Pages of monitors and alerts: from a query to a monitor, its back-test, an alert, muting, a channel that is tried."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from page_visits import IN_A_BROWSER, WAIT, WCAG, Visits, done, serious
from playwright.sync_api import expect

from running_server import RunningServer, eventually

pytest_plugins = ("browser_session",)
pytestmark = IN_A_BROWSER

QUERY = "_sourceCategory=aws/observability/cloudtrail/logs AccessDenied*"
LONG = 90_000
"""A back-test takes more than a hundred looks."""


@pytest.fixture
def alert(demo_server: RunningServer) -> Iterator[dict[str, Any]]:
    """An alert that is open: of any message of CloudTrail at all, by a monitor with a playbook."""
    trigger = {
        "detectionMethod": "LogsStaticCondition", "triggerType": "Critical", "timeRange": "-30m", "threshold": 0,
        "thresholdType": "GreaterThan", "field": "_count",
    }  # fmt: skip
    query = '_sourceCategory=aws/observability/cloudtrail/logs | json "eventName" as event | count by event'
    body = {
        "name": "Calls at all", "monitorType": "Logs", "triggers": [trigger], "playbook": "Ask {{AlertName}}.",
        "queries": [{"rowId": "A", "query": query}],
    }  # fmt: skip
    with demo_server.client() as http:
        made = http.post("/api/v1/monitors", json=body).json()

        def opened() -> Any:
            found = http.get("/api/v1/alerts", params={"monitor": made["id"]}).json()["data"]
            return found[0] if found else None

        found = eventually(opened, 300)
        assert found, demo_server.output()
        yield found
        http.delete(f"/api/v1/monitors/{made['id']}")


def test_a_query_becomes_a_monitor_that_is_tried_first(visits: Visits, demo_server: RunningServer) -> None:
    page = visits.open("search", q=QUERY)
    # Until it has run the search writes its state into the address, which undoes a link that was followed.
    done(page)
    page.get_by_role("link", name="Make a monitor of this query").click()
    expect(page.get_by_role("textbox", name="Query")).to_have_text(QUERY, timeout=WAIT)
    preview = page.get_by_role("complementary", name="Preview")
    expect(preview.get_by_role("status")).to_contain_text("It would have alerted", timeout=LONG)
    page.get_by_role("textbox", name="Threshold").fill("1000000")
    preview.get_by_role("button", name="Try it").click()
    expect(preview.get_by_role("status")).to_contain_text("It would not have alerted", timeout=LONG)
    page.get_by_role("button", name="Make the monitor").click()
    expect(page.get_by_role("alert")).to_contain_text("Give it a name.")
    page.get_by_role("textbox", name="Name", exact=True).fill("Many denied calls")
    assert serious(page, WCAG) == []
    page.get_by_role("button", name="Make the monitor").click()
    page.wait_for_url(re.compile(r"/monitors/[0-9A-F]{16}"))
    expect(page.get_by_role("region", name="How it stands")).to_contain_text("Normal", timeout=WAIT)
    page.get_by_role("link", name="Monitors", exact=True).click()
    row = page.get_by_role("row").filter(has_text="Many denied calls")
    expect(row).to_contain_text("Normal", timeout=WAIT)
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="Disable").click()
    expect(row).to_contain_text("Disabled", timeout=WAIT)
    page.get_by_role("link", name="Many denied calls").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.wait_for_url(re.compile("/monitors$|/monitors\\?"))
    expect(page.get_by_role("link", name="Many denied calls")).to_have_count(0)


def test_an_alert_shows_what_is_around_it(visits: Visits, alert: dict[str, Any]) -> None:
    page = visits.open("alerts")
    page.get_by_role("link", name="Calls at all").first.click()
    page.wait_for_url(f"**/alerts/{alert['id']}*")
    expect(page.get_by_role("heading", name="Calls at all")).to_be_visible()
    for name, words in {
        "What it watched": "Each value is what a look",
        "Playbook": "Ask Calls at all.",
        "Changes before it": "earlier",
        "Messages": "eventSource",
        "Who was told": "nobody was told",
    }.items():
        expect(page.get_by_role("region", name=name)).to_contain_text(words, timeout=WAIT)
    assert serious(page, WCAG) == []
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_text("In hand since")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Mute…").click()
    page.get_by_role("menuitem", name="30 m").click()
    expect(page.get_by_role("button", name="Muted")).to_be_disabled(timeout=WAIT)
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("Manual")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="Monitors", exact=True).click()
    page.get_by_role("tab", name="Muting").click()
    schedule = page.get_by_role("row").filter(has_text="Calls at all from")
    expect(schedule).to_contain_text("Muted", timeout=WAIT)
    assert serious(page, WCAG) == []
    schedule.get_by_role("button").click()
    expect(schedule).to_have_count(0, timeout=WAIT)


def test_a_channel_is_tried_before_it_is_kept(visits: Visits) -> None:
    page = visits.open("monitors", view="channels")
    page.get_by_role("button", name="New channel").click()
    dialog = page.get_by_role("dialog")
    name = f"chat {time.monotonic_ns()}"
    dialog.get_by_role("textbox", name="Name").fill(name)
    dialog.get_by_role("textbox", name="Address").fill("https://127.0.0.1/hook")
    dialog.get_by_role("button", name="Send a test").click()
    expect(dialog.get_by_role("status")).to_contain_text("leads into the server's own network", timeout=WAIT)
    dialog.get_by_role("textbox", name="Payload of an alert").fill("{{Name}}")
    visits.expected.append("400")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("The payload is no JSON", timeout=WAIT)
    dialog.get_by_role("textbox", name="Payload of an alert").fill('{"text": "{{Name}}"}')
    dialog.get_by_role("button", name="Save").click()
    row = page.get_by_role("row").filter(has_text=name)
    expect(row).to_contain_text("Slack", timeout=WAIT)
    row.get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0, timeout=WAIT)
