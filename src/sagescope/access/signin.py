"""One-time sign-in links: how the first administrator, and whoever lost access, gets in."""

from sagescope.access.principal import unauthenticated
from sagescope.access.sessions import IssuedSession, open_in
from sagescope.access.tokens import digest, new_token
from sagescope.clock import Clock
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import signin_links, users
from sagescope.model.user import SignInLink

VALID = 86_400_000
"""Milliseconds that a link can be used."""


class SignInLinks:
    """Makes links and takes them in; safe to use from many threads and processes."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def create(self, user_id: str) -> str:
        """The secret token of a new link of a user. Raises Refusal CONFLICT where there is no such user."""
        with self._database.session() as session:
            return create_in(session, user_id, self._clock.now())

    def redeem(self, token: str) -> IssuedSession:
        """Use a link up and open a session of its user, both or neither.

        Raises Refusal UNAUTHENTICATED where the link is unknown, used, over, or its user disabled.
        """
        now = self._clock.now()
        with self._database.session() as session:
            user_id = signin_links.take(session, digest(token), now)
            user = users.find(session, user_id) if user_id is not None else None
            if user is None or not user.enabled:
                raise unauthenticated(
                    "This sign-in link was used before or is over.", "Make another with sagescope tokens."
                )
            return open_in(session, user.id, now)

    def sweep(self) -> None:
        """Delete links that are over; to be called once in a while."""
        with self._database.session() as session:
            signin_links.remove_expired(session, self._clock.now())


def create_in(session: Session, user_id: str, now: int) -> str:
    """The secret token of a new link, made as part of a transaction."""
    token = new_token()
    signin_links.add(
        session, SignInLink(token_hash=digest(token), user_id=user_id, created_at=now, expires_at=now + VALID)
    )
    return token
