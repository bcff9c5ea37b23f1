"""Stopping a search stops what it has under way: its own query, and those of its subqueries."""

import threading
from collections.abc import Iterator

import pytest

from running_server import eventually
from sagescope.errors import Refusal
from sagescope.search.service import SearchRequest
from sagescope.store.fields import Schema
from store_world import DAY, World, world

# Thousands of millions of pairs: nothing that ends by itself while the test waits.
ENDLESS = (
    "* | join (limit 3000) as a, (limit 3000) as b, (limit 3000) as c"
    " on a._collector = b._collector and b._collector = c._collector"
    " | where a__messageId + b__messageId + c__messageId < 0"
)


@pytest.fixture
def here() -> Iterator[World]:
    here = world()
    here.apply(Schema(("namespace", "h")))
    here.empty()
    here.insert({"_raw": str(i), "h": str(i % 7)} for i in range(3_000))
    yield here
    here.empty()


def _under_way(here: World, label: str) -> int:
    found = here.select(
        f"SELECT count() AS n FROM system.processes WHERE Settings['log_comment'] = '{label}'"
    )
    return int(found.table["n"][0].as_py())


@pytest.mark.parametrize(
    ("query", "below"),
    [
        (f"{ENDLESS} | count", ""),
        (f"[subquery: {ENDLESS} | a_h as h | compose h] | count", "-1"),
        (f"[subquery: * | compose h] | where [subquery: {ENDLESS} | a_h as h | compose h]", "-2"),
        (f"[subquery: [subquery: {ENDLESS} | a_h as h | compose h] | compose h] | count", "-1-1"),
    ],
)
def test_a_search_stops_with_its_subqueries(here: World, query: str, below: str) -> None:
    ended: list[Refusal | None] = []

    def run() -> None:
        try:
            here.search.run(SearchRequest(query, DAY, label="stopped", histogram=False))
            ended.append(None)
        except Refusal as refused:
            ended.append(refused)

    thread = threading.Thread(target=run)
    thread.start()
    assert eventually(lambda: _under_way(here, f"stopped{below}") == 1, 30)
    assert here.search.stop("stopped")
    thread.join(30)
    (refused,) = ended
    assert refused is not None
    assert [f.code for f in refused.faults] == ["search.cancelled"]
    assert eventually(
        lambda: not any(_under_way(here, f"stopped{end}") for end in ("", "-1", "-2", "-1-1")), 10
    )
    assert not here.search.stop("stopped"), "nothing of it is under way"
