"""Pages of a running server in a browser, and what goes wrong on them."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from running_server import RunningServer

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WAIT = 15_000
"""How long the page may take for a step, milliseconds."""

IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed (make chromium)"),
    pytest.mark.skipif(
        not (ROOT / "src/sagescope/api/static/index.html").exists(),
        reason="the page is not built (make page)",
    ),
]
"""The marks of every test of the page."""

AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
WITH_AXE = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm ci in web/)")
"""The mark of tests that ask axe."""
WCAG = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa'] }"
"""The rules of WCAG alone, for `serious`."""

_AT_REST = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  const moving = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
  await Promise.allSettled(moving.map((one) => one.finished))
}"""
"""Waits until what was begun is drawn: colours that are still turning into others would be taken for faint ones."""

DAY = {"from": "-24h", "to": "now"}


@dataclass
class Visits:
    """The pages that one test opens.

    `problems` are requests to other origins, uncaught errors, and errors and warnings of the console that
    have no word of `expected` in them.
    """

    server: RunningServer
    signed_in: BrowserContext
    problems: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def open(self, name: str, **state: str | list[str]) -> Page:
        """A page with a session: `open("search", q="error")`."""
        page = self._watched(self.signed_in)
        page.goto(f"{self.server.url}/{name}?{urlencode({**DAY, **state}, doseq=True)}")
        return page

    def stranger(self, address: str) -> Page:
        """A page of somebody who has no session yet."""
        browser = self.signed_in.browser
        assert browser is not None
        page = self._watched(browser.new_context())
        page.goto(address)
        return page

    def _watched(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("request", lambda request: self._went_to(request.url))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.problems.append(f"uncaught: {error}"))
        self.pages.append(page)
        return page

    def _went_to(self, url: str) -> None:
        if not url.startswith((f"{self.server.url}/", "data:", "blob:")):
            self.problems.append(f"request to another origin: {url}")

    def _said(self, message: ConsoleMessage) -> None:
        text = f"{message.text} {message.location.get('url', '')}"
        if message.type in ("error", "warning") and not any(word in text for word in self.expected):
            self.problems.append(f"console {message.type}: {text}")


def sign_in_link(server: RunningServer) -> str:
    made = server.command("tokens", "link")
    assert made.returncode == 0, made.stderr
    return str(made.stdout.split()[-1])


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Query", exact=True)


def done(page: Page) -> None:
    expect(page.locator("footer").get_by_role("status")).to_have_text("Done", timeout=WAIT)


def serious(page: Page, options: str = "{}") -> list[tuple[str, str]]:
    """What axe finds that keeps somebody from using the page, and where; `options` are those of axe.run."""
    page.evaluate(_AT_REST)
    # Evaluated by the browser's own tools, so that the page's policy on scripts stays in force.
    page.evaluate(AXE.read_text())
    found = page.evaluate(f"axe.run({options})")
    assert len(found["passes"]) > 0, "the rules were tried"
    return [
        (violation["help"], violation["nodes"][0]["html"][:200])
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
