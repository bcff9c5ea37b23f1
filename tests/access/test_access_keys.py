"""Access keys: made once, checked fast, revoked at once."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from access_world import NOW, World, unauthenticated, world_of_ana
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from sagescope.access.keys import MOST_REMEMBERED, REMEMBERED, USE_NOTED, AccessKeys
from sagescope.access.principal import Principal, Via
from sagescope.access.tokens import digest, new_access_id, new_key, new_token, same
from sagescope.errors import Cause, Refusal
from sagescope.ids import hex_id
from sagescope.meta.repositories import access_keys, users
from sagescope.model.user import Role


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with world_of_ana(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def kept_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world_of_ana(tmp_path_factory.mktemp("kept")) as made:
        yield made


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """The statements that reach a database meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


def last_used(world: World, access_id: str) -> int | None:
    with world.database.reading() as session:
        return access_keys.get(session, access_id).last_used_at


def test_a_new_key_proves_its_user(world: World) -> None:
    keys = AccessKeys(world.database, world.clock)
    issued = keys.create(world.ana.id, "ci")
    assert issued.access_key.access_id.startswith("su")
    assert (len(issued.access_key.access_id), len(issued.key)) == (16, 64)
    assert keys.verify(issued.access_key.access_id, issued.key) == Principal.of(world.ana, Via.ACCESS_KEY)
    assert AccessKeys(world.database, world.clock).verify(issued.access_key.access_id, issued.key)


def test_the_secret_of_a_key_is_not_stored(world: World, tmp_path: Path) -> None:
    issued = AccessKeys(world.database, world.clock).create(world.ana.id, "ci")
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert issued.key.encode() not in stored
    assert digest(issued.key).encode() in stored


def test_a_wrong_pair_proves_nothing(world: World) -> None:
    keys = AccessKeys(world.database, world.clock)
    issued, other = (keys.create(world.ana.id, label) for label in ("ci", "cd"))
    access_id, key = issued.access_key.access_id, issued.key
    keys.verify(access_id, key)
    refusals = []
    for pair in [
        (access_id, other.key),
        (access_id, ""),
        (access_id, key[:-1]),
        (access_id, key + "x"),
        (access_id, issued.access_key.secret_hash),
        ("suUNKNOWN", key),
        ("", ""),
        ("suUNKNOWN", ""),
        (access_id + "\0", key),
        (access_id.swapcase(), key),
    ]:
        with pytest.raises(Refusal) as refused:
            keys.verify(*pair)
        assert unauthenticated(refused.value), pair
        refusals.append(str(refused.value))
    assert len(set(refusals)) == 1


@given(st.text(), st.text())
def test_whatever_is_given_as_a_pair_is_refused_and_no_more(
    kept_world: World, access_id: str, key: str
) -> None:
    with pytest.raises(Refusal) as refused:
        AccessKeys(kept_world.database, kept_world.clock).verify(access_id, key)
    assert unauthenticated(refused.value)


def test_calls_in_between_do_not_ask_the_database(world: World, statements: list[str]) -> None:
    keys = AccessKeys(world.database, world.clock)
    issued = keys.create(world.ana.id, "ci")
    keys.verify(issued.access_key.access_id, issued.key)
    statements.clear()
    for _ in range(100):
        world.clock.advance(REMEMBERED // 200)
        keys.verify(issued.access_key.access_id, issued.key)
    assert statements == []
    world.clock.advance(REMEMBERED)
    keys.verify(issued.access_key.access_id, issued.key)
    assert statements != []


def test_the_last_use_is_noted_at_most_once_a_minute(world: World) -> None:
    keys = AccessKeys(world.database, world.clock)
    issued = keys.create(world.ana.id, "ci")
    access_id = issued.access_key.access_id
    assert last_used(world, access_id) is None
    noted = []
    for _ in range(25):
        keys.verify(access_id, issued.key)
        noted.append(last_used(world, access_id))
        world.clock.advance(USE_NOTED // 10)
    assert sorted({at for at in noted if at is not None}) == [NOW, NOW + USE_NOTED, NOW + 2 * USE_NOTED]


def test_failed_tries_are_not_a_use(world: World) -> None:
    keys = AccessKeys(world.database, world.clock)
    issued = keys.create(world.ana.id, "ci")
    with pytest.raises(Refusal):
        keys.verify(issued.access_key.access_id, "wrong")
    assert last_used(world, issued.access_key.access_id) is None


def test_a_disabled_or_removed_key_ends_at_once(world: World) -> None:
    keys = AccessKeys(world.database, world.clock)
    issued = keys.create(world.ana.id, "ci")
    access_id = issued.access_key.access_id
    keys.verify(access_id, issued.key)
    world.clock.advance(1)
    changed = keys.change(access_id, enabled=False)
    assert (changed.enabled, changed.label, changed.modified_at) == (False, "ci", NOW + 1)
    with pytest.raises(Refusal):
        keys.verify(access_id, issued.key)
    assert keys.change(access_id, label="cd", enabled=True).label == "cd"
    keys.verify(access_id, issued.key)
    keys.remove(access_id)
    with pytest.raises(Refusal):
        keys.verify(access_id, issued.key)
    for step in (lambda: keys.remove(access_id), lambda: keys.change(access_id, label="x")):
        with pytest.raises(Refusal) as refused:
            step()
        assert refused.value.cause is Cause.NOT_FOUND


def test_what_another_process_revoked_ends_soon(world: World) -> None:
    here, there = AccessKeys(world.database, world.clock), AccessKeys(world.database, world.clock)
    issued = here.create(world.ana.id, "ci")
    here.verify(issued.access_key.access_id, issued.key)
    there.remove(issued.access_key.access_id)
    world.clock.advance(REMEMBERED)
    with pytest.raises(Refusal):
        here.verify(issued.access_key.access_id, issued.key)


def test_a_changed_user_is_seen_once_forgotten(world: World) -> None:
    keys = AccessKeys(world.database, world.clock)
    issued = keys.create(world.ana.id, "ci")
    pair = issued.access_key.access_id, issued.key
    keys.verify(*pair)
    world.save(world.ana.changed(role=Role.VIEWER))
    keys.forget()
    assert keys.verify(*pair).user.role is Role.VIEWER
    world.save(world.ana.changed(enabled=False))
    keys.forget()
    with pytest.raises(Refusal) as refused:
        keys.verify(*pair)
    assert unauthenticated(refused.value)


def test_a_user_who_is_gone_takes_the_keys_along(world: World) -> None:
    keys = AccessKeys(world.database, world.clock)
    issued = keys.create(world.ana.id, "ci")
    with world.database.session() as session:
        users.remove(session, world.ana.id)
    with pytest.raises(Refusal):
        keys.verify(issued.access_key.access_id, issued.key)


def test_a_key_needs_a_user_and_a_label(world: World) -> None:
    keys = AccessKeys(world.database, world.clock)
    with pytest.raises(Refusal) as refused:
        keys.create(hex_id(), "ci")
    assert refused.value.cause is Cause.CONFLICT
    with pytest.raises(Refusal, match="label"):
        keys.create(world.ana.id, " ")


def test_memory_is_bounded(world: World) -> None:
    keys = AccessKeys(world.database, world.clock)
    issued = keys.create(world.ana.id, "ci")
    with world.database.session() as session:
        key = access_keys.get(session, issued.access_key.access_id)
        for n in range(MOST_REMEMBERED + 10):
            access_keys.add(session, key.changed(access_id=f"su{n}", last_used_at=NOW))
    for n in range(MOST_REMEMBERED + 10):
        keys.verify(f"su{n}", issued.key)
    assert len(keys._known) == MOST_REMEMBERED


def test_a_key_revoked_while_it_is_being_read_is_not_remembered(world: World) -> None:
    keys = AccessKeys(world.database, world.clock)
    issued = keys.create(world.ana.id, "ci")
    access_id = issued.access_key.access_id

    revoked = threading.Event()

    def revoke_once(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM access_keys" in statement and not revoked.is_set():
            revoked.set()
            revoking = threading.Thread(target=keys.remove, args=(access_id,))
            revoking.start()
            revoking.join()

    event.listen(Engine, "after_cursor_execute", revoke_once)
    try:
        assert keys.verify(access_id, issued.key).user == world.ana
    finally:
        event.remove(Engine, "after_cursor_execute", revoke_once)
    assert revoked.is_set()
    with pytest.raises(Refusal):
        keys.verify(access_id, issued.key)


def test_many_threads_check_keys_while_one_is_revoked(world: World) -> None:
    keys = AccessKeys(world.database, world.clock)
    kept, doomed = (keys.create(world.ana.id, label) for label in ("kept", "doomed"))
    revoked = threading.Event()

    def check(_: int) -> None:
        for _ in range(50):
            keys.verify(kept.access_key.access_id, kept.key)
            after = revoked.is_set()
            try:
                keys.verify(doomed.access_key.access_id, doomed.key)
                assert not after
            except Refusal as refused:
                assert unauthenticated(refused)
            keys.forget()

    with ThreadPoolExecutor(6) as pool:
        running = [pool.submit(check, n) for n in range(5)]
        keys.remove(doomed.access_key.access_id)
        revoked.set()
        for each in running:
            each.result()
    with pytest.raises(Refusal):
        keys.verify(doomed.access_key.access_id, doomed.key)


def test_secrets_are_long_url_safe_and_never_the_same() -> None:
    for make, length in ((new_token, 43), (new_access_id, 16), (new_key, 64)):
        made = {make() for _ in range(500)}
        assert len(made) == 500
        assert {len(each) for each in made} == {length}
        assert all(character.isalnum() or character in "-_" for each in made for character in each)


def test_a_digest_is_the_sha_256_of_the_secret() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert same(digest("abc"), digest("abc"))
    assert not same(digest("abc"), digest("abd"))
