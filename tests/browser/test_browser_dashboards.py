"""Dashboards in the browser: the library, a dashboard with a panel of every kind, its variables, editing it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import httpx2
import pytest
from example_dashboard import PANELS, document
from page_visits import IN_A_BROWSER, WAIT, WITH_AXE, Visits, serious
from playwright.sync_api import Locator, Page, expect

from running_server import RunningServer

pytest_plugins = ("browser_session",)
pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def http(demo_server: RunningServer) -> Iterator[httpx2.Client]:
    with demo_server.client() as client:
        yield client


@pytest.fixture(scope="module")
def folder(http: httpx2.Client) -> str:
    """A folder of the library for these tests."""
    roots = http.get("/api/v2/content/folders/roots").json()["data"]
    shared = next(root["id"] for root in roots if root["name"] == "Shared")
    answer = http.post("/api/v2/content/folders", json={"name": "Pages", "parentId": shared})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


@pytest.fixture(scope="module")
def example(http: httpx2.Client, folder: str) -> str:
    return made(http, folder, document())


def made(http: httpx2.Client, folder: str, body: dict[str, Any]) -> str:
    answer = http.post("/api/v2/dashboards", json={**body, "folderId": folder})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def small(title: str) -> dict[str, Any]:
    """A dashboard of one number and a heading."""
    whole = document(title)
    keys = {"panel0", "panel1"}
    whole["panels"] = [panel for panel in whole["panels"] if panel["key"] in keys]
    structures = whole["layout"]["layoutStructures"]
    whole["layout"]["layoutStructures"] = [one for one in structures if one["key"] in keys]
    return whole


def panel(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def choose(page: Page, menu: str, entry: str) -> None:
    page.get_by_role("button", name=menu).click()
    page.get_by_role("menuitem", name=entry, exact=True).click()


def on_the_grid(page: Page) -> None:
    """Wait until the panels are where they can be moved."""
    expect(page.locator(".react-grid-item").first).to_be_visible(timeout=WAIT)


def state(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlparse(page.url).query)


def test_every_kind_of_panel_shows_its_data(visits: Visits, example: str) -> None:
    page = visits.open(f"dashboards/{example}")
    expect(page.get_by_role("heading", name="Every kind of panel")).to_be_visible()
    expect(panel(page, "Invocations")).to_contain_text(re.compile(r"\d[\d,]+ ?calls"), timeout=WAIT)
    expect(panel(page, "CPU of endpoints").get_by_label(re.compile("Threshold . of 3"))).to_be_visible()
    legend = panel(page, "Latency of All by endpoint").get_by_role("table", name="Legend")
    expect(legend.get_by_role("button", name="Calls")).to_be_visible()
    expect(legend.get_by_role("button", name=re.compile("^churn-xgboost"))).to_have_count(2)
    expect(panel(page, "Hosts").get_by_role("listitem").nth(10)).to_be_visible()
    expect(panel(page, "Shares of models").get_by_role("listitem").first).to_contain_text("%")
    expect(page.locator("canvas").nth(3)).to_be_visible()

    # The ones below wait until they are seen.
    expect(panel(page, "Errors").get_by_role("table")).to_have_count(0)
    panel(page, "Nothing here").scroll_into_view_if_needed()
    expect(panel(page, "Errors").get_by_role("row").nth(1)).to_be_visible(timeout=WAIT)
    expect(panel(page, "A query at fault").get_by_role("alert")).to_contain_text(
        "There is no operator 'cuont'."
    )
    expect(panel(page, "Traces")).to_contain_text("A panel of the kind TracesListPanel is not shown here.")
    expect(panel(page, "Nothing here")).to_contain_text("0")
    about = panel(page, "About")
    expect(about.get_by_role("link", name="A link")).to_have_attribute("rel", re.compile("noopener"))
    expect(about).to_contain_text("Calls of All")
    assert about.locator("script").count() == 0
    assert "alert" not in about.inner_text()


def test_a_variable_narrows_its_panels_and_stands_in_the_address(visits: Visits, example: str) -> None:
    page = visits.open(f"dashboards/{example}")
    page.get_by_role("button", name="Endpoint: All").click()
    options = page.get_by_role("listbox", name="Endpoint").get_by_role("option")
    expect(options.filter(has_text="churn-xgboost-prod")).to_be_visible(timeout=WAIT)
    page.keyboard.type("xgboost-pr")
    expect(options).to_have_count(2)  # the value, and what is typed
    page.keyboard.press("Enter")
    page.wait_for_url("**var.endpoint=churn-xgboost-prod*")
    page.keyboard.press("Escape")
    calls = panel(page, "Calls by endpoint").get_by_label("Legend")
    expect(calls.get_by_role("button")).to_have_count(1, timeout=WAIT)
    expect(panel(page, "Latency of churn-xgboost-prod by endpoint")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Endpoint: churn-xgboost-prod")).to_be_visible()
    expect(calls.get_by_role("button")).to_have_text(["churn-xgboost-prod"], timeout=WAIT)
    page.get_by_role("button", name="Defaults").click()
    expect(page.get_by_role("button", name="Endpoint: All")).to_be_visible()
    assert "var.endpoint" not in state(page)


def test_a_panel_is_inspected_filled_and_opened_elsewhere(visits: Visits, example: str) -> None:
    page = visits.open(f"dashboards/{example}", **{"var.endpoint": "churn-xgboost-prod"})
    calls = panel(page, "Calls by endpoint")
    expect(calls.get_by_label("Legend").get_by_role("button")).to_have_count(1, timeout=WAIT)
    calls.hover()
    page.keyboard.press("i")
    inspect = page.get_by_role("complementary", name="Inspect: Calls by endpoint")
    expect(inspect.get_by_role("table").get_by_role("row").nth(1)).to_be_visible()
    inspect.get_by_role("tab", name="Query").click()
    expect(inspect.locator("pre").first).to_contain_text("endpointname=churn-xgboost-prod")
    expect(inspect.locator("pre").last).to_contain_text("endpointname={{endpoint}}")
    inspect.get_by_role("tab", name="SQL").click()
    expect(inspect.locator("pre").first).to_contain_text("SELECT")
    inspect.get_by_role("tab", name="Timing").click()
    expect(inspect).to_contain_text("Time of its queries")
    page.keyboard.press("Escape")
    expect(inspect).to_have_count(0)
    calls.hover()
    page.keyboard.press("f")
    page.wait_for_url("**panel=panel4*")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "panel=" not in url)
    with page.expect_download() as saved:
        choose(page, "Menu of Calls by endpoint", "Save as CSV")
    text = Path(saved.value.path()).read_text()
    assert text.startswith("Time,churn-xgboost-prod")
    choose(page, "Menu of Calls by endpoint", "Open in Metrics")
    page.wait_for_url("**/metrics-search?**")
    expect(page.get_by_role("textbox", name="Query of row A")).to_contain_text(
        "endpointname=churn-xgboost-prod"
    )


def test_the_time_under_the_pointer_shows_in_all_charts_and_a_drag_narrows_it(
    visits: Visits, example: str
) -> None:
    page = visits.open(f"dashboards/{example}")
    canvas = panel(page, "Calls by endpoint").locator("canvas").first
    expect(panel(page, "Operations").locator("canvas").first).to_be_visible(timeout=WAIT)
    box = canvas.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.4, middle)
    page.mouse.move(box["x"] + box["width"] * 0.45, middle)
    expect(panel(page, "Operations").locator(".chart-crosshair")).to_be_visible()
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, middle, steps=3)
    page.mouse.up()
    page.wait_for_url(lambda url: "from=-24h" not in url)
    assert int(state(page)["to"][0]) > int(state(page)["from"][0])


def test_a_dashboard_is_made_edited_saved_and_restored(visits: Visits, folder: str) -> None:
    page = visits.open("dashboards", folder=folder)
    page.get_by_role("button", name="New dashboard").first.click()
    page.get_by_label("Title").fill("Made here")
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url("**edit=1*")
    page.get_by_role("button", name="Log search", exact=True).click()
    editor = page.get_by_role("textbox", name="Text of query A")
    editor.focus()
    page.keyboard.type("error | timeslice 1h | count by _timeslice")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    preview = panel(page, "New panel")
    expect(preview.get_by_role("row").nth(1)).to_be_visible(timeout=WAIT)
    page.get_by_role("radio", name="Columns over time").check(force=True)
    expect(preview.locator("canvas").first).to_be_visible()
    page.get_by_label("Title", exact=True).fill("Errors by hour")
    page.get_by_role("button", name="Back to the dashboard").click()
    page.get_by_role("button", name="Save", exact=True).click()
    editing = page.get_by_role("region", name="Editing")
    expect(editing).to_contain_text("Nothing changed")

    # Dragged to the right, and back by a step.
    head = panel(page, "Errors by hour").locator("header").bounding_box()
    assert head is not None
    page.mouse.move(head["x"] + 80, head["y"] + 12)
    page.mouse.down()
    page.mouse.move(head["x"] + 500, head["y"] + 14, steps=5)
    page.mouse.up()
    expect(editing).to_contain_text("1 change not saved")
    page.keyboard.press("Control+z")
    expect(editing).to_contain_text("Nothing changed")
    choose(page, "Menu of Errors by hour", "Duplicate")
    expect(page.get_by_role("region", name=re.compile(r"^Errors by hour"))).to_have_count(2)

    # Nothing is lost without a question.
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Search", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("1 change will be lost.")
    page.get_by_role("button", name="Stay").click()
    page.keyboard.press("Control+s")
    expect(editing).to_contain_text("Nothing changed")
    page.get_by_role("button", name="Done").click()
    choose(page, "Menu of the dashboard", "Versions")
    versions = page.get_by_role("complementary", name="Versions")
    expect(versions.get_by_role("listitem")).to_have_count(2)
    versions.get_by_role("button", name="Restore").first.click()
    versions.get_by_role("button", name="Restore it").click()
    expect(page.get_by_role("region", name=re.compile(r"^Errors by hour"))).to_have_count(1)


def test_a_change_in_between_is_not_written_over_unasked(
    visits: Visits, http: httpx2.Client, folder: str
) -> None:
    visits.expected.append("412")
    at = f"/api/v2/dashboards/{made(http, folder, small('Contested'))}"
    page = visits.open(at.replace("/api/v2/", ""), edit="1")
    on_the_grid(page)
    choose(page, "Menu of Invocations", "Duplicate")
    theirs = {**http.get(at).json(), "description": "changed meanwhile"}
    assert http.put(at, json=theirs).status_code == 200
    page.get_by_role("button", name="Save", exact=True).click()
    refused = page.get_by_role("dialog", name="It was not saved")
    expect(refused).to_contain_text("library.stale")
    refused.get_by_role("button", name="Save mine over it").click()
    expect(page.get_by_role("region", name="Editing")).to_contain_text("Nothing changed")
    assert [one["title"] for one in http.get(at).json()["panels"]] == [
        "Serving",
        "Invocations",
        "Invocations (copy)",
    ]


def test_the_library_imports_finds_moves_and_deletes(visits: Visits, folder: str, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    tree = {
        "type": "FolderSyncDefinition",
        "name": "From a file",
        "description": "",
        "children": [
            {**small("Needle 4711"), "panels": [*small("x")["panels"], {**document()["panels"][14]}]}
        ],
    }
    file.write_text(json.dumps(tree))
    page = visits.open("dashboards", folder=folder)
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_label("File to import").set_input_files(file)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Imported: 1 folder, 1 dashboard.")
    expect(dialog).to_contain_text("A TracesListPanel shows a note in its place.")
    dialog.get_by_role("button", name="Done").click()
    content = page.get_by_role("region", name="Content")
    expect(content.get_by_role("button", name="From a file", exact=True)).to_be_visible()

    page.get_by_label("Find dashboards").fill("4711 needle")
    expect(content.get_by_role("link", name="Needle 4711")).to_be_visible()
    choose(page, "Menu of Needle 4711", "Rename")
    page.get_by_label("Name", exact=True).fill("Thread 4711")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_label("Find dashboards").fill("thread")
    expect(content.get_by_role("link", name="Thread 4711")).to_be_visible()
    choose(page, "Menu of Thread 4711", "Copy to a folder")
    page.get_by_role("dialog").get_by_role("button", name="Personal", exact=True).click()
    page.get_by_role("button", name="Copy to Personal").click()
    expect(content.get_by_role("link", name="Thread 4711")).to_have_count(2)
    page.get_by_label("Find dashboards").fill("")
    choose(page, "Menu of From a file", "Delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(content.get_by_role("button", name="From a file", exact=True)).to_have_count(0)
    # The copy is a dashboard of its own.
    page.get_by_label("Find dashboards").fill("thread")
    expect(content.get_by_role("link", name="Thread 4711")).to_have_count(1)
    content.get_by_role("link", name="Thread 4711").click()
    expect(panel(page, "Invocations")).to_contain_text("calls", timeout=WAIT)
    choose(page, "Menu of the dashboard", "Export as a file")


def test_saved_searches_of_the_library_open_in_their_pages(
    visits: Visits, http: httpx2.Client, folder: str
) -> None:
    range_ = {
        "type": "BeginBoundedTimeRange",
        "from": {"type": "RelativeTimeRangeBoundary", "relativeTime": "-30m"},
        "to": None,
    }
    kept: list[dict[str, Any]] = [
        {
            "type": "SavedSearchWithScheduleSyncDefinition",
            "name": "Kept search",
            "search": {
                "queryText": "{{word}} | count by _sourceCategory",
                "defaultTimeRange": "-20m",
                "queryParameters": [{"name": "word", "value": "error"}],
            },
        },
        {
            "type": "MetricsSavedSearchSyncDefinition",
            "name": "Kept metrics",
            "timeRange": range_,
            "metricsQueries": [{"rowId": "A", "query": "metric=Invocations"}],
        },
    ]
    for document_ in kept:
        answer = http.post(f"/api/v2/content/folders/{folder}/import", json=document_)
        assert answer.status_code == 200, answer.text
    page = visits.open("dashboards", folder=folder)
    page.get_by_role("button", name="Kept search", exact=True).click()
    page.wait_for_url("**/search?**")
    assert state(page)["q"] == ["error | count by _sourceCategory"]
    assert state(page)["from"] == ["-20m"]
    page.go_back()
    choose(page, "Menu of Kept metrics", "Open")
    page.wait_for_url("**/metrics-search?**")
    expect(page.get_by_role("textbox", name="Query of row A")).to_contain_text("metric=Invocations")
    assert state(page)["from"] == ["-30m"]


def test_a_dashboard_that_is_not_there_says_so(visits: Visits) -> None:
    visits.expected.append("404")
    page = visits.open("dashboards/0123456789ABCDEF")
    expect(page.get_by_role("link", name="All dashboards")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page.get_by_role("list", name="Folders")).to_be_visible()


@WITH_AXE
@pytest.mark.parametrize("view", ["library", "dashboard", "editor"])
def test_nothing_serious_bars_anybody_from_dashboards(
    visits: Visits, example: str, folder: str, view: str
) -> None:
    match view:
        case "library":
            page = visits.open("dashboards", folder=folder)
            expect(page.get_by_role("link", name="Every kind of panel")).to_be_visible()
        case "dashboard":
            page = visits.open(f"dashboards/{example}")
            expect(panel(page, "Invocations")).to_contain_text("calls", timeout=WAIT)
        case _:
            page = visits.open(f"dashboards/{example}", edit="1")
            on_the_grid(page)
            choose(page, "Menu of Calls by endpoint", "Edit")
            expect(page.get_by_role("region", name="Panel editor")).to_be_visible()
            expect(page.get_by_role("textbox", name="Text of query A")).to_be_visible()
    assert serious(page, "{}") == []
    page.emulate_media(color_scheme="light")
    assert serious(page, "{ runOnly: ['color-contrast'] }") == []


def test_the_example_has_every_kind() -> None:
    kinds = {json.loads(one["visualSettings"]).get("general", {}).get("type") for one in document()["panels"]}
    assert kinds == {None, "svp", "line", "area", "column", "bar", "pie", "table", "honeyComb", "map"}
    assert len(PANELS) == len(document()["panels"])


def test_the_library_opens_where_something_is(visits: Visits) -> None:
    page = visits.open("dashboards")
    content = page.get_by_role("region", name="Content")
    expect(content.get_by_role("row").nth(1)).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("This folder is empty")).to_have_count(0)
    assert "folder=" not in page.url
