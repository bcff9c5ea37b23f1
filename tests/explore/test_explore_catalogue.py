"""The catalogue over a real store and metadata: reading only what is new, once or often, and asking for all of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from explore_data import call, event, forwarded

from sagescope.clock import FixedClock
from sagescope.durations import UNITS
from sagescope.errors import Cause, Refusal
from sagescope.explore.assembly import Exploring, explored
from sagescope.explore.catalogue import KEPT, OVERLAP, Catalogue
from sagescope.explore.filters import read_filter
from sagescope.explore.health import Level
from sagescope.explore.home import counts_by_kind
from sagescope.explore.prices import PATH, bundled
from sagescope.explore.sagemaker import SAGEMAKER
from sagescope.explore.tree import Node
from sagescope.ids import hex_id
from sagescope.library.service import Library, root_id
from sagescope.meta.db import Database
from sagescope.meta.repositories import alerts as stored_alerts
from sagescope.model.alert import Alert
from sagescope.model.library import ItemKind
from sagescope.model.monitor import Kind as AlertKind
from sagescope.monitors.alerts import Alerts
from sagescope.store.fields import Schema
from store_world import NOW, World, world

MINUTE, HOUR = UNITS["m"], UNITS["h"]
FIELDS = {"account": "prod", "accountid": "123456789012", "region": "us-east-1"}
SITE = {"account": "prod", "accountid": "123456789012", "region": "us-east-1"}


class Desk:
    """All of Explore over the real store, with metadata and a clock of its own."""

    def __init__(self, here: World, folder: Path) -> None:
        self.here = here
        self.clock = FixedClock(NOW)
        self.database = Database(f"sqlite:///{folder / 'meta.db'}")
        self.database.migrate()
        self.library = Library(self.database, self.clock)
        self.library.prepare()
        # Other tables of the store's would be taken for what an interrupted change has left.
        self.lookups = here.lookups
        self.number = 0
        self.exploring = self.opened()

    def opened(self) -> Exploring:
        """Explore as a process has it that has just been started."""
        return explored(
            self.database,
            self.here.store,
            self.clock,
            self.library,
            self.lookups,
            Alerts(self.database, self.clock),
        )

    @property
    def catalogue(self) -> Catalogue:
        return self.exploring.explore.catalogue

    def messages(self, *texts: object, at: int = NOW - MINUTE, received: int = NOW, **more: Any) -> None:
        """Messages that were received at a time."""
        rows = []
        for text in texts:
            self.number += 1
            raw = text if isinstance(text, str) else json.dumps(text)
            rows.append(
                {
                    "_raw": raw,
                    "_messageTime": at,
                    "_receiptTime": received,
                    "_messageId": self.number,
                    "_sourceCategory": "c",
                    **FIELDS,
                    **more,
                }
            )
        self.here.insert(rows)

    def tree(self, *filters: str) -> dict[str, Node]:
        """The nodes by the last part of their ids."""
        self.clock.advance(11_000)
        nodes = self.exploring.explore.tree(read_filter(filters), deleted=True)
        return {node.id.rpartition("/")[2]: node for top in nodes for node in top.walk()}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    here = world()
    here.apply(Schema(("namespace", "account", "accountid", "region")))
    here.empty()
    here.empty_lookups()
    made = Desk(here, tmp_path)
    yield made
    here.empty_lookups()
    made.database.close()


def invocations(calls: float, errors: float) -> list[tuple[dict[str, str], list[tuple[int, float]]]]:
    of = {
        "namespace": "AWS/SageMaker",
        "statistic": "Sum",
        "endpointname": "churn",
        "variantname": "v",
        **SITE,
    }
    return [
        ({"metric": "Invocations", **of}, [(NOW - 5 * MINUTE, calls)]),
        ({"metric": "Invocation5XXErrors", **of}, [(NOW - 5 * MINUTE, errors)]),
    ]


def test_entities_come_of_metrics_logs_calls_and_events(desk: Desk) -> None:
    desk.here.insert_points(invocations(100, 0))
    desk.messages("line", _sourceHost="/aws/sagemaker/TrainingJobs", _sourceName="job/algo-1-1")
    desk.messages(call("CreateModel", modelName="m"))
    desk.messages(
        forwarded(
            event("SageMaker Training Job State Change", TrainingJobName="job", TrainingJobStatus="Completed")
        )
    )
    nodes = desk.tree()
    assert {"endpointname=churn", "variantname=v", "training_job=job", "modelid=m"} <= nodes.keys()
    job = nodes["training_job=job"].entity
    assert job is not None
    assert job.status == "Completed"
    assert job.logs_at == NOW - MINUTE
    assert nodes["endpointname=churn"].health.level is Level.OK
    assert counts_by_kind(tuple(desk.exploring.explore.tree()))["endpoint"] == {Level.OK: 1}


def test_a_share_of_5xx_is_read_of_points_that_came_twice_once(desk: Desk) -> None:
    desk.here.insert_points(invocations(100, 2))
    desk.here.insert_points(invocations(100, 2))
    assert desk.tree()["endpointname=churn"].health.level is Level.OK
    desk.here.insert_points(invocations(100, 12))
    found = desk.tree()["endpointname=churn"].health
    assert found.level is Level.CRITICAL
    assert "12.0 % 5xx answers: 12 of 100 requests" in found.reasons[0].text


def test_what_was_read_once_is_known_after_a_restart_and_read_no_more(desk: Desk) -> None:
    desk.messages(call("CreateEndpoint", endpointName="old"))
    desk.catalogue.refresh()
    desk.here.empty()
    again = desk.opened().explore.catalogue
    again.refresh()
    assert {entity.key.name for entity in again.entities()} == {"old"}
    assert [found.name for found in again.events(0, NOW)] == ["CreateEndpoint"]


def test_reading_again_changes_nothing_and_late_messages_are_found(desk: Desk) -> None:
    desk.messages(call("CreateEndpoint", endpointName="one"))
    desk.catalogue.refresh()
    before = desk.catalogue.entities()
    desk.catalogue.refresh()
    assert desk.catalogue.entities() == before
    # Its insert took long: it was received before the last look.
    desk.clock.advance(MINUTE)
    desk.catalogue.refresh()
    desk.messages(call("CreateEndpoint", endpointName="late"), received=NOW + MINUTE - OVERLAP + 1)
    desk.catalogue.refresh()
    assert {entity.key.name for entity in desk.catalogue.entities()} == {"one", "late"}
    assert len(desk.catalogue.events(0, NOW)) == 2


def test_many_events_are_read_in_portions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sagescope.explore.catalogue._PORTION", 7)
    for minute in range(12):
        endpoints = (f"e{minute}-{number}" for number in range(minute))
        calls = [call("CreateEndpoint", endpointName=name) for name in endpoints]
        desk.messages(*calls, at=NOW - HOUR + minute * MINUTE)
    desk.messages(call("CreateEndpoint", endpointName="old"), at=NOW - 400 * UNITS["d"])
    desk.catalogue.refresh()
    assert len(desk.catalogue.entities()) == sum(range(12)) + 1


def test_a_long_look_ends_between_two_portions_and_the_next_one_reads_the_rest(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sagescope.explore.catalogue._PORTION", 2)
    for minute in range(5):
        desk.messages(call("CreateEndpoint", endpointName=f"e{minute}"), at=NOW - HOUR + 2 * minute * MINUTE)
    asked = iter((False, False, True))
    desk.catalogue.refresh(ending=lambda: next(asked))
    begun = {entity.key.name for entity in desk.catalogue.entities()}
    assert begun and begun < {f"e{minute}" for minute in range(5)}
    # Whoever asks now waits for a look that is whole.
    desk.catalogue.refresh(older_than=MINUTE)
    assert {entity.key.name for entity in desk.catalogue.entities()} == {f"e{minute}" for minute in range(5)}


def test_an_account_that_is_known_by_number_and_by_alias_is_one(desk: Desk) -> None:
    desk.messages(call("CreateEndpoint", endpointName="churn"), account=None, accountid=None, region=None)
    desk.catalogue.refresh()
    assert {entity.key.account for entity in desk.catalogue.entities()} == {"123456789012"}
    desk.here.insert_points(invocations(10, 0))
    desk.clock.advance(MINUTE)
    desk.catalogue.refresh()
    [endpoint] = [e for e in desk.catalogue.entities() if e.key.kind == "endpoint"]
    assert endpoint.key.account == "prod"
    assert endpoint.created_at and endpoint.metrics_at
    assert desk.catalogue.names_of("prod") == ("123456789012", "prod")
    [change] = desk.exploring.explore.changes(0, NOW, account="123456789012", name="churn")
    assert change.call == "CreateEndpoint"


def test_what_nothing_was_heard_of_for_long_is_forgotten(desk: Desk) -> None:
    desk.messages(call("CreateEndpoint", endpointName="churn"))
    desk.catalogue.refresh()
    desk.clock.advance(KEPT + HOUR)
    desk.catalogue.refresh()
    assert desk.catalogue.entities() == []
    assert desk.catalogue.events(0, NOW + 2 * KEPT) == []


def test_an_entity_with_all_that_is_known_of_it(desk: Desk) -> None:
    desk.here.insert_points(invocations(100, 12))
    desk.messages(
        call(
            "CreateEndpointConfig",
            "2026-01-01T10:00:00Z",
            endpointConfigName="c2",
            productionVariants=[
                {
                    "variantName": "v",
                    "instanceType": "ml.m5.xlarge",
                    "initialInstanceCount": 2,
                    "modelName": "m",
                }
            ],
        ),
        call("UpdateEndpoint", "2026-01-01T10:01:00Z", endpointName="churn", endpointConfigName="c2"),
        event("SageMaker Endpoint State Change", EndpointName="churn", EndpointStatus="IN_SERVICE"),
    )
    with desk.database.session() as session:
        group = (("endpointname", "churn"),)
        stored_alerts.add(
            session, Alert("A1", "M1", "Errors", AlertKind.WARNING, group, NOW - HOUR, 0, 0, 7.0, "7 > 5")
        )
    body = {
        "title": "2. Endpoints",
        "topologyLabelMap": {
            "data": {name: ["*"] for name in ("account", "region", "namespace", "endpointname")}
        },
        "variables": [
            {
                "name": name,
                "sourceDefinition": {"variableSourceType": "CsvVariableSourceDefinition", "values": "a"},
            }
            for name in ("account", "endpointname")
        ],
    }
    shared = root_id("Shared")
    desk.library.add(ItemKind.DASHBOARD, shared, "2. Endpoints", body, by=hex_id())
    desk.library.add(ItemKind.DASHBOARD, shared, "Other", {"title": "Other"}, by=hex_id())
    view = desk.exploring.explore.entity("churn")
    assert view.arn == "arn:aws:sagemaker:us-east-1:123456789012:endpoint/churn"
    assert [(v.name, v.instance_type, v.instances) for v in view.variants] == [("v", "ml.m5.xlarge", 2)]
    assert [event.status for event in view.statuses] == ["IN_SERVICE"]
    assert [change.call for change in view.changes] == ["UpdateEndpoint", "CreateEndpointConfig"]
    assert [alert.id for alert in view.alerts] == ["A1"]
    assert [reason.level for reason in view.node.health.reasons[:2]] == [Level.CRITICAL, Level.WARNING]
    [dashboard] = view.dashboards
    assert dashboard.variables == {"account": "prod", "endpointname": "churn"}
    assert [node.name for node in view.ancestors] == ["prod", "us-east-1", "aws/sagemaker"]
    variant = desk.exploring.explore.entity(view.node.children[0].id)
    assert [v.instances for v in variant.variants] == [2]
    assert [one.name for one in variant.dashboards] == ["2. Endpoints"]


def test_an_inventory_tells_what_an_endpoint_runs_on(desk: Desk) -> None:
    variant = {"VariantName": "v", "InstanceType": "ml.g5.2xlarge", "CurrentInstanceCount": 3}
    told = event(
        "SageMaker Endpoint Inventory",
        EndpointName="churn",
        EndpointStatus="InService",
        EndpointConfigName="c",
        ProductionVariants=[variant],
    )
    desk.messages(forwarded(told, as_text=True))
    view = desk.exploring.explore.entity("churn")
    assert [(v.name, v.instance_type, v.instances) for v in view.variants] == [("v", "ml.g5.2xlarge", 3)]
    assert {fact.label: fact.value for fact in view.facts} == {"Configuration": "c"}
    assert view.node.health.level is Level.OK


def test_health_of_the_past_is_that_of_then(desk: Desk) -> None:
    desk.messages(
        event(
            "SageMaker Training Job State Change",
            "2026-01-01T09:00:00Z",
            TrainingJobName="j",
            TrainingJobStatus="InProgress",
        ),
        event(
            "SageMaker Training Job State Change",
            "2026-01-01T10:00:00Z",
            TrainingJobName="j",
            TrainingJobStatus="Failed",
        ),
    )
    explore = desk.exploring.explore
    assert explore.entity("j").node.health.level is Level.CRITICAL
    then = explore.entity("j", NOW - 150 * MINUTE).node
    assert then.health.level is Level.OK
    assert then.entity is not None
    assert then.entity.status == "InProgress"
    assert explore.tree(at=NOW - 4 * HOUR) == ()


def test_names_that_are_not_there_or_are_of_several_are_refused(desk: Desk) -> None:
    desk.messages(call("CreateModel", modelName="m"), call("CreateEndpoint", endpointName="m"))
    explore = desk.exploring.explore
    with pytest.raises(Refusal) as several:
        explore.entity("m")
    assert several.value.cause is Cause.CONFLICT
    assert "endpointname=m" in several.value.faults[0].hint
    with pytest.raises(Refusal) as missing:
        explore.entity("nobody")
    assert missing.value.cause is Cause.NOT_FOUND
    with pytest.raises(Refusal):
        explore.node("account=nobody")
    for hours in (0, -1, 10_000, float("nan")):
        with pytest.raises(Refusal):
            explore.idle(hours)


def test_idle_endpoints_are_priced_by_a_table_that_people_edit(desk: Desk) -> None:
    desk.here.insert_points(
        [
            (
                {
                    "metric": "Invocations",
                    "namespace": "AWS/SageMaker",
                    "statistic": "Sum",
                    "endpointname": name,
                    **SITE,
                },
                [(NOW - ago * HOUR, 1.0)],
            )
            for name, ago in (("idle", 30), ("busy", 1))
        ]
    )
    for name in ("idle", "busy"):
        desk.messages(
            call(
                "CreateEndpointConfig",
                "2025-12-30T00:00:00Z",
                endpointConfigName=f"{name}-c",
                productionVariants=[
                    {"variantName": "v", "instanceType": "ml.m5.large", "initialInstanceCount": 2}
                ],
            ),
            call("CreateEndpoint", "2025-12-30T00:01:00Z", endpointName=name, endpointConfigName=f"{name}-c"),
        )
    [idle] = desk.exploring.explore.idle(24)
    price = bundled()["us-east-1", "ml.m5.large"].per_hour
    assert (idle.entity.key.name, idle.since_known) == ("idle", True)
    assert idle.so_far == pytest.approx(30 * 2 * price)
    table = desk.lookups.find(PATH)
    assert table is not None
    row = {"region": "us-east-1", "instance_type": "ml.m5.large", "usd_per_hour": "1.5"}
    desk.lookups.put_row(table.id, {**row, "as_of": None, "source": None, "note": None}, by=hex_id())
    [dearer] = desk.exploring.explore.idle(24)
    assert dearer.per_hour == pytest.approx(3.0)
    # Who deletes the table has the bundled figures, and no table again.
    desk.lookups.remove(table.id)
    [again] = desk.exploring.explore.idle(24)
    assert again.per_hour == pytest.approx(2 * price)
    assert desk.lookups.find(PATH) is None


def test_home_tells_what_arrives_and_what_is_wrong(desk: Desk) -> None:
    desk.here.insert_points(invocations(100, 12))
    desk.messages("a", "b")
    desk.clock.advance(MINUTE)
    found = desk.exploring.home.overview()
    assert found.messages[-2] == 2 and sum(found.messages) == 2
    assert found.points[-2] == 2 and sum(found.points) == 2
    assert [(one.category, one.messages) for one in found.categories] == [("c", 2)]
    assert [node.name for node in found.unwell] == ["churn"]
    assert found.kinds["endpoint"] == {Level.CRITICAL: 1}
    assert found.stored_messages == 2 and found.stored_bytes > 0


def test_every_kind_has_a_place_in_the_tree() -> None:
    for kind in SAGEMAKER:
        assert not kind.parent or SAGEMAKER[kind.parent].shown
        assert kind.namespaces and kind.keys
