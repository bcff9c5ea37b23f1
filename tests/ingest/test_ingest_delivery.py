"""What is remembered of deliveries, over the real store."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from sagescope.clock import FixedClock
from sagescope.config import Settings
from sagescope.core import Core, open_core
from sagescope.ingest.batch import LogPart, log_table
from sagescope.ingest.delivery import Deliveries, delivery_key
from sagescope.ingest.envelope import Envelope
from sagescope.store.deliveries import StoredDeliveries
from sagescope.store.tables.logs import LANDING

NOW = 1_767_225_600_000
DAY = 86_400_000


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Core]:
    folder: Path = tmp_path_factory.mktemp("deliveries")
    opened = open_core(Settings(data=folder, store="", meta="", access_id="", access_key=""), FixedClock(NOW))
    yield opened
    opened.close()


def store(core: Core, key: int, rows: list[int], receipt: int = NOW) -> None:
    envelope = Envelope(1, "c", 1, "s", "", "", "", {}, {}, {}, receipt)
    texts = [f"row {row}" for row in rows]
    part = LogPart(envelope, {}, texts, [receipt] * len(rows), [""] * len(rows), 1, key, rows)
    core.engine.insert(LANDING, log_table([part], 1))


def deliveries(core: Core, days: int = 7) -> Deliveries:
    made = Deliveries(StoredDeliveries(core.engine), FixedClock(NOW), days)
    made.load()
    return made


async def claimed(held: Deliveries, key: int, fail: bool = False) -> tuple[bool, frozenset[int]]:
    async with held.claim(key) as claim:
        if fail:
            raise ValueError
        return claim.complete, claim.stored


def test_a_new_delivery_is_complete_after_its_block(core: Core) -> None:
    held, key = deliveries(core), delivery_key(1, "new")
    assert asyncio.run(claimed(held, key)) == (False, frozenset())
    assert asyncio.run(claimed(held, key)) == (True, frozenset())


def test_after_a_start_the_store_says_what_is_there(core: Core) -> None:
    key = delivery_key(1, "half")
    store(core, key, [0, 2, 5])
    held = deliveries(core)
    assert asyncio.run(claimed(held, key)) == (False, frozenset({0, 2, 5}))
    assert asyncio.run(claimed(held, key)) == (True, frozenset())


def test_after_a_failure_the_store_is_asked(core: Core) -> None:
    held, key = deliveries(core), delivery_key(1, "failing")
    with pytest.raises(ValueError):
        asyncio.run(claimed(held, key, fail=True))
    store(core, key, [3])
    assert asyncio.run(claimed(held, key)) == (False, frozenset({3}))


def test_what_is_older_than_it_is_remembered_is_new(core: Core) -> None:
    key = delivery_key(1, "old")
    store(core, key, [0], NOW - 8 * DAY)
    assert asyncio.run(claimed(deliveries(core), key)) == (False, frozenset())
    assert asyncio.run(claimed(deliveries(core, 9), key)) == (False, frozenset({0}))


def test_those_who_claim_at_once_wait_for_each_other(core: Core) -> None:
    held, key = deliveries(core), delivery_key(1, "race")
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


def test_very_many_deliveries_stay_known(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sagescope.ingest.delivery._MOST_LOOSE", 10)
    held = deliveries(core)
    keys = [delivery_key(2, f"many {n}") for n in range(50)]
    for key in keys:
        store(core, key, [0])
        asyncio.run(claimed(held, key))
    for key in keys:
        complete, stored = asyncio.run(claimed(held, key))
        assert complete or stored == {0}


def test_keys_are_those_of_a_source() -> None:
    assert delivery_key(1, "a") == delivery_key(1, "a") != delivery_key(2, "a")
    assert 0 < delivery_key(1, "\ud800") < 2**64
