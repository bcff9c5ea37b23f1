"""The query editor: proposals, forms of calls and the meaning of words, from the running server."""

import re

from page_visits import IN_A_BROWSER, Visits, done, editor
from playwright.sync_api import Locator, Page, Route, expect

pytest_plugins = ("browser_session",)
pytestmark = IN_A_BROWSER


def proposals(page: Page) -> Locator:
    return page.locator(".cm-tooltip-autocomplete li")


def typed(page: Page, text: str) -> None:
    """Type as a person does, at the end of what is there; the editor is empty at first."""
    editor(page).focus()
    page.keyboard.type(text, delay=15)


def choose(page: Page) -> None:
    """Choose the first proposal; the list takes no keys in its first moment."""
    page.wait_for_timeout(150)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cm-tooltip-autocomplete li[aria-selected]")).to_have_count(1)


def take(page: Page) -> None:
    """Take the first proposal."""
    page.wait_for_timeout(150)
    page.keyboard.press("Tab")


def test_stages_are_written_from_the_proposals_by_keys_alone(visits: Visits) -> None:
    page = visits.open("search")
    typed(page, "* | times")
    expect(proposals(page)).to_have_count(1)
    expect(proposals(page).first).to_contain_text("timeslice")
    expect(proposals(page).first).to_contain_text("operator")
    take(page)
    page.keyboard.type(" 1h | count by ", delay=15)
    page.keyboard.press("Control+Space")
    expect(proposals(page).first).to_contain_text("_timeslice")
    # Enter takes what is chosen, and runs the query where nothing is.
    choose(page)
    page.keyboard.press("Enter")
    expect(editor(page)).to_have_text("* | timeslice 1h | count by _timeslice")
    page.keyboard.type(" | where _co", delay=15)
    expect(proposals(page).first).to_contain_text("_count")
    # Only the columns of the aggregate are left.
    expect(proposals(page).filter(has_text="_collector")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(proposals(page)).to_have_count(0)
    page.keyboard.type("unt > 0", delay=15)
    page.keyboard.press("Enter")
    done(page)


def test_the_chosen_proposal_shows_its_documentation(visits: Visits) -> None:
    page = visits.open("search")
    typed(page, "* | dedu")
    expect(proposals(page)).to_have_count(1)
    choose(page)
    info = page.locator(".cm-completionInfo")
    expect(info).to_contain_text("dedup [consecutive] [<n>] [by <field>, …]")
    expect(info).to_contain_text("Keeps the first row of each combination of fields")
    page.keyboard.press("Enter")
    expect(editor(page)).to_have_text("* | dedup")


def test_values_of_metadata_come_from_the_messages(visits: Visits) -> None:
    page = visits.open("search")
    typed(page, "_sourceCateg")
    expect(proposals(page)).to_have_count(1)
    take(page)
    # Behind the sign the values are asked for at once.
    value = proposals(page).filter(has_text="aws/observability/cloudtrail/logs")
    expect(value).to_have_count(1)
    expect(value).to_contain_text(re.compile(r"\d"))
    value.click()
    expect(editor(page)).to_have_text("_sourceCategory=aws/observability/cloudtrail/logs")


def test_a_call_shows_its_form_with_the_parameter_that_is_written(visits: Visits) -> None:
    page = visits.open("search")
    typed(page, "* | where roun")
    expect(proposals(page).first).to_contain_text("round")
    take(page)
    expect(editor(page)).to_have_text("* | where round()")
    form = page.locator(".lang-signature")
    expect(form.locator("strong")).to_have_text("value")
    page.keyboard.type("_size, ", delay=15)
    expect(form.locator("strong")).to_have_text("places")
    page.keyboard.type("1) > 0", delay=15)
    expect(form).to_have_count(0)


def test_the_pointer_over_a_word_shows_what_it_means(visits: Visits) -> None:
    page = visits.open("search", q="* | timeslice 1h | count by _timeslice")
    done(page)
    page.locator(".cm-line span", has_text="timeslice").first.hover()
    note = page.locator(".cm-tooltip-hover")
    expect(note).to_contain_text("Puts each row into a bucket of time.")
    page.locator(".cm-line span", has_text="_timeslice").last.hover()
    expect(note).to_contain_text("_timeslice: whole number")


def test_a_slow_answer_neither_blocks_nor_comes_too_late(visits: Visits) -> None:
    page = visits.open("search")
    held: list[Route] = []
    page.route("**/search/complete", lambda route: route.continue_() if held else held.append(route))
    with page.expect_event("requestfailed") as cancelled:
        with page.expect_request("**/search/complete"):
            typed(page, "* | cou")
        # Nobody waits for the first question any more once there is a second one.
        page.keyboard.type("nt by _sourceH", delay=15)
    assert cancelled.value.url.endswith("/search/complete")
    expect(proposals(page).first).to_contain_text("_sourceHost")
    take(page)
    expect(editor(page)).to_have_text("* | count by _sourceHost")
