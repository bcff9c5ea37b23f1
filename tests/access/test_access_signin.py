"""Sessions and one-time links: how long they hold, and how often."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from access_world import NOW, World, unauthenticated, world_of_ana

from sagescope.access.principal import Principal, Via
from sagescope.access.sessions import IDLE, USE_NOTED, IssuedSession, Sessions
from sagescope.access.signin import VALID, SignInLinks
from sagescope.access.tokens import digest
from sagescope.errors import Cause, Refusal
from sagescope.ids import hex_id
from sagescope.meta.repositories import sessions as stored_sessions
from sagescope.meta.repositories import signin_links


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with world_of_ana(tmp_path) as made:
        yield made


@pytest.fixture
def sessions(world: World) -> Sessions:
    return Sessions(world.database, world.clock)


@pytest.fixture
def links(world: World) -> SignInLinks:
    return SignInLinks(world.database, world.clock)


def ended(sessions: Sessions, token: str) -> bool:
    try:
        sessions.verify(token)
    except Refusal as refused:
        return unauthenticated(refused)
    return False


def test_a_session_proves_its_user(world: World, sessions: Sessions, tmp_path: Path) -> None:
    issued = sessions.open(world.ana.id)
    assert sessions.verify(issued.token) == Principal.of(world.ana, Via.SESSION)
    assert issued.session.expires_at == NOW + IDLE
    assert issued.token.encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


@pytest.mark.parametrize("token", ["", "x", "\0", "\ud800", "x" * 100_000])
def test_a_token_of_no_session_proves_nothing(sessions: Sessions, token: str) -> None:
    assert ended(sessions, token)


def test_the_stored_hash_of_a_session_does_not_open_it(world: World, sessions: Sessions) -> None:
    issued = sessions.open(world.ana.id)
    assert ended(sessions, issued.session.token_hash)


def test_a_session_ends_a_week_after_its_last_use(world: World, sessions: Sessions) -> None:
    issued = sessions.open(world.ana.id)
    for _ in range(3):
        world.clock.advance(IDLE - 1)
        assert not ended(sessions, issued.token)
    world.clock.advance(IDLE)
    assert ended(sessions, issued.token)


def test_the_use_of_a_session_is_noted_at_most_once_a_minute(world: World, sessions: Sessions) -> None:
    issued = sessions.open(world.ana.id)
    for step, expected in ((USE_NOTED - 1, NOW), (1, NOW + USE_NOTED), (1, NOW + USE_NOTED)):
        world.clock.advance(step)
        sessions.verify(issued.token)
        (web,) = sessions.listed(world.ana.id)
        assert (web.last_seen_at, web.expires_at) == (expected, expected + IDLE)


def test_a_revoked_session_is_over(world: World, sessions: Sessions) -> None:
    first, second, third = (sessions.open(world.ana.id) for _ in range(3))
    sessions.revoke(first.token)
    sessions.revoke(first.token)
    assert [ended(sessions, each.token) for each in (first, second, third)] == [True, False, False]
    sessions.revoke_all(world.ana.id)
    assert [ended(sessions, each.token) for each in (first, second, third)] == [True, True, True]


def test_a_disabled_user_has_no_session(world: World, sessions: Sessions) -> None:
    issued = sessions.open(world.ana.id)
    world.save(world.ana.changed(enabled=False))
    assert ended(sessions, issued.token)


def test_sessions_that_are_over_are_swept(world: World, sessions: Sessions) -> None:
    old = sessions.open(world.ana.id)
    world.clock.advance(IDLE)
    new = sessions.open(world.ana.id)
    assert sessions.listed(world.ana.id) == [new.session]
    sessions.sweep()
    with world.database.reading() as session:
        assert stored_sessions.find(session, old.session.token_hash) is None
        assert stored_sessions.find(session, new.session.token_hash) == new.session


def test_a_session_or_a_link_needs_a_user(sessions: Sessions, links: SignInLinks) -> None:
    for step in (sessions.open, links.create):
        with pytest.raises(Refusal) as refused:
            step(hex_id())
        assert refused.value.cause is Cause.CONFLICT


def test_a_link_signs_its_user_in_once(world: World, sessions: Sessions, links: SignInLinks) -> None:
    token = links.create(world.ana.id)
    issued = links.redeem(token)
    assert sessions.verify(issued.token).user == world.ana
    with pytest.raises(Refusal) as refused:
        links.redeem(token)
    assert unauthenticated(refused.value)
    assert sessions.listed(world.ana.id) == [issued.session]


def test_a_link_is_valid_for_a_day(world: World, links: SignInLinks) -> None:
    in_time, too_late = links.create(world.ana.id), links.create(world.ana.id)
    world.clock.advance(VALID - 1)
    links.redeem(in_time)
    world.clock.advance(1)
    with pytest.raises(Refusal) as refused:
        links.redeem(too_late)
    assert unauthenticated(refused.value)


@pytest.mark.parametrize("token", ["", "x", "\0", "\ud800"])
def test_a_token_of_no_link_signs_nobody_in(links: SignInLinks, token: str) -> None:
    with pytest.raises(Refusal) as refused:
        links.redeem(token)
    assert unauthenticated(refused.value)


def test_a_link_of_a_disabled_user_is_not_used_up(world: World, links: SignInLinks) -> None:
    token = links.create(world.ana.id)
    world.save(world.ana.changed(enabled=False))
    with pytest.raises(Refusal):
        links.redeem(token)
    world.save(world.ana)
    assert links.redeem(token).session.user_id == world.ana.id


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_that_follow_a_link_at_once_one_gets_in(
    world: World, sessions: Sessions, links: SignInLinks, attempt: int
) -> None:
    token = links.create(world.ana.id)
    start = threading.Barrier(2)

    def follow(_: int) -> IssuedSession | None:
        start.wait()
        try:
            return links.redeem(token)
        except Refusal as refused:
            assert unauthenticated(refused)
            return None

    with ThreadPoolExecutor(2) as pool:
        (winner,) = filter(None, pool.map(follow, range(2)))
    assert sessions.listed(world.ana.id) == [winner.session]


def test_links_that_are_over_are_swept(world: World, links: SignInLinks) -> None:
    old = links.create(world.ana.id)
    world.clock.advance(VALID)
    new = links.create(world.ana.id)
    links.sweep()
    with world.database.reading() as session:
        assert signin_links.find(session, digest(old)) is None
        assert signin_links.find(session, digest(new)) is not None
