"""Every example of the registries runs over plausible messages, and finds something."""

import json
from functools import cache

import pytest

from geo_places import load_places
from lookup_tables import GivenTable
from sagescope.lang.aggregates import AGGREGATES
from sagescope.lang.compile import check_query
from sagescope.lang.function import FUNCTIONS
from sagescope.lang.operator import REGISTRY
from sagescope.lookups.indicators import of_json
from sagescope.store.fields import Schema
from store_world import DAY, NOW, Message, World, world

MINUTE = 60_000

_EVENT = {
    "eventVersion": "1.08",
    "eventTime": "2026-01-01T11:58:00Z",
    "eventSource": "sagemaker.amazonaws.com",
    "eventName": "CreateTrainingJob",
    "awsRegion": "us-east-1",
    "sourceIPAddress": "192.0.2.10",
    "errorCode": "AccessDenied",
    "errorMessage": "not authorized",
    "userIdentity": {"arn": "arn:aws:sts::123456789012:assumed-role/Admin/ana", "userName": "ana"},
    "requestParameters": {"modelId": "anthropic.claude", "tags": [{"key": "team", "value": "blue"}]},
    "rows": [{"k": "a"}, {"k": "b"}],
    "bytes": 2048,
    "modelId": "m-1",
}


def _messages() -> list[Message]:
    """Messages as an account has them: events in JSON, lines of servers, texts of pairs and of columns."""
    texts = [
        _compact(_EVENT),
        _compact({**_EVENT, "eventName": "DescribeEndpoint", "errorCode": None, "bytes": 512}),
        '203.0.113.7 - - [01/Jan/2026:11:57:00 +0000] "GET /api/jobs?id=7 HTTP/1.1" 500 1234 "-" "curl/8.0"',
        "2026-01-01 11:56:00 ERROR user=ana status=500 took 340ms starting stream from s1",
        "2026-01-01 11:55:00 error starting search q1 from parent stream s1",
        'level=warn host=web-1 cpu=12.5 msg="disk nearly full"',
        "a,b,c,17",
        "<event><name>login</name><user id='7'>ana</user></event>",
        # Newest first: what began comes last.
        _compact({"id": "7", "event": "Succeeded", "status": 200, "host": "web-1", "note": "end"}),
        _compact({"id": "7", "event": "Submitted", "status": 500, "host": "web-2", "note": "begin"}),
        _compact({"session": "s1", "request": "r1", "id": "8", "status": 200, "host": "web-1"}),
        "requestId=17 completed in 250 ms",
        "requestId=17 started",
        "job ID=7F92 done host=workstation-1",
        "login of ana host=workstation-1",
    ]
    return [
        {
            "_raw": text,
            "_sourceCategory": "aws/observability/cloudtrail/logs" if text.startswith("{") else "app/web",
            "_sourceHost": f"host-{at % 3}",
            "_sourceName": f"stream-{at % 2}",
            "_collector": "main",
            "_messageTime": NOW - MINUTE * (at + 1 + 150 * round_),
            "namespace": "aws/sagemaker",
            "account": "dev",
        }
        for round_ in range(8)
        for at, text in enumerate(texts)
    ]


def _compact(document: object) -> str:
    return json.dumps(document, separators=(",", ":"))


@cache
def _store() -> World:
    here = world()
    here.empty()
    here.empty_lookups()
    people = {"user": "string", "team": "string"}
    GivenTable("/Library/Users/ana@example.com/users", people, ("user",), [["7", "blue"]]).put(here.lookups)
    indicator = {"id": "a", "indicator": "192.0.2.10", "source": "own", "confidence": 90}
    here.threats.upload(of_json([indicator], NOW))
    load_places(here)
    here.apply(Schema(("namespace", "account", "region"), geo=frozenset({"location", "network"})))
    here.insert(_messages())
    return here


@pytest.fixture(autouse=True, scope="module")
def _nothing_prepared() -> None:
    _store.cache_clear()


# What a field holds that an example of a function names without saying where it is from.
_VALUES = {
    "time": "2026-01-01 11:58:00",
    "date": "2026-01-01",
    "ip": "192.0.2.10",
    "address": "192.0.2.10",
    "url": "https://example.com/a%20b?x=1",
    "text": "some text",
    "hex": "ff",
    "json": '["a", "b"]',
}
_NUMBER = "12"


def with_fields(stage: str) -> str:
    """A query of that stage, whose unknown fields have plausible values."""
    query = f"* | {stage}"
    _, _, _, cx = check_query(query, _store().store.catalog, DAY)
    names = [query[f.span.start : f.span.end] for f in cx.faults if f.code == "field.unknown" and f.span]
    made = "".join(
        f'| "{next((v for word, v in _VALUES.items() if word in name.lower()), _NUMBER)}" as {name} '
        for name in dict.fromkeys(names)
    )
    return f"* {made}| {stage}"


def _cases() -> list[object]:
    operators = [
        pytest.param(example, id=f"{cls.about.name}: {example}")
        for cls in dict.fromkeys(REGISTRY.values())
        for example in cls.about.examples
    ]
    aggregates = [pytest.param(f"* | {a.example}", id=f"{a.name}: {a.example}") for a in AGGREGATES.values()]
    return [*operators, *aggregates]


def _stages() -> list[object]:
    return [
        pytest.param(example, id=f"{f.name}: {example}")
        for f in dict.fromkeys(FUNCTIONS.values())
        for example in f.examples
    ]


# The ids of signatures are known once a query has shown them.
_FINDS_NOTHING = frozenset({'error | logreduce | details "0000000000000000"'})


@pytest.mark.parametrize("query", _cases())
def test_an_example_of_an_operator_finds_rows(query: str) -> None:
    found = _store().run(query).frame.rows
    assert (found > 0) == (query not in _FINDS_NOTHING)


@pytest.mark.parametrize("stage", _stages())
def test_an_example_of_a_function_runs(stage: str) -> None:
    query = with_fields(stage)
    outcome = _store().run(query)
    assert outcome.frame.rows > 0 or " where " in f" {query}"


def test_everything_has_an_example() -> None:
    operators = {cls.about.name: cls.about.examples for cls in REGISTRY.values()}
    functions = {f.name: f.examples for f in FUNCTIONS.values()}
    without = [name for name, examples in {**operators, **functions}.items() if not examples]
    assert without == []
