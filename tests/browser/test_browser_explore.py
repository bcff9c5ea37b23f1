"""Home, Explore, the page of an entity and idle endpoints, over the demo account."""

import re
from urllib.parse import parse_qs, urlparse

import pytest
from page_visits import IN_A_BROWSER, WAIT, WITH_AXE, Visits, serious
from playwright.sync_api import Page, expect

from sagescope.demo.account import ENDPOINTS, ENERGY

IDLE = next(endpoint.name for endpoint in ENDPOINTS if not endpoint.per_minute)

pytest_plugins = ("browser_session",)
pytestmark = IN_A_BROWSER


def tree(page: Page) -> None:
    expect(page.get_by_role("treeitem").first).to_be_visible(timeout=WAIT)


def entity_page(visits: Visits) -> Page:
    """The page of the endpoint of the incident, found as a person finds it."""
    page = visits.open("explore", f="kind=endpoint")
    tree(page)
    page.get_by_role("textbox", name="Filter").fill(ENERGY)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=f"Remove {ENERGY}")).to_be_visible()
    page.get_by_role("treeitem").filter(has_text=ENERGY).click()
    page.get_by_role("link", name="Open", exact=True).click()
    page.wait_for_url("**/explore/entity/**")
    expect(page.get_by_role("heading", name=ENERGY)).to_be_visible(timeout=WAIT)
    return page


def test_home_leads_to_what_is_wrong(visits: Visits) -> None:
    page = visits.open("")
    wrong = page.get_by_role("region", name="What is wrong now")
    # Which job failed in the last day, and whether an endpoint fails now, depends on the hour.
    first = wrong.get_by_role("listitem").filter(has_text="Failed since").first
    reason = first.get_by_role("paragraph").inner_text(timeout=WAIT).partition(": ")[2]
    assert reason
    expect(page.get_by_role("region", name="What arrives").get_by_role("row")).not_to_have_count(1)
    name = first.get_by_role("link").inner_text()
    first.get_by_role("link").click()
    page.wait_for_url("**/explore/entity/**")
    expect(page.get_by_role("heading", name=name)).to_be_visible(timeout=WAIT)
    status = page.get_by_role("region", name="Status")
    expect(status.get_by_text("Failed", exact=True)).to_be_visible()
    expect(page.get_by_text(reason).first).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(page.get_by_role("region", name="What is wrong now")).to_be_visible(timeout=WAIT)


def test_the_tree_is_walked_by_keys_and_kept_in_the_address(visits: Visits) -> None:
    page = visits.open("explore")
    tree(page)
    page.get_by_role("tree").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
    chosen = page.get_by_role("treeitem", selected=True)
    expect(chosen).to_have_attribute("aria-level", "2")
    expect(chosen).to_have_attribute("aria-expanded", "false")
    [node] = parse_qs(urlparse(page.url).query)["node"]
    assert node == "account=dev/region=us-east-1"
    page.reload()
    expect(page.get_by_role("treeitem", selected=True)).to_contain_text("us-east-1")
    expect(page.get_by_role("region", name="us-east-1")).to_contain_text("dev")


def test_an_entity_has_charts_configuration_callers_and_logs(visits: Visits) -> None:
    page = entity_page(visits)
    for title in ("Invocations", "Latency", "Memory"):
        expect(page.get_by_role("figure", name=title).locator("canvas")).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("region", name="Configuration")).to_contain_text("2 × ml.m5.xlarge")
    expect(page.get_by_role("region", name="Changes")).to_contain_text("SageMakerDeployRole/github-actions")
    expect(page.get_by_role("region", name="Callers").get_by_role("row").nth(1)).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("log").locator("code").first).to_be_visible(timeout=WAIT)
    page.get_by_role("region", name="Logs").get_by_role("link", name="Open in Search").click()
    page.wait_for_url(re.compile(r"/search\?.*Endpoints%2F" + ENERGY))


def test_an_idle_endpoint_has_its_price(visits: Visits) -> None:
    page = visits.open("explore/idle", hours="6")
    row = page.get_by_role("row").filter(has_text=IDLE)
    expect(row).to_contain_text("1 × ml.g5.2xlarge", timeout=WAIT)
    expect(row).to_contain_text("$")
    row.get_by_role("link", name=IDLE).click()
    expect(page.get_by_role("heading", name=IDLE)).to_be_visible(timeout=WAIT)


def test_an_entity_that_is_not_there_is_told_with_a_way_on(visits: Visits) -> None:
    visits.expected.append("/api/v1/explore/entity")
    page = visits.open("explore/entity/0000000000000000")
    expect(page.get_by_role("alert")).to_contain_text("No entity '0000000000000000' was seen.", timeout=WAIT)
    page.get_by_role("alert").get_by_role("link", name="Explore").click()
    tree(page)


@WITH_AXE
@pytest.mark.parametrize("view", ["home", "explore", "entity", "idle"])
def test_nothing_serious_bars_anybody_from_using_it(visits: Visits, view: str) -> None:
    match view:
        case "home":
            page = visits.open("")
            expect(page.get_by_role("region", name="What arrives")).to_be_visible(timeout=WAIT)
        case "explore":
            page = visits.open("explore", node="account=prod")
            tree(page)
        case "entity":
            page = entity_page(visits)
            expect(page.get_by_role("log")).to_be_visible(timeout=WAIT)
        case _:
            page = visits.open("explore/idle", hours="6")
            expect(page.get_by_role("row").filter(has_text=IDLE)).to_be_visible(timeout=WAIT)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert serious(page) == []
