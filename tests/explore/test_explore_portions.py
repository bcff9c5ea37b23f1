"""Portions, in which messages are looked through: each message is in one, and none is much too large."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from sagescope.explore.reading import Portion, portions

MINUTES = st.dictionaries(st.integers(-1000, 1000), st.integers(1, 50)).map(lambda d: sorted(d.items()))


@given(MINUTES, st.integers(1, 60))
def test_each_message_is_in_one_portion(found: list[tuple[int, int]], most: int) -> None:
    seen: Counter[tuple[int, int]] = Counter()
    for portion in portions(found, most):
        within = [(minute, number) for minute, count in found for number in range(count)]
        mine = [
            (minute, number)
            for minute, number in within
            if portion.first <= minute <= portion.last and number % portion.parts == portion.part
        ]
        seen.update(mine)
    assert seen == Counter((minute, number) for minute, count in found for number in range(count))


def test_quiet_minutes_are_read_together_and_a_busy_one_in_parts() -> None:
    found = [(1, 2), (2, 3), (3, 25), (9, 1)]
    assert list(portions(found, 10)) == [
        Portion(1, 2),
        Portion(3, 3, 0, 3),
        Portion(3, 3, 1, 3),
        Portion(3, 3, 2, 3),
        Portion(9, 9),
    ]
    assert list(portions([], 10)) == []
