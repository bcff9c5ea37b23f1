"""`compare`: groups of several ranges side by side, matched by their keys."""

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

import pyarrow as pa

from sagescope.plan.schema import Kind
from sagescope.search.columns import array_of
from sagescope.search.frames import Frame, FrameColumn

Key = tuple[object, ...]

_FOLDS: Mapping[str, Callable[[Sequence[float]], float]] = {"avg": fmean, "min": min, "max": max}


def compare(frames: Sequence[Frame], arguments: Mapping[str, object]) -> Frame:
    """The first frame with the values of the others, which are the same query over earlier ranges.

    `times` are the columns that hold times, and are moved to the present; `folds` say of each comparison the
    suffixes of its columns, how its ranges are folded into one (or None), and how far back each lies.
    """
    times, folds = arguments["times"], arguments["folds"]
    assert isinstance(times, tuple)
    assert isinstance(folds, tuple)
    now = frames[0]
    keys = [c for i, c in enumerate(now.columns) if c.key or i in times]
    names = [c.name.lower() for c in keys]
    timed = {now.columns[i].name.lower() for i in times}
    present = _by_key(now, names, timed, 0)
    values: dict[str, FrameColumn] = {c.name.lower(): c for c in now.columns if c.name.lower() not in names}
    columns: list[FrameColumn] = list(now.columns)
    cells: list[Mapping[Key, Mapping[str, object]]] = []
    made: list[tuple[FrameColumn, str, Mapping[Key, Mapping[str, object]]]] = []
    at = 1
    for suffixes, fold, backs in folds:
        pasts = []
        for back in backs:
            past = frames[at]
            at += 1
            for c in past.columns:
                if c.name.lower() not in names:
                    values.setdefault(c.name.lower(), c)
            pasts.append(_by_key(past, names, timed, back))
        if fold is not None:
            pasts = [_folded(pasts, fold)]
        for suffix, past_rows in zip(suffixes, pasts, strict=True):
            cells.append(past_rows)
            for c in values.values():
                kind = Kind.DOUBLE if fold == "avg" and c.kind.numeric else c.kind
                made.append((FrameColumn(c.name + suffix, kind), c.name.lower(), past_rows))
    # A column that only the past has, of a transpose, belongs to the present too, without values.
    extra = [c for name, c in values.items() if name not in {o.name.lower() for o in now.columns}]
    order: list[Key] = list(dict.fromkeys([*present, *(key for rows in cells for key in rows)]))
    arrays = []
    for c in columns:
        name = c.name.lower()
        if name in names:
            place = names.index(name)
            arrays.append(array_of([key[place] for key in order], c.kind))
        else:
            arrays.append(array_of([present.get(key, {}).get(name) for key in order], c.kind))
    known = {c.name.lower() for c in columns if c.name.lower() not in names}
    first = [m for m in made if m[1] in known]
    rest = [m for m in made if m[1] not in known]
    for c, name, rows in first:
        arrays.append(array_of([rows.get(key, {}).get(name) for key in order], c.kind))
    arrays += [array_of([None for _ in order], c.kind) for c in extra]
    for c, name, rows in rest:
        arrays.append(array_of([rows.get(key, {}).get(name) for key in order], c.kind))
    columns = [*columns, *(m[0] for m in first), *extra, *(m[0] for m in rest)]
    return Frame(tuple(columns), pa.Table.from_arrays(arrays, names=[f"v{i}" for i in range(len(arrays))]))


def _by_key(frame: Frame, names: Sequence[str], timed: set[str], back: int) -> dict[Key, dict[str, object]]:
    """The rows of a frame by their keys, with its times `back` milliseconds later."""
    labels = [c.name.lower() for c in frame.columns]
    rows: dict[Key, dict[str, object]] = {}
    for record in frame.records():
        row = dict(zip(labels, record, strict=True))
        for name in timed:
            value = row.get(name)
            if isinstance(value, int | float):
                row[name] = value + back
        rows.setdefault(tuple(row.get(name) for name in names), row)
    return rows


def _folded(pasts: Sequence[Mapping[Key, Mapping[str, object]]], fold: str) -> dict[Key, dict[str, object]]:
    gathered: dict[Key, dict[str, list[float]]] = {}
    for rows in pasts:
        for key, row in rows.items():
            for name, value in row.items():
                if isinstance(value, int | float) and not isinstance(value, bool):
                    gathered.setdefault(key, {}).setdefault(name, []).append(value)
    return {
        key: {name: _FOLDS[fold](values) for name, values in row.items()} for key, row in gathered.items()
    }
