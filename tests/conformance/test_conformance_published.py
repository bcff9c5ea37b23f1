"""Published queries run: every tenth of them here, all by `make conformance`."""

import pytest

from conformance.published import Published, Runner, not_valid, published, with_defaults
from store_world import world

QUERIES = published()
EVERY = 10

pytestmark = pytest.mark.skipif(not QUERIES, reason="the corpus is not beside the repository")


@pytest.mark.parametrize("start", range(4))
def test_published_queries_run(start: int) -> None:
    runner = Runner(world())
    wanted = [q for q in QUERIES[start * EVERY // 4 :: EVERY * 4] if q.id not in not_valid()]
    verdicts = [runner.verdict(query) for query in wanted]
    assert [f"{v.query.id}: {v.reason}" for v in verdicts if v.reason] == []


def test_few_published_texts_are_no_queries() -> None:
    ids = {q.id for q in QUERIES}
    assert set(not_valid()) <= ids
    assert len(not_valid()) <= len(ids) / 100


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("_sourceCategory={{c}} | limit {{n}}", "_sourceCategory=* | limit 10"),
        ('* | where x matches "{{v}}" | timeslice {{w}}', '* | where x matches "*" | timeslice 1h'),
        ("* | where x > {{least}} | compare timeshift {{back}}", "* | where x > 10 | compare timeshift 1h"),
        ("* | if ({{flag}}, 1, 0) as x", "* | if (1, 1, 0) as x"),
        ("$$source | count", "* | count"),
        (
            '* | where x > 1 {{more}} | where if("{{y}}" = "-", true, y = "{{y}}")',
            '* | where x > 1  | where if("-" = "-", true, y = "-")',
        ),
    ],
)
def test_parameters_get_values_that_can_stand_there(text: str, filled: str) -> None:
    assert with_defaults(text) == filled


def test_a_query_that_is_none_is_told() -> None:
    verdict = Runner(world()).verdict(Published("x", "* | conut", "log"))
    assert "operator.unknown" in verdict.reason
