"""Where running servers leave their addresses, so that the command line finds them."""

from pathlib import Path

from platformdirs import user_state_path


def servers_folder() -> Path:
    """The folder of announcements: one JSON file a running server."""
    return user_state_path("sagescope", appauthor=False) / "servers"
