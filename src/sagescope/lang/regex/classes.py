"""Sets of characters: the named ones, and what unions, complements and intersections of them are."""

import re
from collections.abc import Iterable

Run = tuple[int, int]
"""The first and the last code point of a run of characters."""

CharSet = tuple[Run, ...]
"""A set of characters: its runs, sorted and apart from each other."""

_LAST = 0x10FFFF

CLASSES: dict[str, CharSet] = {
    "alnum": ((48, 57), (65, 90), (97, 122)),
    "alpha": ((65, 90), (97, 122)),
    "ascii": ((0, 127),),
    "blank": ((9, 9), (32, 32)),
    "cntrl": ((0, 31), (127, 127)),
    "digit": ((48, 57),),
    "graph": ((33, 126),),
    "lower": ((97, 122),),
    "print": ((32, 126),),
    "punct": ((33, 47), (58, 64), (91, 96), (123, 126)),
    "space": ((9, 13), (32, 32)),
    "upper": ((65, 90),),
    "word": ((48, 57), (65, 90), (95, 95), (97, 122)),
    "xdigit": ((48, 57), (65, 70), (97, 102)),
}
"""The classes of POSIX."""

LETTERED: dict[str, CharSet] = {
    "d": CLASSES["digit"],
    "w": CLASSES["word"],
    "s": ((9, 10), (12, 13), (32, 32)),
    "h": ((9, 9), (32, 32), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F),
          (0x3000, 0x3000)),
    "v": ((10, 13), (0x85, 0x85), (0x2028, 0x2029)),
}  # fmt: skip
"""What `\\d`, `\\w` and `\\s` are to RE2, and what `\\h` and `\\v` are to Java."""

_JAVA_CLASSES = {
    "isalphabetic": "alpha",
    "iscontrol": "cntrl",
    "isdigit": "digit",
    "isletter": "alpha",
    "islowercase": "lower",
    "ispunctuation": "punct",
    "isuppercase": "upper",
    "iswhite_space": "space",
    "javalowercase": "lower",
    "javauppercase": "upper",
    "javawhitespace": "space",
}


def java_class(name: str) -> CharSet | None:
    """The set that a name after `\\p` is to Java; None for the names of Unicode."""
    folded = name.lower()
    return CLASSES.get(_JAVA_CLASSES.get(folded, folded))


def unicode_name(name: str) -> str:
    """A script or category of Unicode as RE2 writes it: Java's `IsGreek` and `script=Greek` are `Greek`."""
    plain = re.sub(r"^(?:script|sc|general_category|gc|block|blk)=", "", name, flags=re.IGNORECASE)
    return re.sub(r"^(?:Is|In)(?=[A-Z])", "", plain)


def union(*sets: CharSet) -> CharSet:
    """The characters that are in any of the sets."""
    joined: list[Run] = []
    for first, last in sorted(run for one in sets for run in one):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def complement(runs: CharSet) -> CharSet:
    """The characters that are not in the set."""
    outside: list[Run] = []
    start = 0
    for first, last in runs:
        if first > start:
            outside.append((start, first - 1))
        start = last + 1
    if start <= _LAST:
        outside.append((start, _LAST))
    return tuple(outside)


def intersection(left: CharSet, right: CharSet) -> CharSet:
    """The characters that are in both sets."""
    return complement(union(complement(left), complement(right)))


def in_brackets(char: str) -> str:
    """A character as it stands inside brackets, for RE2 and for Python alike."""
    if char in "\\][^-&~|":
        return "\\" + char
    return _control(char) or char


def alone(char: str) -> str:
    """A character as it stands outside of brackets."""
    if char in "\\.^$|()[]{}*+?":
        return "\\" + char
    return _control(char) or char


def runs_in_brackets(runs: Iterable[Run]) -> str:
    """Runs of characters as they stand inside brackets."""
    parts: list[str] = []
    for first, last in runs:
        # Halves of surrogate pairs are no characters, so a run ends before them or begins after them.
        first = 0xE000 if 0xD800 <= first <= 0xDFFF else first
        last = 0xD7FF if 0xD800 <= last <= 0xDFFF else last
        if first <= last:
            parts.append(in_brackets(chr(first)) + (f"-{in_brackets(chr(last))}" if last > first else ""))
    return "".join(parts)


def _control(char: str) -> str:
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"}
    return named.get(char, f"\\x{ord(char):02x}" if ord(char) < 32 or ord(char) == 127 else "")
