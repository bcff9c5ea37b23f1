"""Escapes that stand for a character or a property, inside brackets and outside."""

import re

from sagescope.lang.regex.faults import invalid
from sagescope.span import Span

CODE = re.compile(
    r"\\(?:x\{(?P<braced>[0-9A-Fa-f]{1,6})\}|x(?P<two>[0-9A-Fa-f]{2})|u(?P<four>[0-9A-Fa-f]{4})"
    r"|0(?P<octal>[0-7]{0,3})|c(?P<control>[A-Za-z@\[\]^_]))"
)
"""A character by its number, or by the key that gives it together with Control."""

PROPERTY = re.compile(r"\\(?P<letter>[pP])(?:(?P<one>[A-Z])|\{(?P<out>\^?)(?P<name>\w+(?:=\w+)?)\})")
"""A class by a name of Unicode or of Java."""

NAMED_CHARACTERS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "a": "\a", "e": "\x1b"}
"""Characters by the letter after the backslash."""


def code_point(found: re.Match[str], span: Span) -> str:
    """The character that a match of CODE is. Raises StageFault `regex.invalid` where there is none."""
    if found["control"] is not None:
        return chr(ord(found["control"].upper()) ^ 64)
    if found["octal"] is not None:
        number = int(found["octal"] or "0", 8)
    else:
        number = int(found["braced"] or found["two"] or found["four"], 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise invalid(f"there is no character {found[0]}", span)
    return chr(number)
