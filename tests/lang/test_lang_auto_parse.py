"""Auto Parse Mode: JSON fields that a query names are read without a stage for them."""

import pytest

from sagescope.errors import Refusal
from sagescope.search.service import SearchRequest
from sagescope.store.fields import Schema
from store_world import DAY, World, world


@pytest.fixture(scope="module")
def here() -> World:
    here = world()
    here.apply(Schema(("namespace", "team")))
    here.empty()
    here.insert(
        [
            {"_raw": '{"user": {"name": "ana"}, "n": 5, "team": "json"}', "team": "own"},
            {"_raw": '2026-01-01 {"user": {"name": "ben"}, "n": 7, "team": "json"}'},
            {"_raw": "no document"},
        ]
    )
    return here


def rows(here: World, query: str) -> list[tuple[object, ...]]:
    outcome = here.search.run(SearchRequest(query, DAY, histogram=False, auto_parse=True))
    return list(outcome.frame.records())


def test_fields_of_the_document_are_there_by_name(here: World) -> None:
    assert rows(here, "* | where !isNull(user.name) | sum(n) as n by user.name") == [
        ("ana", 5.0),
        ("ben", 7.0),
    ]


def test_what_a_message_came_with_wins(here: World) -> None:
    assert rows(here, "* | count by team | sort by team asc") == [("json", 1), ("own", 1), (None, 1)]


def test_a_stage_that_makes_the_field_wins(here: World) -> None:
    assert rows(here, '* | json "n" as user.name nodrop | where user.name = "5" | count') == [(1,)]


def test_subqueries_are_read_the_same_way(here: World) -> None:
    query = "* | where [subquery: * | where n > 6 | count by user.name | compose user.name] | count by n"
    assert rows(here, query) == [("7", 1)]


def test_after_an_aggregate_nothing_more_is_found(here: World) -> None:
    with pytest.raises(Refusal) as refused:
        rows(here, "* | count by n | where user.name = 1")
    assert refused.value.faults[0].code == "field.unknown"


def test_without_the_mode_the_fields_are_unknown(here: World) -> None:
    with pytest.raises(Refusal):
        here.run("* | count by user.name")
