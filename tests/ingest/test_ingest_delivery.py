"""What is remembered of deliveries, over the real store."""

import asyncio

import pytest

from sagescope.clock import FixedClock
from sagescope.ingest.batch import LogPart, log_table
from sagescope.ingest.delivery import Deliveries, delivery_key
from sagescope.ingest.envelope import Envelope
from sagescope.store.deliveries import StoredDeliveries
from sagescope.store.tables.logs import LANDING
from store_world import World, world

NOW = 1_767_225_600_000
DAY = 86_400_000


@pytest.fixture
def here() -> World:
    here = world()
    here.empty()
    return here


def store(here: World, key: int, rows: list[int], receipt: int = NOW) -> None:
    envelope = Envelope(1, "c", 1, "s", "", "", "", {}, {}, {}, receipt)
    texts = [f"row {row}" for row in rows]
    part = LogPart(envelope, {}, texts, [receipt] * len(rows), [""] * len(rows), 1, key, rows)
    here.engine.insert(LANDING, log_table([part], 1))


def deliveries(here: World, days: int = 7) -> Deliveries:
    made = Deliveries(StoredDeliveries(here.engine), FixedClock(NOW), days)
    made.load()
    return made


async def claimed(held: Deliveries, key: int, fail: bool = False) -> tuple[bool, frozenset[int]]:
    async with held.claim(key) as claim:
        if fail:
            raise ValueError
        return claim.complete, claim.stored


def test_a_new_delivery_is_complete_after_its_block(here: World) -> None:
    held, key = deliveries(here), delivery_key(1, "new")
    assert asyncio.run(claimed(held, key)) == (False, frozenset())
    assert asyncio.run(claimed(held, key)) == (True, frozenset())


def test_after_a_start_the_store_says_what_is_there(here: World) -> None:
    key = delivery_key(1, "half")
    store(here, key, [0, 2, 5])
    held = deliveries(here)
    assert asyncio.run(claimed(held, key)) == (False, frozenset({0, 2, 5}))
    assert asyncio.run(claimed(held, key)) == (True, frozenset())


def test_after_a_failure_the_store_is_asked(here: World) -> None:
    held, key = deliveries(here), delivery_key(1, "failing")
    with pytest.raises(ValueError):
        asyncio.run(claimed(held, key, fail=True))
    store(here, key, [3])
    assert asyncio.run(claimed(held, key)) == (False, frozenset({3}))


def test_what_is_older_than_it_is_remembered_is_new(here: World) -> None:
    key = delivery_key(1, "old")
    store(here, key, [0], NOW - 8 * DAY)
    assert asyncio.run(claimed(deliveries(here), key)) == (False, frozenset())
    assert asyncio.run(claimed(deliveries(here, 9), key)) == (False, frozenset({0}))


def test_those_who_claim_at_once_wait_for_each_other(here: World) -> None:
    held, key = deliveries(here), delivery_key(1, "race")
    inside = 0

    async def one() -> bool:
        nonlocal inside
        async with held.claim(key) as claim:
            inside += 1
            assert inside == 1
            await asyncio.sleep(0.01)
            inside -= 1
            return claim.complete

    async def all_() -> list[bool]:
        return list(await asyncio.gather(*(one() for _ in range(5))))

    assert sorted(asyncio.run(all_())) == [False, True, True, True, True]


def test_very_many_deliveries_stay_known(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sagescope.ingest.delivery._MOST_LOOSE", 10)
    held = deliveries(here)
    keys = [delivery_key(2, f"many {n}") for n in range(50)]
    for key in keys:
        store(here, key, [0])
        asyncio.run(claimed(held, key))
    for key in keys:
        complete, stored = asyncio.run(claimed(held, key))
        assert complete or stored == {0}


def test_keys_are_those_of_a_source() -> None:
    assert delivery_key(1, "a") == delivery_key(1, "a") != delivery_key(2, "a")
    assert 0 < delivery_key(1, "\ud800") < 2**64
