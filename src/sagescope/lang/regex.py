"""Regular expressions as written, checked and turned into RE2's syntax, which the engine has.

Named groups `(?<n>…)` become RE2's `(?P<n>…)`. What RE2 has not, or what is broken, is refused with its
place, so that the engine's own words are never the first news of it.
"""

import re

from sagescope.errors import Fault
from sagescope.span import Span
from sagescope.syntax.cursor import StageFault

MOST_REPEATS = 1_000
"""The largest count of a repetition that RE2 takes."""

_GROUP = re.compile(r"\((?:\?(?:P?<(?P<name>\w+)>|[imsU]*(?:-[imsU]+)?(?P<end>[:)])))?")
_UNSUPPORTED = {
    "(?=": "look-ahead",
    "(?!": "look-ahead",
    "(?<=": "look-behind",
    "(?<!": "look-behind",
    "(?>": "an atomic group",
    "(?(": "a condition",
    "(?#": "a comment",
}
_ESCAPE = re.compile(
    r"\\(?:[aAbBCdDfnrsStvwWz]|[pP](?:[A-Z]|\{\^?\w+\})|x(?:[0-9A-Fa-f]{2}|\{[0-9A-Fa-f]+\})|0[0-7]{0,2}|[!-/:-@\[-`{-~ ])"
)
_CLASS = re.compile(r"\[\^?+\]?+(?:\[:\^?[a-z]+:\]|\\.|[^\]\\])*+\]", re.DOTALL)
_RANGE = re.compile(r"(\\.|[^\\])-(\\.|[^\\\]])", re.DOTALL)
_NAMED_CLASS = re.compile(r"\[:\^?([a-z]+):\]")
_NAMED_CLASSES = frozenset(
    [
        "alnum",
        "alpha",
        "ascii",
        "blank",
        "cntrl",
        "digit",
        "graph",
        "lower",
        "print",
        "punct",
        "space",
        "upper",
        "word",
        "xdigit",
    ]
)
_COUNT = re.compile(r"\{(\d+)(?:,(\d*))?\}")


def checked_regex(pattern: str, span: Span) -> str:
    """A pattern in RE2's syntax. Raises StageFault `regex.unsupported` or `regex.invalid`."""
    return _Reader(pattern, span).read()


class _Reader:
    """A position in the pattern; what is read goes to `_out`."""

    def __init__(self, pattern: str, span: Span) -> None:
        self._pattern = pattern
        self._span = span
        self._at = 0
        self._open = 0
        self._out: list[str] = []
        # Whether there is something before that a repetition may stand behind.
        self._repeatable = False

    def read(self) -> str:
        while self._at < len(self._pattern):
            match self._pattern[self._at]:
                case "\\":
                    self._escape()
                case "(":
                    self._group()
                case ")":
                    self._open -= 1
                    if self._open < 0:
                        raise self._invalid("a parenthesis is closed that was not opened")
                    self._take(1, repeatable=True)
                case "[":
                    self._class()
                case "|":
                    self._take(1, repeatable=False)
                case "*" | "+" | "?":
                    self._repetition(1)
                case "{" if count := _COUNT.match(self._pattern, self._at):
                    self._count(count)
                case _:
                    self._take(1, repeatable=True)
        if self._open:
            raise self._invalid("a parenthesis is opened and not closed")
        return "".join(self._out)

    def _take(self, length: int, *, repeatable: bool) -> None:
        self._out.append(self._pattern[self._at : self._at + length])
        self._at += length
        self._repeatable = repeatable

    def _escape(self) -> None:
        after = self._pattern[self._at + 1 : self._at + 2]
        if after == "":
            raise self._invalid("it ends with a backslash")
        if after in "123456789k":
            raise self._unsupported("a back-reference")
        if after == "Q":
            end = self._pattern.find("\\E", self._at)
            self._take((end + 2 if end >= 0 else len(self._pattern)) - self._at, repeatable=True)
            return
        self._take(self._checked_escape(self._at), repeatable=True)

    def _checked_escape(self, at: int) -> int:
        found = _ESCAPE.match(self._pattern, at)
        if found is None:
            raise self._unsupported(f"the escape {self._pattern[at : at + 2]}")
        return len(found[0])

    def _group(self) -> None:
        for mark in sorted(_UNSUPPORTED, key=len, reverse=True):
            if self._pattern.startswith(mark, self._at):
                raise self._unsupported(_UNSUPPORTED[mark])
        group = _GROUP.match(self._pattern, self._at)
        assert group is not None
        if group[0] == "(" and self._pattern.startswith("(?", self._at):
            raise self._invalid("a group begins with a sign that nothing means")
        self._at = group.end()
        if group["name"] is not None:
            self._out.append(f"(?P<{group['name']}>")
        else:
            self._out.append(group[0])
        self._open += group["end"] != ")"
        self._repeatable = False

    def _class(self) -> None:
        found = _CLASS.match(self._pattern, self._at)
        if found is None:
            raise self._invalid("a bracket is opened and not closed")
        inside = found[0]
        for escape in re.finditer(r"\\.", inside, re.DOTALL):
            if escape[0] in (r"\A", r"\b", r"\B", r"\C", r"\z"):
                raise self._invalid(f"{escape[0]} stands for no character")
            self._checked_escape(self._at + escape.start())
        for name in _NAMED_CLASS.findall(inside):
            if name not in _NAMED_CLASSES:
                raise self._invalid(f"there is no class [:{name}:]")
        for first, last in _RANGE.findall(inside[1:-1]):
            if (len(first) == len(last) == 1 and first > last) or last[:2] in (r"\d", r"\s", r"\w"):
                raise self._invalid(f"the range {first}-{last} is backwards")
        self._take(len(found[0]), repeatable=True)

    def _count(self, count: re.Match[str]) -> None:
        least, most = int(count[1]), int(count[2] or count[1])
        if max(least, most) > MOST_REPEATS:
            raise self._invalid(f"something is repeated more than {MOST_REPEATS:,} times")
        if count[2] and most < least:
            raise self._invalid(f"the count {count[0]} is backwards")
        self._repetition(len(count[0]))

    def _repetition(self, length: int) -> None:
        if not self._repeatable:
            raise self._invalid("a repetition has nothing to repeat")
        self._take(length, repeatable=False)
        if self._pattern[self._at : self._at + 1] == "?":
            self._take(1, repeatable=False)
        elif self._pattern[self._at : self._at + 1] == "+":
            raise self._unsupported("a possessive repetition")

    def _unsupported(self, what: str) -> StageFault:
        return StageFault(
            Fault(
                "regex.unsupported",
                f"The pattern uses {what}, which RE2 does not have.",
                "Match a longer text and take the part with a group.",
                self._span,
            )
        )

    def _invalid(self, what: str) -> StageFault:
        return StageFault(
            Fault(
                "regex.invalid",
                f"The pattern is broken: {what}.",
                "Check its parentheses, brackets and escapes; the syntax is RE2's.",
                self._span,
            )
        )
