"""Labels of nodes, which dashboards and alerts are of them, and filters of the tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.errors import Refusal
from sagescope.explore.filters import Chip, Filter, read_filter, written
from sagescope.explore.labels import Path, account_label, applies, is_of, label, variables_for
from sagescope.explore.names import folded_namespace, folded_status, scope_value
from sagescope.explore.sagemaker import SAGEMAKER
from sagescope.explore.tree import hierarchy_keys, namespace_label

KEYS = hierarchy_keys(SAGEMAKER)
ACCOUNT: Path = (account_label("prod", "123456789012"),)
REGION: Path = (*ACCOUNT, label(("region",), "us-east-1"))
SPACE: Path = (*REGION, namespace_label("aws/sagemaker", SAGEMAKER))
ENDPOINT: Path = (*SPACE, label(SAGEMAKER["endpoint"].keys, "churn"))
VARIANT: Path = (*ENDPOINT, label(SAGEMAKER["variant"].keys, "AllTraffic"))
PATHS = (ACCOUNT, REGION, SPACE, ENDPOINT, VARIANT)

WORDS = st.text(st.sampled_from('abcXYZ019-._/* =!"\\é'), max_size=12)


@given(st.text(st.sampled_from("aAbS/ "), max_size=20))
def test_namespaces_compare_without_case_and_slashes_around(text: str) -> None:
    folded = folded_namespace(text)
    assert folded == folded_namespace(f"/{text.strip()}") == folded_namespace(text.swapcase())
    assert folded == folded_namespace(folded)


def test_statuses_of_events_and_of_calls_are_the_same() -> None:
    assert folded_status("IN_SERVICE") == folded_status("InService")


LABELS = [
    ({"account": ["*"]}, ACCOUNT),
    ({"account": ["PROD"], "region": ["*"]}, REGION),
    ({"account": ["123456789012"], "region": ["us-east-1"]}, REGION),
    ({"account": ["*"], "region": ["*"], "namespace": ["aws/sagemaker"]}, SPACE),
    ({"account": ["*"], "region": ["*"], "namespace": ["/AWS/SageMaker/Endpoints"]}, SPACE),
    ({"Account": ["*"], "Region": ["*"], "Namespace": ["*"], "EndpointName": ["*"]}, ENDPOINT),
    ({"account": ["*"], "region": ["*"], "namespace": ["*"], "endpoint": ["dev", "churn"]}, ENDPOINT),
]


@pytest.mark.parametrize(("labels", "path"), LABELS)
def test_a_dashboard_applies_to_the_nodes_of_its_labels_and_to_no_others(
    labels: dict[str, list[str]], path: Path
) -> None:
    assert [one for one in PATHS if applies(labels, one)] == [path]


@pytest.mark.parametrize(
    "labels",
    [
        {},
        {"account": []},
        {"account": ["dev"]},
        {"account": ["*"], "region": ["*"], "namespace": ["aws/rds"]},
        {"account": ["*"], "region": ["*"], "namespace": ["*"], "dbidentifier": ["*"]},
    ],
)
def test_other_labels_apply_nowhere(labels: dict[str, list[str]]) -> None:
    assert not any(applies(labels, path) for path in PATHS)


def test_a_node_sets_the_variables_of_a_dashboard_by_the_names_that_it_gives_them() -> None:
    names = ["Account", "region", "EndpointName", "statistic"]
    assert variables_for(names, ENDPOINT) == {
        "Account": "prod",
        "region": "us-east-1",
        "EndpointName": "churn",
    }
    assert variables_for(names, ACCOUNT) == {"Account": "prod"}


ALERTS = [
    ({"account": "prod"}, ACCOUNT),
    ({"region": "us-east-1"}, REGION),
    ({"account": "PROD", "region": "us-east-1"}, REGION),
    ({"endpointname": "churn"}, ENDPOINT),
    ({"EndpointName": "Churn", "metric": "Invocations", "statistic": "sum"}, ENDPOINT),
    ({"accountid": "123456789012", "endpointname": "churn", "namespace": "/aws/sagemaker"}, ENDPOINT),
    ({"endpointname": "churn", "variantname": "AllTraffic"}, VARIANT),
]


@pytest.mark.parametrize(("labels", "path"), ALERTS)
def test_an_alert_is_of_the_node_that_its_group_names(labels: dict[str, str], path: Path) -> None:
    assert [one for one in PATHS if is_of(labels, one, KEYS)] == [path]


@pytest.mark.parametrize(
    "labels",
    [
        {},
        {"host": "x"},
        {"endpointname": "other"},
        {"endpointname": "churn", "account": "dev"},
        {"endpointname": "churn", "training_job": "j"},
        {"endpointname": ""},
    ],
)
def test_an_alert_of_something_else_is_of_no_node(labels: dict[str, str]) -> None:
    assert not any(is_of(labels, path, KEYS) for path in PATHS)


FILTERS = [
    ([], True),
    (["churn"], True),
    (["CHU"], True),
    (["other"], False),
    (["region=us-east-1"], True),
    (["region=eu-west-1", "region=us-*"], True),
    (["region=us-east-1", "account=dev"], False),
    (["!region=us-east-1"], False),
    (["!region=eu-*", "kind=endpoint"], True),
    (["health=critical"], True),
    (["health=warning"], False),
    (["endpointname=churn"], True),
    (["endpoint=ch*n"], True),
    (["namespace=/AWS/SageMaker"], True),
    (["accountid=123456789012"], True),
    (["nothing=x"], False),
]


@pytest.mark.parametrize(("texts", "passes"), FILTERS)
def test_filters(texts: list[str], passes: bool) -> None:
    assert read_filter(texts).lets(ENDPOINT, "endpoint", "critical") is passes


@pytest.mark.parametrize("text", ["=", "region=", "!", "!region= "])
def test_a_filter_without_a_value_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_filter([text])
    assert refused.value.faults[0].code == "explore.filter"
    assert text.strip() in refused.value.faults[0].message


CHIPS = st.builds(
    Chip,
    st.sampled_from(["", "region", "account", "kind", "health", "endpointname"]),
    WORDS.map(str.strip).filter(lambda text: text and not text.startswith("!") and "=" not in text),
    st.booleans(),
)


@given(CHIPS)
def test_a_chip_is_read_as_it_was_written(chip: Chip) -> None:
    assert read_filter([written(chip)]).chips == (chip,)


@given(st.lists(CHIPS, max_size=5), st.sampled_from(PATHS))
def test_chips_of_one_key_widen_and_others_narrow(chips: list[Chip], path: Path) -> None:
    whole = Filter(tuple(chips)).lets(path, "endpoint", "ok")
    positive = [chip for chip in chips if not chip.negated]
    by_key = {chip.key: [c for c in positive if c.key == chip.key] for chip in positive}
    alone = {chip: Filter((chip,)).lets(path, "endpoint", "ok") for chip in chips}
    assert whole == (
        all(any(alone[chip] for chip in of) for of in by_key.values())
        and all(alone[chip] for chip in chips if chip.negated)
    )


@given(WORDS)
def test_values_stand_for_themselves_in_a_scope(text: str) -> None:
    value = scope_value(text)
    assert value == text or (value[0] == value[-1] == '"' and "*" not in value.replace("\\*", ""))
