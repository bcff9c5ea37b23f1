"""What running servers leave for the command line: their addresses, and a key for the owner of the data."""

from pathlib import Path

from platformdirs import user_state_path

OWNER_KEY = "cli.json"
"""The file of a data directory with an access key for whoever may read it."""


def servers_folder() -> Path:
    """The folder of announcements: one JSON file a running server."""
    return user_state_path("sagescope", appauthor=False) / "servers"
