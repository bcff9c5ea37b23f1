"""Predictions: the line held against numpy's own, patterns that go on, and values that are none."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.plan.schema import Kind
from sagescope.search.autoregression import fit_autoregression, one_step
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.local.predict import ENOUGH_SLICES, MOST_SLICES, fit, predict

_NUMBER = st.floats(-1e6, 1e6)


@given(st.lists(_NUMBER, min_size=2, max_size=30))
def test_the_line_is_that_of_least_squares(values: list[float]) -> None:
    made = fit(range(len(values)), values, 1, 3, None, autoregressive=False)
    slope, start = np.polyfit(range(len(values)), values, 1)
    wanted = [start + slope * at for at in range(len(values) + 3)]
    largest = max(map(abs, values)) or 1.0
    assert made.model == pytest.approx(wanted[:-3], abs=1e-6 * largest)
    assert made.further_model == pytest.approx(wanted[-3:], abs=1e-6 * largest)
    assert made.model == made.line


@given(
    st.lists(st.tuples(st.integers(0, 60), st.none() | st.floats(-1e199, 1e199)), min_size=1, max_size=25),
    st.none() | st.integers(1, 40),
    st.booleans(),
)
def test_predictions_are_numbers_whatever_the_values(
    rows: list[tuple[int, float | None]], window: int | None, autoregressive: bool
) -> None:
    made = fit([t for t, _ in rows], [v for _, v in rows], 1, 100, window, autoregressive=autoregressive)
    assert len(made.model) == len(made.line) == len(rows)
    assert all(v is not None and math.isfinite(v) for v in made.model)
    assert all(math.isfinite(v) for v in (*made.further_model, *made.further_line))
    times = {t for t, v in rows if v is not None}
    first, last = min(t for t, _ in rows), max(t for t, _ in rows)
    assert made.missing == sum(t not in times for t in range(first, last + 1))


@pytest.mark.parametrize("window", [None, 40, 120])
def test_an_auto_regression_goes_on_with_what_repeats_itself(window: int | None) -> None:
    def at(i: int) -> float:
        return 100 + 0.5 * i + 30 * math.sin(2 * math.pi * i / 24) + 5 * (i % 24 == 9)

    values = [at(i) for i in range(14 * 24)]
    made = fit(range(len(values)), values, 1, 24, window, autoregressive=True)
    wanted = [at(i) for i in range(len(values), len(values) + 24)]
    assert max(abs(a - b) for a, b in zip(made.further_model, wanted, strict=True)) < 1
    # The line by itself knows nothing of days.
    assert max(abs(a - b) for a, b in zip(made.further_line, wanted, strict=True)) > 20


def test_weights_of_a_known_process_are_found() -> None:
    chance = random.Random(4)
    values = [0.0, 0.0]
    for _ in range(5_000):
        values.append(0.6 * values[-1] - 0.3 * values[-2] + chance.gauss(0, 1))
    series = np.array(values)
    assert fit_autoregression(series, 2) == pytest.approx([0.6, -0.3], abs=0.05)
    chosen = fit_autoregression(series, None)
    assert chosen[:2] == pytest.approx([0.6, -0.3], abs=0.05)
    left = series - one_step(series, chosen)
    assert float(left[2:].std()) == pytest.approx(1, abs=0.05)


def test_a_window_is_half_of_the_series_at_the_most() -> None:
    series = np.sin(np.arange(20.0))
    assert len(fit_autoregression(series, 15)) <= 10
    assert len(fit_autoregression(np.zeros(10), 3)) == 0
    assert len(fit_autoregression(np.zeros(0), None)) == 0


def test_the_model_is_of_the_newest_slices() -> None:
    many = MOST_SLICES + 500
    # The old slices would turn the line round.
    values = [1e6 - at if at < 500 else float(at) for at in range(many)]
    made = fit(range(many), values, 1, 1, None, autoregressive=False)
    assert made.cut
    assert made.slices == MOST_SLICES
    assert made.further_model == pytest.approx([many])
    regressed = fit(range(many), values, 1, 1, None, autoregressive=True)
    assert regressed.model[:500] == [None] * 500


def test_a_long_gap_is_no_long_series() -> None:
    made = fit([0, 2**62], [1.0, 2.0], 1, 3, None, autoregressive=True)
    assert made.slices == MOST_SLICES
    assert made.cut


def _frame(rows: list[tuple[int | None, float | None]]) -> Frame:
    columns = [FrameColumn("_timeslice", Kind.LONG, key=True), FrameColumn("n", Kind.DOUBLE)]
    columns += [FrameColumn("", Kind.LONG), FrameColumn("", Kind.DOUBLE)]
    times, values = [t for t, _ in rows], [v for _, v in rows]
    return Frame.of(columns, [times, values, times, values])


_ARGUMENTS = {
    "time": 0,
    "series": (),
    "width": 10,
    "autoregressive": False,
    "window": None,
    "points": 2,
    "names": ("p", "e"),
}


@given(
    st.lists(
        st.tuples(st.integers(0, 9).map(lambda t: 10 * t), _NUMBER), max_size=9, unique_by=lambda row: row[0]
    ),
    st.randoms(use_true_random=False),
)
def test_rows_come_by_time_whatever_their_order(rows: list[tuple[int, float]], chance: random.Random) -> None:
    made = list(predict(_frame([*rows]), _ARGUMENTS).tuples())
    chance.shuffle(rows)
    assert list(predict(_frame([*rows]), _ARGUMENTS).tuples()) == made
    assert [row[0] for row in made] == sorted(row[0] for row in made)
    assert len(made) == len(rows) + (2 if rows else 0)
    for _, actual, model, error in made:
        assert error is None if actual is None else error == model - actual


def test_what_is_no_number_counts_as_missing() -> None:
    frame = predict(_frame([(0, 1.0), (10, math.nan), (20, math.inf), (30, None), (None, 5.0)]), _ARGUMENTS)
    rows = list(frame.tuples())
    assert [row[0] for row in rows] == [0, 10, 20, 30, 40, 50, None]
    assert [row[3] is None for row in rows] == [False, True, True, True, True, True, True]
    assert rows[-1][2] is None
    assert [w.code for w in frame.warnings] == ["predict.missing"]


def test_a_short_series_is_told_of_where_it_matters() -> None:
    short = _frame([(10 * at, float(at)) for at in range(ENOUGH_SLICES - 1)])
    assert predict(short, _ARGUMENTS).warnings == ()
    regressed = predict(short, {**_ARGUMENTS, "autoregressive": True, "names": ("p", "l", "e")})
    assert [w.code for w in regressed.warnings] == ["predict.few"]
    assert len(regressed.columns) == 5


def test_no_rows_have_no_forecast() -> None:
    assert list(predict(_frame([]), _ARGUMENTS).tuples()) == []


def test_times_end_somewhere() -> None:
    last = 2**63 - 5
    assert [row[0] for row in predict(_frame([(last, 1.0)]), _ARGUMENTS).tuples()] == [
        last,
        2**63 - 1,
        2**63 - 1,
    ]
