"""The metrics page: rows that are typed, rows over rows, the chart and its range, faults in their place."""

import re
from urllib.parse import parse_qs, urlparse

import pytest
from page_visits import IN_A_BROWSER, WAIT, Visits
from playwright.sync_api import Locator, Page, expect

pytest_plugins = ("browser_session",)
pytestmark = IN_A_BROWSER

ERRORS = "namespace=AWS/SageMaker endpointname=churn-* metric=Invocation5XXErrors statistic=Sum | sum by endpointname"
CALLS = "namespace=AWS/SageMaker endpointname=churn-* metric=Invocations statistic=Sum | sum by endpointname"


def row(page: Page, letter: str) -> Locator:
    return page.get_by_role("textbox", name=f"Query of row {letter}")


def typed(page: Page, letter: str, text: str) -> None:
    """Write a row as a person does, without taking what is proposed."""
    row(page, letter).focus()
    page.keyboard.type(text)
    page.keyboard.press("Escape")
    expect(row(page, letter)).to_have_text(text)


def legends(page: Page) -> list[str]:
    found = page.get_by_role("table", name="Series").get_by_role("button", name=re.compile("^#"))
    expect(found.first).to_be_visible(timeout=WAIT)
    return found.all_inner_texts()


def rows_drawn(page: Page) -> set[str]:
    """The letters of the rows that have series in the legend."""
    return {text[:2] for text in legends(page)}


def state(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlparse(page.url).query, keep_blank_values=True)


def test_two_rows_and_one_over_both_are_typed_and_drawn(visits: Visits) -> None:
    page = visits.open("metrics-search")
    typed(page, "A", ERRORS)
    page.get_by_role("button", name="Add row").click()
    typed(page, "B", CALLS)
    page.get_by_role("button", name="Add row").click()
    typed(page, "C", "#A / #B * 100 along endpointname as error_rate")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(
        page.get_by_role("group", name="Row C").get_by_text(re.compile(r"\d series · buckets of"))
    ).to_be_visible(timeout=WAIT)
    assert rows_drawn(page) == {"#A", "#B", "#C"}
    assert any("error_rate endpointname=" in text for text in legends(page))
    assert len(state(page)["m"]) == 3

    # The third row goes on reading the ones that are hidden.
    page.get_by_role("button", name="Hide row A").click()
    page.get_by_role("button", name="Hide row B").click()
    expect(page.get_by_role("button", name=re.compile("^#A"))).to_have_count(0, timeout=WAIT)
    expect(page.get_by_role("button", name=re.compile("^#B"))).to_have_count(0, timeout=WAIT)
    assert rows_drawn(page) == {"#C"}
    address = page.url
    page.reload()
    assert rows_drawn(page) == {"#C"}
    assert page.url == address
    page.get_by_role("button", name="Show row A").click()
    expect(page.get_by_role("button", name=re.compile("^#A")).first).to_be_visible(timeout=WAIT)

    # Letters stay, so that the row over the others would say which one it misses.
    page.get_by_role("button", name="Delete row B").click()
    fault = page.get_by_role("group", name="Row C").get_by_role("alert")
    expect(fault).to_contain_text("#B", timeout=WAIT)
    expect(row(page, "C")).to_contain_text("#A / #B")
    assert rows_drawn(page) == {"#A"}


def test_a_row_is_completed_from_the_series_and_the_operators(visits: Visits) -> None:
    page = visits.open("metrics-search")
    proposals = page.locator(".cm-tooltip-autocomplete li")
    row(page, "A").focus()
    page.keyboard.type("namespa", delay=15)
    expect(proposals.first).to_contain_text("namespace")
    page.wait_for_timeout(150)
    page.keyboard.press("Tab")
    # Behind the sign the values are asked for at once.
    expect(proposals.filter(has_text="AWS/SageMaker").first).to_be_visible()
    page.keyboard.type("AWS/SageMaker metric=Invocations | su", delay=15)
    expect(proposals.first).to_contain_text("sum")
    page.keyboard.type("m by endp", delay=15)
    expect(proposals.first).to_contain_text("endpointname")
    page.wait_for_timeout(150)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert rows_drawn(page) == {"#A"}
    expect(row(page, "A")).to_be_focused()


def test_a_drag_over_the_chart_narrows_the_range(visits: Visits) -> None:
    page = visits.open("metrics-search", m=CALLS)
    legends(page)
    box = page.locator(".chart canvas").first.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.4, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, middle, steps=4)
    page.mouse.up()
    page.wait_for_url(lambda url: "from=-24h" not in url)
    length = int(state(page)["to"][0]) - int(state(page)["from"][0])
    assert 3.5 * 3_600_000 < length < 7 * 3_600_000, "a fifth of a day"
    legends(page)
    page.get_by_role("radio", name="Areas").check()
    page.wait_for_url("**chart=area*")
    page.reload()
    expect(page.get_by_role("radio", name="Areas")).to_be_checked()


def test_a_fault_stands_at_its_row_with_its_fix(visits: Visits) -> None:
    page = visits.open("metrics-search", m=[CALLS, CALLS.replace("| sum", "| smu")])
    fault = page.get_by_role("group", name="Row B").get_by_role("alert")
    expect(fault).to_contain_text("smu", timeout=WAIT)
    assert rows_drawn(page) == {"#A"}
    expect(page.locator(".cm-lintRange-error")).to_have_text("smu")
    fault.get_by_role("button", name="Use sum").click()
    expect(row(page, "B")).to_have_text(CALLS)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(fault).to_have_count(0, timeout=WAIT)
    expect(page.get_by_role("button", name=re.compile("^#B")).first).to_be_visible(timeout=WAIT)


@pytest.mark.parametrize(
    ("query", "says"), [("metric=NoSuchMetric", "#A: No series"), ("nodimension=x", "nodimension")]
)
def test_no_series_says_why(visits: Visits, query: str, says: str) -> None:
    page = visits.open("metrics-search", m=query)
    expect(page.get_by_role("heading", name="No series")).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("main").get_by_role("listitem").filter(has_text=says)).to_be_visible()
    page.get_by_role("button", name="Twice the range").click()
    page.wait_for_url(lambda url: "from=-24h" not in url)


def test_a_legend_draws_one_series_alone(visits: Visits) -> None:
    page = visits.open("metrics-search", m=CALLS)
    first = legends(page)[0]
    page.get_by_role("button", name=first, exact=True).click()
    expect(page.get_by_role("button", name=first, exact=True)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name=re.compile("^Show all")).click()
    expect(page.get_by_role("button", name=first, exact=True)).to_have_attribute("aria-pressed", "false")
