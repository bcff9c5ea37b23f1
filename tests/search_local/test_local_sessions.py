"""Sessions and traces, held against trying everything."""

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.local.sessionize import MOST_SESSIONS, Anchor, sessionize, taken, weave
from sagescope.search.local.trace import along_time, connected, trace

_START = Anchor((("s=",), (";",)), (("*", "id"),), ())
_NEXT = Anchor((("n=",), (" to ",), (";",)), (("$", "id"), ("*", "to")), ())
_LAST = Anchor((("l=",), ("",)), (("$", "to"),), ())

_ID = st.sampled_from(["1", "2", "12", "a b", ""])
_TEXT = (
    _ID.map(lambda i: f"x s={i}; y")
    | st.tuples(_ID, _ID).map(lambda ids: f"n={ids[0]} to {ids[1]};")
    | _ID.map(lambda i: f"L={i}")
    | st.just("nothing")
)


@given(st.lists(_TEXT, max_size=12))
def test_sessions_are_all_that_fit(texts: list[str]) -> None:
    found, cut = weave(texts, [_START, _NEXT, _LAST])
    assert not cut
    wanted: set[tuple[int, ...]] = set()
    for first, one in enumerate(texts):
        for second, two in enumerate(texts):
            for third, three in enumerate(texts):
                if one[:4] != "x s=" or two[:2] != "n=" or three[:2] != "L=":
                    continue
                id_ = one[4 : one.index(";")]
                source, _, target = two[2:-1].partition(" to ")
                # At the end of a text a value may go on, but not as a word.
                rest = three[2:]
                ends = rest.startswith(target) and not rest[len(target) :][:1].isalnum()
                if source == id_ and ends:
                    wanted.add((first, second, third))
    assert {session.events for session in found} == wanted
    assert len(found) == len(wanted)


def test_a_part_is_found_where_it_first_stands_in_any_case() -> None:
    parts, slots = (("id=",), (" ",), ("",)), (("*", "a"), ("*", "b"))
    text = "x ID=1 id=2 rest"
    assert taken(parts, slots, text, text.lower()) == [("*", "a", "1"), ("*", "b", "id=2 rest")]
    assert taken(parts, slots, "id=1", "id=1") is None
    assert taken((("",), (";",)), (("*", "a"),), "a;b", "a;b") == [("*", "a", "a")]
    assert taken((("a", "ab"), ("",)), (("*", "x"),), "abc", "abc") == [("*", "x", "c")]


def test_no_message_is_in_a_session_twice() -> None:
    again = Anchor((("s=",), (";",)), (("$", "id"),), ())
    found, _ = weave(["s=1;", "s=1;"], [_START, again])
    assert {session.events for session in found} == {(0, 1), (1, 0)}


def _frame(texts: Sequence[str | None], times: list[int]) -> Frame:
    return Frame.of([FrameColumn("", Kind.LONG), FrameColumn("", Kind.TEXT)], [times, texts])


_ARGUMENTS = {
    "anchors": tuple((a.parts, a.slots) for a in (_START, _NEXT)),
    "common": ((), ()),
    "names": ("id", "to"),
    "newest_first": True,
    "most": None,
}


@given(st.lists(_TEXT, max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(texts: list[str], chance: random.Random) -> None:
    rows = list(enumerate(texts))
    made = list(sessionize(_frame(texts, [t for t, _ in rows]), _ARGUMENTS).tuples())
    chance.shuffle(rows)
    again = sessionize(_frame([x for _, x in rows], [t for t, _ in rows]), _ARGUMENTS)
    assert sorted(again.tuples()) == sorted(made)
    assert [row[0] for row in made] == sorted((row[0] for row in made), reverse=True)


def test_texts_of_a_session_are_in_the_order_of_time_and_absent_ones_are_none_of_it() -> None:
    frame = _frame([None, "n=1 to 2;", "s=1;"], [3, 2, 1])
    assert list(sessionize(frame, _ARGUMENTS).tuples()) == [(1, "s=1;\nn=1 to 2;", "1", "2")]


def test_there_are_so_many_sessions_at_the_most() -> None:
    texts = ["s=1;"] * 400 + ["n=1 to 2;"] * 400
    found, cut = weave(texts, [_START, _NEXT])
    assert (len(found), cut) == (MOST_SESSIONS, True)
    frame = sessionize(_frame(texts, list(range(800))), _ARGUMENTS)
    assert [w.code for w in frame.warnings] == ["sessionize.cut"]


def test_texts_of_all_sessions_have_so_many_characters_at_the_most() -> None:
    texts = ["s=1;" + "x" * 100_000] + ["n=1 to 2;"] * 1_000
    frame = sessionize(_frame(texts, list(range(len(texts)))), _ARGUMENTS)
    assert frame.rows < 500
    assert [w.code for w in frame.warnings] == ["sessionize.cut"]


_VALUES = st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3), max_size=12)


@given(_VALUES)
def test_a_trace_is_what_walking_reaches(values: list[list[str]]) -> None:
    known = {"a"}
    while True:
        further = {v for row in values if known & set(row) for v in row} | known
        if further == known:
            break
        known = further
    assert connected(values, range(len(values)), {"a"}) == [bool(known & set(row)) for row in values]


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=2), st.integers(0, 4)), max_size=12
    ),
    st.booleans(),
)
def test_a_trace_along_time_is_what_walking_along_it_reaches(
    rows: list[tuple[list[str], int]], backward: bool
) -> None:
    since: dict[str, int] = {"a": -1}
    sign = -1 if backward else 1
    times = [sign * time + 10 for _, time in rows]
    while True:
        before = dict(since)
        for (row, _), time in zip(rows, times, strict=True):
            if any(since.get(v, 99) <= time for v in row):
                for v in row:
                    since[v] = min(since.get(v, 99), time)
        if since == before:
            break
    wanted = [any(since.get(v, 99) <= time for v in row) for (row, _), time in zip(rows, times, strict=True)]
    assert along_time([row for row, _ in rows], [time for _, time in rows], "a", backward=backward) == wanted


def test_a_trace_leaves_the_rows_as_they_are() -> None:
    columns = [FrameColumn("", Kind.TEXT), FrameColumn("", Kind.LONG)]
    frame = Frame.of(columns, [["a\x1fb", "c", "b"], [1, 2, 0]])
    whole = {"start": "a", "direction": "", "separator": "\x1f"}
    assert list(trace(frame, whole).tuples()) == [("a\x1fb", 1), ("b", 0)]
    assert list(trace(frame, {**whole, "direction": "+"}).tuples()) == [("a\x1fb", 1)]
    assert list(trace(frame, {**whole, "direction": "-"}).tuples()) == [("a\x1fb", 1), ("b", 0)]
