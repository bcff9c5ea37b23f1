"""Users, access keys, sessions and sign-in links as they are stored."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from meta_databases import KINDS, opened

from sagescope.errors import Cause, Refusal
from sagescope.ids import hex_id
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import access_keys, sessions, signin_links, users
from sagescope.model.user import AccessKey, Role, SignInLink, User, WebSession

NOW = 1_767_225_600_000


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with opened(request.param, tmp_path) as made:
        yield made


def make_user(
    session: Session, email: str = "ana@example.com", role: Role = Role.ANALYST, at: int = NOW
) -> User:
    user = User(id=hex_id(), email=email, name="Ana", role=role, created_at=at, modified_at=at)
    users.add(session, user)
    return user


def make_key(session: Session, user: User, access_id: str = "suEXAMPLE", at: int = NOW) -> AccessKey:
    key = AccessKey(
        access_id=access_id, label="ci", user_id=user.id, secret_hash="ab" * 32, created_at=at, modified_at=at
    )
    access_keys.add(session, key)
    return key


def test_a_user_comes_back_as_stored(database: Database) -> None:
    with database.session() as session:
        user = make_user(session)
        assert users.get(session, user.id) == users.find_by_email(session, " ANA@example.com ") == user
        changed = user.changed(role=Role.VIEWER, enabled=False, name="Ana B.", modified_at=NOW + 1)
        users.save(session, changed)
    with database.session() as session:
        assert users.listed(session) == [changed]
        users.remove(session, user.id)
        assert users.count(session) == 0
        for step in (users.get, users.remove):
            with pytest.raises(Refusal) as refused:
                step(session, user.id)
            assert refused.value.cause is Cause.NOT_FOUND


def test_the_first_administrator_is_the_oldest_enabled_one(database: Database) -> None:
    with database.session() as session:
        assert users.first_administrator(session) is None
        make_user(session, "a@example.com", Role.ANALYST, NOW)
        first = make_user(session, "b@example.com", Role.ADMINISTRATOR, NOW + 1)
        second = make_user(session, "c@example.com", Role.ADMINISTRATOR, NOW + 2)
        assert users.first_administrator(session) == first
        users.save(session, first.changed(enabled=False))
        assert users.first_administrator(session) == second


def test_an_access_key_comes_back_as_stored(database: Database) -> None:
    with database.session() as session:
        ana, bo = make_user(session), make_user(session, "bo@example.com")
        key = make_key(session, ana)
        other = make_key(session, bo, "suOTHER", NOW + 1)
        assert access_keys.get(session, key.access_id) == key
        assert access_keys.listed(session) == [key, other]
        assert access_keys.listed(session, ana.id) == [key]
        access_keys.save(session, key.changed(label="cd", enabled=False))
        assert access_keys.get(session, key.access_id) == key.changed(label="cd", enabled=False)
        access_keys.remove(session, key.access_id)
        assert access_keys.find(session, key.access_id) is None
        with pytest.raises(Refusal) as refused:
            access_keys.remove(session, key.access_id)
        assert refused.value.cause is Cause.NOT_FOUND
    with pytest.raises(Refusal, match="'suOTHER'") as refused, database.session() as session:
        make_key(session, ana, "suOTHER")
    assert refused.value.cause is Cause.CONFLICT


def test_the_last_use_of_a_key_only_moves_forwards(database: Database) -> None:
    with database.session() as session:
        key = make_key(session, make_user(session))
        for at in (NOW + 5, NOW + 3):
            access_keys.used(session, key.access_id, at)
            assert access_keys.get(session, key.access_id).last_used_at == NOW + 5


def test_a_user_takes_keys_sessions_and_links_along(database: Database) -> None:
    with database.session() as session:
        ana = make_user(session)
        make_key(session, ana)
        sessions.add(
            session,
            WebSession(
                token_hash="cd" * 32, user_id=ana.id, created_at=NOW, last_seen_at=NOW, expires_at=NOW + 9
            ),
        )
        signin_links.add(
            session, SignInLink(token_hash="ef" * 32, user_id=ana.id, created_at=NOW, expires_at=NOW + 9)
        )
    with database.session() as session:
        users.remove(session, ana.id)
    with database.reading() as session:
        assert access_keys.listed(session) == []
        assert sessions.find(session, "cd" * 32) is None
        assert signin_links.find(session, "ef" * 32) is None


def test_keys_sessions_and_links_need_a_user(database: Database) -> None:
    nobody = "FFFFFFFFFFFFFFFF"
    writes: dict[str, Callable[[Session], object]] = {
        "access keys": lambda s: access_keys.add(
            s,
            AccessKey(
                access_id="su",
                label="x",
                user_id=nobody,
                secret_hash="ab" * 32,
                created_at=NOW,
                modified_at=NOW,
            ),
        ),
        "sessions": lambda s: sessions.add(
            s,
            WebSession(
                token_hash="ab" * 32, user_id=nobody, created_at=NOW, last_seen_at=NOW, expires_at=NOW
            ),
        ),
        "signin links": lambda s: signin_links.add(
            s, SignInLink(token_hash="ab" * 32, user_id=nobody, created_at=NOW, expires_at=NOW)
        ),
    }
    for what, write in writes.items():
        with pytest.raises(Refusal, match=what) as refused, database.session() as session:
            write(session)
        assert refused.value.faults[0].code == "meta.reference"


def test_sessions_are_listed_renewed_and_ended(database: Database) -> None:
    def web(letter: str, user: User, at: int) -> WebSession:
        return WebSession(
            token_hash=letter * 64, user_id=user.id, created_at=at, last_seen_at=at, expires_at=at + 100
        )

    with database.session() as session:
        ana, bo = make_user(session), make_user(session, "bo@example.com")
        first, second, third = web("a", ana, NOW), web("b", ana, NOW + 1), web("c", bo, NOW + 2)
        for each in (first, second, third):
            sessions.add(session, each)
        assert sessions.listed(session, ana.id) == [second, first]
        sessions.seen(session, first.token_hash, NOW + 50, NOW + 150)
        sessions.seen(session, first.token_hash, NOW + 40, NOW + 140)
        first = first.changed(last_seen_at=NOW + 50, expires_at=NOW + 150)
        assert sessions.find(session, first.token_hash) == first
        sessions.remove_expired(session, NOW + 101)
        assert sessions.listed(session, ana.id) == [first]
        sessions.remove(session, first.token_hash)
        assert sessions.listed(session, ana.id) == []
        sessions.remove_of_user(session, bo.id)
        assert sessions.find(session, third.token_hash) is None


def test_a_link_is_taken_once_and_in_time(database: Database) -> None:
    with database.session() as session:
        ana = make_user(session)
        for letter in "ab":
            signin_links.add(
                session,
                SignInLink(token_hash=letter * 64, user_id=ana.id, created_at=NOW, expires_at=NOW + 10),
            )
        assert signin_links.take(session, "a" * 64, NOW + 9) == ana.id
        assert signin_links.take(session, "a" * 64, NOW + 9) is None
        assert signin_links.take(session, "b" * 64, NOW + 10) is None
        assert signin_links.take(session, "c" * 64, NOW) is None
        link = signin_links.find(session, "a" * 64)
        assert link is not None
        assert link.used_at == NOW + 9
        signin_links.remove_expired(session, NOW + 9)
        assert signin_links.find(session, "b" * 64) is not None
        signin_links.remove_expired(session, NOW + 10)
        assert signin_links.find(session, "b" * 64) is None


def test_of_many_that_take_a_link_at_once_one_gets_it(database: Database) -> None:
    with database.session() as session:
        ana = make_user(session)
        signin_links.add(
            session, SignInLink(token_hash="a" * 64, user_id=ana.id, created_at=NOW, expires_at=NOW + 10)
        )
    start = threading.Barrier(8)

    def take(_: int) -> str | None:
        start.wait()
        with database.session() as session:
            return signin_links.take(session, "a" * 64, NOW)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(filter(None, pool.map(take, range(8)))) == [ana.id]
