"""Access keys: what scripts, forwarders and the command line prove themselves with on each call."""

import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, replace

from sagescope.access.principal import Principal, Via, unauthenticated
from sagescope.access.tokens import digest, new_access_id, new_key, same
from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import access_keys, users
from sagescope.model.user import AccessKey, is_access_id

REMEMBERED = 30_000
"""Milliseconds that a key is taken from memory: so long may one that another process revoked still work."""

USE_NOTED = 60_000
"""Milliseconds between two notes of when a key was last used."""

MOST_REMEMBERED = 1_024

_NOBODY = digest("")


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new access key together with its secret `key`, which is never to be seen again."""

    access_key: AccessKey
    key: str


@dataclass(frozen=True, slots=True)
class _Known:
    secret_hash: str
    principal: Principal
    read_at: int
    noted_at: int


class AccessKeys:
    """Makes, checks and revokes access keys; safe to use from many threads."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._revision = 0

    def create(self, user_id: str, label: str) -> IssuedKey:
        """Make a key of a user. Raises Refusal where the label is not valid or there is no such user."""
        key = new_key()
        with self._database.session() as session:
            return IssuedKey(adopt(session, user_id, label, new_access_id(), key, self._clock.now()), key)

    def verify(self, access_id: str, key: str) -> Principal:
        """Who has this key.

        Raises Refusal UNAUTHENTICATED where the pair is not that of an enabled key of an enabled user.
        """
        now = self._clock.now()
        given = digest(key)
        known = self._recall(access_id, now) if is_access_id(access_id) else None
        if not same(given, known.secret_hash if known else _NOBODY) or known is None:
            raise unauthenticated(
                "The access id or its key is wrong.", "Check both, or have an administrator make another key."
            )
        if now - known.noted_at >= USE_NOTED and self._claim_note(access_id, now):
            # A call does not fail because its time could not be noted.
            with suppress(Refusal), self._database.session() as session:
                access_keys.used(session, access_id, now)
        return known.principal

    def change(self, access_id: str, *, label: str | None = None, enabled: bool | None = None) -> AccessKey:
        """Rename, enable or disable a key, and return it. Raises Refusal where it or its label cannot be."""
        with self._database.session() as session:
            key = access_keys.get(session, access_id)
            key = key.changed(
                label=key.label if label is None else label,
                enabled=key.enabled if enabled is None else enabled,
                modified_at=self._clock.now(),
            )
            access_keys.save(session, key)
        self.forget()
        return key

    def remove(self, access_id: str) -> None:
        """Delete a key. Raises Refusal NOT_FOUND."""
        with self._database.session() as session:
            access_keys.remove(session, access_id)
        self.forget()

    def forget(self) -> None:
        """Read keys and users again at their next use; to be called when a user was changed or deleted."""
        with self._lock:
            self._revision += 1
            self._known.clear()

    def _recall(self, access_id: str, now: int) -> _Known | None:
        with self._lock:
            known = self._known.get(access_id)
            revision = self._revision
            if known is not None and 0 <= now - known.read_at < REMEMBERED:
                self._known.move_to_end(access_id)
                return known
        known = self._read(access_id, now)
        with self._lock:
            # What was read before a revocation is not kept after it.
            if known is not None and revision == self._revision:
                self._known[access_id] = known
                self._known.move_to_end(access_id)
                if len(self._known) > MOST_REMEMBERED:
                    self._known.popitem(last=False)
            elif known is None:
                self._known.pop(access_id, None)
        return known

    def _read(self, access_id: str, now: int) -> _Known | None:
        with self._database.reading() as session:
            key = access_keys.find(session, access_id)
            user = users.find(session, key.user_id) if key is not None and key.enabled else None
        if key is None or user is None or not user.enabled:
            return None
        noted = key.last_used_at if key.last_used_at is not None else now - USE_NOTED
        return _Known(key.secret_hash, Principal.of(user, Via.ACCESS_KEY), now, noted)

    def _claim_note(self, access_id: str, now: int) -> bool:
        """Whether this thread is the one to note the use."""
        with self._lock:
            known = self._known.get(access_id)
            if known is None or now - known.noted_at < USE_NOTED:
                return False
            self._known[access_id] = replace(known, noted_at=now)
            return True


def adopt(session: Session, user_id: str, label: str, access_id: str, key: str, now: int) -> AccessKey:
    """Store a key whose access id and secret were chosen elsewhere.

    Raises Refusal where either cannot be one, CONFLICT where the access id is taken.
    """
    if not key or not key.isprintable() or key != key.strip():
        raise Refusal(
            Fault(
                "key.secret",
                "An access key must be printable and without blanks around it.",
                "Choose another, of 32 random characters or more.",
            ),
            Cause.INVALID,
        )
    access_key = AccessKey(
        access_id=access_id,
        label=label,
        user_id=user_id,
        secret_hash=digest(key),
        created_at=now,
        modified_at=now,
    )
    access_keys.add(session, access_key)
    return access_key
