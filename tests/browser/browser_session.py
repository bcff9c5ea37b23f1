"""The browser of the tests of the page, signed in at a server with the demo account."""

from collections.abc import Iterator

import pytest
from page_visits import CHROMIUM, WAIT, Visits, sign_in_link
from playwright.sync_api import BrowserContext, sync_playwright

from running_server import RunningServer

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def signed_in(demo_server: RunningServer) -> Iterator[BrowserContext]:
    """A browser in which somebody has signed in by a link."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(
            color_scheme="dark", reduced_motion="reduce", viewport={"width": 1440, "height": 900}
        )
        context.set_default_timeout(WAIT)
        page = context.new_page()
        page.goto(sign_in_link(demo_server))
        page.wait_for_url(f"{demo_server.url}/")
        page.close()
        yield context
        browser.close()


@pytest.fixture
def visits(demo_server: RunningServer, signed_in: BrowserContext) -> Iterator[Visits]:
    made = Visits(demo_server, signed_in)
    yield made
    for page in made.pages:
        page.close()
    assert made.problems == []
