"""Regular expressions of users at ingest: RE2, which takes time in proportion to the text, whatever they are."""

from collections.abc import Callable, Iterator
from typing import Any

import re2

from sagescope.errors import Fault, Refusal
from sagescope.lang.regex import checked_regex
from sagescope.span import Span
from sagescope.syntax.cursor import StageFault


class LinearRegex:
    """A compiled expression. Names of groups are written `(?<name>…)` or `(?P<name>…)`.

    `dot_all` lets a dot match the end of a line.

    Raises Refusal `regex.invalid` or `regex.unsupported` where it is none that RE2 has.
    """

    def __init__(self, pattern: str, *, ignore_case: bool = False, dot_all: bool = True) -> None:
        options = re2.Options()
        options.log_errors = False
        options.case_sensitive = not ignore_case
        options.dot_nl = dot_all
        try:
            self._regex: Any = re2.compile(checked_regex(pattern, Span(0, len(pattern))), options)
        except StageFault as wrong:
            raise Refusal(wrong.fault) from wrong
        except re2.error as wrong:
            said = (
                wrong.args[0].decode("utf-8", "replace") if isinstance(wrong.args[0], bytes) else str(wrong)
            )
            raise Refusal(
                Fault(
                    "regex.invalid",
                    f"{pattern!r} is not a regular expression: {said}.",
                    "Correct the expression.",
                )
            ) from wrong
        self.names: frozenset[str] = frozenset(self._regex.groupindex)
        self.groups: int = self._regex.groups

    def whole(self, text: str) -> tuple[str | None, ...] | None:
        """The groups where it matches all of the text; None for a group that took no part."""
        found = self._regex.fullmatch(text)
        return None if found is None else tuple(found.groups())

    def matches_whole(self, text: str) -> bool:
        """Whether it matches all of the text."""
        return self._regex.fullmatch(text) is not None

    def replace_groups(self, text: str, replaced: Callable[[str], str]) -> str:
        """The text with what the groups of each match hold replaced; a group within another is part of it."""
        pieces: list[str] = []
        at = 0
        for found in self._regex.finditer(text):
            for group in range(1, self.groups + 1):
                start, end = found.span(group)
                if start >= at and end > start:
                    pieces += (text[at:start], replaced(text[start:end]))
                    at = end
        return "".join((*pieces, text[at:])) if pieces else text

    def first(self, text: str) -> dict[str, str | None] | None:
        """The named groups of its first match, and under an empty name its first group or all of it."""
        found = self._regex.search(text)
        return None if found is None else self._named(found)

    def each(self, text: str) -> Iterator[dict[str, str | None]]:
        """What `first` gives, of each match."""
        for found in self._regex.finditer(text):
            yield self._named(found)

    def _named(self, found: Any) -> dict[str, str | None]:
        return {**found.groupdict(), "": found.group(1 if self.groups else 0)}
