"""What stands in back-quotes: the name of a macro, and its arguments.

Both forms may be written: `name(value, other=value)` and `name value other=value`.
"""

import re

_NAME = re.compile(r"\s*([^\s(]*)")
_NAMED = re.compile(r"\s*([A-Za-z_]\w*)\s*=(?!=)\s*(.*)", re.DOTALL)
_PAIRS = {"(": ")", "[": "]"}


def call_parts(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The name, and the arguments as pairs of the name that they are given, or none, and the text as written."""
    match = _NAME.match(text)
    assert match is not None
    rest = text[match.end() :].strip()
    if rest.startswith("(") and rest.endswith(")"):
        parts = _split(rest[1:-1], ",")
    else:
        # `a = b` and `a=b` are the same, so blanks beside the sign do not part arguments.
        parts = _split(re.sub(r"\s*(?<![=!<>])=(?!=)\s*", "=", rest), " \t\r\n")
    arguments: list[tuple[str, str]] = []
    for part in parts:
        named = _NAMED.fullmatch(part)
        arguments.append((named[1], named[2].strip()) if named else ("", part.strip()))
    return match[1], arguments


def _split(text: str, separators: str) -> list[str]:
    """The parts between separators that stand outside of quotes and parentheses; empty parts go."""
    parts, at, start = [], 0, 0
    closing: list[str] = []
    while at < len(text):
        ch = text[at]
        if ch == '"':
            end = at + 1
            while end < len(text) and text[end] != '"':
                end += 2 if text[end] == "\\" else 1
            at = end
        elif ch in _PAIRS:
            closing.append(_PAIRS[ch])
        elif closing and ch == closing[-1]:
            closing.pop()
        elif ch in separators and not closing:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    parts.append(text[start:])
    return [part for part in parts if part.strip()]
