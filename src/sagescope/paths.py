"""Paths of what is kept in the library: `/Library/Users/ana@example.com/users`, `shared/aws/admins`, `users`.

A slash at the start or the end says nothing, and neither does case, so that a query finds what it means
however it writes it. A path may also be an address such as `https://example.com/users.csv`, which names a
table in queries that were written for a file of the web.
"""

import re

_SLASHES = re.compile(r"(?<!:)/{2,}")


def normal_path(path: str) -> str:
    """The path as it is shown: without blanks around it, a slash at its end, or slashes in a row."""
    return _SLASHES.sub("/", path.strip()).rstrip("/")


def path_key(path: str) -> str:
    """What two paths of the same thing have in common."""
    return normal_path(path).lstrip("/").lower()


def last_name(path: str) -> str:
    """The name at the end of a path."""
    return normal_path(path).rpartition("/")[2]
