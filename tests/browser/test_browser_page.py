"""The page in a real browser, over the real server with the demo account.

No test leaves the server's origin, and none may write an error to the console.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Route, expect, sync_playwright
from running_server import ACCESS_ID, ACCESS_KEY, RunningServer

from sagescope.search.document_queries import LOG_QUERIES, METRIC_QUERIES

ROOT = Path(__file__).parents[2]
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DAY = {"from": "-24h", "to": "now"}
CLOUDTRAIL = "_sourceCategory=aws/observability/cloudtrail/logs"
WAIT = 20_000
# The tops of what is drawn on a canvas: how many colours there are beside the empty one.
COLOURS = """canvas => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  return new Set(new Uint32Array(data.buffer)).size - 1
}"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed (make chromium)"),
    pytest.mark.skipif(
        not (ROOT / "src/sagescope/api/static/index.html").exists(),
        reason="the page is not built (make page)",
    ),
]


@dataclass
class Visits:
    """Pages of the server, and what went wrong on them."""

    browser: Browser
    server: RunningServer
    problems: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def blank(self, scheme: str = "dark", state: str | None = None) -> Page:
        """A page of a browser without a session, or with the one in the file `state`."""
        context = self.browser.new_context(
            color_scheme="dark" if scheme == "dark" else "light",
            viewport={"width": 1440, "height": 900},
            storage_state=state,
        )
        context.set_default_timeout(WAIT)
        context.on("request", lambda request: self._went_to(request.url))
        page = context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.problems.append(f"uncaught: {error}"))
        return page

    def _went_to(self, url: str) -> None:
        if not url.startswith((f"{self.server.url}/", "data:", "blob:")):
            self.problems.append(f"request to another origin: {url}")

    def _said(self, message: ConsoleMessage) -> None:
        text = f"{message.text} {message.location.get('url', '')}"
        known = any(word in text for word in self.expected)
        if message.type in ("error", "warning") and not known:
            self.problems.append(f"console {message.type}: {text}")


Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def session(browser: Browser, demo_server: RunningServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file with the cookies of somebody who has signed in by a link."""
    state = str(tmp_path_factory.mktemp("browser") / "session.json")
    context = browser.new_context()
    context.new_page().goto(sign_in_link(demo_server))
    context.storage_state(path=state)
    context.close()
    return state


@pytest.fixture
def visits(browser: Browser, demo_server: RunningServer) -> Iterator[Visits]:
    made = Visits(browser, demo_server)
    yield made
    for context in browser.contexts:
        context.close()
    assert made.problems == []


@pytest.fixture
def visit(visits: Visits, session: str) -> Open:
    """Opens a page of the address with a session: `visit("search", q="error")`."""

    def opened(name: str, scheme: str = "dark", **state: str | list[str]) -> Page:
        page = visits.blank(scheme, session)
        page.goto(f"{visits.server.url}/{name}?{urlencode({**DAY, **state}, doseq=True)}")
        return page

    return opened


def sign_in_link(server: RunningServer) -> str:
    made = server.command("tokens", "link")
    assert made.returncode == 0, made.stderr
    return made.stdout.split()[-1]


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Query", exact=True)


def done(page: Page) -> None:
    expect(page.get_by_role("contentinfo").get_by_role("status")).to_have_text("Done", timeout=WAIT)


def row_count(page: Page, table: str) -> int:
    """Rows of a table without its head; the first of them has to be on screen."""
    found = page.get_by_role("table", name=table)
    expect(found.get_by_role("row").nth(1)).to_be_visible()
    return int(found.get_attribute("aria-rowcount") or 0) - 1


def drawn(page: Page) -> int:
    """How many colours the chart has; waits until it is drawn."""
    canvas = page.locator(".chart canvas")
    canvas.wait_for()
    page.wait_for_function(f"({COLOURS})(document.querySelector('.chart canvas')) > 20")
    return int(canvas.evaluate(COLOURS))


def test_a_sign_in_link_opens_the_search_page_once(visits: Visits) -> None:
    visits.expected.append("/api/v1/session")  # the page asks who it is, and is told: nobody
    link = sign_in_link(visits.server)
    page = visits.blank()
    page.goto(link)
    page.wait_for_url("**/search")
    expect(editor(page)).to_be_visible()
    expect(page.get_by_text("Demo data")).to_be_visible()
    other = visits.blank()
    visits.expected.append("/signin")
    other.goto(link)
    expect(other.get_by_role("textbox", name="Query")).to_have_count(0)


def test_an_access_key_signs_in_and_out(visits: Visits) -> None:
    visits.expected.append("/api/v1/session")
    page = visits.blank()
    page.goto(f"{visits.server.url}/search?q=error")
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
def test_a_log_query_of_the_document_shows_records(visit: Open, name: str) -> None:
    page = visit("search", q=LOG_QUERIES[name])
    done(page)
    expect(page.get_by_role("tab", name="Aggregates")).to_have_attribute("aria-selected", "true")
    assert row_count(page, "Records") > 1
    assert drawn(page) > 20
    expect(page.get_by_role("radio", name="Map")).to_be_checked(checked=name == "locations")
    credit = page.get_by_role("link", name="IP geolocation by DB-IP")
    expect(credit).to_have_count(1 if name == "locations" else 0)
    bars = page.get_by_role("region", name="Messages over time").locator("svg rect")
    assert bars.count() > 90, "a day has 96 quarters of an hour, and the demo fills them"


@pytest.mark.parametrize("name", METRIC_QUERIES)
def test_a_metrics_query_of_the_document_draws_series(visit: Open, name: str) -> None:
    page = visit("metrics-search", m=METRIC_QUERIES[name])
    assert row_count(page, "Series") > 1
    assert drawn(page) > 20
    page.reload()
    expect(page.get_by_role("textbox", name="Query of row A")).to_have_value(METRIC_QUERIES[name])
    assert row_count(page, "Series") > 1


def test_each_example_gives_rows(visit: Open) -> None:
    for index in range(3):
        page = visit("search")
        page.get_by_role("listitem").get_by_role("button", name="account=").nth(index).click()
        done(page)
        assert "of 0 " not in page.get_by_role("contentinfo").inner_text()
        if index == 2:
            cells = page.get_by_role("row").first.get_by_role("gridcell")
            expect(cells.filter(has_text="/invocations")).to_be_visible()
        else:
            assert row_count(page, "Records") > 5


def test_a_fault_is_underlined_in_place_and_its_fix_runs(visit: Open) -> None:
    page = visit("search")
    editor(page).fill(f"{CLOUDTRAIL} | cuont by account")
    expect(page.locator(".cm-lintRange-error")).to_have_text("cuont")
    page.get_by_role("button", name="Use count").click()
    expect(editor(page)).to_have_text(f"{CLOUDTRAIL} | count by account")
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)
    editor(page).press("Enter")
    done(page)
    assert row_count(page, "Records") >= 1


def test_a_message_opens_beside_the_list_with_its_json(visit: Open) -> None:
    page = visit("search", q=f"{CLOUDTRAIL} | count by account")
    done(page)
    page.get_by_role("tab", name="Messages").click()
    first = page.get_by_role("treegrid", name="Messages").get_by_role("row").first
    first.hover()
    first.get_by_role("button", name="Open").click()
    drawer = page.get_by_role("complementary")
    drawer.get_by_role("tab", name="JSON").click()
    expect(drawer.get_by_text("eventSource", exact=False).first).to_be_visible()
    title = drawer.get_by_role("heading").inner_text()
    page.keyboard.press("j")
    expect(drawer.get_by_role("heading")).not_to_have_text(title)
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


def test_keys_run_a_query_and_stop_it(visit: Open) -> None:
    page = visit("search")
    held: list[Route] = []
    page.keyboard.press("/")
    page.keyboard.type(f"{CLOUDTRAIL} | count by account")
    page.keyboard.press("Enter")
    done(page)
    # The server answers faster than a key is pressed twice, so the question is held up on its way.
    page.route("**/api/v1/search/run", held.append)
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


def test_light_and_dark_follow_the_system(visit: Open) -> None:
    page = visit("search", scheme="light", q=f"{CLOUDTRAIL} | count by account")
    done(page)

    def lightness() -> int:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]) // 3

    assert lightness() > 200
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.mantineColorScheme === 'dark'")
    assert lightness() < 60


def test_a_reload_shows_the_same_and_so_does_a_stretch_zoomed_to(visit: Open) -> None:
    page = visit("search", q=LOG_QUERIES["operations"], chart="area")
    done(page)
    bars = page.get_by_role("group", name="Stretch of time")
    for key in ("ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "Enter"):
        bars.press(key)
    page.wait_for_url(lambda url: "from=-24h" not in url)
    done(page)
    address = page.url
    for _ in range(2):
        expect(page.get_by_role("radio", name="Areas")).to_be_checked()
        assert page.url == address
        assert 1 <= row_count(page, "Records") <= 2, "three quarters of an hour touch two hours at most"
        page.reload()
        done(page)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm ci in web/)")
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_nothing_serious_bars_anybody_from_using_it(visit: Open, scheme: str) -> None:
    views = {
        "first": visit("search", scheme),
        "records": visit("search", scheme, q=LOG_QUERIES["operations"]),
        "messages": visit("search", scheme, q="error"),
        "metrics": visit("metrics-search", scheme, m=list(METRIC_QUERIES.values())),
    }
    for name, page in views.items():
        if name in ("records", "messages"):
            done(page)
        elif name == "metrics":
            row_count(page, "Series")
        else:
            editor(page).wait_for()
        # Evaluated by the browser's own tools, so that the page's policy on scripts stays in force.
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run({ resultTypes: ['violations'] }).then(found => found.violations)")
        serious = [
            (violation["id"], violation["help"], [node["html"][:200] for node in violation["nodes"]][:3])
            for violation in found
            if violation["impact"] in ("serious", "critical")
        ]
        assert serious == [], name
