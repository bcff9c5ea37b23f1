"""The page in a real browser, over the real server with the demo account.

No test leaves the server's origin, and none may write an error to the console.
"""

import pytest
from page_visits import IN_A_BROWSER, WITH_AXE, Visits, done, editor, serious, sign_in_link
from playwright.sync_api import Page, Route, expect

from running_server import ACCESS_ID, ACCESS_KEY, eventually
from sagescope.search.document_queries import LOG_QUERIES, METRIC_QUERIES

CLOUDTRAIL = "_sourceCategory=aws/observability/cloudtrail/logs"
# How many colours a chart has beside the empty one. It is copied first, since reading slows the original.
COLOURS = """chart => {
  const copy = Object.assign(document.createElement('canvas'), { width: chart.width, height: chart.height })
  const pen = copy.getContext('2d', { willReadFrequently: true })
  pen.drawImage(chart, 0, 0)
  const { data } = pen.getImageData(0, 0, copy.width, copy.height)
  return new Set(new Uint32Array(data.buffer)).size - 1
}"""

pytest_plugins = ("browser_session",)
pytestmark = IN_A_BROWSER


def row_count(page: Page, table: str) -> int:
    """Rows of a table without its head; the first of them has to be on screen."""
    found = page.get_by_role("table", name=table)
    expect(found.get_by_role("row").nth(1)).to_be_visible()
    return int(found.get_attribute("aria-rowcount") or 0) - 1


def drawn(page: Page) -> bool:
    """Whether a chart is drawn: the smoothed edges of its lines and letters have many colours."""
    canvas = page.locator(".chart canvas")
    return bool(eventually(lambda: canvas.evaluate(COLOURS) > 20))


def test_a_sign_in_link_opens_home_once(visits: Visits) -> None:
    visits.expected.append("/api/v1/session")  # the page asks who it is, and is told: nobody
    link = sign_in_link(visits.server)
    page = visits.stranger(link)
    page.wait_for_url(f"{visits.server.url}/")
    expect(page.get_by_role("region", name="What is wrong now")).to_be_visible()
    expect(page.get_by_text("Demo data")).to_be_visible()
    visits.expected.append("/signin")
    other = visits.stranger(link)
    expect(other.get_by_role("textbox", name="Query")).to_have_count(0)


def test_an_access_key_signs_in_and_out(visits: Visits) -> None:
    visits.expected.append("/api/v1/session")
    page = visits.stranger(f"{visits.server.url}/search?q=error")
    page.get_by_label("Access ID").fill(ACCESS_ID)
    page.get_by_label("Access key").fill("not the key")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Access key").fill(ACCESS_KEY)
    page.get_by_role("button", name="Sign in").click()
    expect(editor(page)).to_have_text("error")
    page.get_by_role("button", name="Account of").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_label("Access ID")).to_be_visible()


@pytest.mark.parametrize("name", LOG_QUERIES)
def test_a_log_query_of_the_document_shows_records(visits: Visits, name: str) -> None:
    page = visits.open("search", q=LOG_QUERIES[name])
    done(page)
    expect(page.get_by_role("tab", name="Aggregates")).to_have_attribute("aria-selected", "true")
    assert row_count(page, "Records") > 1
    assert drawn(page)
    expect(page.get_by_role("radio", name="Map")).to_be_checked(checked=name == "locations")
    credit = page.get_by_role("link", name="IP geolocation by DB-IP")
    expect(credit).to_have_count(1 if name == "locations" else 0)
    bars = page.get_by_role("region", name="Messages over time").locator("svg rect")
    assert bars.count() > 90, "a day has 96 quarters of an hour, and the demo fills them"


@pytest.mark.parametrize("name", METRIC_QUERIES)
def test_a_metrics_query_of_the_document_draws_series(visits: Visits, name: str) -> None:
    page = visits.open("metrics-search", m=METRIC_QUERIES[name])
    assert row_count(page, "Series") > 1
    assert drawn(page)
    page.reload()
    expect(page.get_by_role("textbox", name="Query of row A")).to_have_text(METRIC_QUERIES[name])
    assert row_count(page, "Series") > 1


def test_each_example_gives_rows(visits: Visits) -> None:
    for index in range(3):
        page = visits.open("search")
        page.get_by_role("listitem").get_by_role("button", name="account=").nth(index).click()
        done(page)
        assert "of 0 " not in page.locator("footer").inner_text()
        if index == 2:
            cells = page.get_by_role("row").first.get_by_role("gridcell")
            expect(cells.filter(has_text="/invocations")).to_be_visible()
        else:
            assert row_count(page, "Records") > 5


def test_a_fault_is_underlined_in_place_and_its_fix_runs(visits: Visits) -> None:
    page = visits.open("search")
    editor(page).fill(f"{CLOUDTRAIL} | cuont by account")
    expect(page.locator(".cm-lintRange-error")).to_have_text("cuont")
    page.get_by_role("button", name="Use count").click()
    expect(editor(page)).to_have_text(f"{CLOUDTRAIL} | count by account")
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)
    editor(page).press("Enter")
    done(page)
    assert row_count(page, "Records") >= 1


def test_a_message_opens_beside_the_list_with_its_json(visits: Visits) -> None:
    page = visits.open("search", q=f"{CLOUDTRAIL} | count by account")
    done(page)
    page.get_by_role("tab", name="Messages").click()
    first = page.get_by_role("treegrid", name="Messages").get_by_role("row").first
    first.hover()
    first.get_by_role("button", name="Open").click()
    drawer = page.get_by_role("complementary")
    drawer.get_by_role("tab", name="JSON").click()
    expect(drawer.get_by_text("eventSource", exact=False).first).to_be_visible()
    # Neighbours may be of the same second, but no two events have one id.
    shown = drawer.inner_text()
    page.keyboard.press("j")
    expect(drawer).not_to_have_text(shown, use_inner_text=True)
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


def test_keys_run_a_query_and_stop_it(visits: Visits) -> None:
    page = visits.open("search")
    held: list[Route] = []
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    expect(editor(page)).to_be_focused()
    page.keyboard.type(f"{CLOUDTRAIL} | count by account")
    page.keyboard.press("Enter")
    done(page)
    # The server answers faster than a key is pressed twice, so the question is held up on its way.
    page.route("**/api/v1/search/run", lambda route: held.append(route))
    page.locator("main").focus()
    with page.expect_request("**/api/v1/search/run"):
        page.keyboard.press("r")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    with page.expect_request(lambda request: request.method == "DELETE"):
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible()
    page.unroute("**/api/v1/search/run")
    with page.expect_response("**/api/v1/search/run"):
        page.keyboard.press("r")
    done(page)


def test_light_and_dark_follow_the_system(visits: Visits) -> None:
    page = visits.open("search", q=f"{CLOUDTRAIL} | count by account")
    done(page)

    def lightness() -> int:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]) // 3

    assert lightness() < 60
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "light")
    assert lightness() > 200
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    assert lightness() < 60


def test_a_reload_shows_the_same_and_so_does_a_stretch_zoomed_to(visits: Visits) -> None:
    page = visits.open("search", q=LOG_QUERIES["operations"], chart="area")
    done(page)
    bars = page.get_by_role("group", name="Stretch of time")
    for key in ("ArrowLeft", *["Shift+ArrowLeft"] * 9, "Enter"):
        bars.press(key)
    page.wait_for_url(lambda url: "from=-24h" not in url)
    done(page)
    address = page.url
    for _ in range(2):
        expect(page.get_by_role("radio", name="Areas")).to_be_checked()
        assert page.url == address
        assert row_count(page, "Records") in (3, 4), "ten quarters of an hour lie in three hours or four"
        page.reload()
        done(page)


@WITH_AXE
@pytest.mark.parametrize("view", ["first", "records", "messages", "metrics"])
def test_nothing_serious_bars_anybody_from_using_it(visits: Visits, view: str) -> None:
    match view:
        case "metrics":
            page = visits.open("metrics-search", m=list(METRIC_QUERIES.values()))
            row_count(page, "Series")
        case "first":
            page = visits.open("search")
            expect(page.get_by_role("heading", name="Start from an example")).to_be_visible()
        case _:
            page = visits.open("search", q=LOG_QUERIES["operations"] if view == "records" else "error")
            done(page)
    assert serious(page, "{}") == []
    page.emulate_media(color_scheme="light")
    assert serious(page, "{ runOnly: ['color-contrast'] }") == []
