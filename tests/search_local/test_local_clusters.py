"""Clusters of values, and explanations of events, held against plain counting."""

import random
from collections import Counter
from itertools import combinations

import orjson
from hypothesis import given
from hypothesis import strategies as st

from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.local.logexplain import logexplain
from sagescope.search.local.logreduce_values import (
    MOST_CLUSTERS,
    MOST_TUPLES,
    find_clusters,
    logreduce_values,
)
from sagescope.search.signatures import NO_ID

_VALUE = st.none() | st.sampled_from(["", "a", "b", 'quote "', "back \\ slash", "ü"])
_TUPLES = st.dictionaries(
    st.tuples(_VALUE, _VALUE).map(lambda row: orjson.dumps(row).decode()), st.integers(1, 30), max_size=20
)


@given(_TUPLES, st.randoms(use_true_random=False))
def test_every_tuple_is_in_one_cluster_whatever_the_order(
    counts: dict[str, int], chance: random.Random
) -> None:
    clusters, places = find_clusters(counts, 2)
    assert places.keys() == counts.keys()
    held: Counter[int] = Counter()
    for text, place in places.items():
        held[place] += counts[text]
    assert [c.messages for c in clusters] == [held[i] for i in range(len(clusters))]
    for cluster in clusters:
        assert all(counter.total() == cluster.messages for counter in cluster.values)
    assert len({c.id for c in clusters}) == len(clusters)
    items = list(counts.items())
    chance.shuffle(items)
    assert find_clusters(dict(items), 2) == (clusters, places)


def _values(counts: dict[str, int], clusters: tuple[str, ...] | None = None) -> Frame:
    columns = (FrameColumn("", Kind.TEXT), FrameColumn("", Kind.INT))
    arguments = {"fields": ("f", "g"), "threshold": 0.05, "clusters": clusters}
    return logreduce_values(Frame.of(columns, [list(counts), list(counts.values())]), arguments)


@given(_TUPLES)
def test_rows_are_the_clusters_and_details_their_tuples(counts: dict[str, int]) -> None:
    rows = list(_values(counts).tuples())
    assert sum(row[2] for row in rows) == sum(counts.values())
    tuples = list(_values(counts, ()).tuples())
    assert sorted(row[1] for row in tuples) == sorted(counts)
    for cluster, _, count in rows:
        of_one = list(_values(counts, (cluster,)).tuples())
        assert sum(counts[row[1]] for row in of_one) == count


def test_there_are_so_many_clusters_at_the_most() -> None:
    different = {orjson.dumps([str(i), str(i)]).decode(): 1 for i in range(5_000)}
    clusters, places = find_clusters(different, 2)
    assert len(clusters) == MOST_CLUSTERS + 1
    assert clusters[-1].id == NO_ID
    assert clusters[-1].messages == 5_000 - MOST_CLUSTERS
    assert Counter(places.values())[MOST_CLUSTERS] == 5_000 - MOST_CLUSTERS


def test_of_too_many_tuples_the_rest_is_in_no_cluster_and_a_warning_says_so() -> None:
    counts = {orjson.dumps(["x", str(i)]).decode(): 1 for i in range(MOST_TUPLES + 10)}
    frame = _values(counts)
    assert sum(frame.column(2)) == MOST_TUPLES + 10
    assert [w.code for w in frame.warnings] == ["logreduce.cut"]
    assert frame.column(0)[-1] == NO_ID
    assert frame.column(2)[-1] == 10


_EVENTS = st.lists(
    st.tuples(st.tuples(_VALUE, st.sampled_from("xyz")), st.booleans(), st.booleans(), st.integers(1, 9)),
    max_size=12,
)


def _explained(rows: list[tuple[tuple[str | None, str], bool, bool, int]]) -> Frame:
    columns = (
        FrameColumn("", Kind.TEXT),
        FrameColumn("", Kind.BOOL),
        FrameColumn("", Kind.BOOL),
        FrameColumn("", Kind.INT),
    )
    values: list[list[object]] = [[orjson.dumps(row[0]).decode() for row in rows]]
    values += [[row[i] for row in rows] for i in (1, 2, 3)]
    return logexplain(Frame.of(columns, values), {"fields": ("f", "g")})


@given(_EVENTS, st.randoms(use_true_random=False))
def test_explanations_are_those_of_plain_counting(
    rows: list[tuple[tuple[str | None, str], bool, bool, int]], chance: random.Random
) -> None:
    frame = _explained(rows)
    events = sum(n for _, event, _, n in rows if event)
    others = sum(n for _, _, control, n in rows if control)
    known: dict[tuple[float, float, float], int] = {}
    for width in (1, 2):
        for places in combinations(range(2), width):
            for values in {tuple(row[0][p] for p in places) for row in rows}:
                of = [r for r in rows if all(r[0][p] == v for p, v in zip(places, values, strict=True))]
                test = sum(n for _, event, _, n in of if event) / max(1, events)
                control = sum(n for _, _, c, n in of if c) / max(1, others)
                relevance = 0.0 if test + control == 0 or test == control == 1 else test / (test + control)
                known[round(relevance, 4), round(100 * test, 4), round(100 * control, 4)] = 1
    shown = list(frame.tuples())
    for _, relevance, test, control in shown:
        assert (relevance, test, control) in known
        assert relevance > 0.1
        assert test > 5
    assert [row[1] for row in shown] == sorted((row[1] for row in shown), reverse=True)
    assert len({row[0] for row in shown}) == len(shown)
    again = list(rows)
    chance.shuffle(again)
    assert list(_explained(again).tuples()) == shown


def test_a_value_of_all_events_and_no_other_explains_them() -> None:
    frame = _explained([(("a", "x"), True, False, 5), (("b", "x"), False, True, 5)])
    assert list(frame.tuples()) == [('f = "a"', 1.0, 100.0, 0.0)]


def test_the_search_ends_where_there_are_too_many_combinations() -> None:
    chance = random.Random(1)
    width, rows = 20, 30_000
    columns = (
        FrameColumn("", Kind.TEXT),
        FrameColumn("", Kind.BOOL),
        FrameColumn("", Kind.BOOL),
        FrameColumn("", Kind.INT),
    )
    texts = [orjson.dumps(chance.choices("ab", k=width)).decode() for _ in range(rows)]
    halves = [i % 2 == 0 for i in range(rows)]
    frame = Frame.of(columns, [texts, halves, [not h for h in halves], [1] * rows])
    explained = logexplain(frame, {"fields": tuple(f"f{i}" for i in range(width))})
    assert [w.code for w in explained.warnings] == ["logexplain.cut"]
