"""Settings, promotions and leases as they are stored."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meta_databases import KINDS, opened
from pydantic import JsonValue

from sagescope.errors import Cause, Refusal
from sagescope.meta.db import Database
from sagescope.meta.repositories import leases, promotions, settings
from sagescope.model.promotion import Promotion, PromotionKind, PromotionState

NOW = 1_767_225_600_000

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False, width=32),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with opened(request.param, tmp_path) as made:
        yield made


@pytest.fixture(scope="module", params=KINDS)
def kept_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    with opened(request.param, tmp_path_factory.mktemp("kept")) as made:
        yield made


@given(value=JSON)
def test_any_json_value_comes_back(kept_database: Database, value: JsonValue) -> None:
    with kept_database.session() as session:
        settings.put(session, "key", value)
    with kept_database.reading() as session:
        assert settings.get(session, "key", "absent") == value


def test_settings_are_listed_by_prefix_and_removed(database: Database) -> None:
    with database.session() as session:
        for key in ("app.a", "app.b", "APP.c", "app_d", "x"):
            settings.put(session, key, key)
        assert settings.listed(session, "app.") == {"app.a": "app.a", "app.b": "app.b"}
        assert settings.listed(session, "app_") == {"app_d": "app_d"}
        settings.remove(session, "app.a")
        settings.remove(session, "never there")
        assert settings.get(session, "app.a", "default") == "default"


def test_promotions_go_through_their_states(database: Database) -> None:
    promotion = Promotion(
        path="detail.responseElements.endpointArn",
        kind=PromotionKind.PATH,
        column="p_1",
        created_at=NOW,
        modified_at=NOW,
    )
    pair = Promotion(
        path="status", kind=PromotionKind.PAIR, column="p_2", created_at=NOW + 1, modified_at=NOW + 1
    )
    with database.session() as session:
        promotions.add(session, promotion)
        promotions.add(session, pair)
        ready = promotions.set_state(session, promotion.kind, promotion.path, PromotionState.READY, NOW + 2)
        assert ready == promotion.changed(state=PromotionState.READY, modified_at=NOW + 2)
        assert promotions.listed(session) == [ready, pair]
        assert promotions.listed(session, PromotionState.READY) == [ready]
        assert promotions.find(session, PromotionKind.PAIR, promotion.path) is None
        promotions.remove(session, PromotionKind.PATH, promotion.path)
        assert promotions.listed(session) == [pair]
        with pytest.raises(Refusal) as refused:
            promotions.set_state(session, PromotionKind.PATH, promotion.path, PromotionState.READY, NOW)
        assert refused.value.cause is Cause.NOT_FOUND
    for what, other in {"'status'": pair.changed(column="p_3"), "'p_2'": pair.changed(path="code")}.items():
        with pytest.raises(Refusal, match=what) as refused, database.session() as session:
            promotions.add(session, other)
        assert refused.value.cause is Cause.CONFLICT


def test_a_lease_is_one_owners_until_it_ends(database: Database) -> None:
    with database.session() as session:
        assert leases.acquire(session, "monitor", "m1", "a", NOW, 100)
        assert not leases.acquire(session, "monitor", "m1", "b", NOW + 99, 100)
        assert not leases.acquire(session, "monitor", "m1", "a", NOW + 99, 100)
        assert leases.acquire(session, "monitor", "m2", "b", NOW, 100)
        assert leases.acquire(session, "listing", "m1", "b", NOW, 100)
        assert leases.holder(session, "monitor", "m1", NOW + 99) == "a"
        assert leases.holder(session, "monitor", "m1", NOW + 100) is None
        assert leases.acquire(session, "monitor", "m1", "b", NOW + 100, 100)
        assert leases.holder(session, "monitor", "m1", NOW + 100) == "b"


def test_a_lease_is_renewed_and_released_by_its_owner_alone(database: Database) -> None:
    with database.session() as session:
        leases.acquire(session, "monitor", "m1", "a", NOW, 100)
        assert not leases.renew(session, "monitor", "m1", "b", NOW + 50, 100)
        assert leases.renew(session, "monitor", "m1", "a", NOW + 50, 100)
        assert leases.holder(session, "monitor", "m1", NOW + 149) == "a"
        assert not leases.renew(session, "monitor", "m1", "a", NOW + 150, 100)
        assert not leases.release(session, "monitor", "m1", "b")
        assert leases.release(session, "monitor", "m1", "a")
        assert not leases.release(session, "monitor", "m1", "a")
        assert leases.acquire(session, "monitor", "m1", "b", NOW + 51, 100)


def test_leases_that_ended_are_removed(database: Database) -> None:
    with database.session() as session:
        leases.acquire(session, "monitor", "old", "a", NOW, 100)
        leases.acquire(session, "monitor", "new", "a", NOW, 200)
        leases.remove_expired(session, NOW + 100)
        assert not leases.release(session, "monitor", "old", "a")
        assert leases.release(session, "monitor", "new", "a")


@pytest.mark.parametrize("first_ended", [False, True])
def test_of_many_that_want_a_lease_at_once_one_gets_it(database: Database, first_ended: bool) -> None:
    if first_ended:
        with database.session() as session:
            leases.acquire(session, "monitor", "m1", "dead", NOW - 100, 100)
    start = threading.Barrier(8)

    def want(worker: int) -> bool:
        start.wait()
        with database.session() as session:
            won = leases.acquire(session, "monitor", "m1", f"w{worker}", NOW, 100)
            settings.put(session, f"tried.{worker}", won)
        return won

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(want, range(8)))
    assert outcomes.count(True) == 1
    with database.reading() as session:
        assert leases.holder(session, "monitor", "m1", NOW) == f"w{outcomes.index(True)}"
        assert list(settings.listed(session, "tried.").values()) == outcomes
