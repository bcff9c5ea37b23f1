"""Completion of metrics rows over stored series."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.lang.completion.proposal import Proposal
from sagescope.search.metric_completion import MetricCompletion
from store_world import NOW, World, world


@pytest.fixture(scope="module")
def service() -> MetricCompletion:
    here: World = world()
    here.empty()
    sagemaker = {"namespace": "AWS/SageMaker", "unit": "Count"}
    here.insert_points(
        (dimensions, [(NOW - 60_000, 1.0)])
        for dimensions in (
            {"metric": "Invocations", "statistic": "sum", "endpointname": "churn", **sagemaker},
            {"metric": "Invocations", "statistic": "sum", "endpointname": "fraud v3", **sagemaker},
            {"metric": "ModelLatency", "statistic": "p99", "endpointname": "churn", **sagemaker},
            {"metric": "CPUUtilization", "namespace": "AWS/EC2", "instanceid": "i-1"},
        )
    )
    return MetricCompletion(here.store)


def proposed(service: MetricCompletion, query: str, rows: str = "") -> tuple[Proposal, ...]:
    """What is offered at the mark."""
    return service.complete(query.replace("^", "", 1), query.index("^"), list(rows))


def labels(service: MetricCompletion, query: str, rows: str = "") -> list[str]:
    return [p.label for p in proposed(service, query, rows)]


def test_a_selector_has_the_dimensions_of_the_series_it_picks_so_far(service: MetricCompletion) -> None:
    first = proposed(service, "endp^")[0]
    assert (first.label, first.insert, first.detail) == ("endpointname", "endpointname=", "3 series")
    assert "instanceid" in labels(service, "^")
    assert "instanceid" not in labels(service, "namespace=AWS/SageMaker ^")
    # Behind `or` any series may be meant.
    assert "instanceid" in labels(service, "namespace=AWS/SageMaker or ^")


def test_values_are_those_of_the_series_that_the_other_terms_pick(service: MetricCompletion) -> None:
    assert [(p.label, p.detail) for p in proposed(service, "metric=^")] == [
        ("Invocations", "2 series"), ("CPUUtilization", "1 series"), ("ModelLatency", "1 series"),
    ]  # fmt: skip
    assert labels(service, "namespace=AWS/SageMaker metric=^") == ["Invocations", "ModelLatency"]
    assert labels(service, "metric=lat^") == ["ModelLatency"]
    assert labels(service, "endpointname!=ch^") == ["churn"]
    assert [p.insert for p in proposed(service, "endpointname=fr^")] == ['"fraud v3"']


def test_a_list_of_values_goes_on_behind_its_commas(service: MetricCompletion) -> None:
    assert labels(service, "statistic=(p99 ^") == ["sum", "p99"]
    (found,) = proposed(service, "statistic=(p99,s^")
    assert (found.insert, found.span.start, found.span.end) == ("sum", 15, 16)
    assert "endpointname" in labels(service, "statistic=(p99 or sum) ^")


def test_operators_come_behind_a_pipe_with_what_they_do(service: MetricCompletion) -> None:
    found = {p.label: p for p in proposed(service, "metric=Invocations | ^")}
    assert {"sum", "quantize", "topk", "eval", "predict"} <= set(found)
    assert found["quantize"].syntax.startswith("quantize [to]") and found["quantize"].documentation
    assert labels(service, "metric=x | qua^")[0] == "quantize"


def test_the_parser_says_which_options_follow(service: MetricCompletion) -> None:
    assert {"to", "using"} <= set(labels(service, "metric=x | quantize ^"))
    assert labels(service, "metric=x | quantize to 5m u^") == ["using"]
    assert {"avg", "max", "pct"} <= set(labels(service, "metric=x | quantize using ^"))
    assert labels(service, "metric=x | sum b^") == ["by"]
    assert {"_value", "abs", "latest"} <= set(labels(service, "metric=x | eval ^"))


def test_groups_are_by_the_dimensions_of_the_row(service: MetricCompletion) -> None:
    found = labels(service, "namespace=AWS/SageMaker metric=Invocations | sum by ^")
    assert "endpointname" in found
    assert "instanceid" not in found
    assert labels(service, "namespace=AWS/SageMaker | sum by statistic, endp^") == ["endpointname"]


def test_rows_stand_for_each_other(service: MetricCompletion) -> None:
    assert labels(service, "#^", "AB") == ["#A", "#B"]
    (found,) = proposed(service, "#A / #B^", "B")
    assert (found.span.start, found.span.end) == (5, 7)
    assert "along" in labels(service, "#A / #B ^", "AB")
    assert "endpointname" in labels(service, "#A / #B along ^", "AB")
    assert labels(service, "#A / #B along endpointname as ^", "AB") == []


@given(st.text(alphabet="ab=|#(),\"' /*[]!.5mby\n", max_size=40), st.integers(-3, 50))
def test_no_text_is_too_broken_to_be_answered(text: str, position: int) -> None:
    for proposal in MetricCompletion(world().store).complete(text, position, ["A"]):
        assert 0 <= proposal.span.start <= proposal.span.end <= len(text)
