"""`compare`: groups of several ranges side by side, matched by their keys."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import fmean

from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn

Key = tuple[object, ...]
Values = dict[int | str, object]
"""Values of a row: those of declared columns by their places, those that only the data named by their names."""

_FOLDS: Mapping[str, Callable[[Sequence[float]], float]] = {"avg": fmean, "min": min, "max": max}


def compare(frames: Sequence[Frame], arguments: Mapping[str, object]) -> Frame:
    """The first frame with the values of the others, which are the same query over earlier ranges.

    `columns` is how many leading columns of each are declared, the rest being those that only the data
    named; `keys` are the places of those that rows are matched by, `times` of those that hold times, which are moved to
    the present. `folds` say of each comparison the suffixes of its columns, how its ranges are folded into one
    (or None), and how far back each lies. Columns come in the order that the plan declares, then those of the data.
    """
    known, keys, times = arguments["columns"], arguments["keys"], arguments["times"]
    assert isinstance(known, int)
    assert isinstance(keys, tuple)
    assert isinstance(times, tuple)
    rows = _Rows(known, keys, times)
    present = rows.of(frames[0], 0)
    pasts = _pasts(frames[1:], rows, arguments["folds"])
    order = list(dict.fromkeys([*present, *(key for past in pasts for key in past.rows)]))

    columns: list[FrameColumn] = []
    values: list[list[object]] = []

    def add(column: FrameColumn, cells: Mapping[Key, Values], name: int | str) -> None:
        columns.append(column)
        values.append([cells.get(key, {}).get(name) for key in order])

    now = frames[0].columns
    for at in range(known):
        if at in keys:
            columns.append(now[at])
            values.append([key[keys.index(at)] for key in order])
        else:
            add(now[at], present, at)
    for past in pasts:
        for at in range(known):
            if at not in keys:
                add(past.column(now[at]), past.rows, at)
    # A column that only some range has, of a transpose, is there for all of them.
    dynamic = {c.name: c for frame in frames for c in frame.columns[known:]}
    for name, column in dynamic.items():
        add(column, present, name)
    for past in pasts:
        for name, column in dynamic.items():
            add(past.column(column), past.rows, name)
    return Frame.of(columns, values)


@dataclass(frozen=True, slots=True)
class _Past:
    """The rows of one comparison, and what its columns have behind their names."""

    suffix: str
    fold: str | None
    rows: Mapping[Key, Values]

    def column(self, of: FrameColumn) -> FrameColumn:
        kind = Kind.DOUBLE if self.fold == "avg" and of.kind.numeric else of.kind
        return FrameColumn(of.name + self.suffix, kind)


@dataclass(frozen=True, slots=True)
class _Rows:
    """How the rows of a frame are read."""

    known: int
    keys: tuple[int, ...]
    times: tuple[int, ...]

    def of(self, frame: Frame, back: int) -> dict[Key, Values]:
        """The values of the rows by their keys, with all times `back` milliseconds later.

        Rows whose keys are equal are told apart by their number, so that none gets lost.
        """
        names = [*range(self.known), *(c.name for c in frame.columns[self.known :])]
        seen: Counter[Key] = Counter()
        rows: dict[Key, Values] = {}
        for row in frame.tuples():
            moved = [v + back if i in self.times and v is not None else v for i, v in enumerate(row)]
            key = tuple(moved[at] for at in self.keys)
            rows[(*key, seen[key])] = dict(zip(names, moved, strict=True))
            seen[key] += 1
        return rows


def _pasts(frames: Sequence[Frame], rows: _Rows, folds: object) -> list[_Past]:
    assert isinstance(folds, tuple)
    left = iter(frames)
    pasts: list[_Past] = []
    for suffixes, fold, backs in folds:
        ranges = [rows.of(frame, back) for frame, back in zip(islice(left, len(backs)), backs, strict=True)]
        if fold is not None:
            ranges = [_folded(ranges, fold)]
        pasts += [_Past(suffix, fold, held) for suffix, held in zip(suffixes, ranges, strict=True)]
    return pasts


def _folded(ranges: Sequence[Mapping[Key, Values]], fold: str) -> dict[Key, Values]:
    """The numbers of several ranges in one; a range without a group has no part in it."""
    gathered: dict[Key, dict[int | str, list[float]]] = {}
    for rows in ranges:
        for key, row in rows.items():
            numbers = gathered.setdefault(key, {})
            for name, value in row.items():
                if isinstance(value, int | float) and not isinstance(value, bool):
                    numbers.setdefault(name, []).append(value)
    return {key: {name: _FOLDS[fold](n) for name, n in numbers.items()} for key, numbers in gathered.items()}
