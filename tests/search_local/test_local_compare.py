"""`compare` as a function of frames: what belongs together, and that nothing gets lost."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.local.compare import compare

_COLUMNS = (FrameColumn("h", Kind.TEXT, key=True), FrameColumn("n", Kind.INT))
_ROWS = st.lists(st.tuples(st.sampled_from([None, "", "a", "b"]), st.none() | st.integers(-5, 5)), max_size=8)


def _frame(rows: list[tuple[Any, ...]], columns: tuple[FrameColumn, ...] = _COLUMNS) -> Frame:
    return Frame.of(columns, [[row[i] for row in rows] for i in range(len(columns))])


def _arguments(
    *folds: tuple[tuple[str, ...], str | None, tuple[int, ...]], columns: int = 2
) -> dict[str, Any]:
    return {"columns": columns, "keys": (0,), "times": (), "folds": folds}


@given(_ROWS, _ROWS)
def test_every_row_of_both_sides_is_there(now: list[tuple[Any, ...]], past: list[tuple[Any, ...]]) -> None:
    frame = compare([_frame(now), _frame(past)], _arguments((("_1d",), None, (10,))))
    assert [c.name for c in frame.columns] == ["h", "n", "n_1d"]
    rows = list(frame.records())
    assert [row[:2] for row in rows[: len(now)]] == now, "the present comes first and in its order"
    keys = Counter(h for h, _ in now) | Counter(h for h, _ in past)
    assert Counter(h for h, _, _ in rows) == keys
    assert Counter((h, n) for h, _, n in rows if n is not None) == Counter(
        r for r in past if r[1] is not None
    )


@given(_ROWS, st.lists(_ROWS, min_size=2, max_size=3))
def test_folded_ranges(now: list[tuple[Any, ...]], pasts: list[list[tuple[Any, ...]]]) -> None:
    unique = [list({h: (h, n) for h, n in rows}.values()) for rows in (now, *pasts)]
    frames = [_frame(rows) for rows in unique]
    backs = tuple(range(1, len(frames)))
    folded = compare(frames, _arguments((("_avg",), "avg", backs)))
    least = compare(frames, _arguments((("_min",), "min", backs)))
    for (h, _, mean), (_, _, smallest) in zip(folded.records(), least.records(), strict=True):
        values = [n for rows in unique[1:] for key, n in rows if key == h and n is not None]
        assert mean == (sum(values) / len(values) if values else None)
        assert smallest == (min(values) if values else None)
    assert [c.kind for c in folded.columns] == [Kind.TEXT, Kind.INT, Kind.DOUBLE]
    assert [c.kind for c in least.columns] == [Kind.TEXT, Kind.INT, Kind.INT]


def test_times_move_to_the_present() -> None:
    columns = (FrameColumn("_timeslice", Kind.LONG), FrameColumn("n", Kind.INT))
    arguments = {"columns": 2, "keys": (0,), "times": (0,), "folds": ((("_1", "_2"), None, (100, 200)),)}
    frames = [_frame(rows, columns) for rows in ([(300, 1)], [(200, 2), (None, 3)], [(100, 4)])]
    assert list(compare(frames, arguments).records()) == [(300, 1, 2, 4), (None, None, 3, None)]


def test_columns_of_the_data_come_behind_the_declared_ones_and_are_told_apart() -> None:
    # A transpose may name columns like a key, and such that differ in case alone.
    now = (*_COLUMNS, FrameColumn("H", Kind.INT), FrameColumn("h", Kind.INT))
    past = (*_COLUMNS, FrameColumn("z", Kind.DOUBLE), FrameColumn("h", Kind.INT))
    frames = [_frame([("k", 1, 2, 3)], now), _frame([("k", 4, 5.5, 6)], past)]
    found = compare(frames, _arguments((("_x",), None, (1,))))
    assert [c.name for c in found.columns] == ["h", "n", "n_x", "H", "h", "z", "H_x", "h_x", "z_x"]
    assert list(found.records()) == [("k", 1, 4, 2, 3, None, None, 6, 5.5)]


def test_what_is_no_number_is_equal_to_itself() -> None:
    columns = (FrameColumn("x", Kind.DOUBLE, key=True), FrameColumn("n", Kind.INT))
    nan = float("nan")
    frames = [_frame([(nan, 1)], columns), _frame([(float("nan"), 2)], columns)]
    assert list(compare(frames, _arguments((("_p",), None, (1,)))).records()) == [("NaN", 1, 2)]


def test_texts_and_truth_values_are_not_folded() -> None:
    columns = (*_COLUMNS, FrameColumn("t", Kind.TEXT), FrameColumn("b", Kind.BOOL))
    rows = [("k", 1, "text", True)]
    found = compare([_frame(rows, columns)] * 3, _arguments((("_max",), "max", (1, 2)), columns=4))
    assert list(found.records()) == [("k", 1, "text", True, 1, None, None)]
