"""Delimited texts, as `csv` and `split` take them apart: delimiter, quote and escape."""

from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.lang.regex.classes import alone, in_brackets
from sagescope.sql.build import all_of, col, eq, f, fn
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T, Token

MOST_PARTS = 1_000
"""The largest number of a part that can be asked for."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The characters that mean something: what parts the parts, what quotes and what escapes."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = "\\"


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is wanted, counted from 1, and the name of its field."""

    place: int
    name: Name


def parts_of(text: Expr, marks: Marks) -> Expr:
    """The parts of a text as an array, without their quotes and escapes.

    Quotes count where a part begins and up to one that ends it; two of them inside are one. An escape
    makes a delimiter, quote or escape after it a character; before others it is one itself.
    """
    d, q, e = (in_brackets(c) for c in (marks.delimiter, marks.quote, marks.escape))
    delimiter, quote, escape = (alone(c) for c in (marks.delimiter, marks.quote, marks.escape))
    quoted = f"{quote}((?:[^{q}{e}]|{escape}[\\s\\S]|{quote}{quote})*){quote}"
    bare = f"((?:[^{d}{e}]|{escape}[\\s\\S])*)"
    # With a delimiter in front, every part begins behind one, the first like the others.
    groups = f.extractAllGroupsVertical(f.concat(marks.delimiter, text), f"{delimiter}(?:{quoted}|{bare})")
    held = f.arrayElement(col("g"), 1)
    once = f.replaceAll(held, marks.quote * 2, marks.quote)
    unescaped = f.replaceRegexpAll(
        f.concat(once, f.arrayElement(col("g"), 2)), f"{escape}([{d}{q}{e}])", "\\1"
    )
    plain = all_of(*(eq(f.position(text, sign), 0) for sign in (marks.quote, marks.escape)))
    # Of the two ways to cut, the one for a single byte is the faster.
    cut = f.splitByChar if marks.delimiter.isascii() else f.splitByString
    return f.if_(plain, cut(marks.delimiter, text), f.arrayMap(fn("g", unescaped), groups))


def mark(cursor: Cursor, option: str) -> str | None:
    """Take `<option>='c'` if it is next: its character. Raises StageFault `delimited.mark`."""
    if not (cursor.peek().is_word(option) and cursor.peek(1).is_sign("=")):
        return None
    cursor.take()
    cursor.take()
    token = cursor.peek()
    if token.kind is not T.STRING:
        raise _no_mark(option, token)
    cursor.take()
    value = "\t" if token.text == "'\\t'" else token.value
    if len(value) != 1:
        raise _no_mark(option, token)
    return value


def check_marks(marks: Marks, token: Token) -> None:
    """Return where no two of the marks are one. Raises StageFault `delimited.same`."""
    if len({marks.delimiter, marks.quote, marks.escape}) < 3:
        raise StageFault(
            Fault(
                "delimited.same",
                "Delimiter, quote and escape are not three different characters.",
                "Set the others as well: delim=':' quote='\"' escape='\\'.",
                token.span,
            )
        )


def parts(cursor: Cursor) -> tuple[Part, ...]:
    """Take the list after `extract`: `2 as b`, or a name for the part at its place, `_` for none."""
    found: list[Part] = []
    place = 0
    while True:
        token = cursor.peek()
        if token.kind is T.NUMBER:
            cursor.take()
            if not token.text.isdigit() or not 1 <= int(token.text) <= MOST_PARTS:
                raise StageFault(
                    Fault(
                        "delimited.place",
                        f"{token.text} is no place of a part; they are counted from 1 to {MOST_PARTS:,}.",
                        "Write a whole number.",
                        token.span,
                    )
                )
            place = int(token.text)
            cursor.expect_word("as", after="after the place of the part")
            found.append(Part(place, cursor.name("the name of the part")))
        else:
            place += 1
            name = cursor.name("the name of the part, or its place")
            if name.text != "_":
                found.append(Part(place, name))
        if not cursor.sign(","):
            return tuple(found)


def _no_mark(option: str, token: Token) -> StageFault:
    return StageFault(
        Fault(
            "delimited.mark",
            f"After {option}= one character in quotes is expected.",
            f"Write {option}=':'.",
            token.span,
        )
    )
