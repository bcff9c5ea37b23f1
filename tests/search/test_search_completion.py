"""Completion over a store: the values that fields have had."""

from collections.abc import Iterator

import pytest

from sagescope.clock import FixedClock
from sagescope.lang.completion.proposal import ProposalKind
from sagescope.search.completion import MOST_VALUES, CompletionService
from sagescope.search.sampling import DAY, KEPT
from sagescope.store.fields import Schema
from sagescope.timerange import TimeRange
from store_world import NOW, World, world

HOUR = TimeRange(NOW - 3_600_000, NOW)


@pytest.fixture(scope="module")
def here() -> World:
    made = world()
    made.empty()
    made.apply(Schema(("namespace", "team")))
    made.insert(
        [
            *({"_raw": "a", "_sourceCategory": "aws/cloudtrail", "team": "blue"} for _ in range(5)),
            *({"_raw": "b", "_sourceCategory": "aws/sagemaker", "team": "dark blue"} for _ in range(3)),
            {"_raw": "c", "_sourceCategory": "web", "team": 'a "quoted" one'},
            {"_raw": "d", "_sourceCategory": "old", "_messageTime": NOW - DAY - 1},
            *({"_raw": "e", "namespace": f"n{n:03}"} for n in range(700)),
        ]
    )
    return made


@pytest.fixture
def service(here: World) -> Iterator[tuple[CompletionService, FixedClock]]:
    clock = FixedClock(NOW)
    yield CompletionService(here.store, clock), clock


def values(service: CompletionService, query: str, range_: TimeRange = HOUR) -> list[tuple[str, str, str]]:
    """Label, text to insert and count of the values offered at the mark."""
    found = service.complete(query.replace("^", "", 1), query.index("^"), range_)
    return [(p.label, p.insert, p.detail) for p in found.proposals if p.kind is ProposalKind.VALUE]


def test_values_of_the_last_day_come_by_how_often_they_are(
    service: tuple[CompletionService, FixedClock],
) -> None:
    assert values(service[0], "_sourceCategory=^") == [
        ("aws/cloudtrail", "aws/cloudtrail", "5"),
        ("aws/sagemaker", "aws/sagemaker", "3"),
        ("web", "web", "1"),
    ]
    assert [v[0] for v in values(service[0], "_sourceCategory=AWS/s^")] == ["aws/sagemaker"]
    before = TimeRange(HOUR.start - DAY, HOUR.end - DAY)
    assert [v[0] for v in values(service[0], "_sourceCategory=^", before)] == ["old"]


def test_values_are_quoted_where_they_have_to_be(service: tuple[CompletionService, FixedClock]) -> None:
    assert [v[1] for v in values(service[0], "team=^")] == ["blue", '"dark blue"', '"a \\"quoted\\" one"']
    assert [v[1] for v in values(service[0], "* | where team = b^")] == ['"blue"']


def test_values_come_before_the_fields_that_could_stand_there(
    service: tuple[CompletionService, FixedClock],
) -> None:
    found = service[0].complete("* | where team = ", 17, HOUR).proposals
    kinds = [p.kind for p in found]
    assert kinds[:3] == [ProposalKind.VALUE] * 3
    assert ProposalKind.FUNCTION in kinds[3:]


def test_among_many_values_a_prefix_finds_those_that_are_not_the_most_frequent(
    service: tuple[CompletionService, FixedClock],
) -> None:
    assert len(values(service[0], "namespace=^")) == MOST_VALUES
    assert [v[0] for v in values(service[0], "namespace=N69^")] == [f"n69{n}" for n in range(10)]


def test_answers_are_kept_for_a_moment(here: World, service: tuple[CompletionService, FixedClock]) -> None:
    completion, clock = service
    assert values(completion, "_sourceHost=^") == []
    here.insert([{"_raw": "late", "_sourceHost": "new-host", "_messageTime": NOW - 1}])
    assert values(completion, "_sourceHost=^") == []
    clock.advance(KEPT)
    assert [v[0] for v in values(completion, "_sourceHost=^")] == ["new-host"]


def test_a_word_is_explained_with_what_the_store_holds(service: tuple[CompletionService, FixedClock]) -> None:
    note = service[0].note("team=blue", 0)
    assert note is not None and note.title == "team: text"
    assert service[0].note("nobody=blue", 0) is None
