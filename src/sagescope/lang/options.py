"""Options of stages, `limit=5, criteria=leastcommon`: taken one by one, with or without commas between them."""

from collections.abc import Sequence

from sagescope.durations import UNITS, parse_duration
from sagescope.near_names import closest
from sagescope.syntax.cursor import Cursor, Name
from sagescope.syntax.tokens import T, Token

LONGEST = 100 * 366 * UNITS["d"]
"""Milliseconds of the longest time that an option takes, a hundred years."""


def option(cursor: Cursor, *words: str) -> str | None:
    """Take `<word>=` for one of these words, and a comma before it; the word in lower case."""
    ahead = 1 if cursor.peek().is_sign(",") else 0
    name = cursor.peek(ahead)
    if not (name.is_word(*words) and cursor.peek(ahead + 1).is_sign("=")):
        return None
    for _ in range(ahead + 2):
        cursor.take()
    return name.text.lower()


def flag(cursor: Cursor, word: str) -> bool:
    """Take a word that stands for itself, and a comma before it."""
    ahead = 1 if cursor.peek().is_sign(",") else 0
    if not cursor.peek(ahead).is_word(word):
        return False
    for _ in range(ahead + 1):
        cursor.take()
    return True


def names_until_options(cursor: Cursor, what: str) -> tuple[Name, ...]:
    """A list of names, which ends where an option begins."""
    found = [cursor.name(what)]
    while cursor.peek().is_sign(",") and not cursor.peek(2).is_sign("="):
        cursor.take()
        found.append(cursor.name(what))
    return tuple(found)


def choice(cursor: Cursor, what: str, values: Sequence[str]) -> str:
    """One of these words, quoted or not; they are lower-case. Raises StageFault `option.value`."""
    token = cursor.peek()
    if cursor.word(*values) or (token.kind is T.STRING and token.value.lower() in values):
        return (token if token.kind is T.WORD else cursor.take()).value.lower()
    near = closest(token.value, values) if token.kind in (T.WORD, T.STRING) else []
    hint = f"Did you mean {near[0]}?" if near else "Write one of " + ", ".join(values) + "."
    raise cursor.fault("option.value", f"{what} is not {cursor.describe()}.", hint)


def whole_number(cursor: Cursor, what: str, most: int, least: int = 1) -> int:
    """A whole number from `least` to `most`. Raises StageFault `option.value`."""
    token = cursor.peek()
    if token.kind is T.NUMBER and token.text.isdigit() and least <= int(token.text) <= most:
        return int(cursor.take().text)
    raise cursor.fault(
        "option.value",
        f"{what} is a whole number from {least:,} to {most:,}, not {cursor.describe()}.",
        f"Write {least}, or more.",
    )


def duration(cursor: Cursor, what: str) -> int:
    """A length of time such as `15m`, in milliseconds. Raises StageFault `option.value`."""
    token = cursor.peek()
    length = duration_of(token)
    if length is None or length > LONGEST:
        raise cursor.fault(
            "option.value",
            f"{what} is a length of time up to a hundred years, not {cursor.describe()}.",
            f"Write a number and {', '.join(UNITS)}, such as 15m.",
        )
    cursor.take()
    return length


def duration_of(token: Token) -> int | None:
    """The milliseconds of a token such as `15m`, or None for any other."""
    if token.kind is not T.NUMBER:
        return None
    try:
        return parse_duration(token.text)
    except ValueError:
        return None


def share(cursor: Cursor, what: str) -> float:
    """A number from 0 to 1. Raises StageFault `option.value`."""
    token = cursor.peek()
    if token.kind is T.NUMBER and token.text.replace(".", "", 1).isdigit() and float(token.text) <= 1:
        return float(cursor.take().text)
    raise cursor.fault(
        "option.value",
        f"{what} is a number from 0 to 1, not {cursor.describe()}.",
        "Write 0.1, or another share.",
    )
