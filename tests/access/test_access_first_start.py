"""The first start and the ones after it."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from access_world import NOW, empty_world

from sagescope.access.first_start import FirstStart, first_start
from sagescope.access.keys import AccessKeys
from sagescope.access.principal import Principal
from sagescope.access.roles import Capability
from sagescope.access.signin import SignInLinks
from sagescope.clock import FixedClock
from sagescope.errors import Refusal
from sagescope.meta.db import Database
from sagescope.meta.repositories import access_keys, users
from sagescope.model.user import Role

KEY = "k" * 64


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with empty_world(tmp_path) as made:
        yield made


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


def verified(database: Database, clock: FixedClock, access_id: str, key: str) -> Principal:
    return AccessKeys(database, clock).verify(access_id, key)


def test_the_first_start_makes_an_administrator_and_a_link(database: Database, clock: FixedClock) -> None:
    started = first_start(database, clock)
    assert started.administrator is not None
    assert started.administrator.role is Role.ADMINISTRATOR
    assert (started.added_key, started.weak_key) == (False, False)
    assert started.link_token is not None
    issued = SignInLinks(database, clock).redeem(started.link_token)
    assert issued.session.user_id == started.administrator.id


def test_the_first_start_takes_over_a_given_pair(database: Database, clock: FixedClock) -> None:
    started = first_start(database, clock, "suGIVEN", KEY)
    assert (started.added_key, started.weak_key) == (True, False)
    principal = verified(database, clock, "suGIVEN", KEY)
    assert principal.user == started.administrator
    assert principal.capabilities == frozenset(Capability)


def test_later_starts_change_nothing(database: Database, clock: FixedClock) -> None:
    first = first_start(database, clock, "suGIVEN", KEY)
    clock.advance(5)
    for pair in (("suGIVEN", KEY), ("", "")):
        again = first_start(database, clock, *pair)
        assert again == FirstStart(first.administrator, None, added_key=False, weak_key=False)
    with database.reading() as session:
        assert users.count(session) == 1
        assert [key.access_id for key in access_keys.listed(session)] == ["suGIVEN"]


def test_a_different_pair_is_added_and_the_old_one_stays(database: Database, clock: FixedClock) -> None:
    first_start(database, clock, "suGIVEN", KEY)
    assert first_start(database, clock, "suOTHER", "o" * 64).added_key
    assert verified(database, clock, "suGIVEN", KEY) == verified(database, clock, "suOTHER", "o" * 64)


def test_a_pair_can_come_at_a_later_start(database: Database, clock: FixedClock) -> None:
    first = first_start(database, clock)
    assert first_start(database, clock, "suLATER", KEY).added_key
    assert verified(database, clock, "suLATER", KEY).user == first.administrator


def test_a_disabled_pair_stays_disabled(database: Database, clock: FixedClock) -> None:
    first_start(database, clock, "suGIVEN", KEY)
    AccessKeys(database, clock).change("suGIVEN", enabled=False)
    assert not first_start(database, clock, "suGIVEN", KEY).added_key
    with pytest.raises(Refusal):
        verified(database, clock, "suGIVEN", KEY)


def test_an_access_id_with_another_key_is_refused(database: Database, clock: FixedClock) -> None:
    first_start(database, clock, "suGIVEN", KEY)
    with pytest.raises(Refusal, match="suGIVEN") as refused:
        first_start(database, clock, "suGIVEN", "o" * 64)
    assert "o" * 64 not in str(refused.value)
    verified(database, clock, "suGIVEN", KEY)


@pytest.mark.parametrize(
    ("access_id", "key", "words"),
    [
        ("suGIVEN", "", "SAGESCOPE_ACCESS_ID is set without SAGESCOPE_ACCESS_KEY"),
        ("", KEY, "SAGESCOPE_ACCESS_KEY is set without SAGESCOPE_ACCESS_ID"),
        ("a:b", KEY, "a:b"),
        ("a" * 65, KEY, "access id"),
        ("suGIVEN", "line\nbreak" * 5, "printable"),
        ("suGIVEN", f" {KEY}", "blanks"),
    ],
)
def test_a_pair_that_cannot_be_one_is_refused_and_nothing_is_made(
    database: Database, clock: FixedClock, access_id: str, key: str, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        first_start(database, clock, access_id, key)
    with database.reading() as session:
        assert users.count(session) == 0


def test_a_short_key_works_and_is_called_weak(database: Database, clock: FixedClock) -> None:
    assert first_start(database, clock, "admin", "secret").weak_key
    verified(database, clock, "admin", "secret")


def test_a_new_pair_goes_to_an_enabled_administrator_only(database: Database, clock: FixedClock) -> None:
    started = first_start(database, clock, "suGIVEN", KEY)
    assert started.administrator is not None
    with database.session() as session:
        users.save(session, started.administrator.changed(enabled=False))
    assert first_start(database, clock, "suGIVEN", KEY).administrator is None
    with pytest.raises(Refusal, match="No administrator"):
        first_start(database, clock, "suOTHER", KEY)


def test_processes_that_start_first_at_once_make_one_administrator(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    databases = [Database(f"sqlite:///{tmp_path / 'meta.db'}") for _ in range(4)]
    start = threading.Barrier(4)

    def begin(own: Database) -> FirstStart:
        start.wait()
        return first_start(own, clock, "suGIVEN", KEY)

    with ThreadPoolExecutor(4) as pool:
        started = list(pool.map(begin, databases))
    for own in databases:
        own.close()
    assert sum(each.link_token is not None for each in started) == 1
    assert sum(each.added_key for each in started) == 1
    assert len({each.administrator for each in started}) == 1
