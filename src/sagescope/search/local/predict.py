"""`predict`: the values of a model beside a series, and the points that it forecasts."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sagescope.errors import Fault
from sagescope.plan.schema import Kind
from sagescope.search.autoregression import Series, continued, fit_autoregression, fit_line, one_step
from sagescope.search.frames import Frame, FrameColumn

MOST_SLICES = 10_000
"""Slices that a model is fitted to, the newest ones (reference search-language.md, 10)."""

ENOUGH_SLICES = 100
"""Slices that an auto-regression should have."""

_LATEST = 2**63 - 1

LARGEST = 1e200
"""Values that are smaller take part; what is no number, or infinite, counts as missing."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model makes of the given places of a series, and of the points after it.

    `line` are the values of its straight line, `model` those of the model. `missing` slices counted as 0.
    """

    model: list[float | None]
    line: list[float]
    further_model: list[float]
    further_line: list[float]
    slices: int
    missing: int
    cut: bool


def predict(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """The rows by time with the columns of the prediction, and those of the forecast.

    The last two columns of the frame are the times and the values, as whole and floating numbers; `time` is the
    place of the column that shows the time, and `series` are those that tell series apart. `width` is that of a
    slice in milliseconds, `window` the order of an auto-regression or None, `points` the number of forecast
    points; `names` are those of the new columns.
    """
    time, width, points, window = (arguments[k] for k in ("time", "width", "points", "window"))
    series, names = arguments["series"], arguments["names"]
    assert isinstance(time, int) and isinstance(width, int) and isinstance(points, int)
    assert isinstance(series, tuple) and isinstance(names, tuple) and isinstance(window, int | None)
    autoregressive = bool(arguments["autoregressive"])
    shown = len(frame.columns) - 2
    rows = [list(row) for row in frame.tuples()]
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row[shown] is not None:
            groups[tuple(row[i] for i in series)].append(at)
    made: list[tuple[list[object], float | None, float | None]] = [(row, None, None) for row in rows]
    predictions: list[Prediction] = []
    for members in groups.values():
        times = [rows[at][shown] for at in members]
        values = [_number(rows[at][shown + 1]) for at in members]
        found = fit(times, values, width, points, window, autoregressive=autoregressive)
        predictions.append(found)
        for at, model, line in zip(members, found.model, found.line, strict=True):
            made[at] = (rows[at], model, line)
        last = max(times)
        pattern = rows[members[0]]
        for step, (model, line) in enumerate(zip(found.further_model, found.further_line, strict=True), 1):
            row = [pattern[i] if i in series else None for i in range(shown)]
            row += [min(last + step * width, _LATEST), None]
            row[time] = row[shown]
            made.append((row, model, line))
    made.sort(key=lambda one: (one[0][shown] is None, one[0][shown]))
    columns = list(frame.columns[:shown])
    held = [[row[i] for row, _, _ in made] for i in range(shown)]
    added = [[model for _, model, _ in made]]
    if autoregressive:
        added.append([line for _, _, line in made])
    added.append([_error(model, _number(row[shown + 1])) for row, model, _ in made])
    columns += [FrameColumn(name, Kind.DOUBLE) for name in names]
    return Frame.of(columns, [*held, *added], _warnings(predictions, autoregressive=autoregressive))


def fit(
    times: Sequence[int],
    values: Sequence[float | None],
    width: int,
    points: int,
    window: int | None,
    *,
    autoregressive: bool,
) -> Prediction:
    """The prediction for values at times in milliseconds, in any order; several in a slice count as their mean."""
    first, last = min(times), max(times)
    start = max(0, (last - first + width // 2) // width - MOST_SLICES + 1)
    places = [(t - first + width // 2) // width - start for t in times]
    length = places[times.index(last)] + 1
    sums, counts = np.zeros(length), np.zeros(length)
    for place, value in zip(places, values, strict=True):
        if place >= 0 and value is not None:
            sums[place] += value
            counts[place] += 1
    series = sums / np.maximum(counts, 1)
    # Very large values would overflow when they are squared; by a power of two nothing is lost.
    scale = 2.0 ** math.frexp(float(np.abs(series).max()))[1]
    grid, further = np.arange(length, dtype=float), np.arange(length, length + points, dtype=float)
    line = fit_line(grid, series / scale)
    at = line.at(np.array(places, float)) * scale
    further_line = line.at(further) * scale
    model: list[float | None] = [float(v) for v in at]
    further_model = further_line
    if autoregressive:
        left: Series = series / scale - line.at(grid)
        weights = fit_autoregression(left, window)
        own = one_step(left, weights) * scale
        model = [float(v) + float(own[p]) if p >= 0 else None for v, p in zip(at, places, strict=True)]
        further_model = further_line + continued(left, weights, points) * scale
    return Prediction(
        model,
        [float(v) for v in at],
        [float(v) for v in further_model],
        [float(v) for v in further_line],
        length,
        int((counts == 0).sum()),
        start > 0,
    )


def _number(value: object) -> float | None:
    return value if isinstance(value, float) and abs(value) < LARGEST else None


def _error(model: float | None, actual: float | None) -> float | None:
    return model - actual if model is not None and actual is not None else None


def _warnings(predictions: Sequence[Prediction], *, autoregressive: bool) -> list[Fault]:
    found: list[Fault] = []
    if missing := sum(p.missing for p in predictions):
        found.append(
            Fault(
                "predict.missing",
                f"{missing:,} slices have no value and count as 0.",
                "Fill them with fillmissing, or leave incomplete slices out.",
            )
        )
    if any(p.cut for p in predictions):
        found.append(
            Fault(
                "predict.cut",
                f"The model is of the newest {MOST_SLICES:,} slices.",
                "Make the slices wider, or narrow the time range.",
            )
        )
    if autoregressive and any(p.slices < ENOUGH_SLICES for p in predictions):
        found.append(
            Fault(
                "predict.few",
                f"An auto-regression of fewer than {ENOUGH_SLICES} slices may not be of much use.",
                "Make the slices narrower, or widen the time range.",
            )
        )
    return found
