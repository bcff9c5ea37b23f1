"""Ids of series: those of one metric lie together, and a store that has a series by its older id keeps that."""

from hypothesis import given
from hypothesis import strategies as st

from sagescope.ingest.envelope import Envelope
from sagescope.ingest.points import PointsBuilder, Series
from sagescope.ingest.series import SeriesCompleter, older_id, series_id

NOW = 1_769_851_800_000
ENVELOPE = Envelope(0, "", 0, "", "", "", "", {}, {}, {}, NOW)

tags = st.dictionaries(st.text(min_size=1), st.text(), max_size=4).map(
    lambda held: tuple(sorted(held.items()))
)
series = st.builds(Series, st.text(min_size=1), tags)


class NoRules:
    """Derives nothing."""

    version = 0

    def derive(self, metric: str, dimensions: dict[str, str]) -> dict[str, str]:
        """Nothing."""
        return {}


class NoTypes:
    """Knows no instance type."""

    version = 0

    def of(self, dimensions: object) -> str:
        """Not known."""
        return ""


def written(stored: set[int], *hosts: str) -> list[tuple[int, Series]]:
    """The series of hosts with the ids that they are written by, where the store has some."""
    builder = PointsBuilder(NOW, {}, {}, None)
    for host in hosts:
        builder.put(builder.series("latency", {"host": host}), 1.0, NOW)
    completer = SeriesCompleter(NoRules(), NoTypes(), stored.__contains__)
    return list(completer.complete(builder.points, ENVELOPE, "", 1).series)


@given(series, series)
def test_ids_differ_where_series_do_and_begin_alike_where_metrics_are(one: Series, other: Series) -> None:
    assert (series_id(one) == series_id(other)) == (one == other)
    if one.metric.lower() == other.metric.lower():
        assert series_id(one) >> 52 == series_id(other) >> 52


def test_a_series_that_is_stored_by_its_older_id_goes_on_by_it() -> None:
    (first, one), (second, other) = written(set(), "a", "b")
    assert (first, second) == (series_id(one), series_id(other))
    older = older_id(one)
    assert written({older}, "a", "b") == [(older, one), (second, other)]
    # One that the store has by both is one that went on by the older.
    assert written({older, first}, "a") == [(older, one)]
