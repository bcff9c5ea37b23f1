"""What the tests of access stand on: a database with one administrator, and a clock that stands still."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sagescope.clock import FixedClock
from sagescope.errors import Cause, Refusal
from sagescope.ids import hex_id
from sagescope.meta.db import Database
from sagescope.meta.repositories import users
from sagescope.model.user import Role, User

NOW = 1_767_225_600_000


@dataclass(frozen=True)
class World:
    """A database, a clock at `NOW` and a user of it."""

    database: Database
    clock: FixedClock
    ana: User

    def save(self, user: User) -> None:
        with self.database.session() as session:
            users.save(session, user)


@contextmanager
def empty_world(folder: Path) -> Iterator[Database]:
    """A database without users."""
    database = Database(f"sqlite:///{folder / 'meta.db'}")
    database.migrate()
    yield database
    database.close()


@contextmanager
def world_of_ana(folder: Path) -> Iterator[World]:
    """A database with Ana, an administrator."""
    with empty_world(folder) as database:
        ana = User(
            id=hex_id(),
            email="ana@example.com",
            name="Ana",
            role=Role.ADMINISTRATOR,
            created_at=NOW,
            modified_at=NOW,
        )
        with database.session() as session:
            users.add(session, ana)
        yield World(database, FixedClock(NOW), ana)


def unauthenticated(refusal: Refusal) -> bool:
    """Whether a refusal says that somebody has not proved who they are, and only that."""
    codes = [fault.code for fault in refusal.faults]
    return refusal.cause is Cause.UNAUTHENTICATED and codes == ["access.unauthenticated"]
