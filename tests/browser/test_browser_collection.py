"""The pages Collection and Live tail: a source is added, tried and looked at, and its messages are followed."""

import re

from page_visits import IN_A_BROWSER, Visits
from playwright.sync_api import expect

from firehose_sender import deliver, log_record
from running_server import RunningServer, post

pytest_plugins = ("browser_session",)
pytestmark = IN_A_BROWSER


def test_a_source_is_added_tried_and_looked_at(visits: Visits, demo_server: RunningServer) -> None:
    page = visits.open("collection")
    page.get_by_role("button", name="Add source").click()
    form = page.get_by_role("dialog")
    form.get_by_label("CloudWatch Logs (Firehose)").check()
    form.get_by_label("Name").fill("from the page")
    form.get_by_label("Account").fill("dev")
    form.get_by_role("button", name="Add source").click()
    panel = page.get_by_role("complementary", name="from the page")
    expect(panel).to_contain_text("account=dev")
    # The secret of the address shows when it is asked for.
    expect(panel.get_by_text(re.compile(r"/receiver/v1/http/[\w-]{40}")).first).not_to_be_visible()
    panel.get_by_role("button", name="Show").click()
    address = panel.get_by_text(re.compile(r"^http\S+/receiver/v1/http/[\w-]{40}")).first.inner_text()
    assert post(address, "frompage hello\nfrompage again").status_code == 200
    expect(panel.get_by_text("frompage again")).to_be_visible(timeout=30_000)
    panel.get_by_role("button", name="Leave out health checks").click()
    expect(panel.get_by_role("listitem").filter(has_text="health checks")).to_contain_text("Exclude")
    panel.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("row").filter(has_text="from the page")).to_contain_text("Paused")
    panel.get_by_role("button", name="Remove").click()
    panel.get_by_role("button", name="Yes, remove it").click()
    expect(panel).to_have_count(0)


def test_a_rule_shows_what_it_makes_of_real_messages(visits: Visits) -> None:
    page = visits.open("collection", tab="rules")
    page.get_by_role("button", name="Add rule").click()
    page.get_by_label("Scope").fill("_sourceCategory=aws/observability/cloudtrail/logs")
    page.get_by_label("Expression").fill('json "eventName" as tried')
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_contain_text(re.compile(r"Matched \d+ of \d+, tried in \d+"), timeout=30_000)
    expression = page.get_by_label("Expression")
    expect(page.get_by_text("Sets tried.")).to_be_visible()
    # What is wrong is said where it is wrong, and nothing can be saved.
    page.get_by_label("Name").fill("from the page")
    expression.fill("jsson x")
    expect(page.get_by_role("alert")).to_contain_text("jsson", timeout=30_000)
    expect(page.get_by_role("button", name="Save rule")).to_be_disabled()
    expression.fill('json "eventName" as tried | count')
    expect(page.get_by_role("alert")).to_contain_text("cannot run at ingest", timeout=30_000)
    page.get_by_label("Scope").fill("error | count")
    expect(page.get_by_role("alert").first).to_contain_text("no stages", timeout=30_000)


def test_a_metric_rule_shows_what_it_derives_from_real_series(visits: Visits) -> None:
    page = visits.open("collection", tab="metric-rules")
    page.get_by_role("button", name="Add rule").click()
    page.get_by_label("Name").fill("from the page")
    page.get_by_label("Series").fill("namespace=aws/sagemaker* metric=*Latency*")
    page.get_by_label("Derives").fill("kind=$metric._2")
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_contain_text(re.compile(r"Matches [1-9]\d* of \d+"), timeout=30_000)
    page.get_by_label("Derives").fill("kind=$metric._3")
    expect(page.get_by_role("alert")).to_contain_text("wildcard 3", timeout=30_000)
    expect(page.get_by_role("button", name="Save rule")).to_be_disabled()
    page.get_by_label("Derives").fill("kind=$metric._1")
    page.get_by_role("button", name="Save rule").click()
    page.get_by_role("button", name="from the page").click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Yes, delete it").click()
    expect(page.get_by_role("button", name="Add rule")).to_be_visible()
    expect(page.get_by_role("button", name="from the page")).to_have_count(0)


def test_an_account_is_connected_and_its_first_data_arrives(
    visits: Visits, demo_server: RunningServer
) -> None:
    page = visits.open("collection", tab="aws")
    page.get_by_role("textbox", name="Account", exact=True).fill("wizard")
    page.get_by_label("Number").fill("12345")
    for part in ("Metrics", "API calls", "Events", "Inventory"):
        page.get_by_role("checkbox", name=re.compile(f"^{part}")).first.uncheck()
    page.get_by_label("Address of this server").fill("https://sagescope.example.com")
    visits.expected.append("400")
    page.get_by_role("button", name="Show the steps").click()
    expect(page.get_by_role("alert")).to_contain_text("no number of an account")
    page.get_by_label("Number").fill("123456789012")
    page.get_by_role("button", name="Show the steps").click()
    page.get_by_role("button", name="Add 1 source").click()
    connection = page.get_by_role("region", name="Connect wizard")
    expect(connection).to_contain_text("Deploy what sends logs")
    with page.expect_download() as download:
        connection.get_by_role("link", name="Download logs.yaml").click()
    template = download.value.path().read_text()
    address = re.search(r'Default: "(https://sagescope\.example\.com/receiver/v1/http/[\w-]{40,})"', template)
    assert address is not None
    arrivals = page.get_by_role("list", name="Arrivals")
    expect(arrivals).to_contain_text("Waiting for the first delivery")
    arrivals.get_by_text("When none comes").click()
    expect(arrivals).to_contain_text("aws logs describe-subscription-filters --region us-east-1")
    here = address[1].replace("https://sagescope.example.com", demo_server.url)
    assert deliver(here, log_record(["the first of the wizard"])).status_code == 200
    expect(arrivals).to_contain_text("Arrived: 1 message", timeout=30_000)


def test_messages_are_followed_as_they_arrive(visits: Visits, demo_server: RunningServer) -> None:
    page = visits.open("tail")
    page.get_by_label("Scope").fill("followme | count")
    expect(page.get_by_role("link", name="Run it in Search")).to_be_visible()
    page.get_by_label("Scope").fill("followme")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("status").first).to_contain_text("a second")
    url = demo_server.source("followed")
    post(url, "followme one#011tabbed")
    rows = page.get_by_role("log", name="Messages")
    expect(rows).to_contain_text("followme one\ttabbed", timeout=30_000)
    page.get_by_role("button", name="Pause").click()
    post(url, "followme two")
    expect(page.get_by_role("button", name=re.compile("1 new"))).to_be_visible(timeout=30_000)
    expect(rows).not_to_contain_text("followme two")
    page.get_by_role("button", name="Go on").click()
    expect(rows).to_contain_text("followme two")
