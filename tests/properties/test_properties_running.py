"""Operators over rows in their order give what plain Python gives."""

import math
from collections.abc import Sequence
from operator import itemgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running_model import (
    Row,
    accum,
    backshift,
    dedup,
    dedup_consecutive,
    diff,
    number,
    outlier,
    rollingstd,
    smooth,
    topk,
    total,
)

from sagescope.store.fields import Schema
from sagescope.timerange import TimeRange
from store_world import NOW, World, world

RANGE = TimeRange(NOW - 60_000, NOW)

_rows = st.lists(
    st.fixed_dictionaries(
        {
            "h": st.sampled_from([None, "a", "b"]),
            "s": st.sampled_from([None, "x", "y"]),
            "v": st.sampled_from([None, "0", "1", "2.5", "-3", "1e1", "x", "10", "7"]),
        }
    ),
    max_size=25,
)
_keys = st.lists(st.sampled_from(["h", "s"]), max_size=2, unique=True)
_orders = st.sampled_from(["", "sort by id asc", "sort by s asc", "sort by h desc, s asc"])


@pytest.fixture(scope="module")
def here() -> World:
    here = world()
    here.apply(Schema(("namespace", "h", "s", "v", "id")))
    return here


def _insert(here: World, rows: Sequence[Row]) -> list[Row]:
    """Put the rows in as messages a second apart, the first being the newest; they are numbered by texts."""
    numbered = [{**row, "id": f"{i:02}"} for i, row in enumerate(rows)]
    here.empty()
    here.insert({"_raw": "", "_messageTime": NOW - 1 - i * 1_000, **row} for i, row in enumerate(numbered))
    return numbered


def _sorted(rows: Sequence[Row], order: str) -> list[Row]:
    """The rows in the order of a sort stage, absent values last."""
    found = list(rows)
    for key in reversed([key for key in order.removeprefix("sort by ").split(", ") if key]):
        name, direction = key.split(" ")
        present = sorted(
            (row for row in found if row[name] is not None), key=itemgetter(name), reverse=direction == "desc"
        )
        found = [*present, *(row for row in found if row[name] is None)]
    return found


@settings(max_examples=max(20, settings().max_examples // 3))
@given(rows=_rows, order=_orders, keys=_keys, count=st.integers(1, 5))
def test_operators_over_rows_in_their_order(
    here: World, rows: list[Row], order: str, keys: list[str], count: int
) -> None:
    placed = _sorted(_insert(here, rows), order)
    by = f" by {', '.join(keys)}" if keys else ""
    told = keys or ["s"]
    for stage, wanted in (
        (f"accum v as out{by}", accum(placed, keys)),
        (f"diff v as out{by}", diff(placed, keys)),
        (f"backshift v, {count} as out{by}", backshift(placed, keys, count)),
        (f"smooth v, {count} as out{by}", smooth(placed, keys, count)),
        (f"rollingstd v, {count} as out{by}", rollingstd(placed, keys, count)),
        (f"total v as out{by}", total(placed, keys)),
        (f"topk({count}, v){by} | _rank as out", topk(placed, keys, count)),
        (f"dedup {count} by {', '.join(told)} | null as out", dedup(placed, told, count)),
        (
            f"dedup consecutive {count} by {', '.join(told)} | null as out",
            dedup_consecutive(placed, told, count),
        ),
    ):
        stages = " | ".join(part for part in ("*", order, stage) if part)
        found = here.rows(stages, RANGE)
        assert [row["id"] for row in found] == [row["id"] for row in wanted], stages
        assert all(map(_same, (r["out"] for r in found), (r["out"] for r in wanted))), stages


@settings(max_examples=max(20, settings().max_examples // 3))
@given(
    rows=_rows,
    window=st.integers(1, 4),
    threshold=st.sampled_from([0.5, 1.0, 2.0]),
    consecutive=st.integers(1, 3),
    direction=st.sampled_from(["+-", "+", "-"]),
)
def test_outliers_of_each_series(
    here: World, rows: list[Row], window: int, threshold: float, consecutive: int, direction: str
) -> None:
    placed = _insert(here, rows)
    options = f"window={window}, threshold={threshold}, consecutive={consecutive}, direction={direction}"
    found = here.rows(f"* | timeslice 1s | max(v) as v by _timeslice, h | outlier v by h {options}", RANGE)
    assert len(found) == len(placed)
    for series in {row["h"] for row in placed}:
        values = [number(row["v"]) for row in reversed(placed) if row["h"] == series]
        wanted = outlier(values, window, threshold, consecutive, direction)
        of_series = sorted(
            (row for row in found if row["h"] == series), key=lambda row: int(str(row["_timeslice"]))
        )
        for row, (error, std, indicator, violation) in zip(of_series, wanted, strict=True):
            assert _same(row["v_error"], error)
            assert _same(row["v_std"], std)
            assert (row["v_indicator"], row["v_violation"]) == (indicator, violation)


def _same(left: object, right: object) -> bool:
    if isinstance(left, float) and isinstance(right, int | float):
        return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
    return left == right
