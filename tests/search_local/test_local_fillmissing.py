"""`fillmissing` as a function of a frame: every combination once, and the rows as they were."""

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.local.fillmissing import MOST_COMBINATIONS, fillmissing

_COLUMNS = (FrameColumn("t", Kind.LONG), FrameColumn("h", Kind.TEXT), FrameColumn("n", Kind.INT))
_ROWS = st.lists(
    st.tuples(st.integers(0, 5).map(lambda i: i * 10), st.sampled_from([None, "a", "b"]), st.integers(1, 9)),
    max_size=10,
    unique_by=lambda row: row[:2],
)


def _frame(rows: list[tuple[Any, ...]], *more: FrameColumn) -> Frame:
    columns = (*_COLUMNS, *more)
    return Frame.of(columns, [[row[i] for row in rows] for i in range(len(columns))])


def _arguments(*generators: tuple[int, str, Any], takelast: bool = False, **given: Any) -> dict[str, Any]:
    return {
        "generators": generators,
        "defaults": given.get("defaults", (0, None, 0)),
        "fixed": given.get("fixed", ()),
        "takelast": takelast,
    }


@given(_ROWS, st.lists(st.sampled_from(["a", "c"]), unique=True))
def test_every_combination_is_there_once(rows: list[tuple[Any, ...]], values: list[str]) -> None:
    slices = range(0, 60, 10)
    found = list(
        fillmissing(
            _frame(rows), _arguments((0, "timeslice", slices), (1, "values", tuple(values)))
        ).records()
    )
    assert found[: len(rows)] == rows
    added = found[len(rows) :]
    held = {row[:2] for row in rows}
    assert [row[:2] for row in added] == [key for key in product(slices, values) if key not in held]
    assert all(row[2] == 0 for row in added)


@given(_ROWS)
def test_all_values_are_those_of_the_rows(rows: list[tuple[Any, ...]]) -> None:
    found = list(fillmissing(_frame(rows), _arguments((0, "all", ()), (1, "all", ()))).records())
    assert {row[:2] for row in found} == set(product({t for t, _, _ in rows}, {h for _, h, _ in rows}))
    assert len(found) == len({row[:2] for row in found})


@given(_ROWS, st.booleans())
def test_the_last_value_goes_on(rows: list[tuple[Any, ...]], slices_first: bool) -> None:
    generators = [(0, "timeslice", range(0, 60, 10)), (1, "all", ())]
    arguments = _arguments(*(generators if slices_first else generators[::-1]), takelast=True)
    for h in {h for _, h, _ in rows}:
        series = {row[0]: row[2] for row in fillmissing(_frame(rows), arguments).records() if row[1] == h}
        known = {t: n for t, key, n in rows if key == h}
        last = 0
        for t in range(0, 60, 10):
            last = known.get(t, last)
            assert series[t] == last


def test_fixed_columns_do_not_go_on() -> None:
    arguments = _arguments(
        (0, "timeslice", range(0, 20, 10)), takelast=True, defaults=(0, "none", -1), fixed=(2,)
    )
    assert list(fillmissing(_frame([(0, "a", 5)]), arguments).records()) == [(0, "a", 5), (10, "a", -1)]


def test_columns_that_only_the_data_named_hold_nothing() -> None:
    frame = _frame([(0, "a", 5, 6)], FrameColumn("more", Kind.INT))
    found = fillmissing(frame, _arguments((0, "timeslice", range(0, 20, 10))))
    assert list(found.records()) == [(0, "a", 5, 6), (10, None, 0, None)]


def test_only_so_many_combinations_are_looked_at() -> None:
    # A year of seconds is no list of thirty million numbers.
    found = fillmissing(_frame([]), _arguments((0, "timeslice", range(0, 31_536_000_000, 1_000))))
    assert found.rows == MOST_COMBINATIONS
    (warning,) = found.warnings
    assert warning.code == "fillmissing.cut"
    assert "10,000 of 31,536,000" in warning.message
    several = _arguments((0, "timeslice", range(0, 1_010, 10)), (1, "values", tuple(map(str, range(100)))))
    cut = fillmissing(_frame([(1_000, "99", 1)]), several)
    assert cut.rows == MOST_COMBINATIONS + 1, "a row beyond the cut stays"
    assert cut.warnings
    assert not fillmissing(_frame([]), _arguments((0, "timeslice", range(0, 100_000, 10)))).warnings
