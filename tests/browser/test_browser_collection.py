"""The pages Collection and Live tail: a source is added, tried and looked at, and its messages are followed."""

import re

from page_visits import IN_A_BROWSER, Visits
from playwright.sync_api import expect

from running_server import RunningServer, post

pytest_plugins = ("browser_session",)
pytestmark = IN_A_BROWSER


def test_a_source_is_added_tried_and_looked_at(visits: Visits, demo_server: RunningServer) -> None:
    page = visits.open("collection")
    page.get_by_role("button", name="Add source").click()
    form = page.get_by_role("dialog")
    form.get_by_label("CloudWatch Logs (Firehose)").check()
    form.get_by_label("Name").fill("from the page")
    form.get_by_label("Account").fill("dev")
    form.get_by_role("button", name="Add source").click()
    panel = page.get_by_role("complementary", name="from the page")
    expect(panel).to_contain_text("account=dev")
    # The secret of the address shows when it is asked for.
    expect(panel.get_by_text(re.compile(r"/receiver/v1/http/[\w-]{40}")).first).not_to_be_visible()
    panel.get_by_role("button", name="Show").click()
    address = panel.get_by_text(re.compile(r"^http\S+/receiver/v1/http/[\w-]{40}")).first.inner_text()
    assert post(address, "frompage hello\nfrompage again").status_code == 200
    expect(panel.get_by_text("frompage again")).to_be_visible(timeout=30_000)
    panel.get_by_role("button", name="Leave out health checks").click()
    expect(panel.get_by_role("listitem").filter(has_text="health checks")).to_contain_text("Exclude")
    panel.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("row").filter(has_text="from the page")).to_contain_text("Paused")
    panel.get_by_role("button", name="Remove").click()
    panel.get_by_role("button", name="Yes, remove it").click()
    expect(panel).to_have_count(0)


def test_a_rule_shows_what_it_makes_of_real_messages(visits: Visits) -> None:
    page = visits.open("collection", tab="rules")
    page.get_by_role("button", name="Add rule").click()
    page.get_by_label("Scope").fill("_sourceCategory=aws/observability/cloudtrail/logs")
    page.get_by_label("Expression").fill('json "eventName" as tried')
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_contain_text(re.compile(r"Matched \d+ of \d+, tried in \d+"), timeout=30_000)
    # What is wrong is said in place of a result.
    page.get_by_label("Expression").fill("jsson x")
    visits.expected.append("400")
    expect(preview.get_by_role("alert")).to_contain_text("jsson", timeout=30_000)


def test_messages_are_followed_as_they_arrive(visits: Visits, demo_server: RunningServer) -> None:
    page = visits.open("tail")
    page.get_by_label("Scope").fill("followme | count")
    expect(page.get_by_role("link", name="Run it in Search")).to_be_visible()
    page.get_by_label("Scope").fill("followme")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("status").first).to_contain_text("a second")
    url = demo_server.source("followed")
    post(url, "followme one#011tabbed")
    rows = page.get_by_role("log", name="Messages")
    expect(rows).to_contain_text("followme one\ttabbed", timeout=30_000)
    page.get_by_role("button", name="Pause").click()
    post(url, "followme two")
    expect(page.get_by_role("button", name=re.compile("1 new"))).to_be_visible(timeout=30_000)
    expect(rows).not_to_contain_text("followme two")
    page.get_by_role("button", name="Go on").click()
    expect(rows).to_contain_text("followme two")
