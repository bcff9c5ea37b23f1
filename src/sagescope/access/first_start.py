"""The first start: somebody has to be the first administrator."""

from dataclasses import dataclass

from sagescope.access.keys import adopt
from sagescope.access.signin import create_in
from sagescope.access.tokens import digest, same
from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ids import hex_id
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import access_keys, users
from sagescope.model.user import Role, User

EMAIL = "admin@localhost"
NAME = "Administrator"
LABEL = "from SAGESCOPE_ACCESS_ID"

STRONG = 32
"""Characters that a chosen key should have."""


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What a start found or made.

    `administrator` is the oldest that is enabled. `link_token` is the secret of a one-time sign-in link, at
    the first start only; `added_key` says whether the given pair is new, `weak_key` whether its key is so
    short that it could be guessed.
    """

    administrator: User | None
    link_token: str | None
    added_key: bool
    weak_key: bool


def first_start(database: Database, clock: Clock, access_id: str = "", key: str = "") -> FirstStart:
    """Make the first administrator where there is no user, with a sign-in link, and take over a given pair.

    `access_id` and `key` are SAGESCOPE_ACCESS_ID and SAGESCOPE_ACCESS_KEY, empty where not set. Called at
    each start: a pair that is there already is left as it is, disabled or not, and a different one is added
    to the oldest administrator.

    Raises Refusal where only one of the two is given, either cannot be one, the access id exists with
    another key, or a new pair comes while every administrator is disabled.
    """
    if bool(access_id) != bool(key):
        given, other = ("ID", "KEY") if access_id else ("KEY", "ID")
        message = f"SAGESCOPE_ACCESS_{given} is set without SAGESCOPE_ACCESS_{other}."
        raise Refusal(Fault("access.pair", message, "Set both, or neither."))
    now = clock.now()
    with database.session() as session:
        administrator = users.first_administrator(session)
        link_token = None
        if users.count(session) == 0:
            administrator = User(
                id=hex_id(), email=EMAIL, name=NAME, role=Role.ADMINISTRATOR, created_at=now, modified_at=now
            )
            users.add(session, administrator)
            link_token = create_in(session, administrator.id, now)
        added = bool(access_id) and _add_pair(session, administrator, access_id, key, now)
    return FirstStart(administrator, link_token, added, bool(key) and len(key) < STRONG)


def _add_pair(session: Session, administrator: User | None, access_id: str, key: str, now: int) -> bool:
    known = access_keys.find(session, access_id)
    if known is None:
        if administrator is None:
            raise Refusal(
                Fault(
                    "access.pair",
                    f"No administrator is enabled who could have {access_id!r}.",
                    "Unset SAGESCOPE_ACCESS_ID, or enable an administrator.",
                ),
                Cause.CONFLICT,
            )
        adopt(session, administrator.id, LABEL, access_id, key, now)
        return True
    if not same(known.secret_hash, digest(key)):
        raise Refusal(
            Fault(
                "access.pair",
                f"The access id {access_id!r} exists with another key.",
                "Set another SAGESCOPE_ACCESS_ID, or delete the old key first.",
            ),
            Cause.CONFLICT,
        )
    return False
