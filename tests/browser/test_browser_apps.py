"""The pages of apps: the catalog, one app, and the plan of a change that is looked at and left."""

import json
import re

from page_visits import IN_A_BROWSER, WAIT, WCAG, Visits, serious
from playwright.sync_api import Route, expect

from running_server import RunningServer

pytest_plugins = ("browser_session",)
pytestmark = IN_A_BROWSER

SAGEMAKER = "Amazon SageMaker"


def test_an_app_is_found_and_says_what_it_brings(visits: Visits) -> None:
    page = visits.open("help")
    expect(page.get_by_role("link", name="Apps")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("p")
    apps = page.get_by_role("list", name="Apps").get_by_role("listitem")
    expect(apps.filter(has_text=SAGEMAKER)).to_contain_text("Installed 2.0.0", timeout=WAIT)
    page.get_by_label("Find apps").fill("no such app")
    expect(apps).to_have_count(0)
    page.get_by_role("button", name="Show all apps").click()
    assert serious(page, WCAG) == []
    apps.get_by_role("link", name=SAGEMAKER).click()
    expect(page.get_by_role("heading", name="Amazon SageMaker 2.0", exact=True)).to_be_visible(timeout=WAIT)
    page.get_by_role("tab", name="included").click()
    expect(page.get_by_role("region", name="monitor")).to_contain_text("17 monitors")
    page.get_by_label("Version").select_option("1.0.0")
    expect(page.get_by_role("region", name="monitor")).to_contain_text("4 monitors", timeout=WAIT)
    page.get_by_role("article", name=SAGEMAKER).get_by_role("link", name="01. Overview").click()
    page.wait_for_url(re.compile(r"/dashboards/[0-9A-F]{16}", re.IGNORECASE))


def test_a_plan_is_shown_and_nothing_is_done(visits: Visits, demo_server: RunningServer) -> None:
    page = visits.open("apps/amazon-sagemaker")
    page.get_by_role("article", name=SAGEMAKER).get_by_role("button", name="Downgrade…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("10 dashboards will be removed", timeout=WAIT)
    expect(dialog).to_contain_text("4 dashboards and 4 monitors will be made")
    expect(dialog.get_by_text("Amazon SageMaker - 10. Training Jobs")).to_be_visible()
    assert serious(page, WCAG) == []

    # That two people do it at once cannot be arranged from here: what the server says then is said in its place.
    def busy(route: Route) -> None:
        if json.loads(route.request.post_data or "{}")["dryRun"]:
            route.fallback()
            return
        fault = {
            "code": "app.busy",
            "message": "It is being changed: upgrade.",
            "hint": "Wait until that is done.",
        }
        route.fulfill(status=409, json={"faults": [fault], "requestId": "r1"})

    visits.expected.append("409")
    page.route("**/api/v1/apps/instances/*/change", busy)
    dialog.get_by_role("button", name="Downgrade to 1.0.0").click()
    expect(dialog).to_contain_text("It is being changed: upgrade.")
    expect(dialog).to_contain_text("Wait until that is done.")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
    with demo_server.client() as http:
        instance = http.get("/api/v1/apps/instances/amazon-sagemaker").json()
    assert (instance["version"], instance["pending"]) == ("2.0.0", None)


def test_an_install_whose_folder_is_taken_says_what_to_do(visits: Visits) -> None:
    visits.expected.append("409")
    page = visits.open("apps/amazon-sagemaker")
    page.get_by_role("button", name="Install once more…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Names of accounts").fill("prod")
    dialog.get_by_role("button", name="Show what would happen").click()
    expect(dialog).to_contain_text("“prod” names no account.")
    dialog.get_by_label("Names of accounts").fill("123456789012=prod")
    dialog.get_by_role("button", name="Show what would happen").click()
    expect(dialog.get_by_role("alert")).to_contain_text("something named 'Amazon SageMaker'", timeout=WAIT)
    dialog.get_by_role("button", name="Back").click()
    dialog.get_by_label("Folder").fill("Another")
    dialog.get_by_role("button", name="Show what would happen").click()
    expect(dialog).to_contain_text("10 dashboards, 3 searches and 17 monitors will be made", timeout=WAIT)
    expect(dialog.get_by_role("button", name="Install 2.0.0")).to_be_enabled()
    dialog.get_by_role("button", name="Cancel").click()
