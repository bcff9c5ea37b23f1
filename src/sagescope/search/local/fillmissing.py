"""`fillmissing`: rows for the combinations of values that have none."""

from collections.abc import Mapping, Sequence
from itertools import islice, product
from math import prod

from sagescope.errors import Fault
from sagescope.search.frames import Frame

MOST_COMBINATIONS = 10_000
"""Combinations that are looked at (reference search-language.md, 10)."""


def fillmissing(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """The rows, and behind them one for every combination of the generators that no row has.

    `generators` are (column, kind, values): `timeslice` and `values` list theirs, `all` takes those of the
    rows. `defaults` are what new rows hold in the leading columns; in those behind them, which only the data named, they
    hold nothing. With `takelast` a new row holds what there was in the slice before, but for the columns `fixed`.
    """
    generators, defaults, fixed = arguments["generators"], arguments["defaults"], arguments["fixed"]
    assert isinstance(generators, tuple)
    assert isinstance(defaults, tuple)
    assert isinstance(fixed, tuple)
    rows = list(frame.tuples())
    places = [at for at, _, _ in generators]
    # Of listed values no more can have a part in the combinations that are looked at.
    axes: list[Sequence[object]] = [
        list(dict.fromkeys(row[at] for row in rows)) if kind == "all" else values[:MOST_COMBINATIONS]
        for at, kind, values in generators
    ]
    empty = (*defaults, *(None for _ in frame.columns[len(defaults) :]))
    sliced = next((i for i, (_, kind, _) in enumerate(generators) if kind == "timeslice"), 0)
    earlier = dict(zip(axes[sliced][1:], axes[sliced], strict=False)) if arguments["takelast"] else {}
    held = {tuple(row[at] for at in places): row for row in rows}
    for key in islice(product(*axes), MOST_COMBINATIONS):
        if key in held:
            continue
        new = list(empty)
        if key[sliced] in earlier:
            last = held.get((*key[:sliced], earlier[key[sliced]], *key[sliced + 1 :]), empty)
            new = [new[i] if i in fixed else value for i, value in enumerate(last)]
        for at, value in zip(places, key, strict=True):
            new[at] = value
        held[key] = tuple(new)
        rows.append(held[key])
    values = [[row[i] for row in rows] for i in range(len(frame.columns))]
    return Frame.of(frame.columns, values, _omitted(generators, axes))


def _omitted(
    generators: Sequence[tuple[int, str, Sequence[object]]], axes: Sequence[Sequence[object]]
) -> list[Fault]:
    every = prod(
        len(axis) if kind == "all" else len(values)
        for (_, kind, values), axis in zip(generators, axes, strict=True)
    )
    if every <= MOST_COMBINATIONS:
        return []
    return [
        Fault(
            "fillmissing.cut",
            f"fillmissing looked at {MOST_COMBINATIONS:,} of {every:,} combinations; the others were left out.",
            "Take wider time slices, fewer values or a shorter range.",
        )
    ]
