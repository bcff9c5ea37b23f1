"""Back-off of failed sign-ins."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from access_world import NOW
from hypothesis import given
from hypothesis import strategies as st

from sagescope.access.throttle import FIRST_WAIT, FORGOTTEN, FREE, LONGEST_WAIT, Throttle
from sagescope.clock import FixedClock
from sagescope.errors import Cause, Refusal

ADDRESS = "203.0.113.7"


def wait(throttle: Throttle, address: str = ADDRESS) -> float:
    """Seconds that an address has to wait."""
    try:
        throttle.check(address)
    except Refusal as refused:
        assert refused.cause is Cause.BUSY
        assert refused.retry_after is not None
        return refused.retry_after
    return 0


def test_a_few_failures_cost_nothing_and_then_the_wait_doubles() -> None:
    clock = FixedClock(NOW)
    throttle = Throttle(clock)
    waits = []
    for _ in range(FREE + 11):
        throttle.failed(ADDRESS)
        waits.append(wait(throttle))
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_the_wait_ends_and_the_next_failure_goes_on_from_there() -> None:
    clock = FixedClock(NOW)
    throttle = Throttle(clock)
    for _ in range(FREE + 1):
        throttle.failed(ADDRESS)
    clock.advance(2 * FIRST_WAIT - 1)
    assert wait(throttle) == 1
    clock.advance(1)
    assert wait(throttle) == 0
    throttle.failed(ADDRESS)
    assert wait(throttle) == 4


def test_an_address_starts_anew_after_a_while_or_a_success() -> None:
    clock = FixedClock(NOW)
    throttle = Throttle(clock)
    for _ in range(50):
        throttle.failed(ADDRESS)
    assert wait(throttle) == LONGEST_WAIT / 1000
    clock.advance(FORGOTTEN)
    throttle.failed(ADDRESS)
    assert wait(throttle) == 0
    for _ in range(50):
        throttle.failed(ADDRESS)
    throttle.succeeded(ADDRESS)
    throttle.succeeded(ADDRESS)
    assert wait(throttle) == 0


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("unix", "unix", True),
        ("unix", "", False),
    ],
)
def test_what_counts_as_one_client(one: str, other: str, together: bool) -> None:
    throttle = Throttle(FixedClock(NOW))
    for _ in range(FREE):
        throttle.failed(one)
    assert (wait(throttle, other) > 0) is together


def test_memory_is_bounded_and_the_newest_are_kept() -> None:
    throttle = Throttle(FixedClock(NOW), most_addresses=10)
    for n in range(100):
        for _ in range(FREE):
            throttle.failed(f"10.0.0.{n}")
    assert len(throttle._records) == 10
    assert wait(throttle, "10.0.0.99") > 0
    assert wait(throttle, "10.0.0.0") == 0


def test_threads_do_not_lose_failures() -> None:
    throttle = Throttle(FixedClock(NOW))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(throttle.failed, [ADDRESS] * 400))
    assert throttle._records[ADDRESS].failures == 400


@given(st.lists(st.tuples(st.text(max_size=40), st.integers(-10_000, 2_000_000)), max_size=40))
def test_no_address_breaks_it_and_no_wait_is_too_long(tries: list[tuple[str, int]]) -> None:
    clock = FixedClock(NOW)
    throttle = Throttle(clock, most_addresses=5)
    for address, step in tries:
        clock.advance(step)
        throttle.failed(address)
        assert 0 <= wait(throttle, address) <= LONGEST_WAIT / 1000
    assert len(throttle._records) <= 5
