"""Groups of rows that share values, held against plain connected components; and merged rows."""

import random
from collections import defaultdict
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sagescope.plan.schema import Kind
from sagescope.search.events import in_time, within_limit
from sagescope.search.frames import Frame, FrameColumn, display
from sagescope.search.local.merge import MOST_CHARACTERS, merge
from sagescope.search.local.transactionize import Ends, Event, group_events, transactionize

_VALUE = st.none() | st.sampled_from(["", "1", "2", "3", "4"])
_VALUES = st.lists(st.tuples(_VALUE, _VALUE), max_size=14)


def _components(rows: list[tuple[str | None, ...]]) -> set[frozenset[int]]:
    """Rows that reach each other over equal values of one field, by walking from each; blank values lead nowhere."""
    left = set(range(len(rows)))
    found: set[frozenset[int]] = set()
    while left:
        group, reached = set(), [left.pop()]
        while reached:
            at = reached.pop()
            group.add(at)
            near = {o for o in left if any(a and a == b for a, b in zip(rows[at], rows[o], strict=True))}
            left -= near
            reached += near
        found.add(frozenset(group))
    return found


def _members(groups: list[object]) -> set[frozenset[int]]:
    held: dict[int, set[int]] = defaultdict(set)
    for at, group in enumerate(groups):
        held[id(group)].add(at)
    return {frozenset(rows) for rows in held.values()}


@given(_VALUES, st.randoms(use_true_random=False))
def test_groups_are_connected_components_in_any_order(
    rows: list[tuple[str | None, str | None]], chance: random.Random
) -> None:
    groups, early = group_events([Event(row, at) for at, row in enumerate(rows)], Ends())
    assert not early
    assert _members([*groups]) == _components([*rows])
    order = list(range(len(rows)))
    chance.shuffle(order)
    shuffled, _ = group_events([Event(rows[at]) for at in order], Ends())
    again = {frozenset(order[i] for i in group) for group in _members([*shuffled])}
    assert again == _members([*groups])
    for at, group in enumerate(groups):
        members = next(m for m in _members([*groups]) if at in m)
        assert (group.count, group.first, group.last) == (len(members), min(members), max(members))
        assert group.orphaned == (not any(rows[at]))


_TIMED = st.lists(
    st.tuples(st.tuples(_VALUE, _VALUE), st.integers(0, 4), st.booleans(), st.booleans()), max_size=20
)
_ENDS = st.builds(
    Ends, st.none() | st.integers(0, 8), st.none() | st.integers(0, 4), st.none() | st.integers(1, 4)
)


@given(_TIMED, _ENDS, st.integers(50, 400))
def test_groups_keep_to_their_limits(
    rows: list[tuple[tuple[str | None, str | None], int, bool, bool]], ends: Ends, buffer: int
) -> None:
    time = 0
    events: list[Event] = []
    for values, step, starts, stops in rows:
        time += step
        events.append(Event(values, time, 50, starts, stops))
    groups, early = group_events(events, ends, buffer)
    assert early == (early and buffer < 50 * len(events))
    components = _components([row[0] for row in rows])
    for members in _members([*groups]):
        ordered = sorted(members)
        times = [events[at].time for at in ordered]
        group = groups[ordered[0]]
        assert (group.count, group.first, group.last, group.size) == (
            len(ordered),
            times[0],
            times[-1],
            50 * len(ordered),
        )
        assert any(members <= whole for whole in components)
        assert ends.span is None or times[-1] - times[0] <= ends.span
        assert ends.events is None or len(ordered) <= ends.events
        assert ends.pause is None or all(b - a <= ends.pause for a, b in pairwise(times))
        if not group.orphaned:
            assert not any(events[at].starts for at in ordered[1:])
            assert group.starts == events[ordered[0]].starts


def test_a_group_that_ends_takes_no_more() -> None:
    events = [Event(("1",), 0), Event(("1",), 1, ends=True), Event(("1",), 2)]
    groups, _ = group_events(events, Ends())
    assert _members([*groups]) == {frozenset({0, 1}), frozenset({2})}
    assert [g.ends for g in groups] == [True, True, False]


def test_the_oldest_groups_end_where_the_buffer_is_full() -> None:
    events = [Event((str(i % 3),), i, 100) for i in range(6)]
    whole, early = group_events(events, Ends(), 600)
    assert (len(_members([*whole])), early) == (3, False)
    parted, early = group_events(events, Ends(), 200)
    assert (len(_members([*parted])), early) == (6, True)


def test_groups_that_do_not_fit_together_stay_apart() -> None:
    # The last row has values of both, which together would be more than three.
    events = [Event(("1", None), 0), Event(("1", None), 1), Event((None, "2"), 2), Event(("1", "2"), 3)]
    groups, _ = group_events(events, Ends(events=3))
    assert _members([*groups]) == {frozenset({0, 1}), frozenset({2, 3})}


def test_what_begins_a_group_does_not_become_a_part_of_an_older_one() -> None:
    events = [Event(("1", None), 0), Event((None, "2"), 1, starts=True), Event(("1", "2"), 2)]
    groups, _ = group_events(events, Ends())
    assert _members([*groups]) == {frozenset({0}), frozenset({1, 2})}
    assert [g.starts for g in groups] == [False, True, True]


def _frame(rows: list[tuple[str | None, int]]) -> Frame:
    columns = [FrameColumn("n", Kind.INT), FrameColumn("v", Kind.TEXT), FrameColumn("t", Kind.LONG)]
    return Frame.of(columns, [list(range(len(rows))), [r[0] for r in rows], [r[1] for r in rows]])


_PLAIN = {
    "carried": 1,
    "made": ("g", "g_duration", "g_size", "g_orphaned"),
    "fields": 1,
    "time": True,
    "sized": False,
    "starts": False,
    "ends": False,
    "span": None,
    "pause": None,
    "events": None,
    "strict_start": False,
    "strict_end": False,
    "orphans": True,
    "newest_first": False,
    "most": None,
}


@given(
    st.lists(st.tuples(_VALUE, st.integers(0, 50)), max_size=15, unique_by=lambda row: row[1]),
    st.randoms(use_true_random=False),
)
def test_groups_have_the_same_numbers_whatever_the_order_of_the_rows(
    rows: list[tuple[str | None, int]], chance: random.Random
) -> None:
    made = list(transactionize(_frame(rows), _PLAIN).tuples())
    assert [row[0] for row in made] == list(range(len(rows)))
    assert {row[1] for row in made} == set(range(1, len({row[1] for row in made}) + 1))
    order = list(range(len(rows)))
    chance.shuffle(order)
    again = transactionize(_frame([rows[at] for at in order]), _PLAIN).tuples()
    assert sorted((order[row[0]], *row[1:]) for row in again) == made


def test_rows_without_any_value_are_orphans_or_gone() -> None:
    frame = _frame([(None, 1), ("", 2), ("x", 3)])
    assert [row[-1] for row in transactionize(frame, _PLAIN).tuples()] == [True, True, False]
    assert [row[0] for row in transactionize(frame, {**_PLAIN, "orphans": False}).tuples()] == [2]


def test_more_rows_than_allowed_are_cut_with_a_warning() -> None:
    frame = _frame([("x", 3), ("x", 2), ("x", 1)])
    cut, warnings = within_limit(frame, {"most": 2})
    assert (cut.rows, [w.code for w in warnings]) == (2, ["search.cut"])
    assert within_limit(frame, {"most": 3}) == (frame, [])
    assert [w.code for w in transactionize(frame, {**_PLAIN, "most": 1}).warnings] == ["search.cut"]


@given(st.lists(st.integers(0, 3) | st.none(), max_size=10), st.booleans())
def test_order_in_time_is_stable(times: list[int | None], newest_first: bool) -> None:
    frame = Frame.of([FrameColumn("t", Kind.LONG)], [times])
    order = in_time(frame, 0, {"newest_first": newest_first})
    assert sorted(order) == list(range(len(times)))
    for a, b in pairwise(order):
        first, second = (-1 if times[at] is None else times[at] for at in (a, b))
        assert first is not None and second is not None
        assert first < second or (times[a] == times[b] and (a > b) == newest_first)


_MERGED = st.lists(
    st.tuples(st.none() | st.sampled_from([1.5, 2.0, float("nan")]), st.integers(0, 5), st.integers(0, 2)),
    max_size=12,
)


@given(_MERGED)
def test_merged_values_are_those_of_plain_lists(rows: list[tuple[float | None, int, int]]) -> None:
    columns = [FrameColumn("", k) for k in (*[Kind.DOUBLE] * 4, Kind.LONG, Kind.INT)]
    frame = Frame.of(columns, [*([[r[0] for r in rows]] * 4), [r[1] for r in rows], [r[2] for r in rows]])
    arguments = {
        "names": ("a", "b", "c", "d"),
        "strategies": (("first", ""), ("last", ""), ("distinct", ""), ("join", "+")),
        "time": True,
        "group": True,
        "newest_first": True,
        "most": None,
    }
    made = list(merge(frame, arguments).tuples())
    groups = list(dict.fromkeys(row[2] for row in rows))
    wanted = []
    for group in groups:
        ordered = sorted([r for r in rows[::-1] if r[2] == group], key=lambda r: r[1])
        present = [r[0] for r in ordered if r[0] is not None]
        texts = [display(v) for v in present]
        wanted.append(
            (
                present[0] if present else None,
                present[-1] if present else None,
                "\n".join(dict.fromkeys(texts)) if present else None,
                "+".join(texts) if present else None,
            )
        )
    assert [tuple(map(repr, row)) for row in made] == [tuple(map(repr, row)) for row in wanted]


def test_a_merged_text_ends_somewhere() -> None:
    frame = Frame.of([FrameColumn("", Kind.TEXT)], [["x" * 1_000] * 2_000])
    arguments = {
        "names": ("all",),
        "strategies": (("join", "\n"),),
        "time": False,
        "group": False,
        "newest_first": False,
        "most": None,
    }
    merged = merge(frame, arguments)
    assert [len(text) for text in merged.column(0)] == [MOST_CHARACTERS]
    assert [w.code for w in merged.warnings] == ["merge.cut"]


def test_one_group_of_everything_is_one_row() -> None:
    events = [Event(("same", str(at)), at, 10) for at in range(100_000)]
    groups, _ = group_events(events, Ends())
    assert len({id(g) for g in groups}) == 1
    assert groups[0].count == 100_000
