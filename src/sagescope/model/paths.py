"""Paths of the library and of monitors: names parted by slashes, where a name may hold slashes itself."""

import re
from collections.abc import Iterable

_AMBIGUOUS = re.compile("%(?=2F|25)")
_WRITTEN = re.compile("%2F|%25(?=2F|25)")


def path_of(names: Iterable[str]) -> str:
    """The path of names from the outermost one on, with a slash before each.

    A slash in a name is written `%2F`, and a percent sign `%25` where it would be read as one of the two.
    """
    return "".join("/" + _AMBIGUOUS.sub("%25", name).replace("/", "%2F") for name in names)


def names_in(path: str) -> list[str]:
    """The names of a path, as `path_of` writes them; slashes at its ends count for nothing."""
    parts = (part for part in path.split("/") if part)
    return [_WRITTEN.sub(lambda found: "/" if found[0] == "%2F" else "%", part) for part in parts]
