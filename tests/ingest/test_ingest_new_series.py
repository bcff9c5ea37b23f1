"""The limit of new series: per source and minute, over what the store has, and the other series go on."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from sagescope.clock import FixedClock
from sagescope.ingest.batch import MetricPart
from sagescope.ingest.metric_intake import within_reach, without_series
from sagescope.ingest.new_series import MINUTE, SeriesLimit, Verdict
from sagescope.ingest.points import DAY, PointsBuilder, Series

NOW = 1_769_851_800_000


class Stored:
    """What the store has, and how often it was asked."""

    def __init__(self, *ids: int) -> None:
        self.ids = set(ids)
        self.asked = 0

    def newest(self, most: int) -> list[int]:
        return sorted(self.ids)[:most]

    def among(self, ids: Sequence[int]) -> set[int]:
        self.asked += 1
        return self.ids.intersection(ids)


def test_series_beyond_the_limit_are_refused_until_the_minute_is_over() -> None:
    clock, stored = FixedClock(NOW), Stored()
    limit = SeriesLimit(clock, stored, 10)
    assert limit.admit(1, range(8)) == Verdict(8, frozenset(), 0.0)
    assert limit.admit(1, range(8)) == Verdict(0, frozenset(), 0.0)
    assert stored.asked == 0 and not limit.is_used_up(1)
    clock.advance(15_000)
    assert limit.admit(1, [0, 1, *range(20, 25)]) == Verdict(2, frozenset({22, 23, 24}), 45.0)
    assert limit.is_used_up(1) and not limit.is_used_up(2)
    assert limit.admit(1, [22, 20, 3]) == Verdict(0, frozenset({22}), 45.0)
    assert limit.admit(2, [22]) == Verdict(1, frozenset(), 0.0)
    clock.advance(MINUTE - 15_000)
    assert not limit.is_used_up(1)
    assert limit.admit(1, [23, 24]) == Verdict(2, frozenset(), 0.0)


def test_what_the_store_has_is_not_new() -> None:
    stored = Stored(*range(100))
    limit = SeriesLimit(FixedClock(NOW), stored, 5)
    assert limit.admit(1, range(103)) == Verdict(3, frozenset(), 0.0)
    assert limit.admit(1, range(103)) == Verdict(0, frozenset(), 0.0)
    assert stored.asked == 1


def test_what_the_store_has_at_the_start_is_known() -> None:
    stored = Stored(*range(100))
    limit = SeriesLimit(FixedClock(NOW), stored, 5)
    limit.load()
    assert limit.admit(1, range(105)) == Verdict(5, frozenset(), 0.0)
    assert stored.asked == 0


def test_no_limit() -> None:
    stored = Stored()
    assert SeriesLimit(FixedClock(NOW), stored, 0).admit(1, range(1_000)) == Verdict(1_000, frozenset(), 0.0)
    assert stored.asked == 0


def test_a_clock_that_goes_back_opens_a_new_minute() -> None:
    clock = FixedClock(NOW)
    limit = SeriesLimit(clock, Stored(), 2)
    limit.admit(1, [1, 2])
    clock.advance(-3_600_000)
    assert limit.admit(1, [3, 4]) == Verdict(2, frozenset(), 0.0)


@given(st.lists(st.integers(NOW - 40 * DAY, NOW + 3 * DAY), max_size=20), st.integers(1, 45))
def test_points_out_of_reach_are_rejected_and_the_others_untouched(times: list[int], days: int) -> None:
    builder = PointsBuilder(NOW, {}, {}, None)
    for n, ms in enumerate(times):
        builder.put(builder.series(f"m{n % 3}", {}), float(n), ms)
    kept = within_reach(builder.points, NOW, days)
    good = [n for n, ms in enumerate(times) if NOW - days * DAY <= ms <= NOW + DAY]
    assert kept.values == [float(n) for n in good]
    assert kept.times == [times[n] for n in good]
    assert [kept.series[at].metric for at in kept.index] == [f"m{n % 3}" for n in good]
    assert len(kept.rejected) == len(times) - len(good)


@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=30).flatmap(
        lambda index: st.tuples(st.just(index), st.frozensets(st.integers(0, 5)))
    )
)
def test_points_of_refused_series_are_taken_out_and_no_other(
    given_: tuple[list[int], frozenset[int]],
) -> None:
    index, refused = given_
    series = [(i, Series(f"m{i}", ())) for i in range(6)]
    part = MetricPart(series, index, list(range(len(index))), [float(i) for i in index], NOW, 1)
    kept = without_series(part, refused)
    assert [kept.series[at][0] for at in kept.index] == [i for i in index if i not in refused]
    assert kept.times == [n for n, i in enumerate(index) if i not in refused]
    assert kept.values == [float(i) for i in index if i not in refused]
    assert not refused & {i for i, _ in kept.series}
