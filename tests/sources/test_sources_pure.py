"""Decisions of pulled sources that need nothing: paths, notices, stretches of time, waits, parts of objects."""

import gzip
import json
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.model.source_kinds.cloudwatch import DimensionFilter, TagFilter
from sagescope.model.source_kinds.pulled import AUTOMATIC, SCAN_INTERVAL
from sagescope.sources.metric_queries import (
    AT_ONCE,
    has_dimensions,
    is_of,
    is_tagged,
    queries_of,
    resource_of,
)
from sagescope.sources.notices import Confirmation, ObjectNotice, Objects, Unknown, read_notice
from sagescope.sources.objects import account_of, parts, plain
from sagescope.sources.paths import PathExpression
from sagescope.sources.waiting import FIRST_RETRY, LONGEST_WAIT, next_wait
from sagescope.sources.windows import DAY, HOUR, LATE, MOST_POINTS, windows

NOW = 1_769_851_800_000

_PIECES = st.text("ab/*.", max_size=12)
_KEYS = st.text("ab/.", max_size=16)


@given(_PIECES, _KEYS)
def test_expressions_match_as_a_regular_expression_does(text: str, key: str) -> None:
    pattern = ".*".join(re.escape(part) for part in text.split("*"))
    expected = re.fullmatch(pattern, key, re.DOTALL) is not None
    expression = PathExpression(text)
    assert expression.matches(key) == expected
    assert not expected or key.startswith(expression.prefix)


@given(st.lists(st.tuples(_KEYS, _KEYS), max_size=4))
def test_what_an_expression_was_made_of_matches(pieces: list[tuple[str, str]]) -> None:
    text = "".join(f"{literal}*" for literal, _ in pieces)
    key = "".join(literal + filled for literal, filled in pieces)
    assert PathExpression(text).matches(key)


def test_a_hostile_expression_takes_no_time() -> None:
    assert not PathExpression("a*" * 500 + "b").matches("a" * 1_024)


@given(
    position=st.none() | st.integers(NOW - 500 * DAY, NOW),
    start=st.integers(NOW - 500 * DAY, NOW),
    period=st.sampled_from([1, 10, 30, 60, 300, 3_600]),
    delay=st.sampled_from([0, 60, 120, 3_600]),
)
def test_stretches_have_no_gaps_and_end_at_the_same_time(
    position: int | None, start: int, period: int, delay: int
) -> None:
    found = windows(position, start, NOW, period=period, delay=delay)
    end = (NOW - delay * 1_000) // (period * 1_000) * (period * 1_000)
    begin = max(start if position is None else max(start, position - LATE), NOW - 455 * DAY)
    if not found:
        assert begin >= end
        return
    assert found[0].range.start <= begin
    assert found[-1].range.end >= end
    for one, following in pairwise(found):
        # The coarser one before may reach over the beginning of the finer one, never the other way.
        assert following.range.start <= one.range.end
        assert following.range.end > one.range.end
    for one in found:
        step = one.period * 1_000
        assert one.range.start % step == 0 and one.range.end % step == 0
        assert 0 < one.range.length // step <= MOST_POINTS + 1
        age = NOW - one.range.start
        assert one.period >= (
            1 if age <= 3 * HOUR else 60 if age <= 15 * DAY else 300 if age <= 63 * DAY else 3_600
        )


def test_the_next_stretch_asks_again_for_what_came_late() -> None:
    (first,) = windows(None, NOW - HOUR, NOW, period=60, delay=120)
    (again,) = windows(first.range.end, NOW - HOUR, NOW + 300_000, period=60, delay=120)
    assert again.range.start == first.range.end - LATE
    assert again.range.end == first.range.end + 300_000


@given(
    st.sampled_from([1_000, 60_000, SCAN_INTERVAL, 24 * HOUR, AUTOMATIC]),
    st.integers(0, 1_000),
    st.integers(0, 1_000),
    st.booleans(),
)
def test_waits_have_an_end(interval: int, empty: int, failures: int, passing: bool) -> None:
    wait = next_wait(interval, empty, failures, passing=passing)
    usual = SCAN_INTERVAL if interval == AUTOMATIC else interval
    assert min(usual, FIRST_RETRY) <= wait <= max(usual, LONGEST_WAIT)
    if interval != AUTOMATIC and not failures:
        assert wait == interval


def test_waits_double() -> None:
    assert [next_wait(AUTOMATIC, n, 0, passing=False) // 60_000 for n in range(7)] == [
        5,
        5,
        10,
        20,
        40,
        60,
        60,
    ]
    assert [next_wait(60_000, 0, n, passing=False) // 60_000 for n in range(1, 8)] == [1, 2, 4, 8, 16, 32, 60]
    assert [next_wait(300_000, 0, n, passing=True) // 1_000 for n in range(1, 5)] == [5, 10, 20, 40]


def _event(**more: Any) -> dict[str, Any]:
    held = {"bucket": {"name": "b"}, "object": {"key": "a%2Fb+c", "versionId": "v1"}}
    return {"eventName": "ObjectCreated:Put", "s3": held, **more}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"Records": [_event()]}, Objects((ObjectNotice("b", "a/b c", "v1"),))),
        (
            {"Records": [_event(eventName="s3:ObjectCreated:Copy")]},
            Objects((ObjectNotice("b", "a/b c", "v1"),)),
        ),
        ({"Records": [_event(eventName="ObjectRemoved:Delete")]}, Objects()),
        ({"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "b"}, Objects()),
        ({"s3Bucket": "b", "s3ObjectKey": ["a/b c.json.gz"]}, Objects((ObjectNotice("b", "a/b c.json.gz"),))),
        (
            {
                "source": "aws.s3",
                "detail-type": "Object Created",
                "detail": {"bucket": {"name": "b"}, "object": {"key": "a/b c", "version-id": "null"}},
            },
            Objects((ObjectNotice("b", "a/b c"),)),
        ),
        (
            {"Type": "Notification", "TopicArn": "t", "Message": json.dumps({"Records": [_event()]})},
            Objects((ObjectNotice("b", "a/b c", "v1"),), "t"),
        ),
        (
            {"Type": "SubscriptionConfirmation", "TopicArn": "t", "SubscribeURL": "https://sns.example"},
            Confirmation("t", "https://sns.example"),
        ),
        ({"hello": 1}, Unknown("it tells of no object of S3")),
        ([], Unknown("it is no object of JSON")),
    ],
)
def test_notices_of_every_shape(body: Any, expected: object) -> None:
    assert read_notice(json.dumps(body)) == expected


@given(
    st.binary(max_size=80)
    | st.recursive(
        st.none() | st.text(max_size=5) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["Records", "Type", "Message", "s3", "bucket", "object", "detail", "s3ObjectKey"]
                ),
                inner,
                max_size=4,
            )
        ),
    ).map(lambda held: json.dumps(held).encode())
)
def test_no_notice_is_too_strange(body: bytes) -> None:
    assert isinstance(read_notice(body), Objects | Confirmation | Unknown)


@given(
    st.binary(max_size=400).map(lambda b: b.replace(b"\x07", b"\n")), st.integers(1, 60), st.integers(1, 50)
)
def test_parts_are_the_same_however_the_content_comes(content: bytes, size: int, chunk: int) -> None:
    whole = list(parts([content], size, size * 2))
    pieces = [content[at : at + chunk] for at in range(0, len(content), chunk)]
    assert list(parts(pieces, size, size * 2)) == whole
    assert b"".join(whole) == content
    assert all(len(part) <= size * 2 for part in whole)
    assert all(part.endswith(b"\n") or len(part) == size * 2 for part in whole[:-1])


@given(st.binary(max_size=300), st.integers(1, 40))
def test_compressed_content_is_the_same_however_it_comes(content: bytes, chunk: int) -> None:
    packed = gzip.compress(content)
    pieces = [packed[at : at + chunk] for at in range(0, len(packed), chunk)]
    assert b"".join(plain(pieces, 10_000)) == content


def test_fields_that_keys_tell() -> None:
    told = {"accountid": "123456789012", "region": "us-gov-west-1"}
    assert account_of("AWSLogs/123456789012/CloudTrail/us-gov-west-1/2026/01/31/x.json.gz") == told
    assert account_of("p/q/AWSLogs/o-abc123/123456789012/CloudTrail/us-gov-west-1/x") == told
    assert account_of("logs/123456789012/x") == {}


def _metric(namespace: str, **dimensions: str) -> dict[str, Any]:
    held = [{"Name": name, "Value": value} for name, value in dimensions.items()]
    return {"Namespace": namespace, "MetricName": "m", "Dimensions": held}


def test_metrics_of_tagged_resources() -> None:
    tagged = TagFilter(tags=("env=prod*", "team=ml"))
    assert is_tagged(tagged, {"env": "production", "team": "ml"})
    assert not is_tagged(tagged, {"env": "production"})
    resources = frozenset(
        resource_of(f"arn:aws:sagemaker:us-east-1:123456789012:{name}")
        for name in ("endpoint/churn", "training-job/train-1")
    )
    assert is_of(resources, _metric("AWS/SageMaker", EndpointName="Churn", VariantName="AllTraffic"))
    assert is_of(resources, _metric("/aws/sagemaker/TrainingJobs", Host="train-1/algo-1"))
    assert not is_of(resources, _metric("/aws/sagemaker/ProcessingJobs", Host="train-1/algo-1"))
    assert not is_of(resources, _metric("AWS/SageMaker", EndpointName="other"))


def test_metrics_by_their_dimensions() -> None:
    filters = (DimensionFilter(name="EndpointName", values=("churn-*",)),)
    assert has_dimensions(filters, _metric("AWS/SageMaker", EndpointName="churn-1"))
    assert not has_dimensions(filters, _metric("AWS/SageMaker", EndpointName="fraud"))
    assert not has_dimensions(filters, _metric("AWS/SageMaker"))
    assert has_dimensions((DimensionFilter(namespace="X", name="y"),), _metric("AWS/SageMaker"))


def test_queries_come_in_calls_of_their_limit() -> None:
    metrics = [_metric("AWS/SageMaker", EndpointName=str(n)) for n in range(300)]
    calls = list(queries_of(metrics, ("Average", "p99"), 60))
    assert [len(call) for call in calls] == [AT_ONCE, 100]
    assert all(len({query["Id"] for query in call}) == len(call) for call in calls)
