"""`fillmissing`: rows for the combinations of values that have none."""

from collections.abc import Mapping
from itertools import islice, product

import pyarrow as pa

from sagescope.plan.schema import Kind
from sagescope.search.columns import array_of
from sagescope.search.frames import Frame

MOST_COMBINATIONS = 10_000
"""Combinations that are looked at (reference search-language.md, 10)."""

_EMPTY: Mapping[Kind, object] = {Kind.INT: 0, Kind.LONG: 0, Kind.DOUBLE: 0.0, Kind.BOOL: False}


def fillmissing(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """The rows, and behind them one for every combination of the generators that no row has.

    `generators` are (column, kind, values): `timeslice` and `values` list theirs, `all` takes those of the
    rows. `constants` maps columns to what new rows hold there; `takelast` has other columns hold what they
    did in the slice before.
    """
    generators, constants = arguments["generators"], arguments["constants"]
    assert isinstance(generators, tuple)
    assert isinstance(constants, Mapping)
    rows = [list(row) for row in frame.records()]
    places = [at for at, _, _ in generators]
    sliced = next((i for i, (_, kind, _) in enumerate(generators) if kind == "timeslice"), None)
    axes = [
        list(dict.fromkeys(row[at] for row in rows)) if kind == "all" else list(values)
        for at, kind, values in generators
    ]
    held = {tuple(row[at] for at in places): row for row in rows}
    for key in islice(product(*axes), MOST_COMBINATIONS):
        if key in held:
            continue
        before = None
        if arguments["takelast"] and sliced is not None:
            before = _before(key, sliced, axes[sliced], held)
        new = [_value(i, column.kind, constants, before) for i, column in enumerate(frame.columns)]
        for at, value in zip(places, key, strict=True):
            new[at] = value
        held[key] = new
        rows.append(new)
    arrays = [array_of([row[i] for row in rows], column.kind) for i, column in enumerate(frame.columns)]
    return Frame(frame.columns, pa.Table.from_arrays(arrays, names=[f"v{i}" for i in range(len(arrays))]))


def _before(
    key: tuple[object, ...],
    sliced: int,
    slices: list[object],
    held: Mapping[tuple[object, ...], list[object]],
) -> list[object] | None:
    """The row of the slice before, which is there or was just made."""
    at = slices.index(key[sliced])
    return held.get((*key[:sliced], slices[at - 1], *key[sliced + 1 :])) if at else None


def _value(at: int, kind: Kind, constants: Mapping[int, object], before: list[object] | None) -> object:
    if at in constants:
        return constants[at]
    if before is not None:
        return before[at]
    return _EMPTY.get(kind)
