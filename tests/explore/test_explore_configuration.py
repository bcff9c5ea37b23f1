"""What entities are made of, endpoints that nobody calls and what they cost, and the queries of a page."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.durations import UNITS
from sagescope.explore.changes import changes_of, short_caller
from sagescope.explore.configuration import Variant, configuration_name, facts_of, variants_of
from sagescope.explore.idle import idle_endpoints
from sagescope.explore.labels import account_label, label
from sagescope.explore.prices import bundled
from sagescope.explore.queries import queries_of
from sagescope.explore.sagemaker import SAGEMAKER
from sagescope.explore.tree import namespace_label
from sagescope.lang.compile import check_query
from sagescope.metrics.query import parse_row
from sagescope.model.aws_entity import Action, AwsEntity, EntityEvent, EntityKey
from sagescope.store.fields import Schema, catalog
from sagescope.timerange import TimeRange

NOW = 1_767_268_800_000
HOUR = UNITS["h"]
KEY = EntityKey("prod", "us-east-1", "endpoint", "", "churn")


def told(at: int, action: Action = Action.UPDATE, **details: object) -> EntityEvent:
    return EntityEvent(f"{at}", at, KEY, action, "UpdateEndpoint", details=details)


CONFIGURED = told(10, requestparameters={"endpointconfigname": "old"})
RECONFIGURED = told(20, requestparameters={"endpointconfigname": "new"})
VARIANTS = told(
    15,
    requestparameters={
        "endpointconfigname": "new",
        "productionvariants": [
            {
                "variantname": "a",
                "modelname": "m",
                "instancetype": "ml.m5.xlarge",
                "initialinstancecount": 2,
                "initialvariantweight": 1,
            },
            {"variantname": "b", "serverlessconfig": {"memorysizeinmb": 2048}},
            "broken",
            {"modelname": "nameless"},
        ],
    },
)
SCALED = told(
    30,
    requestparameters={
        "desiredweightsandcapacities": [
            {"variantname": "a", "desiredinstancecount": 5},
            {"variantname": "gone", "desiredinstancecount": 9},
        ]
    },
)


def test_an_endpoint_has_the_configuration_that_it_was_given_last() -> None:
    assert configuration_name([RECONFIGURED, CONFIGURED, SCALED]) == "new"
    assert configuration_name([SCALED]) == ""


def test_variants_are_those_of_the_configuration_with_the_newest_numbers() -> None:
    assert variants_of([RECONFIGURED, SCALED], [VARIANTS]) == [
        Variant("a", "m", "ml.m5.xlarge", 5, 1.0),
        Variant("b", serverless=True),
    ]
    assert variants_of([SCALED], []) == []


def test_facts_are_told_by_the_newest_event_that_has_them() -> None:
    job = SAGEMAKER["training_job"]
    made = told(1, requestparameters={"resourceconfig": {"instancetype": "ml.m5.large", "instancecount": 1}})
    ended = told(2, resourceconfig={"instancetype": "ml.m5.xlarge"}, billabletimeinseconds=61)
    found = {fact.label: fact.value for fact in facts_of(job, [made, ended])}
    assert found == {"Instance type": "ml.m5.xlarge", "Instances": "1", "Billable, seconds": "61"}


def test_changes_come_newest_first_once_and_say_who() -> None:
    events = [CONFIGURED, RECONFIGURED, CONFIGURED, told(40, Action.STATUS)]
    assert [change.at for change in changes_of(events)] == [20, 10]


@pytest.mark.parametrize(
    ("caller", "who"),
    [
        ("arn:aws:iam::123456789012:user/ana", "ana"),
        ("arn:aws:sts::123456789012:assumed-role/Deploy/ci", "Deploy/ci"),
        ("arn:aws:iam::123456789012:root", "root"),
        ("autoscaling.amazonaws.com", "autoscaling.amazonaws.com"),
        ("", ""),
    ],
)
def test_callers_are_called_as_people_call_them(caller: str, who: str) -> None:
    assert short_caller(caller) == who


ENTITY = AwsEntity(KEY, NOW - 100 * HOUR, NOW, metrics_at=NOW)
ON_XLARGE = [Variant("a", "m", "ml.m5.xlarge", 2)]


def test_an_endpoint_that_was_called_lately_is_not_idle() -> None:
    assert idle_endpoints([ENTITY], {KEY: NOW - 23 * HOUR}, {}, bundled(), NOW) == []
    young = replace(ENTITY, created_at=NOW - HOUR)
    assert idle_endpoints([young], {}, {}, bundled(), NOW) == []


def test_an_idle_endpoint_costs_its_instances_times_their_price_since_then() -> None:
    [idle] = idle_endpoints([ENTITY], {KEY: NOW - 48 * HOUR}, {KEY: ON_XLARGE}, bundled(), NOW)
    price = bundled()["us-east-1", "ml.m5.xlarge"].per_hour
    assert idle.hours == 48
    assert idle.since_known
    assert idle.per_hour == pytest.approx(2 * price)
    assert idle.so_far == pytest.approx(2 * price * 48)
    assert idle.unknown == ""


@pytest.mark.parametrize(
    ("variants", "why"),
    [
        ([], "No call or event has told its configuration."),
        ([Variant("a", instance_type="ml.m5.xlarge")], "The instances of a variant are not known."),
        ([Variant("a", "", "ml.x9.huge", 1)], "There is no price for ml.x9.huge in us-east-1."),
    ],
)
def test_where_a_cost_is_not_known_it_says_why(variants: list[Variant], why: str) -> None:
    [idle] = idle_endpoints([ENTITY], {}, {KEY: variants}, bundled(), NOW)
    assert (idle.per_hour, idle.so_far, idle.unknown) == (None, None, why)
    assert not idle.since_known
    assert idle.since == ENTITY.first_seen


def test_a_serverless_variant_costs_nothing_while_nobody_calls_it() -> None:
    variants = [Variant("a", serverless=True)]
    [idle] = idle_endpoints([ENTITY], {}, {KEY: variants}, bundled(), NOW)
    assert idle.per_hour == 0


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 200)), st.integers(1, 150))
def test_idle_are_just_those_without_a_call_for_so_long(calls: dict[int, int], hours: int) -> None:
    keys = {number: replace(KEY, name=f"e{number}") for number in calls}
    endpoints = [replace(ENTITY, key=key, first_seen=NOW - 500 * HOUR) for key in keys.values()]
    last = {keys[number]: NOW - ago * HOUR for number, ago in calls.items()}
    found = idle_endpoints(endpoints, last, {}, bundled(), NOW, hours)
    assert {idle.entity.key for idle in found} == {keys[n] for n, ago in calls.items() if ago >= hours}


def test_bundled_prices_say_when_and_where_they_are_from() -> None:
    prices = bundled()
    assert len({region for region, _ in prices}) >= 3
    for (region, instance_type), price in prices.items():
        assert region and instance_type.startswith("ml.")
        assert 0.01 < price.per_hour < 100
        assert price.as_of and price.source.startswith("https://aws.amazon.com/") and price.note


NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20)


@given(NAMES, NAMES)
def test_the_queries_of_every_kind_can_be_read_whatever_a_name_is(name: str, parent: str) -> None:
    fields = catalog(Schema(("namespace", "account", "accountid", "region")))
    for kind in SAGEMAKER:
        path = (
            account_label("prod", "123456789012"),
            label(("region",), "us-east-1"),
            namespace_label(kind.namespaces[0], SAGEMAKER),
            *((label(SAGEMAKER[kind.parent].keys, parent),) if kind.parent else ()),
            label(kind.keys, name),
        )
        found = queries_of(kind, path, parent if kind.parent else "")
        for query in filter(None, (found.logs, found.callers)):
            _, _, _, cx = check_query(query, fields, TimeRange(NOW - HOUR, NOW))
            assert not cx.faults, (query, cx.faults)
        for chart in found.charts:
            for row in (*chart.rows, *chart.otherwise):
                assert not parse_row(row).faults, row
