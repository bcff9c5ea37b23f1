"""Roles, and the capabilities that each gives."""

from collections.abc import Mapping
from enum import StrEnum

from sagescope.model.user import Role


class Capability(StrEnum):
    """One thing that a principal may do; the API asks for these, never for roles."""

    SEARCH = "search"
    """Run log and metrics queries, read results."""
    VIEW_LIBRARY = "viewLibrary"
    """Read dashboards, saved searches, folders, lookup tables and installed apps."""
    MANAGE_LIBRARY = "manageLibrary"
    """Change those."""
    VIEW_COLLECTION = "viewCollection"
    """Read collectors, sources, fields and rules; receiver secrets are for those who manage."""
    MANAGE_COLLECTION = "manageCollection"
    """Change collectors and sources, and read receiver secrets."""
    MANAGE_FIELDS = "manageFields"
    """Change fields and field extraction rules."""
    VIEW_MONITORS = "viewMonitors"
    """Read monitors and alerts."""
    MANAGE_MONITORS = "manageMonitors"
    """Change monitors, notifications and muting."""
    MANAGE_APPS = "manageApps"
    """Install, upgrade and remove apps."""
    MANAGE_OWN_KEYS = "manageOwnKeys"
    """Make and revoke access keys of one's own."""
    MANAGE_USERS = "manageUsers"
    """Change users, their roles, access keys and sessions."""
    ADMINISTER = "administer"
    """Change what concerns the whole installation, and see how it does."""


_VIEWER = frozenset(
    {
        Capability.SEARCH,
        Capability.VIEW_LIBRARY,
        Capability.VIEW_COLLECTION,
        Capability.VIEW_MONITORS,
    }
)
_ANALYST = _VIEWER | {
    Capability.MANAGE_LIBRARY,
    Capability.MANAGE_MONITORS,
    Capability.MANAGE_OWN_KEYS,
}
CAPABILITIES: Mapping[Role, frozenset[Capability]] = {
    Role.VIEWER: _VIEWER,
    Role.ANALYST: _ANALYST,
    Role.ADMINISTRATOR: frozenset(Capability),
}
"""What each role may do."""
