"""Sessions of browsers: a cookie with a random token, a row with its hash."""

from contextlib import suppress
from dataclasses import dataclass

from sagescope.access.principal import Principal, Via, unauthenticated
from sagescope.access.tokens import digest, new_token
from sagescope.clock import Clock
from sagescope.errors import Refusal
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import sessions, users
from sagescope.model.user import WebSession

IDLE = 7 * 86_400_000
"""Milliseconds after its last use that a session ends."""

USE_NOTED = 60_000
"""Milliseconds between two notes of when a session was last used."""


@dataclass(frozen=True, slots=True)
class IssuedSession:
    """A new session together with its secret `token`, the value of the cookie."""

    session: WebSession
    token: str


class Sessions:
    """Opens, checks and revokes sessions; safe to use from many threads."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def open(self, user_id: str) -> IssuedSession:
        """Sign a user in who has proved who they are. Raises Refusal CONFLICT where there is no such user."""
        with self._database.session() as session:
            return open_in(session, user_id, self._clock.now())

    def verify(self, token: str) -> Principal:
        """Whose session this is; using it makes it last `IDLE` from now.

        Raises Refusal UNAUTHENTICATED where there is no such session, it is over or its user is disabled.
        """
        now = self._clock.now()
        hashed = digest(token)
        with self._database.reading() as session:
            web = sessions.find(session, hashed)
            user = users.find(session, web.user_id) if web is not None else None
        if web is None or user is None or not user.enabled or web.expires_at <= now:
            raise unauthenticated("This session is over.", "Sign in again.")
        if now - web.last_seen_at >= USE_NOTED:
            # A page is not refused because its time could not be noted.
            with suppress(Refusal), self._database.session() as session:
                sessions.seen(session, hashed, now, now + IDLE)
        return Principal.of(user, Via.SESSION)

    def listed(self, user_id: str) -> list[WebSession]:
        """The sessions of a user that are not over, last seen first."""
        now = self._clock.now()
        with self._database.reading() as session:
            return [web for web in sessions.listed(session, user_id) if web.expires_at > now]

    def revoke(self, token: str) -> None:
        """End a session, where there is one: signing out."""
        with self._database.session() as session:
            sessions.remove(session, digest(token))

    def revoke_all(self, user_id: str) -> None:
        """End all sessions of a user."""
        with self._database.session() as session:
            sessions.remove_of_user(session, user_id)

    def sweep(self) -> None:
        """Delete sessions that are over; to be called once in a while."""
        with self._database.session() as session:
            sessions.remove_expired(session, self._clock.now())


def open_in(session: Session, user_id: str, now: int) -> IssuedSession:
    """Sign a user in as part of a transaction."""
    token = new_token()
    web = WebSession(
        token_hash=digest(token), user_id=user_id, created_at=now, last_seen_at=now, expires_at=now + IDLE
    )
    sessions.add(session, web)
    return IssuedSession(web, token)
