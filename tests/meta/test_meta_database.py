"""Transactions: whole or not at all, one writer at a time, errors in words."""

import sqlite3
import stat
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from meta_databases import KINDS, opened
from sqlalchemy import text

from sagescope.errors import Cause, Refusal, ServerFault
from sagescope.meta import db
from sagescope.meta.db import Database
from sagescope.meta.repositories import collectors, settings, users
from sagescope.model.collector import Collector
from sagescope.model.user import Role, User

NOW = 1_767_225_600_000


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with opened(request.param, tmp_path) as made:
        yield made


def test_a_transaction_is_kept_at_its_end_and_undone_by_an_exception(database: Database) -> None:
    with database.session() as session:
        settings.put(session, "kept", [1, {"a": None}])
    with pytest.raises(RuntimeError), database.session() as session:
        settings.put(session, "kept", "changed")
        settings.put(session, "other", True)
        raise RuntimeError
    with database.reading() as session:
        assert settings.listed(session) == {"kept": [1, {"a": None}]}


def test_readers_see_what_was_committed_before_they_began(database: Database) -> None:
    with database.session() as session:
        settings.put(session, "n", 1)
    with database.session() as writing:
        settings.put(writing, "n", 2)
        writing.flush()
        with database.reading() as session:
            assert settings.get(session, "n") == 1
    with database.reading() as session:
        assert settings.get(session, "n") == 2


def test_a_reading_transaction_cannot_write(database: Database) -> None:
    with pytest.raises((Refusal, ServerFault)), database.reading() as session:
        settings.put(session, "n", 1)
    with database.reading() as session:
        assert settings.get(session, "n") is None


def test_writing_inside_a_writing_transaction_is_a_mistake_not_a_deadlock(database: Database) -> None:
    with pytest.raises(ServerFault), database.session(), database.session():
        pass
    with database.session() as session:
        settings.put(session, "n", 1)


def test_eight_threads_write_at_once_and_nothing_is_lost(database: Database) -> None:
    start = threading.Barrier(8)

    def work(worker: int) -> list[int]:
        start.wait()
        taken = []
        for step in range(25):
            with database.session() as session:
                counted = settings.get(session, "count", 0)
                assert isinstance(counted, int)
                number = collectors.new_id(session)
                collectors.add(
                    session, Collector(id=number, name=f"c{worker}-{step}", created_at=NOW, modified_at=NOW)
                )
                taken.append(number)
            with database.reading() as session:
                assert collectors.get(session, number).name == f"c{worker}-{step}"
        return taken

    with ThreadPoolExecutor(8) as pool:
        numbers = [number for taken in pool.map(work, range(8)) for number in taken]
    assert sorted(numbers) == list(range(100_000_001, 100_000_201))
    with database.reading() as session:
        assert collectors.count(session) == 200


def test_a_read_and_a_write_of_the_same_transaction_are_not_overtaken(database: Database) -> None:
    with database.session() as session:
        settings.put(session, "count", 0)

    def raise_by_one(_: int) -> None:
        with database.session() as session:
            session.execute(
                text(
                    "SELECT value FROM settings WHERE key = 'count' "
                    + ("FOR UPDATE" if session.get_bind().dialect.name == "postgresql" else "")
                )
            )
            count = settings.get(session, "count")
            assert isinstance(count, int)
            settings.put(session, "count", count + 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(raise_by_one, range(80)))
    with database.reading() as session:
        assert settings.get(session, "count") == 80


def test_a_conflict_names_the_thing_and_undoes_the_transaction(database: Database) -> None:
    ana = User(
        id="0000000000000001",
        email="ana@example.com",
        name="Ana",
        role=Role.VIEWER,
        created_at=NOW,
        modified_at=NOW,
    )
    with database.session() as session:
        users.add(session, ana)
    with pytest.raises(Refusal) as refused, database.session() as session:
        settings.put(session, "n", 1)
        users.add(session, ana.changed(id="0000000000000002"))
    assert refused.value.cause is Cause.CONFLICT
    assert refused.value.faults[0].code == "meta.duplicate"
    assert "ana@example.com" in refused.value.faults[0].message
    with database.reading() as session:
        assert users.listed(session) == [ana]
        assert settings.get(session, "n") is None


def test_a_conflict_met_outside_the_repositories_is_a_refusal_too(database: Database) -> None:
    insert = text("INSERT INTO settings (key, value) VALUES ('n', '1')")
    with database.session() as session:
        session.execute(insert)
    with pytest.raises(Refusal, match="settings") as refused, database.session() as session:
        session.execute(insert)
    assert refused.value.cause is Cause.CONFLICT


def test_a_mistake_of_ours_is_not_shown_as_a_refusal(database: Database) -> None:
    for statement in ("SELECT nothing FROM nowhere", "INSERT INTO settings (key) VALUES ('without value')"):
        with pytest.raises(ServerFault), database.session() as session:
            session.execute(text(statement))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?uri=true",
        "mysql://h/d",
        "postgresql://h:port/d",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        Database(url)
    assert refused.value.faults[0].code == "meta.url"
    assert "sqlite:///path" in refused.value.faults[0].hint


def test_postgresql_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    # As where it is not installed.
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Refusal, match="psycopg") as refused:
        Database("postgresql://ana:secret@127.0.0.1/meta")
    assert refused.value.faults[0].code == "meta.driver"
    assert "secret" not in str(refused.value)


def test_a_postgresql_that_does_not_answer_is_unavailable() -> None:
    database = Database("postgresql://ana:secret@127.0.0.1:1/meta")
    with pytest.raises(Refusal) as refused:
        database.check()
    assert refused.value.cause is Cause.UNAVAILABLE
    assert "secret" not in str(refused.value)
    database.close()


def test_a_file_that_cannot_be_made_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal, match="file") as refused:
        Database(f"sqlite:///{tmp_path}/file/meta.db")
    assert refused.value.faults[0].code == "meta.file"


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    with opened("sqlite", tmp_path / "new" / "folder"):
        for file in (tmp_path / "new" / "folder").iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_sqlite_runs_as_it_must(tmp_path: Path) -> None:
    with opened("sqlite", tmp_path) as database:
        for transaction in (database.session, database.reading):
            with transaction() as session:
                found = {
                    name: session.execute(text(f"PRAGMA {name}")).scalar_one()
                    for name in ("journal_mode", "foreign_keys", "synchronous")
                }
            assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


def test_another_process_that_keeps_the_file_locked_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "WAIT", 0.2)
    with opened("sqlite", tmp_path) as database, closing(sqlite3.connect(tmp_path / "meta.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refusal) as refused, database.session() as session:
            settings.put(session, "n", 0)
        assert refused.value.cause is Cause.UNAVAILABLE
        assert refused.value.retry_after == 1
        other.rollback()
        with database.session() as session:
            settings.put(session, "n", 1)


def test_a_file_that_is_no_database_is_a_fault_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "meta.db").write_bytes(b"not a database at all" * 100)
    database = Database(f"sqlite:///{tmp_path / 'meta.db'}")
    with pytest.raises(ServerFault):
        database.migrate()
    database.close()
