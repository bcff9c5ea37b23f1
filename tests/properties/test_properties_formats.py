"""Formatted numbers are what Python writes."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from function_values import worked_out
from sagescope.plan.schema import Kind

longs = st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=20)
doubles = st.lists(st.floats(-1e14, 1e14), min_size=1, max_size=20)


@given(doubles, st.integers(0, 20))
def test_decimals_are_rounded_by_their_digits(values: Sequence[float], places: int) -> None:
    with localcontext(prec=60):
        wanted = [f"{Decimal(repr(v)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}" for v in values]
    got = worked_out(f'format("%.{places}f", v)', values, Kind.DOUBLE)
    # Python knows a negative zero, which here is none.
    assert got == [w.removeprefix("-") if v == 0 else w for v, w in zip(values, wanted, strict=True)]


@given(longs)
def test_whole_numbers_as_python_writes_them(values: Sequence[int]) -> None:
    wanted = [f"{v:,}|{v & (2**64 - 1):x}|{v & (2**64 - 1):o}|{v:+d}" for v in values]
    assert worked_out('format("%1$,d|%1$x|%1$o|%1$+d", v)', values, Kind.LONG) == wanted
