"""The arithmetic of the metrics language once more, in plain Python from raw points, as an oracle.

A table maps series to their points, which map times to values; a series is its labels. Nothing here knows SQL.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence

Labels = tuple[tuple[str, str], ...]
Points = dict[int, float]
Table = dict[Labels, Points]
Raw = Mapping[Labels, Sequence[tuple[int, float]]]
"""Raw points in the order in which they came: of two of one time the later one counts."""

Fold = Callable[[list[tuple[int, float]]], float | None]


def _values(points: list[tuple[int, float]]) -> list[float]:
    return [v for _, v in points]


def percentile(values: Iterable[float], share: float) -> float:
    """The percentile, `share` from 0 to 100, linear between the two nearest values."""
    held = sorted(values)
    place = share / 100 * (len(held) - 1)
    below = math.floor(place)
    above = min(below + 1, len(held) - 1)
    return held[below] + (held[above] - held[below]) * (place - below)


def deviation(values: Sequence[float]) -> float:
    """The sample standard deviation, 0 of one value."""
    if len(values) == 1:
        return 0.0
    mean = sum(values) / len(values)
    return math.sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1))


def _rate_within(points: list[tuple[int, float]]) -> float | None:
    (start, first), (end, last) = points[0], points[-1]
    return (last - first) / ((end - start) / 1000) if end > start else None


FOLDS: Mapping[str, Fold] = {
    "avg": lambda p: sum(_values(p)) / len(p),
    "sum": lambda p: sum(_values(p)),
    "min": lambda p: min(_values(p)),
    "max": lambda p: max(_values(p)),
    "count": lambda p: float(len(p)),
    "latest": lambda p: p[-1][1],
    "rate": _rate_within,
    "stddev": lambda p: deviation(_values(p)),
    "pct(90)": lambda p: percentile(_values(p), 90),
}
"""How points in order of time become one, by the names of rollups and reducers."""


def quantized(raw: Raw, start: int, end: int, width: int, rollup: str, shift: int = 0) -> Table:
    """The points of the range in buckets; with `shift` those that were so much earlier."""
    table: Table = {}
    for labels, given in raw.items():
        once = {time + shift: value for time, value in given}
        buckets: dict[int, list[tuple[int, float]]] = {}
        for time in sorted(t for t in once if start <= t < end):
            buckets.setdefault(time // width * width, []).append((time, once[time]))
        folded = {bucket: FOLDS[rollup](points) for bucket, points in buckets.items()}
        points = {bucket: value for bucket, value in folded.items() if value is not None}
        if points:
            table[labels] = points
    return table


def each(table: Table, change: Callable[[Points], Points]) -> Table:
    """Every series changed by itself; series without points are gone."""
    changed = {labels: change(dict(sorted(points.items()))) for labels, points in table.items()}
    return {labels: points for labels, points in changed.items() if points}


def steps(points: Points) -> list[tuple[int, float, int, float]]:
    """Each point with the one before: time, value, time before, value before."""
    held = list(points.items())
    return [(t, v, u, w) for (u, w), (t, v) in itertools.pairwise(held)]


def change(mode: str, value: float, before: float) -> float | None:
    """The change from `before` to `value` as the modes of delta and rate count it."""
    if mode == "increasing" and value <= before:
        return None
    if mode == "decreasing" and value >= before:
        return None
    if mode == "counter" and value < before:
        return value
    return value - before


def delta(points: Points, mode: str = "") -> Points:
    """The change from point to point."""
    found = {t: change(mode, v, w) for t, v, _, w in steps(points)}
    return {t: v for t, v in found.items() if v is not None}


def rate(points: Points, mode: str = "") -> Points:
    """The change a second from point to point."""
    before = {t: u for t, _, u, _ in steps(points)}
    return {t: v / ((t - before[t]) / 1000) for t, v in delta(points, mode).items()}


def rate_over(points: Points, length: int, mode: str = "") -> Points:
    """The mean change a second in the time up to each point, by its first and last point."""
    if mode == "counter":
        grown, total = {}, 0.0
        previous: float | None = None
        for time, value in points.items():
            if previous is not None:
                total += value if value < previous else value - previous
            grown[time], previous = total, value
        points = grown
    found: Points = {}
    for time, value in points.items():
        window = [(t, v) for t, v in points.items() if time - length <= t <= time]
        first_time, first = window[0]
        if first_time == time:
            continue
        moved = value - first
        if (mode == "increasing" and moved <= 0) or (mode == "decreasing" and moved >= 0):
            continue
        found[time] = moved / ((time - first_time) / 1000)
    return found


def ewma(points: Points, alpha: float) -> Points:
    """The exponentially weighted moving average."""
    smoothed: Points = {}
    level: float | None = None
    for time, value in points.items():
        level = value if level is None else alpha * value + (1 - alpha) * level
        smoothed[time] = level
    return smoothed


def accum(points: Points) -> Points:
    """Running totals."""
    total, found = 0.0, {}
    for time, value in points.items():
        total += value
        found[time] = total
    return found


def reduced(points: Points, reducer: str) -> float:
    """One number of a series."""
    found = FOLDS[reducer](sorted(points.items()))
    assert found is not None
    return found


def grouped(table: Table, by: Sequence[str], aggregate: str) -> Table:
    """The series of each group folded into one, bucket by bucket."""
    groups: dict[Labels, dict[int, list[float]]] = {}
    for labels, points in table.items():
        held = dict(labels)
        key = tuple((name, held.get(name, "")) for name in by)
        for time, value in points.items():
            groups.setdefault(key, {}).setdefault(time, []).append(value)
    found: Table = {}
    for key, buckets in groups.items():
        folded: Points = {}
        for time, values in sorted(buckets.items()):
            folded[time] = reduced(dict(enumerate(values)), aggregate)
        found[key] = folded
    return found


def ranked(table: Table, count: int, reducer: str, by: Sequence[str], *, largest: bool = True) -> Table:
    """The series of each group that rank best. No two may rank alike."""
    groups: dict[tuple[str, ...], list[tuple[float, Labels]]] = {}
    for labels, points in table.items():
        held = dict(labels)
        key = tuple(held.get(name, "") for name in by)
        groups.setdefault(key, []).append((reduced(points, reducer), labels))
    kept: set[Labels] = set()
    for members in groups.values():
        ranks = [rank for rank, _ in members]
        assert len(set(ranks)) == len(ranks), "the oracle knows no ties"
        kept |= {labels for _, labels in sorted(members, reverse=largest)[:count]}
    return {labels: points for labels, points in table.items() if labels in kept}


def joined(
    left: Table, right: Table, along: Sequence[str] | None, arithmetic: Callable[[float, float], float | None]
) -> list[tuple[Labels, Points]]:
    """Arithmetic of every pair of series that agree along the dimensions, where both have a point."""
    found: list[tuple[Labels, Points]] = []
    for ours, points in left.items():
        for theirs, others in right.items():
            one, other = dict(ours), dict(theirs)
            if along is not None and any(one.get(n, "") != other.get(n, "") for n in along):
                continue
            made = {t: arithmetic(v, others[t]) for t, v in points.items() if t in others}
            kept = {t: v for t, v in made.items() if v is not None}
            labels = tuple((n, one.get(n, "")) for n in along or ())
            if kept:
                found.append((labels, kept))
    return found


def histogram_quantile(table: Table, quantile: float) -> Table:
    """The quantile of cumulative buckets told apart by `le`, by PromQL's rules."""
    held: dict[Labels, dict[int, list[tuple[float, float]]]] = {}
    for labels, points in table.items():
        bound = float(dict(labels)["le"])
        others = tuple(item for item in labels if item[0] != "le")
        for time, value in points.items():
            held.setdefault(others, {}).setdefault(time, []).append((bound, value))
    found: Table = {}
    for labels, times in held.items():
        made = {time: _quantile(sorted(pairs), quantile) for time, pairs in sorted(times.items())}
        kept = {time: value for time, value in made.items() if value is not None}
        if kept:
            found[labels] = kept
    return found


def _quantile(pairs: list[tuple[float, float]], quantile: float) -> float | None:
    if len(pairs) < 2 or not math.isinf(pairs[-1][0]):
        return None
    highest = 0.0
    counts: list[float] = []
    for index, (_, count) in enumerate(pairs):
        highest = count if index == 0 else max(highest, count)
        counts.append(highest)
    if counts[-1] <= 0:
        return None
    rank = quantile * counts[-1]
    at = next(i for i, count in enumerate(counts) if count >= rank)
    if at == len(pairs) - 1:
        return pairs[-2][0]
    upper = pairs[at][0]
    if at == 0 and upper <= 0:
        return upper
    lower, below = (pairs[at - 1][0], counts[at - 1]) if at else (0.0, 0.0)
    if counts[at] == below:
        return None
    return lower + (upper - lower) * (rank - below) / (counts[at] - below)


def filled(points: Points, start: int, end: int, width: int, policy: str) -> Points:
    """The points with those of empty buckets."""
    found: Points = {}
    times = sorted(points)
    for bucket in range(start // width * width, end, width):
        before = [t for t in times if t <= bucket]
        after = [t for t in times if t >= bucket]
        if bucket in points:
            found[bucket] = points[bucket]
        elif policy == "last" and before:
            found[bucket] = points[before[-1]]
        elif policy == "interpolation" and before and after:
            left, right = before[-1], after[0]
            share = (bucket - left) / (right - left)
            found[bucket] = points[left] + (points[right] - points[left]) * share
        elif policy not in ("last", "interpolation"):
            found[bucket] = float(policy)
    return found


def holds_all_in_any(
    points: Points, holds: Callable[[float], bool], length: int, span: tuple[int, int], width: int
) -> bool:
    """Whether some `length` within the span has points and all of them hold; a bucket stands for its length.

    Where such a time exists, there is one that starts at the span's start or where a bucket that fails ends.
    """
    starts = [span[0], *(t + width for t in points)]
    for begin in starts:
        if begin < span[0] or begin + length > span[1]:
            continue
        inside = [v for t, v in points.items() if t < begin + length and t + width > begin]
        if inside and all(map(holds, inside)):
            return True
    return False
