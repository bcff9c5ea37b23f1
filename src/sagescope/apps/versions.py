"""Versions of apps: three numbers, in their order."""

import re

_VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})")


def check_version(text: str) -> str:
    """`text` where it is a version such as 1.0.0. Raises ValueError where it is none."""
    if _VERSION.fullmatch(text) is None:
        raise ValueError(f"{text!r} is no version such as 1.0.0")
    return text


def order(version: str) -> tuple[int, ...]:
    """What versions are sorted by."""
    return tuple(map(int, version.split(".")))
