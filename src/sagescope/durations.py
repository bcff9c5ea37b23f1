"""Durations as the query languages write them: a number and a unit, `15m`."""

import re
from collections.abc import Mapping

UNITS: Mapping[str, int] = {
    "ms": 1,
    "s": 1_000,
    "m": 60_000,
    "h": 3_600_000,
    "d": 86_400_000,
    "w": 604_800_000,
}
"""Milliseconds of each unit; the order is rising."""

_DURATION = re.compile(r"(\d+)(ms|[smhdw])", re.IGNORECASE)


def parse_duration(text: str) -> int:
    """Milliseconds of `15m` and its like.

    Raises ValueError where the text is not a whole number and a unit of `UNITS`.
    """
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a duration such as 15m or 2h")
    return int(match[1]) * UNITS[match[2].lower()]


def format_duration(ms: int) -> str:
    """The shortest exact form: 90000 is `90s`, 120000 is `2m`; whole units only."""
    for unit, size in reversed(list(UNITS.items())):
        if ms and ms % size == 0:
            return f"{ms // size}{unit}"
    return f"{ms}ms"
