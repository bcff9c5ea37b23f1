"""The demo account in Explore: every kind of entity with its parent, health as its incidents say, what nobody calls."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from running_server import RunningServer, eventually
from sagescope.config import Settings
from sagescope.demo.account import ENDPOINTS, ENERGY, FEATURE_GROUPS, MODELS
from sagescope.demo.draws import DAY_MS, HOUR_MS, MINUTE_MS
from sagescope.demo.incidents import CHANGE_MS, ROLLBACK_MS, SLOW_FROM_MS
from sagescope.demo.job_schedule import OOM, TEMPLATES, JobKind, JobRun, runs

Node = dict[str, Any]
Nodes = dict[tuple[str, str, tuple[str, ...]], Node]
KINDS = {
    JobKind.TRAINING: "training_job",
    JobKind.PROCESSING: "processing_job",
    JobKind.TRANSFORM: "transform_job",
}
SEED = Settings.model_fields["demo_seed"].default
QUARTER, HALF_AN_HOUR = 15 * MINUTE_MS, 30 * MINUTE_MS
IDLE = next(endpoint for endpoint in ENDPOINTS if not endpoint.per_minute)


def walk(nodes: list[Node], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Every node with the names of those around it."""
    for node in nodes:
        yield above, node
        yield from walk(node["children"], (*above, node["name"]))


def asked(server: RunningServer, path: str, **query: str) -> Any:
    with server.client() as http:
        answer = http.get(f"/api/v1/explore/{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()


def tree(server: RunningServer, **query: str) -> Nodes:
    """Nodes by their kind, name and the names of those around them."""
    data = asked(server, "tree", limit="5000", **query)["data"]
    return {(node["kind"], node["name"], above): node for above, node in walk(data)}


@pytest.fixture(scope="module")
def nodes(demo_server: RunningServer) -> Nodes:
    """The tree of the whole history, which Explore reads by the clock."""
    wanted = {(run.name, run.status) for run in ended_runs()}

    def whole() -> Nodes | None:
        found = tree(demo_server)
        there = {(name, node.get("entity", {}).get("status")) for (_, name, _), node in found.items()}
        return found if wanted <= there else None

    held = eventually(whole, 60)
    assert held, "not all jobs were found"
    return held  # type: ignore[no-any-return]


def ended_runs() -> list[JobRun]:
    """The runs of some hours that have ended a while ago."""
    until = int(time.time() * 1000) - QUARTER
    return [run for run in all_runs(until - 6 * HOUR_MS, until) if run.ended_ms < until]


def all_runs(since: int, until: int) -> Iterator[JobRun]:
    """The runs of all sites that are under way at some moment of a time."""
    for site in {template.site.key: template.site for template in TEMPLATES}.values():
        yield from runs(SEED, site, since, until)


def test_every_kind_of_entity_is_there_with_its_parent(nodes: Nodes) -> None:
    for endpoint in ENDPOINTS:
        site = (endpoint.site.account.alias, endpoint.site.region)
        assert ("endpoint", endpoint.name, (*site, "aws/sagemaker")) in nodes
        assert ("variant", "AllTraffic", (*site, "aws/sagemaker", endpoint.name)) in nodes
    for model in MODELS:
        site = (model.site.account.alias, model.site.region)
        assert ("model", model.id, (*site, "aws/sagemaker")) in nodes
    for group in FEATURE_GROUPS:
        site = (group.site.account.alias, group.site.region)
        assert ("feature_group", group.name, (*site, "aws/sagemaker")) in nodes
    for template in TEMPLATES:
        site = (template.site.account.alias, template.site.region)
        if template.pipeline:
            space = (*site, "aws/sagemaker/modelbuildingpipeline")
            assert ("pipeline", template.pipeline, space) in nodes
            assert ("pipeline_step", template.name, (*space, template.pipeline)) in nodes
    ended = ended_runs()
    assert {run.template.kind for run in ended} == set(JobKind)
    for run in ended:
        of = run.template
        inside = f"aws/sagemaker/{of.kind.plural.lower()}"
        job = nodes[KINDS[of.kind], run.name, (of.site.account.alias, of.site.region, inside)]
        assert job["entity"]["status"] == run.status
        assert job["health"] == ("critical" if run.failure else "ok")


def test_the_training_job_that_failed_says_why_up_to_its_account(
    nodes: Nodes,
) -> None:
    failed = {
        name: node
        for (kind, name, _), node in nodes.items()
        if kind == "training_job" and node["health"] == "critical"
    }
    assert failed_jobs("training_job", margin=QUARTER) <= set(failed)
    assert set(failed) <= failed_jobs("training_job", margin=-QUARTER)
    assert "CUDA" in OOM
    for node in failed.values():
        assert "CUDA out of memory" in node["reasons"][0]["text"]
        account = nodes["account", "dev", ()]
        assert account["health"] == "critical"
        assert node["entity"]["id"] in [reason["entity"] for reason in account["reasons"]]


def failed_jobs(kind: str, margin: int) -> set[str]:
    """The jobs of a kind that failed in the last day, but for those nearer than `margin` to one of its ends.

    The history is a day long: near its ends the hour at which the test runs tells whether a job is in it.
    """
    now = int(time.time() * 1000)
    since, until = now - DAY_MS + margin, now - margin
    return {
        run.name
        for run in all_runs(since, until)
        if run.failure and KINDS[run.template.kind] == kind and since <= run.ended_ms <= until
    }


def last(offset_ms: int, before: int) -> int:
    """The last time of day `offset_ms` before a moment."""
    at = before // DAY_MS * DAY_MS + offset_ms
    return at if at < before else at - DAY_MS


@pytest.mark.usefixtures("nodes")
def test_the_endpoint_is_critical_during_its_incident_and_well_before_and_after(
    demo_server: RunningServer,
) -> None:
    now = int(time.time() * 1000)
    since = now - DAY_MS + QUARTER
    # The newest half hour of the incident that lies in the history, whatever of it the history's end cuts.
    at = max(
        at
        for ago in (0, 1)
        for part in (1, 2, 3)
        if since < (at := (now // DAY_MS - ago) * DAY_MS + SLOW_FROM_MS + part * HALF_AN_HOUR) < now - QUARTER
    )
    began = at // DAY_MS * DAY_MS + SLOW_FROM_MS

    def level(at: int) -> tuple[str, list[str]]:
        found = tree(demo_server, at=str(at), filter=f"endpointname={ENERGY}")
        node = found["endpoint", ENERGY, ("prod", "us-east-1", "aws/sagemaker")]
        region = found["region", "us-east-1", ("prod",)]
        assert region["health"] == node["health"] or node["health"] == "ok"
        return node["health"], [reason["text"] for reason in node["reasons"]]

    during, reasons = level(at)
    assert during == "critical"
    assert "5xx answers" in reasons[0]
    if began > since:
        assert level(began - 5 * MINUTE_MS)[0] == "ok"
    later = began + 2 * HOUR_MS + 40 * MINUTE_MS
    if later < now:
        assert level(later)[0] == "ok"


@pytest.mark.usefixtures("nodes")
def test_the_deployments_around_the_incident_are_change_markers(demo_server: RunningServer) -> None:
    now = int(time.time() * 1000)
    told = [last(CHANGE_MS, now - QUARTER), last(ROLLBACK_MS, now - QUARTER)]
    found = asked(
        demo_server,
        "changes",
        **{"from": str(now - DAY_MS), "to": str(now), "account": "prod", "kind": "endpoint", "name": ENERGY},
    )["data"]
    updates = {one["at"]: one for one in found if one["call"] == "UpdateEndpoint"}
    # The calls of a day ago are at the end of the history, where the hour tells whether they are in it.
    told = [at for at in told if at > now - DAY_MS + QUARTER]
    assert told
    for at in told:
        assert updates[at]["who"] == "SageMakerDeployRole/github-actions"
    assert [one["at"] for one in found] == sorted((one["at"] for one in found), reverse=True)


@pytest.mark.usefixtures("nodes")
def test_an_entity_page_has_configuration_metrics_logs_and_callers(demo_server: RunningServer) -> None:
    path = f"account=prod/region=us-east-1/namespace=aws%2Fsagemaker/endpointname={ENERGY}"
    found = asked(demo_server, "entity", id=path)
    endpoint = next(e for e in ENDPOINTS if e.name == ENERGY)
    [variant] = found["variants"]
    assert (variant["instanceType"], variant["instances"]) == (endpoint.instance.type, endpoint.instances)
    assert found["arn"] == endpoint.site.arn(f"endpoint/{ENERGY}")
    with demo_server.client() as http:
        for query in (found["logs"], found["callers"]):
            body = {"query": query, "from": "-24h", "to": "now", "histogram": False}
            answer = http.post("/api/v1/search/run", json=body).json()
            assert len(answer["rows"]) > 3, query
        charts = {chart["title"]: chart["rows"] for chart in found["charts"]}
        for title in ("Invocations", "Latency", "CPU", "Memory"):
            queries = [{"rowId": chr(65 + at), "query": row} for at, row in enumerate(charts[title])]
            body = {
                "queries": queries,
                "timeRange": {
                    "type": "BeginBoundedTimeRange",
                    "from": {"type": "RelativeTimeRangeBoundary", "relativeTime": "-6h"},
                },
            }
            answer = http.post("/api/v1/metricsQueries", json=body).json()
            assert all(row["timeSeriesList"]["timeSeries"] for row in answer["queryResult"]), title


@pytest.mark.usefixtures("nodes")
def test_the_endpoint_that_nobody_calls_is_idle_and_has_its_price(demo_server: RunningServer) -> None:
    found = asked(demo_server, "idle", hours="6")
    idle = {one["name"]: one for one in found["data"]}
    assert IDLE.name in idle
    assert not {e.name for e in ENDPOINTS if e.per_minute} & idle.keys()
    one = idle[IDLE.name]
    [instances] = one["instances"]
    assert (instances["type"], instances["count"]) == (IDLE.instance.type, IDLE.instances)
    assert one["perHour"] == instances["perHour"] * instances["count"]
    assert one["soFar"] == pytest.approx(one["perHour"] * one["hours"], rel=0.01)


@pytest.mark.usefixtures("nodes")
def test_home_tells_the_failed_jobs_and_what_arrives(demo_server: RunningServer) -> None:
    home = asked(demo_server, "home")
    unwell = {node["kind"] for node in home["unwell"]}
    assert {kind for kind in ("training_job", "transform_job") if failed_jobs(kind, margin=QUARTER)} <= unwell
    assert {one["category"] for one in home["categories"]} == {
        "aws/observability/cloudtrail/logs",
        "aws/observability/cloudwatch/logs",
    }
    assert home["stored"]["messages"] > 10_000
    assert home["changes"]


@pytest.mark.usefixtures("nodes")
def test_the_command_line_shows_tree_entity_and_idle(demo_server: RunningServer) -> None:
    done = demo_server.command("explore", "tree", "kind=endpoint", "!account=dev")
    assert done.returncode == 0, done.stderr
    assert ENERGY in done.stdout and "dev" not in done.stdout.split()
    lines = demo_server.command(
        "explore", "tree", "health=critical", "--format", "ndjson"
    ).stdout.splitlines()
    assert failed_jobs("training_job", margin=QUARTER) <= {json.loads(line)["name"] for line in lines}
    shown = demo_server.command("explore", "entity", ENERGY).stdout
    for part in ("Configuration", "Changes", "UpdateEndpoint by SageMakerDeployRole", "Logs", "Metrics"):
        assert part in shown
    whole = json.loads(demo_server.command("explore", "entity", ENERGY, "--json").stdout)
    assert whole["name"] == ENERGY
    idle = demo_server.command("explore", "idle", "--hours", "6", "--format", "ndjson").stdout.splitlines()
    assert IDLE.name in [json.loads(line)["endpoint"] for line in idle]
    refused = demo_server.command("explore", "entity", "nobody")
    assert refused.returncode == 2
    assert "No entity 'nobody' was seen." in refused.stderr
