"""How entities stand, how well they are, and how that is told together in the tree."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.durations import UNITS
from sagescope.explore.filters import Filter, read_filter
from sagescope.explore.health import (
    NOTHING,
    WINDOW,
    Health,
    Level,
    Measures,
    Reason,
    health_of,
    rolled_up,
    worst,
)
from sagescope.explore.kinds import NAMESPACE_KIND
from sagescope.explore.sagemaker import SAGEMAKER
from sagescope.explore.service import as_they_were
from sagescope.explore.standing import STILL, both, gathered, in_event, in_logs, in_metrics, is_deleted
from sagescope.explore.tree import Node, World, build, filtered, find_entity, node_at
from sagescope.model.alert import Alert
from sagescope.model.aws_entity import Action, AwsEntity, EntityEvent, EntityKey
from sagescope.model.monitor import Kind as AlertKind

NOW = 1_767_268_800_000
MINUTE, HOUR, DAY = UNITS["m"], UNITS["h"], UNITS["d"]

ENDPOINT = EntityKey("prod", "us-east-1", "endpoint", "", "churn")
VARIANT = EntityKey("prod", "us-east-1", "variant", "churn", "AllTraffic")
JOB = EntityKey("prod", "us-east-1", "training_job", "", "job")
STEP = EntityKey("prod", "us-east-1", "pipeline_step", "p", "s")
PIPELINE = EntityKey("prod", "us-east-1", "pipeline", "", "p")
GROUP = EntityKey("dev", "eu-west-1", "feature_group", "", "g")


def happened(key: EntityKey, action: Action, at: int, status: str = "", reason: str = "") -> EntityEvent:
    return EntityEvent(f"{action}{at}{status}", at, key, action, action.value, status, reason)


TIMES = st.integers(1, 50)
TOLD = st.one_of(
    st.builds(in_metrics, st.just(ENDPOINT), st.sampled_from(["", "AWS/SageMaker"]), TIMES, TIMES),
    st.builds(in_logs, st.just(ENDPOINT), TIMES, TIMES),
    st.builds(
        lambda action, at, status: in_event(happened(ENDPOINT, action, at, status, f"{status}!")),
        st.sampled_from(list(Action)),
        TIMES,
        st.sampled_from(["", "InService", "Failed"]),
    ),
)


@given(st.lists(TOLD, min_size=1, max_size=8), st.randoms())
def test_what_is_told_twice_and_in_another_order_comes_to_the_same(
    told: list[AwsEntity], random: Random
) -> None:
    once = gathered(told)
    again = [*told, *told]
    random.shuffle(again)
    assert gathered(again) == once
    assert gathered(once.values()) == once
    assert both(once[ENDPOINT], once[ENDPOINT]) == once[ENDPOINT]


def test_a_deleted_entity_is_back_when_it_is_made_again_or_goes_on_sending() -> None:
    deleted = gathered(
        in_event(happened(ENDPOINT, a, t)) for a, t in ((Action.CREATE, 10), (Action.DELETE, 20))
    )
    entity = deleted[ENDPOINT]
    assert is_deleted(entity)
    assert is_deleted(both(entity, in_metrics(ENDPOINT, "", 5, 20 + STILL)))
    assert not is_deleted(both(entity, in_metrics(ENDPOINT, "", 5, 21 + STILL)))
    assert not is_deleted(both(entity, in_event(happened(ENDPOINT, Action.CREATE, 30))))


def seen(key: EntityKey, **more: object) -> AwsEntity:
    return replace(AwsEntity(key, NOW - DAY, NOW, metrics_at=NOW), **more)  # type: ignore[arg-type]


def level_of(entity: AwsEntity, measures: Measures = NOTHING, at: int = NOW) -> Health:
    return health_of(entity, SAGEMAKER[entity.key.kind], measures, at)


def shares(key: EntityKey, **totals: float) -> Measures:
    return Measures({(key, name): value for name, value in totals.items()}, {})


@pytest.mark.parametrize(
    ("calls", "errors", "level"),
    [
        (1000, 0, Level.OK),
        (1000, 9, Level.OK),
        (1000, 11, Level.WARNING),
        (1000, 51, Level.CRITICAL),
        (10, 2, Level.OK),  # too few errors to say anything
        (10, 3, Level.CRITICAL),
    ],
)
def test_an_endpoint_is_as_well_as_its_share_of_5xx(calls: int, errors: int, level: Level) -> None:
    found = level_of(seen(ENDPOINT), shares(ENDPOINT, Invocations=calls, Invocation5XXErrors=errors))
    assert found.level is level
    assert bool(found.reasons) is (level is not Level.OK)
    if found.reasons:
        assert f"{errors} of {calls:,} requests in {WINDOW // MINUTE} min" in found.reasons[0].text


def test_an_endpoint_whose_metrics_have_stopped_is_missing_and_one_without_any_is_not_known() -> None:
    assert level_of(seen(ENDPOINT, metrics_at=NOW - 31 * MINUTE)).level is Level.MISSING
    assert level_of(seen(ENDPOINT, metrics_at=NOW - 29 * MINUTE)).level is Level.OK
    assert level_of(seen(ENDPOINT, metrics_at=0)).level is Level.UNKNOWN
    deleted = seen(ENDPOINT, metrics_at=NOW - DAY, deleted_at=NOW - DAY)
    assert level_of(deleted).level is Level.UNKNOWN


def test_a_job_that_failed_is_critical_for_a_day_and_tells_why() -> None:
    failed = seen(JOB, status="Failed", status_at=NOW - HOUR, status_reason="CUDA out of memory")
    found = level_of(failed)
    assert found.level is Level.CRITICAL
    assert found.reasons[0].text == "Failed since 60 min: CUDA out of memory"
    assert level_of(failed, at=NOW + 2 * DAY).level is Level.OK
    assert level_of(seen(JOB, status="Completed", status_at=NOW)).level is Level.OK
    assert level_of(seen(JOB, status="Stopped", status_at=NOW)).level is Level.OK
    assert level_of(seen(JOB)).level is Level.UNKNOWN


def test_a_step_is_as_well_as_its_last_run() -> None:
    def after(**newest: int) -> Level:
        return level_of(seen(STEP), Measures({}, {(STEP, k): v for k, v in newest.items()})).level

    assert after(StepFailed=NOW - HOUR, StepSucceeded=NOW - 2 * HOUR) is Level.CRITICAL
    assert after(StepFailed=NOW - 2 * HOUR, StepSucceeded=NOW - HOUR) is Level.OK
    assert after() is Level.UNKNOWN


HEALTHS = st.builds(
    lambda level: Health(
        level, (Reason(level, f"is {level}"),) if level not in (Level.OK, Level.UNKNOWN) else ()
    ),
    st.sampled_from(list(Level)),
)


@given(HEALTHS, st.lists(HEALTHS, max_size=6))
def test_together_they_are_as_well_as_the_worst(own: Health, inner: list[Health]) -> None:
    found = rolled_up(own, [(str(at), f"n{at}", health) for at, health in enumerate(inner)])
    order = list(Level)
    assert order.index(found.level) == min(order.index(h.level) for h in (own, *inner))
    if found.level in (Level.OK, Level.UNKNOWN):
        assert found.reasons == own.reasons
    else:
        named = {reason.entity for reason in found.reasons if reason.entity}
        assert named == {str(at) for at, health in enumerate(inner) if health.level is found.level}
    assert worst([]) is Level.UNKNOWN


def alert(**group: str) -> Alert:
    return Alert("A1", "M1", "Errors", AlertKind.WARNING, tuple(group.items()), NOW, NOW, NOW, 7.0, "7 > 5")


def tree(entities: Sequence[AwsEntity], alerts: Sequence[Alert] = ()) -> tuple[Node, ...]:
    world = World(
        entities,
        lambda account: {"prod": ("prod", "123456789012")}.get(account, (account,)),
        alerts,
        lambda entity, kind, open_: health_of(entity, kind, NOTHING, NOW, open_),
    )
    return build(world, SAGEMAKER)


ALL = [seen(key) for key in (ENDPOINT, VARIANT, JOB, STEP, PIPELINE, GROUP)]


def test_the_tree_has_each_entity_under_its_namespace_and_each_part_under_its_entity() -> None:
    nodes = tree([*ALL, seen(EntityKey("prod", "us-east-1", NAMESPACE_KIND, "", "aws/lambda"))])
    assert [node.id for top in nodes for node in top.walk()] == [
        "account=dev",
        "account=dev/region=eu-west-1",
        "account=dev/region=eu-west-1/namespace=aws%2Fsagemaker",
        "account=dev/region=eu-west-1/namespace=aws%2Fsagemaker/featuregroupname=g",
        "account=prod",
        "account=prod/region=us-east-1",
        "account=prod/region=us-east-1/namespace=aws%2Flambda",
        "account=prod/region=us-east-1/namespace=aws%2Fsagemaker",
        "account=prod/region=us-east-1/namespace=aws%2Fsagemaker/endpointname=churn",
        "account=prod/region=us-east-1/namespace=aws%2Fsagemaker/endpointname=churn/variantname=AllTraffic",
        "account=prod/region=us-east-1/namespace=aws%2Fsagemaker%2Fmodelbuildingpipeline",
        "account=prod/region=us-east-1/namespace=aws%2Fsagemaker%2Fmodelbuildingpipeline/pipelinename=p",
        "account=prod/region=us-east-1/namespace=aws%2Fsagemaker%2Fmodelbuildingpipeline/pipelinename=p/stepname=s",
        "account=prod/region=us-east-1/namespace=aws%2Fsagemaker%2Ftrainingjobs",
        "account=prod/region=us-east-1/namespace=aws%2Fsagemaker%2Ftrainingjobs/training_job=job",
    ]
    for top in nodes:
        for node in top.walk():
            assert node_at(nodes, node.id) is node
            if node.entity is not None:
                assert find_entity(nodes, node.entity.key.id) is node


def test_an_alert_makes_its_node_and_all_around_it_unwell() -> None:
    nodes = tree(ALL, [alert(endpointname="churn", variantname="AllTraffic")])
    levels = {node.id.rpartition("/")[2]: node.health.level for top in nodes for node in top.walk()}
    for part in ("variantname=AllTraffic", "endpointname=churn", "region=us-east-1", "account=prod"):
        assert levels[part] is Level.WARNING
    assert levels["account=dev"] is Level.OK
    endpoint = find_entity(nodes, ENDPOINT.id)
    assert endpoint is not None
    assert endpoint.health.reasons[0].text == "AllTraffic: Alert 'Errors': 7 > 5"
    assert endpoint.health.reasons[0].alert == "A1"
    assert nodes[1].health.counts == {Level.WARNING: 1, Level.UNKNOWN: 2}
    [on_region] = [n for n in tree(ALL, [alert(region="eu-west-1")]) if n.health.level is Level.WARNING]
    assert on_region.name == "dev"


def test_a_filter_keeps_what_passes_with_what_is_around_it_and_in_it() -> None:
    nodes = tree(ALL)
    only = filtered(nodes, read_filter(["kind=endpoint"]), 10)
    names = [node.name for top in only for node in top.walk()]
    assert names == ["prod", "us-east-1", "aws/sagemaker", "churn", "AllTraffic"]
    assert filtered(nodes, Filter(), 10) == nodes
    assert filtered(nodes, read_filter(["nobody"]), 10) == ()


@given(st.integers(1, 12), st.integers(0, 12))
def test_of_too_many_the_worst_and_newest_stay(most: int, failed: int) -> None:
    jobs = [
        seen(
            replace(JOB, name=f"job-{at:02}"),
            status="Failed" if at < failed else "Completed",
            status_at=NOW - HOUR,
            last_seen=NOW - at,
        )
        for at in range(12)
    ]
    [account] = filtered(tree(jobs), Filter(), most)
    space = account.children[0].children[0]
    assert [node.name for node in space.children] == [f"job-{at:02}" for at in range(most)]
    assert space.left_out == 12 - most


def test_entities_as_they_were_have_the_status_of_then() -> None:
    events = [
        happened(JOB, Action.STATUS, NOW - HOUR, "InProgress"),
        happened(JOB, Action.CREATE, NOW - 2 * HOUR),
    ]
    later = seen(JOB, status="Failed", status_at=NOW, deleted_at=NOW, first_seen=NOW - 2 * HOUR)
    unborn = seen(ENDPOINT, first_seen=NOW)
    [then] = as_they_were([later, unborn], events, NOW - MINUTE)
    assert (then.status, then.status_at, then.deleted_at) == ("InProgress", NOW - HOUR, 0)
    assert then.last_seen == then.metrics_at == NOW - MINUTE
