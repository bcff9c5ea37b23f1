"""What a subquery gives to the query around it: the part of its text behind `compose`."""

from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.syntax.cursor import Cursor, Name, StageFault

DEFAULT_ROWS = 2_500
MOST_ROWS = 10_000
"""Rows that a subquery gives, unless it says otherwise and at the most (reference, section 10)."""


@dataclass(frozen=True, slots=True)
class Given:
    """The fields whose values are given, of how many rows at the most, and whether they are words of the message."""

    fields: tuple[Name, ...]
    most: int
    keywords: bool


def read_given(cursor: Cursor) -> Given:
    """The fields and options behind `compose`. Raises StageFault."""
    fields = cursor.names("a field to give")
    most, keywords = DEFAULT_ROWS, False
    while not cursor.at_end:
        if cursor.word("keywords"):
            keywords = True
        elif cursor.word("maxresults"):
            cursor.expect_sign("=", "after maxresults")
            token = cursor.number("The number of rows")
            if not token.text.isdigit() or not 1 <= int(token.text) <= MOST_ROWS:
                raise StageFault(
                    Fault(
                        "compose.maxresults",
                        f"A subquery gives 1 to {MOST_ROWS:,} rows, not {token.text}.",
                        f"Write maxresults={MOST_ROWS} or less.",
                        token.span,
                    )
                )
            most = int(token.text)
        else:
            break
    return Given(fields, most, keywords)
