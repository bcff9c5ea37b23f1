"""Pages of objectives: one that is measured before it is kept, its budget, a monitor on its burn rates, a change."""

import re

from page_visits import IN_A_BROWSER, WAIT, WCAG, WITH_AXE, Visits, serious
from playwright.sync_api import Locator, Page, expect

pytest_plugins = ("browser_session",)
pytestmark = [*IN_A_BROWSER, WITH_AXE]

BAD = "metric=Invocation5XXErrors statistic=sum"
ALL = "metric=Invocations statistic=sum"


def _write(page: Page, name: str, query: str) -> None:
    box = page.get_by_role("textbox", name=name, exact=True)
    box.click()
    box.fill(query)


def _number(place: Locator, name: str) -> float:
    text = place.locator("dt", has_text=name).locator("xpath=following-sibling::dd").first.inner_text()
    return float(text.split()[0].replace(",", ""))


def test_an_objective_is_measured_kept_watched_and_changed(visits: Visits) -> None:
    page = visits.open("monitors", view="objectives")
    page.get_by_role("link", name="New objective").first.click()
    _write(page, "Query of the bad ones", BAD)
    _write(page, "Query of all", ALL)
    preview = page.get_by_role("complementary", name="Preview")
    preview.get_by_role("button", name="Measure").click()
    expect(preview.get_by_role("status")).to_contain_text("Good of all", timeout=WAIT)
    sli = _number(preview, "SLI")
    assert 50 < sli < 100
    page.get_by_role("button", name="Make the objective").click()
    expect(page.get_by_role("alert")).to_contain_text("Give it a name.")
    page.get_by_role("textbox", name="Name", exact=True).fill("Answers of all endpoints")
    assert serious(page, WCAG) == []
    page.get_by_role("button", name="Make the objective").click()
    page.wait_for_url(re.compile(r"/monitors/objectives/[0-9A-F]{16}"))
    chart = page.get_by_role("region", name="Error budget").locator("canvas")
    expect(chart.first).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("region", name="Burn rates").get_by_role("row")).to_have_count(5)
    watching = page.get_by_role("region", name="Monitors on it")
    expect(watching).to_contain_text("nobody is told")
    watching.get_by_role("button", name="Make a monitor of its burn rates").click()
    expect(watching.get_by_role("link", name="Answers of all endpoints: budget burns")).to_be_visible(
        timeout=WAIT
    )
    assert serious(page, WCAG) == []
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("textbox", name="Target in percent").fill("1")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Edit")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="Monitors", exact=True).click()
    page.get_by_role("tab", name="Objectives").click()
    row = page.get_by_role("row").filter(has_text="Answers of all endpoints")
    expect(row).to_contain_text("Met", timeout=WAIT)
    expect(row).to_contain_text("1 %")
    assert serious(page, WCAG) == []


def test_a_monitor_on_an_objective_keeps_its_kind_when_it_is_saved(visits: Visits) -> None:
    page = visits.open("monitors")
    page.get_by_role("link", name="Answers of all endpoints: budget burns").click()
    expect(page.get_by_role("link", name="Its objective")).to_be_visible(timeout=WAIT)
    page.get_by_role("textbox", name="Playbook").fill("Look at the endpoint.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="Its objective").click()
    page.get_by_role("region", name="Monitors on it").get_by_role("link").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.wait_for_url(re.compile(r"/monitors$|/monitors\?"))
    page.get_by_role("tab", name="Objectives").click()
    # It is asked for once more when its page opens, which has to be answered before it is gone.
    with page.expect_response(re.compile(r"/api/v1/slos/[0-9A-F]{16}$")):
        page.get_by_role("link", name="Answers of all endpoints").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("link", name="Answers of all endpoints")).to_have_count(0, timeout=WAIT)
