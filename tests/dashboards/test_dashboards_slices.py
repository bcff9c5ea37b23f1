"""What is put together of kept slices is what the query gives computed anew, whatever came in between and however late."""

import itertools
import json
import math
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sagescope.dashboards.kept import Kept, KeptSlices, missing, reusable
from sagescope.plan.slices import Grid
from sagescope.search.service import SearchRequest
from sagescope.search.slices import Fetch
from sagescope.store.arrivals import Arrivals
from sagescope.store.tables.logs import LANDING
from sagescope.timerange import TimeRange
from store_world import NOW, Message, World, world

MINUTE = 60_000
READ = '_sourceCategory=slices | json "who", "n" nodrop | num(n)'

SLICED = {
    "count": f"{READ} | count",
    "by a field": f"{READ} | count by who",
    "sums": f"{READ} | sum(n) as s, min(n) as low, max(n), avg(n) as mean, count(n) as there by who",
    "a field of none": f'{READ} | json "x.y" as nothing nodrop | sum(nothing), avg(nothing), count(nothing)',
    "sorted and cut": f"{READ} | count as c by who | sort by c, who asc | limit 2",
    "by time": f"{READ} | timeslice 10m | count by _timeslice, who | transpose row _timeslice column who",
    "filled": f"{READ} | timeslice 5m | count by _timeslice | fillmissing timeslice(5m)",
    "distinct by time": f"{READ} | timeslice 7m | count_distinct(who), pct(n, 50), values(who) by _timeslice",
    "first by time": f"{READ} | timeslice 10m as t | first(n), last(n), stddev(n) by t, who | where who = \"a\"",
    "in buckets": f"{READ} | timeslice 12 buckets | pct(n, 90) as p by _timeslice",
    "twice": f"{READ} | count by who, n | avg(_count) by who",
    "zoned": f"{READ} | timeslice 1h | avg(n) by _timeslice | sort by _timeslice",
    "outliers": f"{READ} | timeslice 5m | count by _timeslice | outlier _count window=3",
    "many": f"{READ} | where who matches \"*\" | count by who | total _count as all | _count / all as share",
}  # fmt: skip
WHOLE = {
    "messages": READ,
    "distinct": f"{READ} | count_distinct(who)",
    "newest": f"{READ} | limit 10 | count by who",
    "compared": f"{READ} | timeslice 10m | count by _timeslice | compare timeshift 30m",
    "clock": f"{READ} | now() - _messageTime as age | where age > 1 | count by who",
    "whole range": f"{READ} | timeslice | count_distinct(n) by _timeslice",
}


class Watched(KeptSlices):
    """Slices that write down what was fetched of them."""

    def __init__(self, arrivals: Arrivals) -> None:
        super().__init__(arrivals)
        self.fetched: list[Sequence[TimeRange]] = []

    def rows(self, key: object, grid: Grid, range_: TimeRange, fetch: Fetch) -> pa.Table | None:
        def watched(stretches: Sequence[TimeRange]) -> pa.Table:
            self.fetched.append(stretches)
            return fetch(stretches)

        return super().rows(key, grid, range_, watched)


@pytest.fixture
def here() -> Iterator[World]:
    found = world()
    found.empty()
    yield found
    found.empty()


def message(at: int, who: str, n: object) -> Message:
    """A message at a time."""
    return {
        "_raw": json.dumps({"who": who, "n": n}),
        "_sourceCategory": "slices",
        "_messageTime": at,
        "_messageId": at * 7 + len(who),
    }


def same(found: object, wanted: object) -> bool:
    """Whether two values are equal; sums of floating numbers depend on their order."""
    if isinstance(found, float) and isinstance(wanted, float):
        return math.isclose(found, wanted, rel_tol=1e-9) or (math.isnan(found) and math.isnan(wanted))
    return found == wanted


def compare(here: World, text: str, range_: TimeRange, keeper: KeptSlices, zone_offset: int = 0) -> None:
    """Hold a refresh to what the query gives."""
    request = SearchRequest(text, range_, zone_offset, histogram=False)
    wanted = here.search.run(request).frame
    found = here.search.run(request, slices=keeper).frame
    assert [(c.name, c.kind, c.key) for c in found.columns] == [
        (c.name, c.kind, c.key) for c in wanted.columns
    ]
    left, right = list(found.records()), list(wanted.records())
    assert len(left) == len(right), text
    for one, other in zip(left, right, strict=True):
        assert all(same(a, b) for a, b in zip(one, other, strict=True)), (text, one, other)


@pytest.mark.parametrize("name", [*SLICED, *WHOLE])
def test_only_new_slices_are_read_again(here: World, name: str) -> None:
    text = {**SLICED, **WHOLE}[name]
    keeper = Watched(here.engine.arrivals(LANDING, "message_time"))
    end = NOW + 3_333
    here.insert(message(end - 1 - at * MINUTE, "abc"[at % 3], at if at % 5 else "none") for at in range(70))
    compare(here, text, TimeRange(end - 60 * MINUTE, end), keeper)
    assert bool(keeper.fetched) == (name in SLICED)
    keeper.fetched.clear()
    # The range goes on, and something has come into its last minutes.
    here.insert([message(end - 2 * MINUTE, "d", 4), message(end + 10_000, "a", 9)])
    compare(here, text, TimeRange(end - 59 * MINUTE, end + MINUTE), keeper)
    if name in SLICED:
        ((first, last),) = keeper.fetched
        assert first.start == end - 59 * MINUTE
        assert last.end == end + MINUTE
        assert first.length + last.length <= 40 * MINUTE


@settings(max_examples=15)
@given(
    steps=st.lists(
        st.tuples(
            st.integers(0, 20 * MINUTE),
            st.integers(1, 120),
            st.lists(
                st.tuples(st.integers(-100 * MINUTE, 3 * MINUTE), st.sampled_from("abc"), st.sampled_from([1, 2.5, None, "x"])),
                max_size=8,
            ),
        ),
        min_size=2,
        max_size=5,
    ),
    name=st.sampled_from(sorted(SLICED)),
    zone_offset=st.sampled_from([0, 5 * 3_600_000 + 1_800_000, -8 * 3_600_000]),
)  # fmt: skip
def test_a_refresh_is_what_is_computed_anew(
    steps: list[tuple[int, int, list[tuple[int, str, object]]]], name: str, zone_offset: int
) -> None:
    here = world()
    here.empty()
    keeper = KeptSlices(here.engine.arrivals(LANDING, "message_time"))
    now = NOW
    for gone, length, messages in steps:
        now += gone
        here.insert(message(now + at, who, n) for at, who, n in messages)
        compare(here, SLICED[name], TimeRange(now - length * MINUTE, now), keeper, zone_offset)


@given(
    starts=st.integers(0, 1_000), length=st.integers(0, 1_000), width=st.integers(1, 200), shift=st.integers(-500, 500),
    covered=st.tuples(st.integers(-50, 60), st.integers(0, 60)), oldest=st.none() | st.integers(-100, 2_000),
)  # fmt: skip
def test_what_is_kept_and_what_is_fetched_are_the_range(
    starts: int, length: int, width: int, shift: int, covered: tuple[int, int], oldest: int | None
) -> None:
    grid = Grid(width, shift)
    range_ = TimeRange(starts, starts + length)
    begins = grid.ceil(0) + covered[0] * width
    kept = TimeRange(begins, begins + covered[1] * width)
    served = reusable(range_, grid, kept, oldest)
    fetched = missing(range_, served)
    if served is not None:
        assert kept.start <= served.start
        assert served.end <= kept.end
        assert grid.floor(served.start) == served.start
        assert grid.floor(served.end) == served.end
        assert oldest is None or served.end <= oldest
    times = sorted([*((s.start, s.end) for s in fetched), *([(served.start, served.end)] if served else [])])
    assert times[0][0] == range_.start
    assert times[-1][1] == range_.end
    assert all(one[1] == other[0] for one, other in itertools.pairwise(times))


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 50)), max_size=60))
def test_arrivals_know_the_oldest_that_has_come_since(steps: list[tuple[bool, int]]) -> None:
    arrivals = Arrivals()
    asked: list[tuple[int, list[int]]] = []
    for asking, oldest in steps:
        if asking:
            asked.append((arrivals.mark(), []))
        else:
            arrivals.came(oldest)
            for _, came in asked:
                came.append(oldest)
        for mark, came in asked:
            assert arrivals.oldest_since(mark) == min(came, default=None)


def test_what_is_kept_has_a_bound() -> None:
    kept: Kept[str] = Kept(100)
    for name in "abc":
        kept.put(name, name, 40)
    assert [kept.get(name) for name in "abc"] == [None, "b", "c"]
    kept.put("b", "B", 10)
    kept.put("large", "x", 101)
    assert (kept.get("b"), kept.get("large"), kept.bytes) == ("B", None, 50)
    kept.get("c")
    kept.put("d", "d", 60)
    assert [kept.get(name) for name in "bcd"] == [None, "c", "d"]


def test_a_query_of_too_many_groups_is_run_as_a_whole(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("sagescope.search.service", "sagescope.search.slices", "sagescope.dashboards.kept"):
        monkeypatch.setattr(f"{module}.MOST_ROWS", 10)
    keeper = Watched(here.engine.arrivals(LANDING, "message_time"))
    here.insert(message(NOW - at * MINUTE, f"w{at}", at) for at in range(1, 40))
    for _ in range(2):
        compare(here, SLICED["by a field"], TimeRange(NOW - 60 * MINUTE, NOW), keeper)
    # The second time nobody tries.
    assert len(keeper.fetched) == 1
