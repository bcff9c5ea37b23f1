"""Who asks: a user, what they may do, and how they proved who they are."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from sagescope.access.roles import CAPABILITIES, Capability
from sagescope.errors import Cause, Fault, Refusal
from sagescope.model.user import User


class Via(StrEnum):
    """How a principal came in."""

    ACCESS_KEY = "access key"
    SESSION = "session"
    SYSTEM = "system"
    """Sagescope itself acts for the user, as a monitor does for its owner."""


@dataclass(frozen=True, slots=True)
class Principal:
    """A user with the capabilities they have right now; a request holds one until its end."""

    user: User
    capabilities: frozenset[Capability]
    via: Via

    @classmethod
    def of(cls, user: User, via: Via) -> Self:
        """The principal of a user with the capabilities of their role."""
        return cls(user, CAPABILITIES[user.role], via)

    def may(self, capability: Capability) -> bool:
        """Whether it has a capability."""
        return capability in self.capabilities

    def require(self, capability: Capability) -> None:
        """Return where it has a capability. Raises Refusal FORBIDDEN where it does not."""
        if capability not in self.capabilities:
            message = f"The role {self.user.role} of {self.user.email} lacks the capability {capability}."
            raise Refusal(
                Fault("access.forbidden", message, "Ask an administrator for another role."), Cause.FORBIDDEN
            )


def unauthenticated(message: str, hint: str) -> Refusal:
    """The refusal of somebody who has not proved who they are.

    It does not say which part was wrong, for that would help somebody who guesses.
    """
    return Refusal(Fault("access.unauthenticated", message, hint), Cause.UNAUTHENTICATED)
