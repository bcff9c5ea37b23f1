"""Linear and auto-regressive models of evenly spaced series, by numpy.

Burg's method fits an auto-regression without ever building its equations: forward and backward errors of one
order give the next coefficient and the errors of the next order. It is linear in the length of the series for
each order, and what it fits never runs away in a forecast.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Series = npt.NDArray[np.float64]

MOST_ORDERS = 500
"""Orders that are tried where the data choose."""

_EXACT = 1e-10
"""Of the variance: with less than this left a model is as good as exact."""


@dataclass(frozen=True, slots=True)
class Line:
    """`mean + slope * (place - middle)`."""

    middle: float
    mean: float
    slope: float

    def at(self, places: Series) -> Series:
        """Its values at these places."""
        return self.mean + self.slope * (places - self.middle)


def fit_line(places: Series, values: Series) -> Line:
    """The line of least squares; through the mean where all places are one."""
    middle, mean = float(places.mean()), float(values.mean())
    away = places - middle
    spread = float(away @ away)
    return Line(middle, mean, float(away @ (values - mean)) / spread if spread else 0.0)


def fit_autoregression(values: Series, order: int | None) -> Series:
    """The weights of the values 1, 2, … places before, in a series around 0.

    `order` is how many there are, half of the series at the most; None leaves it to Akaike's criterion.
    """
    length = len(values)
    most = min(length // 2, MOST_ORDERS if order is None else order)
    power = first = float(values @ values) / max(1, length)
    weights = best = np.zeros(0)
    least = _akaike(power, first, length, 0)
    forward, backward = values[1:], values[:-1]
    for at in range(1, most + 1):
        together = float(forward @ forward + backward @ backward)
        if power <= _EXACT * first or together == 0:
            break
        reflection = 2.0 * float(forward @ backward) / together
        weights = np.concatenate([weights - reflection * weights[::-1], [reflection]])
        power *= 1.0 - reflection**2
        forward, backward = (
            (forward - reflection * backward)[1:],
            (backward - reflection * forward)[:-1],
        )
        if order is None and (now := _akaike(power, first, length, at)) < least:
            least, best = now, weights
    return best if order is None else weights


def _akaike(power: float, first: float, length: int, order: int) -> float:
    return length * float(np.log(max(power, _EXACT * first, 1e-300))) + 2.0 * order


def one_step(values: Series, weights: Series) -> Series:
    """What the weights make of the values before each; those before the first count as 0."""
    made = np.zeros(len(values))
    if len(weights) and len(values) > 1:
        made[1:] = np.convolve(values, weights)[: len(values) - 1]
    return made


def continued(values: Series, weights: Series, points: int) -> Series:
    """The next points of the series, each out of those before it."""
    held = np.concatenate([values, np.zeros(points)])
    order = len(weights)
    for at in range(len(values), len(held)):
        before = held[max(0, at - order) : at][::-1]
        held[at] = before @ weights[: len(before)]
    return held[len(values) :]
