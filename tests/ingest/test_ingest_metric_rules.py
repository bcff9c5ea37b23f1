"""Metric rules: what an expression matches and captures, the set of SageMaker, and the service over SQLite."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.clock import FixedClock
from sagescope.errors import Cause, Refusal
from sagescope.ingest.envelope import Envelope
from sagescope.ingest.instance_types import InstanceTypes
from sagescope.ingest.linear_regex import LinearRegex
from sagescope.ingest.metric_rules import MetricRules, RuleOutcome, compile_rule
from sagescope.ingest.points import PointsBuilder
from sagescope.ingest.sagemaker_rules import RULES
from sagescope.ingest.series import SeriesCompleter
from sagescope.ingest.series_match import Term, parse_match
from sagescope.meta.db import Database

NOW = 1_769_851_800_000
ANA = "00000000000000AA"


@pytest.fixture
def rules(tmp_path: Path) -> Iterator[MetricRules]:
    database = Database(f"sqlite:///{tmp_path / 'meta.db'}")
    database.migrate()
    made = MetricRules(database, FixedClock(NOW))
    made.load()
    yield made
    database.close()


@pytest.mark.parametrize(
    ("expression", "held", "captured"),
    [
        ("Host=*/*", {"host": "job-1/algo-1"}, {"host": ("job-1", "algo-1")}),
        ("Host=*/*", {"host": "a/b/c"}, {"host": ("a", "b/c")}),
        ("Host=**/*", {"host": "a/b/c"}, {"host": ("a/b", "c")}),
        ("Host=*/*", {"host": "none"}, None),
        ("Host=*/*", {}, None),
        ("Host=*", {"host": "x"}, {"host": ("x",)}),
        ("Host=*", {"host": ""}, None),
        ("host=JOB-*", {"host": "job-Ä"}, {"host": ("Ä",)}),
        ("host = job-*  AND\tzone=z", {"host": "job-1", "zone": "Z"}, {"host": ("1",), "zone": ()}),
        ('name="two words *"', {"name": "two words here"}, {"name": ("here",)}),
        ("!stage=* api=*", {"api": "a"}, {"api": ("a",)}),
        ("!stage=* api=*", {"api": "a", "stage": "s"}, None),
        ("! stage=prod api=*", {"api": "a", "stage": "dev"}, {"api": ("a",)}),
        ("metric=*Errors", {"metric": "Invocation5XXErrors"}, {"metric": ("Invocation5XX",)}),
        ("prod.*.cpu", {"_rawname": "prod.web1.cpu"}, {"_rawname": ("web1",)}),
        ("aws.sagemaker.endpoint.name=*", {"aws.sagemaker.endpoint.name": "e"}, {"aws.sagemaker.endpoint.name": ("e",)}),
        ("a=x.+ b=[y]", {"a": "x.+", "b": "[y]"}, {"a": (), "b": ()}),
        ("a=x.+", {"a": "xyz"}, None),
        ("a=*\n", {"a": "line\nbreak"}, {"a": ("line\nbreak",)}),
    ],
)  # fmt: skip
def test_expressions(
    expression: str, held: Mapping[str, str], captured: Mapping[str, tuple[str, ...]] | None
) -> None:
    found = parse_match(expression).captures(held)
    assert (None if isinstance(found, Term) else found) == captured


@pytest.mark.parametrize(
    "pattern", ["/aws/sagemaker/TrainingJobs", "AWS/SageMaker/trainingjobs", "aws/sagemaker/*"]
)
@pytest.mark.parametrize(
    "value", ["/aws/sagemaker/TrainingJobs", "aws/sagemaker/trainingjobs", "AWS/Sagemaker/TrainingJobs"]
)
def test_namespaces_have_no_case_and_no_leading_slash(pattern: str, value: str) -> None:
    assert not isinstance(parse_match(f"namespace={pattern}").captures({"namespace": value}), Term)


@pytest.mark.parametrize("text", ["", "   ", 'a="open', "!", "=x", 'a=b "quoted" =', "AND", "!!a=b"])
def test_expressions_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_match(text)
    assert refused.value.faults[0].code == "rule.match"


@pytest.mark.parametrize(
    ("match", "value", "expected"),
    [
        ("Host=*/*", "$Host._2", "b"),
        ("Host=*/*", "$host._2-$HOST._1!", "b-a!"),
        ("Host=*/* k=*", "$k._1 $Host._1", "v a"),
        ("Host=a/* Host=*/b", "$Host._2", "a"),
        ("x.*.z", "$_1", "y"),
        ("Host=*/*", "costs $5 $ $x", "costs $5 $ $x"),
        ("d.o.t=*", "$d.o.t._1", "dotted"),
    ],
)
def test_values(match: str, value: str, expected: str) -> None:
    rule = compile_rule("r", match, [("New", value)])
    held = {"host": "a/b", "k": "v", "_rawname": "x.y.z", "d.o.t": "dotted"}
    assert rule.apply(held) == {"new": expected}


@pytest.mark.parametrize("value", ["$Host._3", "$other._1", "$_1", "$!stage._1"])
def test_references_to_what_is_not_there_are_refused(value: str) -> None:
    if value == "$!stage._1":
        value = "$stage._1"
    with pytest.raises(Refusal) as refused:
        compile_rule("r", "Host=*/* !stage=*", [("new", value)])
    assert refused.value.faults[0].code == "rule.reference"


@pytest.mark.parametrize(
    ("series", "derived"),
    [
        ({"namespace": "/aws/sagemaker/TrainingJobs", "host": "churn-1/algo-2"}, {"training_job": "churn-1", "algo_name": "algo-2"}),
        ({"namespace": "/aws/sagemaker/trainingjobs", "trainingjobname": "churn-1"}, {"training_job": "churn-1"}),
        (
            {"namespace": "/aws/sagemaker/TrainingJobs", "trainingjobname": "churn-1", "host": "algo-1"},
            {"training_job": "churn-1", "algo_name": "algo-1"},
        ),
        ({"namespace": "aws/sagemaker/ProcessingJobs", "host": "clean/algo-1"}, {"processing_job": "clean", "algo_name": "algo-1"}),
        (
            {"namespace": "/aws/sagemaker/TransformJobs", "host": "score/i-0123456789abcdef0"},
            {"transform_job": "score", "instance_id": "i-0123456789abcdef0"},
        ),
        (
            {"namespace": "/aws/sagemaker/Endpoints", "host": "e/AllTraffic/i-1"},
            {"endpointname": "e", "variantname": "AllTraffic", "instance_id": "i-1"},
        ),
        ({"namespace": "/aws/sagemaker/Endpoints", "endpointname": "e", "variantname": "v", "instanceid": "i-1"}, {"instance_id": "i-1"}),
        ({"namespace": "/aws/sagemaker/Endpoints/data-metrics", "endpoint": "e"}, {"endpointname": "e"}),
        (
            {"aws.sagemaker.endpoint.name": "e", "aws.sagemaker.variant.name": "v", "host.id": "i-1", "host.type": "ml.g5.xlarge"},
            {"endpointname": "e", "variantname": "v", "instance_id": "i-1", "instance_type": "ml.g5.xlarge"},
        ),
        ({"namespace": "AWS/EC2", "host": "a/b", "instanceid": "i-1"}, {}),
        ({"namespace": "AWS/SageMaker", "endpointname": "e", "variantname": "v"}, {}),
    ],
)  # fmt: skip
def test_the_set_of_sagemaker(rules: MetricRules, series: dict[str, str], derived: dict[str, str]) -> None:
    assert rules.install(RULES, ANA) == len(RULES)
    assert rules.install(RULES, ANA) == 0
    assert rules.derive("CPUUtilization", series) == derived


def test_what_a_series_brings_goes_before_rules_and_older_rules_before_newer(rules: MetricRules) -> None:
    rules.add("first", "host=*", {"a": "first-$host._1", "b": "first"}, by=ANA)
    rules.add("second", "host=*", {"a": "second", "c": "second", "host": "no"}, by=ANA)
    rules.add("off", "host=*", {"d": "off"}, enabled=False, by=ANA)
    rules.add("chained", "a=*", {"e": "never"}, by=ANA)
    assert rules.derive("m", {"host": "h", "b": "own"}) == {"a": "first-h", "c": "second"}
    assert rules.test("m", {"HOST": "h", "b": "own"}) == [
        RuleOutcome("first", "", {"a": "first-h"}, {"b": "first"}),
        RuleOutcome("second", "", {"c": "second"}, {"a": "second", "host": "no"}),
        RuleOutcome("chained", "a=*", {}, {}),
    ]


def test_rules_are_kept_changed_and_removed(rules: MetricRules, tmp_path: Path) -> None:
    rule = rules.add(" named ", "host=*", {"new": "$host._1"}, by=ANA)
    assert rules.rule(rule.id) == rules.named("named") == rules.rules()[0] == rule
    with pytest.raises(Refusal) as refused:
        rules.add("named", "host=*", {"new": "x"}, by=ANA)
    assert refused.value.cause is Cause.CONFLICT and "'named'" in refused.value.faults[0].message
    version = rules.version
    rules.change(rule.id, "named", "host=*-*", {"new": "$host._2"}, enabled=True, by=ANA)
    assert rules.version > version
    assert rules.derive("m", {"host": "a-b"}) == {"new": "b"}
    other = MetricRules(rules._database, FixedClock(NOW))
    other.load()
    assert other.derive("m", {"host": "a-b"}) == {"new": "b"}
    for broken in ("host=*", 'host="'):
        with pytest.raises(Refusal):
            rules.change(rule.id, "named", broken, {"new": "$host._2"}, enabled=True, by=ANA)
    assert rules.derive("m", {"host": "a-b"}) == {"new": "b"}
    rules.remove(rule.id)
    assert rules.derive("m", {"host": "a-b"}) == {}
    with pytest.raises(Refusal, match="no rule"):
        rules.remove(rule.id)


@pytest.mark.parametrize(
    ("dimensions", "word"),
    [
        ({}, "no dimension"),
        ({"_own": "x"}, "underscore"),
        ({"Metric": "x"}, "metric"),
        ({"a b": "x"}, "characters"),
        ({"a": ""}, "empty"),
        ({f"k{n}": "x" for n in range(21)}, "most is 20"),
    ],
)
def test_rules_that_cannot_be_are_refused(rules: MetricRules, dimensions: dict[str, str], word: str) -> None:
    with pytest.raises(Refusal, match=word):
        rules.add("r", "host=*", dimensions, by=ANA)
    assert rules.rules() == []


def envelope(**fields: str) -> Envelope:
    return Envelope(1, "c", 2, "s", "cat", "sender", "name", fields, {}, {}, NOW)


def test_series_are_completed_by_the_rules_of_the_moment(rules: MetricRules) -> None:
    completer = SeriesCompleter(rules, InstanceTypes(rules._database, FixedClock(NOW)), lambda _: False)
    builder = PointsBuilder(NOW, {}, {}, None)
    builder.put(builder.series("m", {"Host": "job/algo"}), 1.0, NOW)

    def completed() -> tuple[int, dict[str, str]]:
        [(id_, series)] = completer.complete(builder.points, envelope(account="dev"), "Test", 1).series
        return id_, dict(series.dimensions)

    before, plain = completed()
    assert (plain["host"], plain["account"], plain["_contenttype"]) == ("job/algo", "dev", "Test")
    assert completed() == (before, plain)
    rules.add("r", "host=*/* account=d* _sourceCategory=cat", {"Job": "$host._1"}, by=ANA)
    after, derived = completed()
    assert derived == {**plain, "job": "job"} and after != before
    rules.remove(rules.rules()[0].id)
    assert completed() == (before, plain)


WORDS = st.text("ab/-*", min_size=1, max_size=10)


@given(WORDS, st.text("ab/-", max_size=12))
def test_a_pattern_matches_what_its_regular_expression_does(pattern: str, value: str) -> None:
    # The oracle is Python's own engine over the same reading of wildcards.
    plain = re.sub(
        r"\*\*|\*", lambda m: "(.*)" if m[0] == "**" else "(.*?)", re.sub(r"[-/]", r"\\\g<0>", pattern)
    )
    found = parse_match(f"k={pattern}").captures({"k": value})
    expected = re.fullmatch(plain, value) if value else None
    assert (None if isinstance(found, Term) else found) == (
        None if expected is None else {"k": expected.groups()}
    )


@given(st.text(max_size=60))
def test_any_expression_is_read_or_refused(text: str) -> None:
    try:
        match = parse_match(text)
    except Refusal as refused:
        assert refused.faults[0].code in ("rule.match", "regex.invalid")
        return
    match.captures({"k": "v", "_rawname": "a.b"})


@given(st.text(max_size=30))
def test_any_regular_expression_is_read_or_refused(pattern: str) -> None:
    try:
        regex = LinearRegex(pattern)
    except Refusal as refused:
        assert refused.faults[0].code.startswith("regex.")
        return
    regex.first("some text 12.5")


def test_an_expression_that_explodes_elsewhere_takes_its_time_in_proportion() -> None:
    # Backtracking would need more steps than there are atoms.
    assert LinearRegex("(a*)*(b*)*(a*)*(b*)*c").whole("ab" * 20_000) is None
