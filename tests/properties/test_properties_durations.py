"""Durations as they are written and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.durations import UNITS, format_duration, parse_duration


@given(st.integers(0, 10**15))
def test_a_duration_comes_back(ms: int) -> None:
    assert parse_duration(format_duration(ms)) == ms


@given(st.integers(1, 10**6), st.sampled_from(sorted(UNITS)))
def test_the_form_is_the_shortest_exact_one(count: int, unit: str) -> None:
    text = format_duration(count * UNITS[unit])
    number, shown = int(text.rstrip("msdhw")), text.lstrip("0123456789")
    assert number * UNITS[shown] == count * UNITS[unit]
    assert UNITS[shown] >= UNITS[unit]


@given(st.integers(0, 10**6), st.sampled_from(sorted(UNITS)), st.booleans())
def test_units_are_read_in_any_case(count: int, unit: str, upper: bool) -> None:
    text = f" {count}{unit.upper() if upper else unit} "
    assert parse_duration(text) == count * UNITS[unit]


@given(st.text())
def test_anything_else_is_refused(text: str) -> None:
    try:
        ms = parse_duration(text)
    except ValueError:
        return
    assert ms >= 0


@pytest.mark.parametrize("text", ["", "m", "5", "-5m", "1.5h", "5 m", "5mm", "5y", "m5"])
def test_these_are_no_durations(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        parse_duration(text)
