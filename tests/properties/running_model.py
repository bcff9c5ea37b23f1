"""What operators over rows in their order give, worked out in plain Python.

A row is a mapping of names to values, None for absent ones; every function takes rows in their order and gives
them with the column that the operator adds.
"""

import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Row = dict[str, Any]


def number(value: object) -> float | None:
    """A text as a number, None where it is none."""
    try:
        return None if value is None else float(str(value))
    except ValueError:
        return None


def group(row: Row, keys: Sequence[str]) -> tuple[object, ...]:
    """What a row is told from other groups by."""
    return tuple(row[key] for key in keys)


def _numbers(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if number(row["v"]) is not None]


def _before(rows: Sequence[Row], keys: Sequence[str]) -> Iterator[tuple[Row, list[float | None]]]:
    """Every row with the values of its group up to its own."""
    values: dict[tuple[object, ...], list[float | None]] = {}
    for row in rows:
        held = values.setdefault(group(row, keys), [])
        held.append(number(row["v"]))
        yield row, held


def _over(rows: Sequence[Row], keys: Sequence[str], value: Callable[[list[Any]], float | None]) -> list[Row]:
    return [{**row, "out": value(held)} for row, held in _before(rows, keys)]


def accum(rows: Sequence[Row], keys: Sequence[str]) -> list[Row]:
    """Running sums of the rows that have a number."""
    return _over(_numbers(rows), keys, sum)


def diff(rows: Sequence[Row], keys: Sequence[str]) -> list[Row]:
    """Changes between rows that have a number."""
    return _over(_numbers(rows), keys, lambda held: held[-1] - held[-2] if len(held) > 1 else None)


def backshift(rows: Sequence[Row], keys: Sequence[str], count: int) -> list[Row]:
    """What was `count` rows before."""
    return _over(rows, keys, lambda held: held[-1 - count] if len(held) > count else None)


def smooth(rows: Sequence[Row], keys: Sequence[str], count: int) -> list[Row]:
    """Means of the last rows that have a number."""
    return _over(_numbers(rows), keys, lambda held: statistics.fmean(held[-count:]))


def rollingstd(rows: Sequence[Row], keys: Sequence[str], count: int) -> list[Row]:
    """Deviations of the last rows that have a number."""
    return _over(_numbers(rows), keys, lambda held: deviation(held[-count:]))


def deviation(values: Sequence[float]) -> float:
    """The standard deviation of a sample, nothing for a single value."""
    return statistics.stdev(values) if len(values) > 1 else 0.0


def total(rows: Sequence[Row], keys: Sequence[str]) -> list[Row]:
    """The sum of the group in every row."""
    sums: dict[tuple[object, ...], float] = {}
    for row in _numbers(rows):
        at = group(row, keys)
        sums[at] = sums.get(at, 0.0) + (number(row["v"]) or 0.0)
    return [{**row, "out": sums.get(group(row, keys))} for row in rows]


def topk(rows: Sequence[Row], keys: Sequence[str], count: int) -> list[Row]:
    """The rows with the highest values of each group, by group and rank."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(group(row, keys), []).append(row)
    found: list[Row] = []
    for at in sorted(groups, key=lambda key: [(part is None, part or "") for part in key]):
        ranked = sorted(groups[at], key=lambda row: row["v"] or "", reverse=True)
        # Sorting in reverse keeps equal rows as they were.
        ranked.sort(key=lambda row: -math.inf if (n := number(row["v"])) is None else n, reverse=True)
        ranked.sort(key=lambda row: row["v"] is None)
        found += [{**row, "out": rank} for rank, row in enumerate(ranked[:count], 1)]
    return found


def dedup(rows: Sequence[Row], keys: Sequence[str], count: int) -> list[Row]:
    """The first rows of each group."""
    seen: dict[tuple[object, ...], int] = {}
    kept: list[Row] = []
    for row in rows:
        at = group(row, keys)
        seen[at] = seen.get(at, 0) + 1
        if seen[at] <= count:
            kept.append({**row, "out": None})
    return kept


def dedup_consecutive(rows: Sequence[Row], keys: Sequence[str], count: int) -> list[Row]:
    """The first rows of each run of one group."""
    kept: list[Row] = []
    last: tuple[object, ...] | None = None
    length = 0
    for row in rows:
        at = group(row, keys)
        length = length + 1 if at == last else 1
        last = at
        if length <= count:
            kept.append({**row, "out": None})
    return kept


def outlier(
    values: Sequence[float | None], window: int, threshold: float, consecutive: int, direction: str
) -> list[tuple[float | None, float | None, int, int]]:
    """Of each value of a series: its error, the deviation before it, the indicator and the violation."""
    found: list[tuple[float | None, float | None, int, int]] = []
    run = 0
    for i, value in enumerate(values):
        before = [v for v in values[max(0, i - window) : i] if v is not None]
        mean = statistics.fmean(before) if before else None
        std = deviation(before) if before else None
        error = value - mean if value is not None and mean is not None else None
        # Far from it by more than a rounding.
        far = (std or 0.0) * threshold + 1e-9
        above, below = "+" in direction, "-" in direction
        outside = error is not None and ((above and error > far) or (below and -error > far))
        outside = outside and len(before) == window
        run = run + 1 if outside else 0
        found.append((error, std, int(outside), int(run >= consecutive)))
    return found
