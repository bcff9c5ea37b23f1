"""The operators over messages that nobody would send: through the store, with what adds up checked."""

import random
from collections.abc import Iterator

import pytest

from sagescope.clock import FixedClock
from sagescope.errors import Refusal
from sagescope.search.service import Limits, SearchRequest, SearchService
from sagescope.store.fields import Schema
from store_world import DAY, NOW, Message, World, world

PIECES = (
    "'", '"', "\\", "\0", "\n", "\t", "\x1f", "{", "}", '{"a":', "[", "]", "$URL", "$DATE", "*", "**********", "%",
    "é", "ß", "İ", "😀", "\u2028", "=", "=>", "->", ":", "http://", "2026-01-01", "NaN", "a", "b", " ", "1", "0x1f",
)  # fmt: skip
COUNT = 300


def _messages() -> Iterator[Message]:
    chance = random.Random(11)
    for _ in range(COUNT):
        text = "".join(chance.choices(PIECES, k=chance.randrange(12)))
        yield {
            "_raw": text,
            "v": chance.choice([None, "", "x", text]),
            "n": chance.choice([None, "1", "nan", "inf", "-1e308", "text"]),
            "_messageTime": NOW - 1 - chance.randrange(5_000),
        }
    yield {"_raw": "x" * 200_000, "v": "y" * 10_000}
    yield {"_raw": " ".join(["word"] * 20_000)}
    yield {"_raw": '{"a":' * 3_000 + "1" + "}" * 3_000}


@pytest.fixture(scope="module")
def here() -> World:
    here = world()
    here.apply(Schema(("namespace", "v", "n", "blank")))
    here.empty()
    here.insert(_messages())
    return here


TOTAL = COUNT + 3


@pytest.mark.parametrize(
    "query",
    [
        "* | logreduce",
        "* | logreduce optimize",
        "* | logreduce by v",
        "* | logreduce by n, blank",
        "* | logreduce(v) by n",
        "* | logreduce(blank)",
        "* | logreduce keys",
        "* | logreduce keys parser=keyvalue",
        "* | logreduce values on v, n",
        "* | logreduce values on blank",
        "* | logcompare timeshift -0s",
        "* | logreduce keys noaggregate | count",
        "* | logreduce values details on v, n | count",
    ],
)
def test_counts_are_of_all_messages(here: World, query: str) -> None:
    assert sum(int(str(row["_count"])) for row in here.rows(query)) == TOTAL


@pytest.mark.parametrize(
    "query",
    [
        "* | transactionize v, n",
        "* | transactionize blank",
        '* | transactionize v maxspan=1s maxpause=10ms maxlogs=3 startswith="a" endswith="b"',
    ],
)
def test_every_message_is_in_one_group(here: World, query: str) -> None:
    rows = here.rows(f"{query} | count, max(_group_size) as size by _group")
    assert sum(int(str(row["_count"])) for row in rows) == TOTAL
    assert all(row["_count"] == row["size"] for row in rows)
    merged = here.rows(f"{query} (merge v, n takeDistinct, _raw) | count")
    assert merged == [{"_count": len(rows)}]


@pytest.mark.parametrize(
    "query",
    [
        '* | logexplain (_raw matches "*a*") on v, n, blank',
        '* | logexplain isNull(n) against n = "text" on v',
        '* | transaction on v, n with "*a*" as a, with "*" as b',
        "* | transaction on v with states a, b in n results by flow",
        "* | transaction on v with states a, b results by states showing max(n) for a",
        '* | merge v takeDistinct, n join with "\\0", _raw',
        '* | sessionize "*=" as (x), "$x *:" as (y)',
        '* | sessionize "*a" as (x), "$x"',
        '* | trace + "(\\S+)" "a"',
        '* | trace - "(a)" "a"',
        "* | timeslice 1s | num(n) | max(n) as m by _timeslice | predict m by 1s model=ar",
        "* | timeslice 1s | count by _timeslice, v | predict _count by 1ms",
        "* | count by v, n | transactionize v (merge n, _count takeLast)",
        '* | logreduce | details "0000000000000000"',
    ],
)
def test_it_runs(here: World, query: str) -> None:
    assert here.run(query, limit=10_000).frame.columns


@pytest.mark.parametrize(
    "query", ["* | logreduce", "* | transactionize v", '* | trace "(.)" "a"', "* | merge"]
)
def test_what_is_too_much_is_refused_by_name(here: World, query: str) -> None:
    service = SearchService(here.store, FixedClock(NOW), Limits(local_rows=5, threads=1))
    try:
        with pytest.raises(Refusal) as refused:
            service.run(SearchRequest(query, DAY, histogram=False))
    finally:
        service.close()
    assert [f.code for f in refused.value.faults] == ["search.rows"]
